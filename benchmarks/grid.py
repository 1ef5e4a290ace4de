"""The shapes on which convolutions are measured."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """One convolution; the transposed one is its adjoint."""

    batch: int
    channels: int
    filters: int
    space: tuple[int, ...]
    kernel: int
    stride: int = 1
    pad: int = 0
    dilation: int = 1
    groups: int = 1

    @property
    def rank(self) -> int:
        return len(self.space)

    @property
    def name(self) -> str:
        """Short text such as `2d n16 64>128 32x32 k4 s2 p1`."""
        parts = [f"{self.rank}d n{self.batch} {self.channels}>{self.filters}"]
        parts += ["x".join(map(str, self.space)), f"k{self.kernel}"]
        extra = (("s", self.stride, 1), ("p", self.pad, 0), ("d", self.dilation, 1))
        parts += [f"{letter}{value}" for letter, value, usual in extra if value != usual]
        return " ".join(parts + ([f"g{self.groups}"] if self.groups > 1 else []))

    @property
    def family(self) -> str:
        """What kind of shape it is, for the means by family."""
        if self.groups == self.channels > 1:
            return "depthwise"
        if self.groups > 1:
            return "groups"
        if self.dilation > 1:
            return "dilated"
        if self.kernel == 1:
            return "1x1"
        return f"{self.rank}d stride {min(self.stride, 2)}{'+' if self.stride > 1 else ''}"

    def each(self, value: int) -> tuple[int, ...]:
        return (value,) * self.rank

    def out(self) -> tuple[int, ...]:
        """Spatial extents of the convolution's result."""
        reach = self.dilation * (self.kernel - 1) + 1
        return tuple((n + 2 * self.pad - reach) // self.stride + 1 for n in self.space)

    def shapes(self) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
        """Shapes of the input, the filter and the result."""
        return (
            (self.batch, self.channels, *self.space),
            (self.filters, self.channels // self.groups, *self.each(self.kernel)),
            (self.batch, self.filters, *self.out()),
        )


# channels in and out, extents, kernel, stride, padding, dilation, groups
SHAPES = [
    # encoders and decoders: the transposed maps of these are generators
    (3, 64, (64, 64), 4, 2, 1),
    (64, 128, (32, 32), 4, 2, 1),
    (128, 256, (16, 16), 4, 2, 1),
    (256, 512, (8, 8), 4, 2, 1),
    (512, 100, (4, 4), 4, 1, 0),
    (512, 1, (4, 4), 4, 1, 0),
    # classifiers
    (3, 64, (128, 128), 7, 2, 3),
    (64, 64, (56, 56), 3, 1, 1),
    (128, 128, (28, 28), 3, 1, 1),
    (256, 256, (14, 14), 3, 1, 1),
    (512, 512, (7, 7), 3, 1, 1),
    (64, 128, (56, 56), 3, 2, 1),
    (64, 256, (28, 28), 1, 1, 0),
    (256, 64, (14, 14), 1, 1, 0),
    (128, 256, (28, 28), 1, 2, 0),
    (512, 512, (1, 1), 1, 1, 0),
    # few channels
    (3, 8, (256, 256), 3, 1, 1),
    (16, 3, (128, 128), 7, 1, 3),
    (1, 6, (28, 28), 5, 1, 2),
    (6, 16, (14, 14), 5, 1, 0),
    (1, 1, (64, 64), 3, 1, 1),
    (8, 8, (32, 32), 3, 1, 1),
    (16, 16, (64, 64), 3, 1, 1),
    # small images
    (16, 32, (4, 4), 3, 1, 1),
    (64, 64, (8, 8), 3, 1, 1),
    (256, 256, (4, 4), 3, 1, 1),
    # steps
    (64, 64, (32, 32), 2, 2, 0),
    (32, 32, (48, 48), 3, 3, 0),
    (32, 64, (64, 64), 5, 4, 2),
    (32, 32, (32, 32), 6, 2, 2),
    # dilation
    (32, 32, (32, 32), 3, 1, 2, 2),
    (64, 64, (28, 28), 3, 1, 4, 4),
    # groups and depthwise
    (64, 64, (28, 28), 3, 1, 1, 1, 4),
    (128, 128, (14, 14), 3, 1, 1, 1, 32),
    (32, 32, (56, 56), 3, 1, 1, 1, 32),
    (128, 128, (28, 28), 3, 2, 1, 1, 128),
    (256, 256, (7, 7), 3, 1, 1, 1, 256),
    (64, 64, (14, 14), 5, 1, 2, 1, 64),
    # one axis
    (16, 32, (1024,), 3, 1, 1),
    (64, 64, (256,), 5, 1, 2),
    (1, 16, (4096,), 7, 4, 3),
    (128, 128, (128,), 3, 1, 2, 2),
    (32, 64, (256,), 4, 2, 1),
    (64, 64, (256,), 1, 1, 0),
    (32, 32, (512,), 7, 1, 3, 1, 32),
    # three axes
    (1, 16, (16, 32, 32), 3, 1, 1),
    (16, 16, (16, 16, 16), 3, 1, 1),
    (32, 64, (8, 8, 8), 3, 2, 1),
    (64, 64, (4, 4, 4), 3, 1, 1),
    (32, 64, (8, 8, 8), 4, 2, 1),
    (32, 32, (8, 8, 8), 1, 1, 0),
    (16, 16, (8, 16, 16), 3, 1, 1, 1, 16),
]
CASES = [Case(batch, *shape) for shape in SHAPES for batch in (1, 16)]
