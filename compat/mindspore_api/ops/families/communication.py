"""Operators of several processes; one process is a group of one."""

from __future__ import annotations

from ....core import autodiff, op, processes, state
from ....core.compose import narrow, split
from ... import _checkparam as validator
from ...common.tensor import wrap
from ...communication import _comm_helper
from ..primitive import Primitive, prim_attr_register

_GROUP = "hccl_world_group"


class ReduceOp:
    """Names of the reductions of several processes: SUM, MAX, MIN and PROD.

    Example:
        >>> ops.ReduceOp.SUM
        'sum'
    """

    SUM = "sum"
    MAX = "max"
    MIN = "min"
    PROD = "prod"


def _ranks(group):
    """World ranks of a group; this process alone before `init`."""
    return _comm_helper.group_ranks(group)


class AllReduce(Primitive):
    """Combines the tensors of all processes of a group; every one gets the result.

    The gradient of a sum is the sum of the gradients of all processes.

    Args:
        op (str, default 'sum'): "sum", "max", "min" or "prod", see `ReduceOp`.
        group (str, default 'hccl_world_group'): name of the group of processes, by default all.

    Inputs:
        input_x (Tensor): of one shape and dtype in all processes.

    Outputs:
        Tensor of that shape and dtype. A single process gets its own tensor.

    Raises:
        TypeError: `op` or `group` is not a str, or `input_x` not a Tensor.
        RuntimeError: another process died, or called something else.

    Example:
        >>> print(ops.AllReduce()(Tensor([1.0, 2.0])))
        [1. 2.]
    """

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
        group = _comm_helper.core_group(self.group)
        return wrap(processes.all_reduce(input_x._value, self.op, group))


class _ByRank(Primitive):
    """Base of the collectives that need the number of processes."""

    def _note(self, group):
        validator.check_value_type("group", group, (str,), self.name)
        _comm_helper.check_inited()
        self.rank_size = len(_ranks(group))
        self.add_prim_attr("rank_size", self.rank_size)
        self.add_prim_attr("fusion", 0)

    def _check_axis(self, tensor):
        validator.check_positive_int(len(tensor.shape), "x shape", self.name)


class AllGather(_ByRank):
    """The tensors of all processes of a group, one behind the other along the first axis.

    Args:
        group (str, default 'hccl_world_group'): name of the group of processes, by default all.

    Inputs:
        input_x (Tensor): of one shape and dtype in all processes, at least rank 1.

    Outputs:
        Tensor; its first extent is that of `input_x` times the number of processes.

    Raises:
        TypeError: `group` is not a str, or `input_x` not a Tensor.
        RuntimeError: `mindspore.communication.init` was not called, another process died, or called
            something else.

    Example:
        >>> import mindspore.communication as comm
        >>> comm.init()
        >>> print(ops.AllGather()(Tensor([1.0, 2.0])))
        [1. 2.]
    """

    @prim_attr_register
    def __init__(self, group=_GROUP):
        self._note(group)

    def __call__(self, input_x):
        self._check_axis(input_x)
        return wrap(processes.all_gather(input_x._value, _comm_helper.core_group(self.group)))


class ReduceScatter(_ByRank):
    """Reduction over the processes of a group, each of which keeps its part of axis 0.

    op: as of `AllReduce`. group: name of the group. Input (n, ...), the number of processes divides
    n; output (n / size, ...). Raises ValueError when it does not, RuntimeError before
    `mindspore.communication.init`.
    """

    @prim_attr_register
    def __init__(self, op=ReduceOp.SUM, group=_GROUP):
        self._note(group)

    def __call__(self, input_x):
        self._check_axis(input_x)
        if input_x.shape[0] % self.rank_size:
            raise ValueError(
                f"For '{self.name}', the first dimension of 'x' must be divided by 'rank_size' "
                f"{self.rank_size}, but got shape {input_x.shape}."
            )
        group = _comm_helper.core_group(self.group)
        return wrap(processes.reduce_scatter(input_x._value, self.op, group))


class Broadcast(Primitive):
    """The tensors of one process, for all processes of a group.

    root_rank: number of the process they come from. group: name of the group. Input and output: a
    tuple of tensors. Raises TypeError for another input.
    """

    @prim_attr_register
    def __init__(self, root_rank, group=_GROUP):
        validator.check_value_type("root_rank", root_rank, (int,), self.name)
        validator.check_value_type("group", group, (str,), self.name)

    def _compute(self, tensors):
        if not isinstance(tensors, tuple):
            raise TypeError(
                f"For '{self.name}', the 'input_x' must be a tuple, but got "
                f"{type(tensors).__name__}!"
            )
        group = _comm_helper.core_group(self.group)
        return tuple(wrap(processes.broadcast(t._value, self.root_rank, group)) for t in tensors)


class AlltoAll(Primitive):
    """Parts of `split_dim` to all processes of a group; the parts received, along `concat_dim`.

    split_count: number of parts, the size of the group. split_dim, concat_dim: axes. group: its
    name. Raises ValueError for another number of parts or an axis that it does not divide.
    """

    @prim_attr_register
    def __init__(self, split_count, split_dim, concat_dim, group=_GROUP):
        validator.check_value_type("group", group, (str,), self.name)
        for value in (split_count, split_dim, concat_dim):
            validator.check_is_int(value, int)
        self.rank_size = len(_ranks(group))
        if split_count != self.rank_size:
            raise ValueError(
                f"For '{self.name}', the 'split_count' must be equal to 'rank_size', "
                f"but got 'split_count': {split_count}, 'rank_size': {self.rank_size}."
            )

    def __call__(self, input_x):
        count, shape = self.split_count, input_x.shape
        if shape[self.split_dim] % count:
            raise ValueError(
                f"For '{self.name}', the 'split_count' {count} must divide dimension "
                f"{self.split_dim} of the input, but got shape {shape}."
            )
        axis, target = self.split_dim % len(shape), self.concat_dim % len(shape)
        parts = op.stack(split(input_x._value, [shape[axis] // count] * count, axis), 0)
        got = processes.all_to_all(parts, _comm_helper.core_group(self.group))
        parts = [op.reshape(narrow(got, 0, i, i + 1), op.shape_of(got)[1:]) for i in range(count)]
        return wrap(op.concat(parts, target))


class NeighborExchange(Primitive):
    """Tensors to some processes, tensors from others.

    send_rank_ids, recv_rank_ids: lists of ranks; send_shapes, recv_shapes: tuples of shapes, one
    for each; recv_type: dtype of what comes. Input and output: tuples of tensors. The gradient goes
    the opposite way.
    """

    @prim_attr_register
    def __init__(
        self, send_rank_ids, recv_rank_ids, recv_shapes, send_shapes, recv_type, group=_GROUP
    ):
        self.send_rank_ids, self.recv_rank_ids = send_rank_ids, recv_rank_ids
        self.recv_shapes, self.send_shapes = recv_shapes, send_shapes
        self.recv_type = recv_type
        self.add_prim_attr("no_eliminate", True)

    def __call__(self, tensor):
        values = [t._value for t in tensor]
        group = _comm_helper.core_group(self.group)
        dtype = str(self.recv_type).lower()
        likes = [op.full(tuple(s), 0, dtype, state.device()) for s in self.recv_shapes]
        call = autodiff.engine().custom(
            lambda *xs: tuple(
                processes.exchange(xs, self.send_rank_ids, likes, self.recv_rank_ids, group)
            ),
            lambda gs, xs, ys: tuple(
                processes.exchange(gs, self.recv_rank_ids, xs, self.send_rank_ids, group)
            ),
        )
        return tuple(wrap(v) for v in call(*values))


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
