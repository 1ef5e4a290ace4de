"""Processes that work together, over torch's gloo: its tensors look at NumPy's memory."""

import numpy as np

from compat.core.contract import implements

from .. import process_groups
from ..process_groups import torch


def _tensor(x):
    """A torch tensor on the memory of `x`; a copy only where torch refuses read-only memory."""
    x = np.asarray(x, order="C")
    return torch().from_numpy(x if x.flags.writeable else x.copy())


def _array(x):
    return x.numpy()


@implements
def join_processes(rank, size, address, port, apart, timeout):
    return process_groups.join(rank, size, address, port, apart, timeout)


@implements
def host_processes(size, address, port, timeout):
    return process_groups.host(size, address, port, timeout)


@implements
def leave_processes():
    return process_groups.leave()


@implements
def create_process_group(group, ranks):
    return process_groups.create(group, ranks)


@implements
def barrier(group):
    return process_groups.barrier(group)


@implements
def all_reduce(x, reduce, group):
    return _array(process_groups.all_reduce(_tensor(x), reduce, group))


@implements
def all_reduce_many(xs, reduce, group):
    results = process_groups.all_reduce_many([_tensor(x) for x in xs], reduce, group)
    return [_array(x) for x in results]


@implements
def all_gather(x, group):
    return _array(process_groups.all_gather(_tensor(x), group))


@implements
def reduce_scatter(x, reduce, group):
    return _array(process_groups.reduce_scatter(_tensor(x), reduce, group))


@implements
def broadcast(x, root, group):
    return _array(process_groups.broadcast(_tensor(x), root, group))


@implements
def all_to_all(x, group):
    return _array(process_groups.all_to_all(_tensor(x), group))


@implements
def send(x, peer, group):
    return process_groups.send(_tensor(x), peer, group)


@implements
def receive(like, peer, group):
    return _array(process_groups.receive(_tensor(like), peer, group))
