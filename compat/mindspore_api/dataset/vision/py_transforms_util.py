"""The Python side's functions under the module name MindSpore gives them."""

from .libraries import is_pil
from .pil.arrays import (
    erase,
    get_erase_params,
    hsv_to_rgb,
    hsv_to_rgbs,
    hwc_to_chw,
    linear_transform,
    mix_up_muti,
    mix_up_single,
    normalize,
    rgb_to_bgr,
    rgb_to_bgrs,
    rgb_to_hsv,
    rgb_to_hsvs,
    to_pil,
    to_tensor,
    to_type,
)
from .pil.colour import (
    adjust_brightness,
    adjust_contrast,
    adjust_gamma,
    adjust_hue,
    adjust_saturation,
    auto_contrast,
    decode,
    equalize,
    grayscale,
    invert_color,
    random_color,
    random_color_adjust,
    random_lighting,
    random_sharpness,
    uniform_augment,
)
from .pil.geometry import (
    center_crop,
    crop,
    five_crop,
    get_perspective_params,
    horizontal_flip,
    pad,
    perspective,
    random_affine,
    random_crop,
    random_horizontal_flip,
    random_resize_crop,
    random_rotation,
    random_vertical_flip,
    resize,
    rotate,
    ten_crop,
    vertical_flip,
)
from .pil.image import augment_error_message
from .utils import Inter

__all__ = [name for name in dir() if not name.startswith("_")]

# Programs know the functions under this module's name.
for _name in __all__:
    if callable(globals()[_name]) and _name != "Inter":
        globals()[_name].__module__ = __name__
