"""Mixed precision and the cells of training."""

from __future__ import annotations

from .. import _checkparam as validator
from .. import context, nn
from .. import log as logger
from ..common import dtype as mstype
from ..common.tensor import Tensor
from ..nn.cell import Cell
from ..nn.layer.container import CellList, SequentialCell
from ..ops import operations as P
from ..ops.primitive import Primitive
from .loss_scale_manager import DynamicLossScaleManager, LossScaleManager

__all__ = [
    "build_train_network",
    "auto_mixed_precision",
    "get_white_list",
    "get_black_list",
    "custom_mixed_precision",
]

_LEVELS = {
    "O0": (False, mstype.float32),
    "O1": (False, mstype.float32),
    "O2": (True, mstype.float16),
    "O3": (False, mstype.float16),
}
"""level: (normalisation layers stay in float32, type of the network)."""


def _black():
    return (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d, nn.LayerNorm)


class _OutputTo16(Cell):
    """A cell whose result is float16."""

    def __init__(self, backbone):
        super().__init__(auto_prefix=False)
        self._backbone = backbone

    def construct(self, x):
        """The result, converted."""
        return self._backbone(x).astype(mstype.float16)


class _OutputTo32(Cell):
    """A cell whose results are float32."""

    def __init__(self, backbone):
        super().__init__(auto_prefix=False)
        self._backbone = backbone

    def construct(self, *inputs):
        """The results, converted."""
        return _to_float32(self._backbone(*inputs))


def _to_float32(x):
    if isinstance(x, (tuple, list)):
        return tuple(_to_float32(i) for i in x)
    if isinstance(x, Tensor) and x.dtype in (mstype.float16, mstype.float64):
        return x.astype(mstype.float32)
    return x


def _keep_in_float32(network, kinds, halve=False):
    """Run cells of the given types in float32 and cast their output to float16.

    With `halve`, run all others in float16.
    """
    if halve:
        network.to_float(mstype.float16)
    changed = False
    for name, cell in network.name_cells().items():
        if cell is network:
            continue
        if isinstance(cell, tuple(kinds)):
            network._cells[name] = _OutputTo16(cell.to_float(mstype.float32))
            changed = True
        else:
            _keep_in_float32(cell, kinds, halve)
    if isinstance(network, SequentialCell) and changed:
        network._refresh()


def _halve_listed(network, kinds):
    """Cells and operators of these kinds compute in float16 and return float32.

    As in MindSpore they are sought among the attributes of the program's own cells; members of
    SequentialCell and CellList, and of MindSpore's layers, stay as they are.
    """
    if network.to_float_fp16:
        return
    container = isinstance(network, (SequentialCell, CellList))
    for cell in network.name_cells().values():
        if type(cell) in kinds:
            if not container and not cell.to_float_fp16:
                cell.to_float(mstype.float16)
                cell.__dict__["_returns_float32"] = True
        elif isinstance(cell, (SequentialCell, CellList)) or _is_of_the_program(cell):
            _halve_listed(cell, kinds)
    operators = network._primitives if _is_of_the_program(network) else {}
    for name, operator in list(operators.items()):
        if type(operator) in kinds and getattr(network, name, None) is operator:
            object.__setattr__(network, name, _HalfOperator(operator))


def _is_of_the_program(cell):
    return not f"{type(cell).__module__}.".startswith("mindspore.")


class _HalfOperator:
    """An operator that computes in float16 and returns float32."""

    def __init__(self, operator):
        self._operator = operator

    def __call__(self, *inputs):
        return _to_float32(self._operator(*[_to_float16(x) for x in inputs]))

    def __getattr__(self, name):
        if name == "_operator":
            raise AttributeError(name)
        return getattr(self._operator, name)


def _to_float16(x):
    if isinstance(x, Tensor) and x.dtype in (mstype.float32, mstype.float64):
        return x.astype(mstype.float16)
    return x


def auto_mixed_precision(network, amp_level="O0"):
    """The network in another precision; it is changed in place.

    network (Cell), amp_level (str): "O0" float32, "O1" float16 for the layers and operators of
    `get_white_list`, "O2" float16 but for normalisation layers, "O3" float16. Raises TypeError,
    ValueError.

    Example: `net = amp.auto_mixed_precision(net, "O2")`
    """
    if not isinstance(network, Cell):
        raise TypeError("The network type should be Cell.")
    if amp_level == "O0":
        return network
    if amp_level == "O1":
        _halve_listed(network, get_white_list())
        return network
    if amp_level == "O2":
        _keep_in_float32(network, _black(), halve=True)
    elif amp_level == "O3":
        network.to_float(mstype.float16)
    else:
        raise ValueError(f"The amp level {amp_level} is not supported")
    return _OutputTo32(network)


def _check_level(level, boost_level):
    if not isinstance(level, str):
        raise TypeError(
            "The argument `level` must be a string in ['O0', 'O1', 'O2', 'O3', 'auto'], "
            f"but got type {type(level)}."
        )
    validator.check("level", level, "", ["O0", "O1", "O2", "O3", "auto"], validator.IN)
    validator.check("boost_level", boost_level, "", ["O0", "O1", "O2"], validator.IN)
    if boost_level != "O0":
        raise NotImplementedError(
            f"mindspore boost_level {boost_level!r} is not supported; leave it at 'O0'"
        )
    if level != "auto":
        return level
    target = context.get_context("device_target")
    if target not in ("GPU", "Ascend"):
        raise ValueError("Level `auto` only support when `device_target` is GPU or Ascend.")
    return "O2" if target == "GPU" else "O3"


def _check_kwargs(given):
    for name in given:
        if name not in ("cast_model_type", "keep_batchnorm_fp32", "loss_scale_manager"):
            raise ValueError(f"Unsupported arg '{name}'")
    if "cast_model_type" in given:
        kinds = [mstype.float16, mstype.float32]
        validator.check_type_name("cast_model_type", given["cast_model_type"], kinds, None)
    if "keep_batchnorm_fp32" in given:
        validator.check_value_type("keep_batchnorm_fp32", given["keep_batchnorm_fp32"], bool)
    if given.get("loss_scale_manager"):
        validator.check_value_type(
            "loss_scale_manager", given["loss_scale_manager"], LossScaleManager
        )


class _WithFloat32Loss(Cell):
    """Loss in float32 of a network in float16."""

    def __init__(self, backbone, loss_fn):
        super().__init__(auto_prefix=False)
        self._backbone = backbone
        self._loss_fn = loss_fn

    def construct(self, data, label):
        """The loss."""
        out = self._backbone(data)
        return self._loss_fn(_to_float32(out), _to_float32(label))


def build_train_network(network, optimizer, loss_fn=None, level="O0", boost_level="O0", **kwargs):
    """The cell of one training step, in the precision of `level`."""
    validator.check_value_type("optimizer", optimizer, nn.Optimizer)
    level = _check_level(level, boost_level)
    _check_kwargs(kwargs)
    keep, kind = _LEVELS[level]
    manager = DynamicLossScaleManager() if level == "O2" else None
    keep = kwargs.get("keep_batchnorm_fp32", keep)
    kind = kwargs.get("cast_model_type", kind)
    manager = kwargs.get("loss_scale_manager", manager)
    if kind == mstype.float16:
        network.to_float(mstype.float16)
        if keep:
            _keep_in_float32(network, _black())
    elif not keep and level == "O2":
        network.to_float(mstype.float16)
    elif level not in ("O2", "O3"):
        network = auto_mixed_precision(network, level)
    if loss_fn:
        validator.check_value_type("loss_fn", loss_fn, Cell)
        wrapper = _WithFloat32Loss if kind == mstype.float16 else nn.WithLossCell
        network = wrapper(network, loss_fn)
    return _with_loss_scale(network, optimizer, manager).set_train()


def _with_loss_scale(network, optimizer, manager):
    if manager is None:
        return nn.TrainOneStepCell(network, optimizer, 1.0)
    cell = manager.get_update_cell()
    if cell is None:
        return nn.TrainOneStepCell(network, optimizer, manager.get_loss_scale())
    if context.get_context("device_target") == "CPU":
        raise ValueError(
            "Only `loss_scale_manager=None` or "
            "`loss_scale_manager=FixedLossScaleManager(drop_overflow_update=False)`"
            "are supported on device `CPU`. "
        )
    return nn.TrainOneStepWithLossScaleCell(network, optimizer, scale_sense=cell)


def get_white_list():
    """Layers and operators that O1 runs in float16."""
    return [
        nn.Conv1d, nn.Conv2d, nn.Conv3d, nn.Conv1dTranspose, nn.Conv2dTranspose,
        nn.Conv3dTranspose, nn.GRUCell, nn.LSTMCell, nn.RNNCell, nn.Dense, P.Conv2D, P.Conv3D,
        P.Conv2DTranspose, P.Conv3DTranspose, P.Conv2DBackpropInput, P.MatMul, P.BatchMatMul,
        P.PReLU, P.ReLU, P.Ger,
    ]  # fmt: skip


def get_black_list():
    """Layers that O2 runs in float32."""
    return list(_black())


def custom_mixed_precision(network, *, white_list=None, black_list=None):
    """The network in float16 for what is in `white_list`, or but for what is in `black_list`.

    Exactly one list is given, of subclasses of Cell and Primitive. Raises TypeError, ValueError.
    """
    if not isinstance(network, Cell):
        raise TypeError("The network type should be Cell.")
    if white_list is None and black_list is None:
        raise ValueError(
            "For custom_mixed_precision, one of white_list and black_list must be provided."
        )
    if white_list is not None and black_list is not None:
        raise ValueError(
            "For custom_mixed_precision, the white_list or black_list cannot be provided at the "
            "same time, please provide one or the other."
        )
    if white_list is not None:
        _check_list("white_list", white_list)
        _halve_listed(network, white_list)
        return network
    _check_list("black_list", black_list)
    for kind in _black():
        if kind not in black_list:
            logger.warning(f"{kind} is removed from internal black list.")
    _keep_in_float32(network, black_list, halve=True)
    return _OutputTo32(network)


def _check_list(name, kinds):
    if not isinstance(kinds, list):
        raise TypeError(f"The type of {name} should be list, but got {type(kinds)}")
    for kind in kinds:
        if not isinstance(kind, type):
            raise TypeError(f"The element in {name} should be a class, but got {kind}")
        if not issubclass(kind, (Cell, Primitive)):
            raise TypeError(
                f"The subclass of element in {name} should be one of 'Cell' and 'Primitive', but "
                f"got {kind}"
            )
