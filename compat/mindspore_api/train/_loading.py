"""Loading of named parameters into a cell."""

from __future__ import annotations

from .. import _checkparam as validator
from .. import log as logger
from ..common import dtype as mstype
from ..common.initializer import initializer
from ..common.parameter import Parameter
from ..common.tensor import Tensor
from ..nn.cell import Cell

_MISMATCH = "Failed to combine the net and the parameters for param %s."


def load_param_into_net(net, parameter_dict, strict_load=False):
    """Sets the parameters of a cell by name.

    Every name, shape and dtype is checked before the first value is set: a cell that something does
    not fit stays as it was.

    Args:
        net (Cell): the network.
        parameter_dict (dict of name and Parameter): what `load_checkpoint` gives.
        strict_load (bool, default False): a dtype may not be converted.

    Returns:
        tuple of two lists: names of the cell and names of the dict that were not loaded.

    Raises:
        TypeError: an argument is of another kind.
        RuntimeError: a shape or dtype does not fit.

    Example:
        >>> net = nn.Dense(2, 1)
        >>> values = {"weight": Parameter(Tensor([[1.0, 2.0]]), name="weight")}
        >>> missing, unused = ms.load_param_into_net(net, values)
        >>> print(net.weight.asnumpy(), missing)
        [[1. 2.]] ['bias']
    """
    for argument, value, kind in (("net", net, Cell), ("parameter_dict", parameter_dict, dict)):
        if not isinstance(value, kind):
            logger.critical("Failed to combine the net and the parameters.")
            raise TypeError(
                f"For 'load_param_into_net', the argument '{argument}' should be a "
                f"{kind.__name__}, but got {type(value)}."
            )
    # The state of MindSpore's compiled random operators, which no operator here has.
    parameter_dict.pop("random_op", None)
    for key, value in parameter_dict.items():
        if not isinstance(key, str) or not isinstance(value, (Parameter, str)):
            logger.critical("Load parameters into net failed.")
            raise TypeError(
                "For 'parameter_dict', the element in the argument 'parameter_dict' should be a "
                f"'str' and 'Parameter' , but got {type(key)} and {type(value)}."
            )
    strict_load = validator.check_bool(strict_load)
    net.init_parameters_data()
    missing, unused, found = [], list(parameter_dict), []
    for _, param in net.parameters_and_names():
        if param.name in parameter_dict:
            found.append((param, _fitting(param, parameter_dict[param.name], strict_load)))
            unused.remove(param.name)
        else:
            missing.append(param.name)
    if missing and not strict_load:
        found += _found_behind_prefix(net, parameter_dict, missing)
    for param, value in found:
        param.set_data(value, param.sliced)
    if missing:
        logger.warning(
            f"For 'load_param_into_net', {len(missing)} parameters in the 'net' are not loaded, "
            "because they are not in the 'parameter_dict', please check whether the network "
            "structure is consistent when training and loading checkpoint."
        )
        for name in missing:
            logger.warning(f"{name} is not loaded.")
    return missing, unused


def _found_behind_prefix(net, parameter_dict, missing):
    """Pairs of parameter and value by the names of the file without a prefix that they share.

    Takes the names found out of `missing`.
    """
    prefix, longest, found = "", missing[0], []
    while prefix != longest and missing:
        prefix = longest
        for name in missing:
            prefix = next((d[: -len(name)] for d in parameter_dict if d.endswith(name)), prefix)
            if prefix != longest:
                break
        if prefix == longest:
            break
        logger.warning(
            f"For 'load_param_into_net', remove parameter prefix name: {prefix}, continue to load."
        )
        for _, param in net.parameters_and_names():
            if param.name in missing and prefix + param.name in parameter_dict:
                found.append((param, _fitting(param, parameter_dict[prefix + param.name], False)))
                missing.remove(param.name)
    return found


def _update_param(param, new_param, strict_load):
    param.set_data(_fitting(param, new_param, strict_load), param.sliced)


def _fitting(param, new_param, strict_load):
    """The tensor that `param` takes over from a parameter, or from the name of an initializer."""
    if isinstance(new_param, Tensor):
        return _fitting_tensor(param, new_param, strict_load)
    if param.shape not in ((1,), ()):
        _refuse_update_param(
            param,
            f"For 'load_param_into_net', {param.name} in the argument 'parameter_dict' is scalar, "
            f"then the shape of {param.name} in the argument 'net' should be (1,) or (), but got "
            f"shape {param.shape}.",
        )
    value = initializer(new_param, param.shape, param.dtype)
    return value.init_data() if value.has_init else value


def _fitting_tensor(param, new, strict_load):
    if param.shape != new.shape:
        extra = new.shape[len(param.shape) :]
        if not extra or any(n != 1 for n in extra):
            _refuse_update_param(
                param,
                f"For 'load_param_into_net', {param.name} in the argument 'net' should have the "
                f"same shape as {param.name} in the argument 'parameter_dict'. But got its shape "
                f"{param.shape} in the argument 'net' and shape {new.shape} in the argument "
                "'parameter_dict'.",
                " or the batch size and so on in the 'net' and 'parameter_dict' are same",
            )
        new = new.reshape(param.shape)
    if param.dtype != new.dtype:
        if strict_load or not _convertible(param, new):
            _refuse_update_param(
                param,
                f"For 'load_param_into_net', {param.name} in the argument 'net' should have the "
                f"same type as {param.name} in the argument 'parameter_dict'. but got its type "
                f"{param.dtype} in the argument 'net' and type {new.dtype} in the argument "
                "'parameter_dict'.",
            )
        return new.astype(param.dtype)
    return new


def _convertible(param, new):
    kinds = {param.dtype, new.dtype}
    floats = {mstype.float16, mstype.float32, mstype.float64}
    ints = {mstype.int8, mstype.int16, mstype.int32, mstype.int64}
    if not (kinds <= floats or kinds <= ints):
        return False
    logger.warning(
        f"The type of {param.name}:{new.dtype} in 'parameter_dict' is different from the type of "
        f"it in 'net':{param.dtype}, then the type convert from {new.dtype} to {param.dtype} in "
        "the network."
    )
    return True


def _refuse_update_param(param, text, more=""):
    logger.critical(_MISMATCH, param.name)
    raise RuntimeError(
        f"{text}May you need to check whether the checkpoint you loaded is correct{more}."
    )
