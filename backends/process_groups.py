"""Groups of processes over torch.distributed: gloo for host memory, NCCL for CUDA.

Works on torch tensors; each built-in backend hands its arrays over without a copy. torch is
imported when the first process joins, so that one process never needs it.
"""

from __future__ import annotations

import atexit
import ctypes
import datetime
import os
import sys
import time
import traceback
import weakref
from typing import Any

from compat.core.errors import ProcessError

INSTALL = "pip install 'compat[torch]'"
WORD = 256  # bytes in which a call is described to the other ranks
BUCKET = 25 << 20  # bytes of one message of gradients, as torch's own reducer has them
PATIENCE = 3.0  # seconds to wait for what other ranks say of themselves after a failure


def torch():
    """The library, imported when the first process joins."""
    try:
        import torch as library
        import torch.distributed
    except ImportError as error:
        raise ProcessError(
            f"several processes need torch, whose gloo carries the arrays: {INSTALL}"
        ) from error
    return library


def _store(torch, address, port, listens, timeout):
    """The meeting point, held by this process or another one."""
    try:
        return torch.distributed.TCPStore(
            address, port, None, listens, timeout, wait_for_workers=False
        )
    except (RuntimeError, ValueError, OSError) as error:
        text = str(error)
        if listens and ("EADDRINUSE" in text or "in use" in text):
            raise ProcessError(
                f"cannot listen at {address}:{port}: the port is taken; choose another"
            ) from error
        raise ProcessError(
            f"cannot {'listen at' if listens else 'reach'} {address}:{port}, the meeting point of "
            f"the processes, within {timeout.total_seconds():g} s ({text.splitlines()[0][:160]})"
        ) from error


class Processes:
    """This process among the others: the meeting point, the groups, and what goes wrong."""

    def __init__(self, rank, size, address, port, apart, timeout):
        self.torch = torch()
        self.dist = self.torch.distributed
        self.rank, self.size, self.timeout = rank, size, datetime.timedelta(seconds=timeout)
        self.calls = 0
        self.on_their_way: list[Any] = []  # works nobody has waited for yet
        self.reason = "ended"
        self._check_devices()
        self.store = _store(self.torch, address, port, rank == 0 and not apart, self.timeout)
        if rank < 0:
            self.rank = self.store.add("compat/arrival", 1) - 1
        self._wait_for_all(address, port)
        self.groups = {"world": self._first_group(address)}
        self.members = {"world": tuple(range(size))}

    # -- meeting -------------------------------------------------------------------------------

    def _check_devices(self):
        cuda = self.torch.cuda
        if os.environ.get("COMPAT_DEVICE", "").startswith("cpu") or not cuda.is_available():
            self.backend = "gloo"
            return
        self.backend = "cpu:gloo,cuda:nccl"
        local = int(os.environ.get("LOCAL_WORLD_SIZE", "1"))
        if local > cuda.device_count():
            raise ProcessError(
                f"{local} processes on this machine with {cuda.device_count()} CUDA devices: "
                "NCCL needs one for each. Start fewer, or set COMPAT_DEVICE=cpu"
            )

    def _wait_for_all(self, address, port):
        if self.store.add(f"compat/rank/{self.rank}", 1) > 1:
            raise ProcessError(f"two processes say that they are rank {self.rank} of {self.size}")
        self.store.set(f"compat/size/{self.rank}", str(self.size))
        deadline = time.monotonic() + self.timeout.total_seconds()
        for rank in range(self.size):
            key = f"compat/size/{rank}"
            left = max(deadline - time.monotonic(), 0.01)
            try:
                self.store.wait([key], datetime.timedelta(seconds=left))
            except RuntimeError as error:
                raise ProcessError(
                    f"rank {rank} of {self.size} did not come to {address}:{port} within "
                    f"{self.timeout.total_seconds():g} s"
                ) from error
            size = int(self.store.get(key))
            if size != self.size:
                raise ProcessError(
                    f"rank {self.rank} counts {self.size} processes, but rank {rank} counts {size}"
                )

    def _first_group(self, address):
        if address in ("localhost", "::1") or address.startswith("127."):
            os.environ.setdefault("GLOO_SOCKET_IFNAME", "lo")
        if not self.dist.is_initialized():
            self.dist.init_process_group(
                self.backend,
                store=self.dist.PrefixStore("compat", self.store),
                rank=self.rank,
                world_size=self.size,
                timeout=self.timeout,
            )
        return self.dist.group.WORLD

    # -- groups --------------------------------------------------------------------------------

    def create(self, group, ranks):
        """A group of some ranks; only they need to call."""
        self.groups[group] = self.dist.new_group(
            list(ranks), timeout=self.timeout, use_local_synchronization=True
        )
        self.members[group] = tuple(ranks)

    def group(self, name):
        """The torch group of that name."""
        try:
            return self.groups[name]
        except KeyError:
            raise ProcessError(f"there is no process group {name!r}") from None

    # -- calls ---------------------------------------------------------------------------------

    def run(self, name, detail, group, work, compare=True):
        """Do `work(torch_group)`; failures name rank and call, and what the other ranks do."""
        self.calls += 1
        what = f"{name}({detail}, group {group!r}), call {self.calls}"
        try:
            if compare:
                self._compare(what, group)
            return work(self.group(group))
        except RuntimeError as error:
            # The frames hold the group; while somebody keeps the error its threads could not end.
            traceback.clear_frames(error.__traceback__)
            if isinstance(error, ProcessError):
                raise
            raise ProcessError(self._diagnosis(what, group, error)) from error

    def start(self, array, operation, group):
        """Reduce `array` in place while this process goes on; `finish` waits for it."""
        work = self.dist.all_reduce(array, operation, group=self.group(group), async_op=True)
        self.on_their_way.append(work)
        return work

    def finish(self, work):
        """Wait for what `start` returned; after a failure it stays on its way."""
        work.wait()
        self.on_their_way.remove(work)

    def _compare(self, what, group):
        """All members must be in the same call, with the same shapes and dtypes."""
        torch = self.torch
        word = what.encode()[:WORD].ljust(WORD)
        mine = torch.frombuffer(bytearray(word), dtype=torch.uint8)
        words = [torch.empty_like(mine) for _ in self.members[group]]
        self.dist.all_gather(words, mine, group=self.group(group))
        others = [bytes(w.tolist()).rstrip().decode() for w in words]
        for rank, theirs in zip(self.members[group], others, strict=True):
            if theirs != what[:WORD].rstrip():
                raise ProcessError(
                    f"rank {self.rank} calls {what}, but rank {rank} calls {theirs}: all members "
                    "make the same calls in the same order, with equal shapes and dtypes"
                )

    def _diagnosis(self, what, group, error):
        """Which other rank is to blame, as far as they can say."""
        said = self._what_others_say(what, group)
        lines = [f"rank {self.rank} failed in {what}"]
        for rank, word in sorted(said.items()):
            lines.append(f"rank {rank} {word}")
        lines.append(str(error).splitlines()[0][:200])
        return "; ".join(lines)

    def _what_others_say(self, what, group):
        others = [r for r in self.members[group] if r != self.rank]
        said: dict[int, str] = {}
        try:
            self.store.set(f"compat/failed/{self.rank}", what)
            deadline = time.monotonic() + PATIENCE
            while len(said) < len(others) and time.monotonic() < deadline:
                for rank in others:
                    word = self._word_of(rank, what)
                    if word and rank not in said:
                        said[rank] = word
                time.sleep(0.05)
        except RuntimeError:
            return {0: "is gone, and with it the meeting point"}
        for rank in others:
            said.setdefault(rank, "does not answer: it died or hangs")
        return {rank: word for rank, word in said.items() if word != "waits too"}

    def _word_of(self, rank, what):
        for key, text in (("left", "{}"), ("failed", "is in {}")):
            name = f"compat/{key}/{rank}"
            if self.store.check([name]):
                value = self.store.get(name).decode()
                return "waits too" if value == what else text.format(value)
        return None

    # -- leaving -------------------------------------------------------------------------------

    def leave(self):
        """Say good-bye; rank 0 keeps the meeting point open until the others have gone."""
        try:
            self.store.set(f"compat/left/{self.rank}", self.reason)
            if self.rank == 0:
                self._see_off()
        except RuntimeError:
            return  # the meeting point is gone already
        finally:
            self._end_threads()

    def _end_threads(self):
        """End gloo's threads before the interpreter goes, or keep them away from it.

        A thread that gives back an array of Python's while the interpreter ends is stopped in the
        middle by Python, and the process aborts. The groups join their threads when they go; a
        thread in a message that nobody answers cannot be joined, so that group stays for ever.
        """
        if not self.dist.is_initialized():
            return
        if not all(work.is_completed() for work in self.on_their_way):
            _keep_for_ever([*self.on_their_way, *self.groups.values()])
            return
        groups = [weakref.ref(group) for group in self.groups.values()]
        self.groups.clear()
        self.dist.destroy_process_group()
        _keep_for_ever([group() for group in groups if group() is not None])

    def _see_off(self):
        keys = [f"compat/left/{rank}" for rank in range(self.size)]
        wait = self.timeout if self.reason == "ended" else datetime.timedelta(seconds=PATIENCE)
        try:
            self.store.wait(keys, wait)
        except RuntimeError:
            return  # somebody died without a word: nothing to wait for


_processes: Processes | None = None


def join(rank, size, address, port, apart, timeout):
    """See `join_processes` of the contract."""
    global _processes
    if _processes is not None:
        raise ProcessError(f"this process is rank {_processes.rank} of a world already")
    _processes = Processes(rank, size, address, port, apart, timeout)
    _note_uncaught()
    atexit.register(leave)
    return _processes.rank


def host(size, address, port, timeout):
    """See `host_processes` of the contract."""
    limit = datetime.timedelta(seconds=timeout)
    store = _store(torch(), address, port, True, limit)
    try:
        store.wait([f"compat/size/{rank}" for rank in range(size)], limit)
    except RuntimeError as error:
        raise ProcessError(
            f"not all of {size} processes came to {address}:{port} in {timeout:g} s"
        ) from error
    while not store.check([f"compat/left/{rank}" for rank in range(size)]):
        time.sleep(0.2)
    return True


def leave():
    """See `leave_processes` of the contract."""
    global _processes
    if _processes is not None:
        found, _processes = _processes, None
        atexit.unregister(leave)
        found.leave()
    return True


def _keep_for_ever(objects):
    """Python never frees these, not even at its end."""
    for one in objects:
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(one))


def _forget():
    """A forked child is none of the processes, and the threads of the groups are not in it."""
    global _processes
    if _processes is not None:
        found, _processes = _processes, None
        atexit.unregister(leave)
        _keep_for_ever([found, *found.groups.values()])


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)


def current():
    """The world this process is in; ProcessError before `join`."""
    if _processes is None:
        raise ProcessError("this process has not joined others: call join_processes first")
    return _processes


def _note_uncaught():
    """What ends this process is what the others are told."""
    before = sys.excepthook

    def hook(kind, error, trace):
        if _processes is not None:
            _processes.reason = f"ended with {kind.__name__}: {str(error)[:160]}"
        before(kind, error, trace)

    sys.excepthook = hook


# -- arrays, as torch tensors ----------------------------------------------------------------------


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


def _operation(reduce):
    ops = current().dist.ReduceOp
    return {"sum": ops.SUM, "prod": ops.PRODUCT, "max": ops.MAX, "min": ops.MIN}[reduce]


def all_reduce(x, reduce, group):
    """See the contract."""
    world = current()
    carried, back = _carried(x)
    result = carried.clone()

    def work(members):
        world.dist.all_reduce(result, _operation(reduce), group=members)
        return back(result)

    return world.run("all_reduce", _detail(x, reduce), group, work)


def all_reduce_many(xs, reduce, group):
    """See the contract: one message for each dtype and 25 MiB, all on their way at once."""
    world = current()
    xs = [x.detach() for x in xs]
    detail = f"{len(xs)} arrays, {sum(x.numel() for x in xs)} numbers, {reduce}"
    operation = _operation("sum" if reduce == "mean" else reduce)

    def work(members):
        flats = [(b, world.torch.cat([xs[i].reshape(-1) for i in b])) for b in _buckets(xs)]
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


class Reduction:
    """Gradients on their way while others are still computed.

    Leaves share flat messages of 25 MiB, the last leaf first, since its gradient comes first. Every
    rank sends the messages in the same order, whatever order the gradients come in.
    """

    # Steps in which the ranks compare what they send; later ones are alike.
    COMPARED = 3
    steps = 0

    def __init__(self, leaves, group, mean):
        self.world, self.leaves, self.group, self.mean = current(), leaves, group, mean
        order = list(range(len(leaves)))[::-1]
        self.buckets = [[order[i] for i in b] for b in _buckets([leaves[i] for i in order])]
        self.flats, self.pending = [], []
        self.views: dict[int, Any] = {}
        for bucket in self.buckets:
            flat = self.world.torch.empty(
                sum(leaves[i].numel() for i in bucket),
                dtype=leaves[bucket[0]].dtype,
                device=leaves[bucket[0]].device,
            )
            parts = flat.split([leaves[i].numel() for i in bucket])
            self.views |= {i: p.view(leaves[i].shape) for i, p in zip(bucket, parts, strict=True)}
            self.flats.append(flat)
        self.missing = [set(bucket) for bucket in self.buckets]
        self._agree()
        self.handles = [leaf.register_hook(self._take(i)) for i, leaf in enumerate(leaves)]

    def _agree(self):
        Reduction.steps += 1
        if Reduction.steps <= self.COMPARED:
            numbers = sum(x.numel() for x in self.leaves)
            detail = f"{len(self.leaves)} gradients, {numbers} numbers"
            self.world.run("backward", detail, self.group, lambda members: None)

    def _take(self, i):
        bucket = next(k for k, members in enumerate(self.buckets) if i in members)

        def take(g):
            self.views[i].copy_(g)
            self.missing[bucket].discard(i)
            self._send()
            return self.views[i]

        return take

    def _send(self):
        """Send the messages that are complete, in their order."""
        while len(self.pending) < len(self.flats) and not self.missing[len(self.pending)]:
            flat = self.flats[len(self.pending)]
            self.pending.append(self.world.start(flat, _operation("sum"), self.group))

    def finish(self, found):
        """The reduced gradients in the order of the leaves; zeros went for those without one."""
        for handle in self.handles:
            handle.remove()
        for i in set().union(*self.missing):
            self.views[i].zero_()
        self.missing = [set() for _ in self.buckets]
        self.world.run("all_reduce", "gradients of a pass", self.group, self._wait, False)
        return [self.views[i] for i in range(len(found))]

    def _wait(self, members):
        self._send()
        for flat, work in zip(self.flats, self.pending, strict=True):
            self.world.finish(work)
            if self.mean:
                flat.div_(len(self.world.members[self.group]))


def _buckets(xs):
    """Positions of arrays of one dtype and device that travel together."""
    filled: dict[tuple, tuple[list[int], int]] = {}
    full = []
    for i, x in enumerate(xs):
        key = (x.dtype, x.device)
        bucket, size = filled.get(key, ([], 0))
        bucket.append(i)
        size += x.numel() * x.element_size()
        if size >= BUCKET:
            full.append(bucket)
            bucket, size = [], 0
        filled[key] = (bucket, size)
    return full + [bucket for bucket, _ in filled.values() if bucket]


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
    what = f"{name}({_detail(x)}, rank {peer}, group {group!r})"
    try:
        work(world.group(group))
    except RuntimeError as error:
        raise ProcessError(world._diagnosis(what, group, error)) from error
    return True


def barrier(group):
    """See the contract."""
    world = current()
    return world.run("barrier", "", group, lambda members: True)


def create(group, ranks):
    """See the contract."""
    current().create(group, ranks)
    return True
