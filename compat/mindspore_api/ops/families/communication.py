"""Operators of several processes; one process is a group of one."""

from __future__ import annotations

from ....core import op
from ... import _checkparam as validator
from ...common.tensor import wrap
from ...communication import get_group_size
from ..primitive import Primitive, prim_attr_register

_GROUP = "hccl_world_group"


class ReduceOp:
    """Names of the reductions."""

    SUM = "sum"
    MAX = "max"
    MIN = "min"
    PROD = "prod"


def _size(group):
    """Number of processes; larger worlds are refused."""
    try:
        count = get_group_size(group)
    except (RuntimeError, ValueError):
        count = 1
    if count > 1:
        raise NotImplementedError(
            "collective operators of mindspore.ops between several processes are not supported; "
            "run a single "
            "process."
        )
    return count


class AllReduce(Primitive):
    """Reduction over all processes."""

    @prim_attr_register
    def __init__(self, op=ReduceOp.SUM, group=_GROUP):
        if not isinstance(op, str):
            raise TypeError(
                f"For '{self.name}', the 'op' must be str, but got {type(op).__name__}."
            )
        if not isinstance(group, str):
            raise TypeError(
                f"For '{self.name}', the 'group' must be str, but got {type(group).__name__}."
            )
        self.add_prim_attr("fusion", 0)
        self.add_prim_attr("index", 0)
        self.add_prim_attr("no_eliminate", True)

    def _compute(self, input_x):
        _size(self.group)
        return wrap(input_x._value)


class _ByRank(Primitive):
    """Base of the collectives that need the number of processes."""

    def _note(self, group):
        validator.check_value_type("group", group, (str,), self.name)
        self.rank_size = _size(group)
        self.add_prim_attr("rank_size", self.rank_size)
        self.add_prim_attr("fusion", 0)

    def __call__(self, tensor):
        _size(self.group)
        return wrap(tensor._value)


class AllGather(_ByRank):
    """Tensors of all processes, joined."""

    @prim_attr_register
    def __init__(self, group=_GROUP):
        self._note(group)


class ReduceScatter(_ByRank):
    """Reduction over all processes, each of which keeps its part."""

    @prim_attr_register
    def __init__(self, op=ReduceOp.SUM, group=_GROUP):
        self._note(group)


class Broadcast(Primitive):
    """The tensors of one process, for all."""

    @prim_attr_register
    def __init__(self, root_rank, group=_GROUP):
        validator.check_value_type("root_rank", root_rank, (int,), self.name)
        validator.check_value_type("group", group, (str,), self.name)

    def _compute(self, tensors):
        _size(self.group)
        return tuple(wrap(t._value) for t in tensors)


class AlltoAll(Primitive):
    """Parts exchanged between all processes."""

    @prim_attr_register
    def __init__(self, split_count, split_dim, concat_dim, group=_GROUP):
        validator.check_value_type("group", group, (str,), self.name)
        if split_count != _size(group):
            raise ValueError(
                f"For '{self.name}', the 'split_count' must be equal to the number of processes, "
                "but got "
                f"{split_count}."
            )

    def __call__(self, tensor):
        return wrap(tensor._value)


class _VirtualDataset(Primitive):
    """The inputs; marks the data of auto-parallel training."""

    @prim_attr_register
    def __init__(self):
        pass

    def __call__(self, *args):
        return args[0] if len(args) == 1 else args


class _VirtualOutput(_VirtualDataset):
    """The inputs; marks the results of auto-parallel training."""


class _MirrorOperator(Primitive):
    """The input; gradients are shared between processes."""

    @prim_attr_register
    def __init__(self, group=None, dev_num=None, mean_flag=None):
        pass

    def _compute(self, x):
        return wrap(op.copy(x._value))
