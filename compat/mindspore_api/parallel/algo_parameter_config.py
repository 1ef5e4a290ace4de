"""Settings of the search for parallel strategies, which does not happen in a world of one."""

from .._checkparam import args_type_check

__all__ = ["get_algo_parameters", "reset_algo_parameters", "set_algo_parameters"]

_DEFAULTS = {
    "fully_use_devices": False,
    "elementwise_op_strategy_follow": False,
    "tensor_slice_align_enable": False,
    "tensor_slice_align_size": 16,
    "enable_algo_approxi": False,
    "algo_approxi_epsilon": 0.1,
}
_settings = dict(_DEFAULTS)


@args_type_check(
    tensor_slice_align_enable=bool,
    tensor_slice_align_size=int,
    fully_use_devices=bool,
    elementwise_op_strategy_follow=bool,
    enable_algo_approxi=bool,
    algo_approxi_epsilon=float,
)
def set_algo_parameters(**kwargs):
    """Sets parameters of the search for parallel strategies; they are checked and remembered.

    Args:
        **kwargs (bool or int): `fully_use_devices`, `elementwise_op_strategy_follow`,
            `enable_algo_approxi`, `algo_approxi_epsilon`, `tensor_slice_align_enable`,
            `tensor_slice_align_size`.

    Returns:
        None.

    Raises:
        ValueError: there is no parameter of that name.

    Example:
        >>> ms.set_algo_parameters(elementwise_op_strategy_follow=True)
    """
    for key, value in kwargs.items():
        if key not in _settings:
            raise ValueError(f"Set context keyword {key} is not recognized!")
        if key == "tensor_slice_align_size" and not 1 <= value <= 1024:
            raise ValueError(f"Align_size must be in [1, 1024], but got {value}")
        _settings[key] = value


def get_algo_parameters(attr_key):
    """The value of a setting."""
    if attr_key not in _settings:
        raise ValueError(f"Get context keyword {attr_key} is not recognized!")
    return _settings[attr_key]


def reset_algo_parameters():
    """Back to the defaults."""
    _settings.update(_DEFAULTS)
