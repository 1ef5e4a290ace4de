"""The hooks of the contract for arrays of any library that shares its memory with torch."""

from __future__ import annotations

from compat.core.contract import implements

from . import collectives, world


class Communication:
    """See `compat.core.contract.communication` for the hooks.

    tensor: makes a torch tensor of an array. array: makes an array of a torch tensor.
    """

    __name__ = "communication"

    def __init__(self, tensor, array):
        self._tensor, self._array = tensor, array

    @implements
    def join_processes(self, rank, size, address, port, apart, timeout):
        return world.join(rank, size, address, port, apart, timeout)

    @implements
    def host_processes(self, size, address, port, timeout):
        return world.host(size, address, port, timeout)

    @implements
    def leave_processes(self):
        return world.leave()

    @implements
    def create_process_group(self, group, ranks):
        return world.current().create(group, ranks)

    @implements
    def barrier(self, group):
        return collectives.barrier(group)

    @implements
    def all_reduce(self, x, reduce, group):
        return self._array(collectives.all_reduce(self._tensor(x), reduce, group))

    @implements
    def all_reduce_many(self, xs, reduce, group):
        results = collectives.all_reduce_many([self._tensor(x) for x in xs], reduce, group)
        return [self._array(x) for x in results]

    @implements
    def all_gather(self, x, group):
        return self._array(collectives.all_gather(self._tensor(x), group))

    @implements
    def reduce_scatter(self, x, reduce, group):
        return self._array(collectives.reduce_scatter(self._tensor(x), reduce, group))

    @implements
    def broadcast(self, x, root, group):
        return self._array(collectives.broadcast(self._tensor(x), root, group))

    @implements
    def all_to_all(self, x, group):
        return self._array(collectives.all_to_all(self._tensor(x), group))

    @implements
    def send(self, x, peer, group):
        return collectives.send(self._tensor(x), peer, group)

    @implements
    def receive(self, like, peer, group):
        return self._array(collectives.receive(self._tensor(like), peer, group))
