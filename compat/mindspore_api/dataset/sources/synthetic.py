"""Rows that nobody wrote: random pictures, random bytes."""

from __future__ import annotations

import numpy as np

from compat.core.data.streams import MT32, Normal, uniform_int

from ..core.settings import fresh_seed
from ..core.validator_helpers import check_pos_int32, type_check
from ..engine.schema import Schema
from ..engine.source import MappableDataset, SourceDataset, VisionBaseDataset
from .arguments import check_options, check_types, documented, replace_none
from .rows import Rows, label_of

_BYTES_OF_DOUBLE = 8
_BRIGHTEST = 255.0
_MOST_ROWS = 1024


@documented
class FakeImageDataset(MappableDataset, VisionBaseDataset):
    """Random pictures: columns `image` (uint8) and `label` (uint32), from a seed of their own.

    Args:
        num_images (int): Number of pictures. Default: 1000.
        image_size (Union[list, tuple]): Height, width and channels. Default: (224, 224, 3).
        num_classes (int): Labels are below it. Default: 10.
        base_seed (int): Picture i comes from seed `base_seed + i`. Default: 0.
    """

    def __init__(
        self, num_images=1000, image_size=(224, 224, 3), num_classes=10, base_seed=0,
        num_samples=None, num_parallel_workers=None, shuffle=None, sampler=None, num_shards=None,
        shard_id=None, cache=None,
    ):  # fmt: skip
        given = locals()
        check_types(given, ints=("num_images", "num_classes", "base_seed"), bools=("shuffle",))
        check_pos_int32(num_images, "num_images")
        type_check(image_size, (list, tuple), "image_size")
        if len(image_size) != 3:
            raise ValueError(
                f"image_size should be a list or tuple of length 3, but got {len(image_size)}"
            )
        for i, value in enumerate(image_size):
            check_pos_int32(value, f"image_size[{i}]")
        check_pos_int32(num_classes, "num_classes")
        check_options(given)
        super().__init__(
            num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache
        )
        self.num_images, self.image_size = num_images, image_size
        self.num_classes, self.base_seed = num_classes, base_seed

    def _open(self):
        labels = [
            uniform_int(MT32(self.base_seed + i), 0, self.num_classes - 1)
            for i in range(self.num_images)
        ]

        def load(i):
            return self._picture(i), label_of(labels[i])

        return Rows(
            ["image", "label"], range(self.num_images), load, lambda i: labels[i], self.num_classes
        )

    def _picture(self, i):
        # The pixels are the first bytes of doubles, as MindSpore takes them.
        size = int(np.prod(self.image_size))
        normal, engine = Normal(), MT32(self.base_seed + i)
        drawn = [normal(engine) for _ in range(-(-size // _BYTES_OF_DOUBLE))]
        data = np.clip(np.array(drawn), 0.0, _BRIGHTEST).view(np.uint8)
        return data[:size].reshape(self.image_size)


class _RandomRows:
    """Rows drawn once: every array is one random byte throughout."""

    shuffle_size = 0
    num_classes = class_indexing = None

    def __init__(self, schema, names, total):
        engine = MT32(fresh_seed())
        self._engine = engine
        total = total or uniform_int(engine, 1, _MOST_ROWS)
        columns = _random_columns(engine) if schema is None else _columns(schema, names)
        self.columns = [name for name, _, _ in columns]
        self._rows = [tuple(self._value(c) for c in columns) for _ in range(total)]

    def _value(self, column):
        _, kind, shape = column
        shape = [uniform_int(self._engine, 1, 32) if n == -1 else n for n in shape]
        byte = uniform_int(self._engine, 0, 255)
        dtype = np.dtype(kind)
        if dtype.kind == "b":
            byte = bool(byte)
        size = int(np.prod(shape)) * dtype.itemsize
        return np.full(size, byte, np.uint8).view(dtype).reshape(shape)

    def __len__(self):
        return len(self._rows)

    def rows(self, epoch):
        """Yields the rows; the same in every epoch."""
        yield from self._rows


_KINDS = [
    "bool", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "float16",
    "float32", "float64",
]  # fmt: skip


def _random_columns(engine):
    columns = []
    for i in range(uniform_int(engine, 1, 4)):
        kind = _KINDS[uniform_int(engine, 1, len(_KINDS)) - 1]
        rank = uniform_int(engine, 1, 4)
        shape = [uniform_int(engine, 0, 32) or -1 for _ in range(rank)]
        columns.append((f"c{i}", kind, shape))
    return columns


def _columns(schema, names):
    schema = schema if isinstance(schema, Schema) else Schema(schema)
    columns = {c["name"]: (c["name"], c["type"], c.get("shape", [-1])) for c in schema.columns}
    return [columns[name] for name in names or sorted(columns)]


@documented
class RandomDataset(SourceDataset, VisionBaseDataset):
    """Random bytes in columns of given or random types and shapes.

    Args:
        total_rows (int): Number of rows. Default: None, random.
        schema (Union[str, Schema]): The columns. Default: None, random ones.
        columns_list (list[str]): Columns to take. Default: None, all.
        shuffle (bool): Has no effect. Default: None.
    """

    def __init__(
        self, total_rows=None, schema=None, columns_list=None, num_samples=None,
        num_parallel_workers=None, cache=None, shuffle=None, num_shards=None, shard_id=None,
    ):  # fmt: skip
        given = locals()
        check_types(given, ints=("total_rows",), bools=("shuffle",), lists=("columns_list",))
        check_options(given)
        super().__init__(num_parallel_workers, num_samples, shuffle, num_shards, shard_id, cache)
        self.total_rows = replace_none(total_rows, 0)
        if self.num_samples:
            self.total_rows = self.num_samples
        if schema is not None:
            self.total_rows = Schema.get_num_rows(schema) if total_rows is None else total_rows
        self.schema = replace_none(schema, "")
        self.columns_list = replace_none(columns_list, [])

    def _open(self):
        return _RandomRows(self.schema or None, self.columns_list, self.total_rows)
