"""The collectives on torch tensors."""

from __future__ import annotations

from compat.core.errors import ProcessError

from .messages import buckets
from .world import Call, current


def _detail(x, *more):
    return ", ".join([str(x.dtype).removeprefix("torch."), str(tuple(x.shape)), *map(str, more)])


def _carried(x):
    """`x` in a form that gloo and NCCL carry, and how the result becomes what `x` was."""
    torch = current().torch
    x = x.detach().contiguous()
    if x.is_complex():
        return torch.view_as_real(x), torch.view_as_complex
    if x.dtype == torch.bool:
        return x.to(torch.uint8), lambda y: y.to(torch.bool)
    return x, lambda y: y


def all_reduce(x, reduce, group):
    """See the contract."""
    world = current()
    carried, back = _carried(x)
    result = carried.clone()

    def work(members):
        world.dist.all_reduce(result, world.operation(reduce), group=members)
        return back(result)

    return world.run("all_reduce", _detail(x, reduce), group, work)


def all_reduce_many(xs, reduce, group):
    """See the contract: one message for each dtype and 25 MiB, all on their way at once."""
    world = current()
    xs = [x.detach() for x in xs]
    detail = f"{len(xs)} arrays, {sum(x.numel() for x in xs)} numbers, {reduce}"
    operation = "sum" if reduce == "mean" else reduce

    def work(members):
        flats = [(b, world.torch.cat([xs[i].reshape(-1) for i in b])) for b in buckets(xs)]
        pending = [world.start(flat, operation, group) for _, flat in flats]
        results = [None] * len(xs)
        for (bucket, flat), one in zip(flats, pending, strict=True):
            world.finish(one)
            if reduce == "mean":
                flat.div_(len(world.members[group]))
            parts = flat.split([xs[i].numel() for i in bucket])
            for i, part in zip(bucket, parts, strict=True):
                results[i] = part.view(xs[i].shape)
        return results

    return world.run("all_reduce_many", detail, group, work)


def all_gather(x, group):
    """See the contract."""
    world = current()
    carried, back = _carried(x)

    def work(members):
        parts = [world.torch.empty_like(carried) for _ in world.members[group]]
        world.dist.all_gather(parts, carried, group=members)
        return back(world.torch.cat(parts))

    return world.run("all_gather", _detail(x), group, work)


def reduce_scatter(x, reduce, group):
    """See the contract. gloo has no reduction in parts: the whole is reduced and cut."""
    world = current()
    members = world.members[group]
    size = x.shape[0] // len(members)
    at = members.index(world.rank) * size
    return all_reduce(x, reduce, group)[at : at + size].clone()


def broadcast(x, root, group):
    """See the contract."""
    world = current()
    carried, back = _carried(x)
    result = carried.clone()

    def work(members):
        world.dist.broadcast(result, root, group=members)
        return back(result)

    return world.run("broadcast", _detail(x, f"root {root}"), group, work)


def all_to_all(x, group):
    """See the contract."""
    world = current()
    carried, back = _carried(x)

    def work(members):
        result = world.torch.empty_like(carried)
        world.dist.all_to_all_single(result, carried, group=members)
        return back(result)

    return world.run("all_to_all", _detail(x), group, work)


def send(x, peer, group):
    """See the contract."""
    world = current()
    carried, _ = _carried(x)
    return _with_peer("send", x, peer, group, lambda g: world.dist.send(carried, peer, group=g))


def receive(like, peer, group):
    """See the contract."""
    world = current()
    carried, back = _carried(like)
    result = world.torch.empty_like(carried)
    _with_peer("receive", like, peer, group, lambda g: world.dist.recv(result, peer, group=g))
    return back(result)


def _with_peer(name, x, peer, group, work):
    """Only two ranks take part, so nothing is compared beforehand."""
    world = current()
    try:
        work(world.group(group))
    except RuntimeError as error:
        call = Call(f"{name}({_detail(x)}, rank {peer}, group {group!r})", group)
        raise ProcessError(world.diagnosis(call, error)) from error
    return True


def barrier(group):
    """See the contract."""
    world = current()
    return world.run("barrier", "", group, lambda members: True)
