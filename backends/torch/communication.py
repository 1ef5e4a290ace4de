"""Processes that work together, over torch.distributed: gloo on the CPU, NCCL on CUDA."""

from compat.core.contract import implements

from .. import process_groups


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
    return process_groups.all_reduce(x, reduce, group)


@implements
def all_reduce_many(xs, reduce, group):
    return process_groups.all_reduce_many(xs, reduce, group)


@implements
def all_gather(x, group):
    return process_groups.all_gather(x, group)


@implements
def reduce_scatter(x, reduce, group):
    return process_groups.reduce_scatter(x, reduce, group)


@implements
def broadcast(x, root, group):
    return process_groups.broadcast(x, root, group)


@implements
def all_to_all(x, group):
    return process_groups.all_to_all(x, group)


@implements
def send(x, peer, group):
    return process_groups.send(x, peer, group)


@implements
def receive(like, peer, group):
    return process_groups.receive(like, peer, group)
