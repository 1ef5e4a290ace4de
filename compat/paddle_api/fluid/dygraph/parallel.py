"""Data parallelism: processes that train together, each on its share of the rows."""

from __future__ import annotations

import math
import os

from ....core import autodiff, op, processes
from ....core.compose import split
from .. import core
from .._sparse import SelectedRows
from .._varbase import VarBase, wrap
from ..framework import in_dygraph_mode
from .layers import Layer

ParallelStrategy = core.ParallelStrategy
__all__ = ["prepare_context", "ParallelEnv", "DataParallel"]


class ParallelEnv:
    """Who takes part, from the launcher's variables: `nranks`, `local_rank`, `dev_id`,
    `current_endpoint`, `trainer_endpoints`.

    Example:
        >>> dygraph.ParallelEnv().nranks
        1
    """

    def __init__(self):
        self._nranks = int(os.getenv("PADDLE_TRAINERS_NUM", "1"))
        self._local_rank = int(os.getenv("PADDLE_TRAINER_ID", "0"))
        self._dev_id = int(os.getenv("FLAGS_selected_gpus", "0"))  # noqa: SIM112
        self._trainer_endpoints = os.getenv("PADDLE_TRAINER_ENDPOINTS", "").split(",")
        self._current_endpoint = os.getenv("PADDLE_CURRENT_ENDPOINT", "")

    @property
    def nranks(self):
        """The number of processes."""
        return self._nranks

    @property
    def local_rank(self):
        """The number of this process."""
        return self._local_rank

    @property
    def dev_id(self):
        """The number of this process's GPU."""
        return self._dev_id

    @property
    def current_endpoint(self):
        """The address of this process."""
        return self._current_endpoint

    @property
    def trainer_endpoints(self):
        """The addresses of all processes."""
        return self._trainer_endpoints


Env = ParallelEnv


def prepare_context(strategy=None):
    """Meets the other processes of the launcher.

    Args:
        strategy (ParallelStrategy or None, default None): who takes part; None asks the variables
            of the launcher.

    Returns:
        ParallelStrategy, or None for a single process.

    Raises:
        RuntimeError: not all processes meet.

    Example:
        >>> dygraph.prepare_context() is None
        True
    """
    if strategy is None:
        env = ParallelEnv()
        strategy = ParallelStrategy()
        strategy.nranks, strategy.local_rank = env.nranks, env.local_rank
        strategy.trainer_endpoints = env.trainer_endpoints
        strategy.current_endpoint = env.current_endpoint
    if strategy.nranks < 2:
        return None
    assert in_dygraph_mode(), "dygraph.prepare_context should be used with dygraph mode."
    processes.meet(_described(strategy))
    return strategy


def _described(strategy):
    """The world of a strategy; ValueError for endpoints that do not fit its size."""
    endpoints = list(strategy.trainer_endpoints)
    if len(endpoints) != strategy.nranks or len(set(endpoints)) != len(endpoints):
        raise ValueError(
            f"paddle.fluid.dygraph.prepare_context: PADDLE_TRAINERS_NUM is {strategy.nranks}, but "
            f"PADDLE_TRAINER_ENDPOINTS names {len(set(endpoints))} processes: {endpoints}"
        )
    address, colon, port = endpoints[0].rpartition(":")
    if not colon or not port.isdigit():
        raise ValueError(
            "paddle.fluid.dygraph.prepare_context: an endpoint is address:port, but got "
            f"{endpoints[0]!r}"
        )
    here = strategy.current_endpoint.rpartition(":")[0]
    local = [e for e in endpoints if e.rpartition(":")[0] == here]
    rank = local.index(strategy.current_endpoint) if strategy.current_endpoint in local else 0
    return processes.World(
        strategy.local_rank, strategy.nranks, rank, max(len(local), 1), address, int(port)
    )


class DataParallel(Layer):
    """Layer that several processes train together, each with its part of a batch.

    Args:
        layers (Layer): the network.
        strategy (ParallelStrategy): who takes part, from `prepare_context`.

    Inputs:
        inputs: those of the network.

    Outputs:
        what the network returns.

    Raises:
        RuntimeError: another process died, or called something else.

    Example:
        >>> strategy = dygraph.prepare_context()
        >>> net = dygraph.DataParallel(dygraph.Linear(2, 1), strategy)
        >>> net(to_variable(np.ones((4, 2), "float32"))).shape
        [4, 1]
    """

    def __init__(self, layers, strategy):
        super().__init__(layers.full_name() + "_data_parallel")
        self._layers = layers
        self._strategy = strategy

    def forward(self, *inputs, **kwargs):
        """What the network computes.

        Args:
            *inputs (any): its inputs.
            **kwargs (any): the same by name.

        Returns:
            its result.

        Example:
            >>> net = dygraph.DataParallel(dygraph.Linear(2, 1), dygraph.prepare_context())
            >>> net(to_variable(np.ones((4, 2), "float32"))).shape
            [4, 1]
        """
        return self._layers(*inputs, **kwargs)

    def scale_loss(self, loss):
        """The loss divided by the number of processes.

        Args:
            loss (Variable): the loss of this process.

        Returns:
            Variable.

        Raises:
            TypeError: `loss` is not a Variable.

        Example:
            >>> net = dygraph.DataParallel(dygraph.Linear(2, 1), dygraph.prepare_context())
            >>> print(net.scale_loss(to_variable(np.ones(1, "float32"))).numpy())
            [1.]
        """
        if not self._is_data_parallel_mode():
            return loss
        return loss / float(self._strategy.nranks)

    def _coalesce_tensors(self, var_groups):
        """[joined variable, its parts, their shapes] of each group; the parts become flat."""
        joined = []
        for variables in var_groups.values():
            shapes = [v.shape for v in variables]
            for v in variables:
                self._reshape_inplace(v, [-1])
            raws = [autodiff.engine().detach(v._value) for v in variables]
            joined.append([wrap(op.concat(raws, 0)), variables, shapes])
        return joined

    def _split_tensors(self, coalesced_grads_and_grad_vars):
        """Give the parts of joined variables back to the variables they came from."""
        for joined, variables, shapes in coalesced_grads_and_grad_vars:
            parts = split(joined._value, [math.prod(shape) for shape in shapes], 0)
            for variable, part, shape in zip(variables, parts, shapes, strict=True):
                variable._set(op.reshape(part, tuple(shape)))

    def _reshape_inplace(self, x, shape):
        """Give a variable another shape."""
        raw = autodiff.engine().detach(x._value)
        count = math.prod(op.shape_of(raw))
        known = math.prod(n for n in shape if n != -1)
        x._set(op.reshape(raw, tuple(count // known if n == -1 else n for n in shape)))

    def apply_collective_grads(self):
        """Gradients of trained parameters become their sums over the processes.

        Returns:
            None.

        Raises:
            RuntimeError: another process died, or called something else.

        Example:
            >>> net = dygraph.DataParallel(dygraph.Linear(2, 1), dygraph.prepare_context())
            >>> net.apply_collective_grads()
        """
        if not self._is_data_parallel_mode():
            return
        found = [p for p in self._layers.parameters() if p.trainable and p._grad is not None]
        for parameter in found:
            if isinstance(parameter._grad_value(), SelectedRows):
                raise NotImplementedError(
                    "paddle.fluid.dygraph.DataParallel sums dense gradients, but that of "
                    f"{parameter.name} is sparse: build the embedding with is_sparse=False"
                )
        grads = [autodiff.engine().detach(_raw(p._grad_value())) for p in found]
        for parameter, total in zip(found, processes.all_reduce_many(grads), strict=True):
            parameter._grad = total

    def _is_data_parallel_mode(self):
        return self._strategy is not None and self._strategy.nranks > 1

    def state_dict(self, destination=None, include_sublayers=True, structured_name_prefix=""):
        """The parameters of the network, by their place in it.

        Args:
            destination (dict or None, default None): takes them.
            include_sublayers (bool, default True): those of the layers below, too.
            structured_name_prefix (str, default ''): front of the names.

        Returns:
            OrderedDict of name and Parameter.

        Example:
            >>> net = dygraph.DataParallel(dygraph.Linear(2, 1), dygraph.prepare_context())
            >>> sorted(net.state_dict())
            ['bias', 'weight']
        """
        return self._layers.state_dict(destination, include_sublayers, structured_name_prefix)

    def set_dict(self, stat_dict, include_sublayers=True, use_structured_name=True):
        """Gives the parameters of the network the values of a state dict.

        Args:
            stat_dict (dict): what `state_dict` gives.
            include_sublayers (bool, default True): layers below, too.
            use_structured_name (bool, default True): the keys are places in the tree, otherwise
                names of parameters.

        Returns:
            None.

        Raises:
            KeyError: a parameter is missing in it.

        Example:
            >>> net = dygraph.DataParallel(dygraph.Linear(2, 1), dygraph.prepare_context())
            >>> net.set_dict(net.state_dict())
        """
        self._layers.set_dict(stat_dict, include_sublayers, use_structured_name)

    def load_dict(self, stat_dict, include_sublayers=True, use_structured_name=True):
        """Gives the parameters of the network the values of a state dict.

        Args:
            stat_dict (dict): what `state_dict` gives.
            include_sublayers (bool, default True): layers below, too.
            use_structured_name (bool, default True): the keys are places in the tree, otherwise
                names of parameters.

        Returns:
            None.

        Raises:
            KeyError: a parameter is missing in it.

        Example:
            >>> net = dygraph.DataParallel(dygraph.Linear(2, 1), dygraph.prepare_context())
            >>> net.load_dict(net.state_dict())
        """
        self._layers.load_dict(stat_dict, include_sublayers, use_structured_name)


def _raw(grad):
    return grad._value if isinstance(grad, VarBase) else grad
