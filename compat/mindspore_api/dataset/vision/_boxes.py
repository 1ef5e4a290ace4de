"""Operations on an image and its bounding boxes [N, 4 or more]: left, top, width, height, ..."""

from __future__ import annotations

import copy

import numpy as np

from compat.core.data.streams import MT32, bernoulli, canonical_float, uniform_int

from ..core.settings import fresh_seed
from ..transforms.transforms import run_member
from . import validators
from ._base import C, ImageTensorOperation, check_interpolation, colours, pair, target
from ._random_geometry import DRAWN, CropBox, check_flip, padded_for_crop, random_place
from .kernels import boxes as box_rows
from .kernels import geometry
from .kernels.boxes import check_boxes
from .kernels.image import check_rank
from .utils import Border, Inter, parse_padding


class _WithBoxes(ImageTensorOperation):
    random = True
    one_to_one = False
    implementation = C

    def compute(self, *columns):
        """The changed image and boxes."""
        return self._apply(*check_boxes(columns))


class BoundingBoxAugment(_WithBoxes):
    """Applies an operation to the parts of an image that boxes enclose, with a probability.

    transform: the operation. ratio (float, default 0.3): the probability for each box.
    """

    _member = None

    @validators.check_bounding_box_augment_cpp
    def __init__(self, transform, ratio=0.3):
        super().__init__()
        self.ratio = ratio
        self.transform = transform

    def seeded(self, seed):
        """A copy for one worker: every stream in it starts at `seed`."""
        made = copy.copy(self)
        made._member = self.transform.seeded(seed)
        made._stream = MT32(seed)
        return made

    def _apply(self, image, boxes):
        if self._member is None:
            self._member = self.transform.seeded(fresh_seed())
        image = image.copy()
        for box in boxes:
            if canonical_float(self.stream) < np.float32(self.ratio):
                left, top, width, height = (int(v) for v in box[:4])
                part = geometry.crop(image, left, top, width, height).copy()
                changed = run_member(self._member, (part,))
                if changed.shape[:2] != (box[3], box[2]):
                    changed = geometry.resize_to(changed, (height, width), Inter.LINEAR)
                image[top : top + height, left : left + width] = changed.reshape(part.shape)
        return image, boxes


class RandomCropWithBBox(_WithBoxes):
    """RandomCrop of an image and its boxes; arguments as of RandomCrop."""

    @validators.check_random_crop
    def __init__(
        self,
        size,
        padding=None,
        pad_if_needed=False,
        fill_value=0,
        padding_mode=Border.CONSTANT,
    ):
        super().__init__()
        self.size = pair(size)
        self.padding = (0, 0, 0, 0) if padding is None else parse_padding(padding)
        self.pad_if_needed = pad_if_needed
        self.fill_value = colours(fill_value)
        self.padding_mode = padding_mode

    def _apply(self, image, boxes):
        height, width = self.size
        image, top, left = padded_for_crop(image, self)
        if left or top:
            boxes = box_rows.padded(boxes, top, left)
        if image.shape[:2] == (height, width):
            return image, boxes
        left, top = random_place(image, height, width, self.stream)
        boxes = box_rows.cropped(boxes, left, top, left + width, top + height)
        return geometry.crop(image, left, top, width, height).copy(), boxes


class RandomHorizontalFlipWithBBox(_WithBoxes):
    """Exchanges left and right of an image and its boxes with a probability.

    prob (float, default 0.5).
    """

    @validators.check_prob
    def __init__(self, prob=0.5):
        super().__init__()
        self.prob = prob

    def _apply(self, image, boxes):
        check_flip(image, "RandomHorizontalFlipWithBBox")
        if not bernoulli(self.stream, float(np.float32(self.prob))):
            return image, boxes
        return geometry.flip_horizontal(image), box_rows.flipped_horizontally(boxes, image.shape[1])


class RandomVerticalFlipWithBBox(_WithBoxes):
    """Exchanges top and bottom of an image and its boxes with a probability.

    prob (float, default 0.5).
    """

    @validators.check_prob
    def __init__(self, prob=0.5):
        super().__init__()
        self.prob = prob

    def _apply(self, image, boxes):
        check_flip(image, "RandomVerticalFlipWithBBox")
        if not bernoulli(self.stream, float(np.float32(self.prob))):
            return image, boxes
        return geometry.flip_vertical(image), box_rows.flipped_vertically(boxes, image.shape[0])


class RandomResizedCropWithBBox(_WithBoxes):
    """RandomResizedCrop of an image and its boxes; arguments as of RandomResizedCrop."""

    @validators.check_random_resize_crop
    def __init__(
        self,
        size,
        scale=(0.08, 1.0),
        ratio=(3.0 / 4.0, 4.0 / 3.0),
        interpolation=Inter.BILINEAR,
        max_attempts=10,
    ):
        super().__init__()
        self.size = pair(size)
        self.scale = scale
        self.ratio = ratio
        self.interpolation = interpolation
        self.max_attempts = max_attempts
        self.box = CropBox(scale, ratio, max_attempts)

    def parse(self):
        """Refuse interpolations the operation has not."""
        check_interpolation("RandomResizedCropWithBBox", self.interpolation, pilcubic=True)
        return self

    def _apply(self, image, boxes):
        check_rank(image, "RandomCropAndResizeWithBBox")
        box = left, top, width, height = self.box.draw(*image.shape[:2], self.stream)
        boxes = box_rows.cropped(boxes, left, top, left + width, top + height)
        image = geometry.crop_and_resize(image, box, *self.size, self.interpolation)
        return image, box_rows.resized(boxes, self.size, (height, width))


def _resized(image, boxes, size, interpolation):
    """An image and its boxes at a new size."""
    resized = geometry.resize_to(image, target(size), interpolation)
    return resized, box_rows.resized(boxes, resized.shape[:2], image.shape[:2])


class RandomResizeWithBBox(_WithBoxes):
    """Resizes an image and its boxes with a random interpolation.

    size (int or (height, width)): one number is the short side, the ratio stays.
    """

    @validators.check_resize
    def __init__(self, size):
        super().__init__()
        self.size = size

    def _apply(self, image, boxes):
        return _resized(image, boxes, self.size, DRAWN[uniform_int(self.stream, 0, 3)])


class ResizeWithBBox(_WithBoxes):
    """Resizes an image and its boxes.

    size (int or (height, width)): one number is the short side, the ratio stays. interpolation
    (Inter, default LINEAR).
    """

    random = False

    @validators.check_resize_interpolation
    def __init__(self, size, interpolation=Inter.LINEAR):
        super().__init__()
        self.size = size
        self.interpolation = interpolation

    def parse(self):
        """Refuse interpolations the operation has not."""
        check_interpolation("ResizeWithBBox", self.interpolation, pilcubic=True)
        return self

    def _apply(self, image, boxes):
        return _resized(image, boxes, self.size, self.interpolation)
