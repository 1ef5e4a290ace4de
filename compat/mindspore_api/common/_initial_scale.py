"""How large initial weights are: fans of a unit and gains of nonlinearities."""

import math


def _calculate_fan_in_and_fan_out(shape):
    """Inputs and outputs of one unit, for weights (out, in, *kernel)."""
    if len(shape) < 2:
        raise ValueError(
            "'fan_in' and 'fan_out' can not be computed for tensor with fewer than"
            f" 2 dimensions, but got dimensions {len(shape)}."
        )
    field = math.prod(shape[2:])
    return shape[1] * field, shape[0] * field


def _calculate_correct_fan(shape, mode):
    """Number of inputs or outputs of the unit that a weight belongs to.

    Args:
        shape (tuple of ints): shape of the weight, (outputs, inputs, kernel...).
        mode (str): "fan_in" or "fan_out".

    Returns:
        int.

    Raises:
        ValueError: `mode` is another word, or the shape has fewer than two extents.

    Example:
        >>> from mindspore.common.initializer import _calculate_correct_fan
        >>> _calculate_correct_fan((8, 3, 5, 5), "fan_in")
        75
    """
    mode = mode.lower()
    valid_modes = ["fan_in", "fan_out"]
    if mode not in valid_modes:
        raise ValueError(f"'mode' {mode} not supported, please use one of {valid_modes}")
    return _calculate_fan_in_and_fan_out(shape)[valid_modes.index(mode)]


_GAINS = {"sigmoid": 1, "tanh": 5.0 / 3, "relu": math.sqrt(2.0), "linear": 1}
_GAINS.update({f"conv{t}{d}d": 1 for t in ("", "_transpose") for d in (1, 2, 3)})


def _calculate_gain(nonlinearity, param=None):
    """Factor by which an activation changes the standard deviation.

    Args:
        nonlinearity (str): "linear", "sigmoid", "tanh", "relu", "leaky_relu" or "conv1d", ...
        param (number or None, default None): slope of the leaky ReLU.

    Returns:
        float or int.

    Raises:
        ValueError: there is no activation of that name.

    Example:
        >>> from mindspore.common.initializer import _calculate_gain
        >>> _calculate_gain("tanh")
        1.6666666666666667
    """
    if nonlinearity in _GAINS:
        return _GAINS[nonlinearity]
    if nonlinearity != "leaky_relu":
        raise ValueError(
            "For 'HeUniform', the argument 'nonlinearity' should be one of "
            f"['sigmoid', 'tanh', 'relu' or 'leaky_relu'], but got {nonlinearity}."
        )
    slope = 0.01 if param is None else param
    if isinstance(slope, bool) or not isinstance(slope, (int, float)):
        raise ValueError(
            f"For 'HeUniform', 'negative_slope' {param} is not a valid number."
            "When 'nonlinearity' has been set to "
            f"'leaky_relu', 'negative_slope' should be int or float type, but got {type(param)}."
        )
    return math.sqrt(2.0 / (1 + slope**2))


def _calculate_in_and_out(arr):
    """Fans of an array."""
    dim = len(arr.shape)
    if dim < 2:
        raise ValueError(
            "If initialize data with xavier uniform, the dimension of data must be greater than 1, "
            f"but got {dim}."
        )
    return _calculate_fan_in_and_fan_out(arr.shape)
