"""Operations that remove parts of images or mix images."""

from __future__ import annotations

import random

from ..transforms.failure import fail
from ..transforms.transforms import PythonOperation
from . import py_transforms_util as util
from . import validators
from ._base import C, ImageTensorOperation, colours
from .kernels import blend
from .utils import ImageBatchFormat


class CutMixBatch(ImageTensorOperation):
    """Pastes rectangles of other images of the batch, labels mixed by area (Yun et al., 2019).

    image_batch_format (ImageBatchFormat). alpha (float, default 1.0): of the beta distribution.
    prob (float, default 1.0): for each image. Takes a batch of images and one of one-hot labels.
    """

    random = True
    one_to_one = False
    implementation = C

    @validators.check_cut_mix_batch_c
    def __init__(self, image_batch_format, alpha=1.0, prob=1.0):
        super().__init__()
        self.image_batch_format = image_batch_format.value
        self.alpha = alpha
        self.prob = prob

    def compute(self, *columns):
        """The mixed images and labels."""
        if len(columns) < 2:
            fail(
                "CutMixBatch: invalid input size, input should have 2 columns (image and label), "
                f"but got: {len(columns)}"
            )
        last = self.image_batch_format == ImageBatchFormat.NHWC
        return blend.cut_mix(*columns[:2], self.alpha, self.prob, last, self.stream)


class CutOut(ImageTensorOperation):
    """Black squares at random places.

    Args:
        length (int): edge of a square.
        num_patches (int, default 1): how many.
        is_hwc (bool, default True): channels are the last axis, otherwise the first.

    Raises:
        TypeError: an argument is of another kind.
        ValueError: a number is not positive.

    Example:
        >>> ds.vision.CutOut(2)(np.zeros((10, 20, 3), "uint8")).shape
        (10, 20, 3)
    """

    random = True
    implementation = C

    @validators.check_cutout_new
    def __init__(self, length, num_patches=1, is_hwc=True):
        super().__init__()
        self.length = length
        self.num_patches = num_patches
        self.is_hwc = is_hwc

    def compute(self, image):
        """The image with holes."""
        return blend.cut_out(image, self.length, self.num_patches, self.is_hwc, self.stream)


class Erase(ImageTensorOperation):
    """A rectangle in one colour.

    top, left, height, width (int): the rectangle. value (int or 3-tuple, default 0): the colour.
    inplace (bool, default False): has no effect, as in MindSpore: the caller's array stays.
    """

    @validators.check_erase
    def __init__(self, top, left, height, width, value=0, inplace=False):
        super().__init__()
        self.top = top
        self.left = left
        self.height = height
        self.width = width
        self.value = colours(value)
        self.inplace = inplace

    def compute(self, image):
        """The image with the rectangle."""
        return blend.erase(image, self.top, self.left, self.height, self.width, self.value)


class MixUp(PythonOperation):
    """Blends images of a batch and their labels on the Python side (Zhang et al., 2018).

    batch_size (int). alpha (float): of the beta distribution. is_single (bool, default True):
    blend with the next image, else with the blend before.
    """

    random = True

    @validators.check_mix_up
    def __init__(self, batch_size, alpha, is_single=True):
        super().__init__()
        self.image = 0
        self.label = 0
        self.is_first = True
        self.batch_size = batch_size
        self.alpha = alpha
        self.is_single = is_single

    def __call__(self, image, label):
        if self.is_single:
            return util.mix_up_single(self.batch_size, image, label, self.alpha)
        return util.mix_up_muti(self, self.batch_size, image, label, self.alpha)


class MixUpBatch(ImageTensorOperation):
    """Blends a batch and its labels with a random order of itself (Zhang et al., 2018).

    alpha (float, default 1.0): of the beta distribution. Takes a batch of images and one of
    one-hot labels.
    """

    random = True
    one_to_one = False
    implementation = C

    @validators.check_mix_up_batch_c
    def __init__(self, alpha=1.0):
        super().__init__()
        self.alpha = alpha

    def compute(self, *columns):
        """The mixed images and labels."""
        if len(columns) < 2:
            fail(
                "MixUpBatch: size of input data should be 2 (including images or labels), but got: "
                f"{len(columns)}, check 'input_columns' when call this operator."
            )
        return blend.mix_up(*columns[:2], self.alpha, self.stream)


class RandomErasing(PythonOperation):
    """Overwrites a random rectangle of [C, H, W] with a probability (Zhong et al., 2017).

    prob (float, default 0.5). scale ((min, max), default (0.02, 0.33)): share of the area. ratio
    ((min, max), default (0.3, 3.3)): width by height. value (int, 3-tuple or "random", default 0).
    inplace (bool, default False): into the given array. max_attempts (int, default 10).
    """

    random = True

    @validators.check_random_erasing
    def __init__(
        self,
        prob=0.5,
        scale=(0.02, 0.33),
        ratio=(0.3, 3.3),
        value=0,
        inplace=False,
        max_attempts=10,
    ):
        super().__init__()
        self.prob = prob
        self.scale = scale
        self.ratio = ratio
        self.value = value
        self.inplace = inplace
        self.max_attempts = max_attempts

    def _execute_py(self, np_img):
        if self.prob <= random.random():
            return np_img
        box = util.get_erase_params(
            np_img, self.scale, self.ratio, self.value, True, self.max_attempts
        )
        return util.erase(np_img, *box, self.inplace)
