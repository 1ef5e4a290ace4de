"""This process among the others: meeting, groups, what goes wrong, leaving."""

from __future__ import annotations

import atexit
import ctypes
import datetime
import os
import socket
import sys
import time
import traceback
import weakref
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from compat.core.errors import ProcessError

INSTALL = "pip install 'compat[torch]'"
WORD = 256  # bytes in which a call is described to the other ranks
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


@dataclass
class Call:
    """One call of a collective: in words, and as the members have told it."""

    what: str
    group: str
    words: list[Any] = field(default_factory=list)
    work: Any = None

    def word(self):
        """The bytes in which it is told."""
        return self.what.encode()[:WORD].ljust(WORD)


class Processes:
    """This process among the others: the meeting point, the groups, and what goes wrong."""

    def __init__(self, rank, size, address, port, apart, timeout):
        self.torch = torch()
        self.dist = self.torch.distributed
        self.rank, self.size, self.timeout = rank, size, datetime.timedelta(seconds=timeout)
        self.calls: Counter[str] = Counter()  # by group: not every process is in all of them
        self.on_their_way: list[Any] = []  # works nobody has waited for yet
        self.reason = "ended"
        self.store = _store(self.torch, address, port, rank == 0 and not apart, self.timeout)
        if rank < 0:
            self.rank = self.store.add("compat/arrival", 1) - 1
        self._check_devices(self._wait_for_all(address, port))
        self.members = {"world": tuple(range(size))}
        self.groups = {"world": self._first_group(address)}

    # -- meeting -------------------------------------------------------------------------------

    def _wait_for_all(self, address, port):
        """Meet the others; returns the number of processes on this machine."""
        if self.store.add(f"compat/rank/{self.rank}", 1) > 1:
            raise ProcessError(f"two processes say that they are rank {self.rank} of {self.size}")
        machine = socket.gethostname()
        self.store.set(f"compat/size/{self.rank}", f"{self.size} {machine}")
        deadline = time.monotonic() + self.timeout.total_seconds()
        machines = []
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
            size, _, where = self.store.get(key).decode().partition(" ")
            machines.append(where)
            if int(size) != self.size:
                raise ProcessError(
                    f"rank {self.rank} counts {self.size} processes, but rank {rank} counts {size}"
                )
        return machines.count(machine)

    def _check_devices(self, here):
        """Choose what carries the arrays; NCCL takes one process for each device."""
        cuda = self.torch.cuda
        if os.environ.get("COMPAT_DEVICE", "").startswith("cpu") or not cuda.is_available():
            self.backend = "gloo"
            return
        self.backend = "cpu:gloo,cuda:nccl"
        if here > cuda.device_count():
            raise ProcessError(
                f"{here} processes on this machine with {cuda.device_count()} CUDA devices: "
                "NCCL needs one for each. Start fewer, or set COMPAT_DEVICE=cpu"
            )

    def _first_group(self, address):
        if address in ("localhost", "::1") or address.startswith("127."):
            os.environ.setdefault("GLOO_SOCKET_IFNAME", "lo")
        if not self.dist.is_initialized():
            self._connect("world", range(self.size), self._init)
        return self.dist.group.WORLD

    def _init(self):
        self.dist.init_process_group(
            self.backend,
            store=self.dist.PrefixStore("compat", self.store),
            rank=self.rank,
            world_size=self.size,
            timeout=self.timeout,
        )

    def _connect(self, group, ranks, make):
        """`make()` a group; nobody goes on, and perhaps away, before all members are connected."""
        self.calls[f"create {group}"] += 1
        stage = f"compat/connected/{group}/{self.calls[f'create {group}']}"
        try:
            made = make()
            self.store.set(f"{stage}/{self.rank}", "")
            self.store.wait([f"{stage}/{rank}" for rank in ranks], self.timeout)
            return made
        except RuntimeError as error:
            call = Call(f"connecting group {group!r} of the ranks {list(ranks)}", group)
            raise ProcessError(self.diagnosis(call, error)) from error

    # -- groups --------------------------------------------------------------------------------

    def create(self, group, ranks):
        """A group of some ranks; only they need to call."""

        def make():
            return self.dist.new_group(
                list(ranks), timeout=self.timeout, use_local_synchronization=True
            )

        self.members[group] = tuple(ranks)
        self.groups[group] = self._connect(group, ranks, make)
        return True

    def group(self, name):
        """The torch group of that name."""
        try:
            return self.groups[name]
        except KeyError:
            raise ProcessError(f"there is no process group {name!r}") from None

    # -- calls ---------------------------------------------------------------------------------

    def run(self, name, detail, group, work):
        """Do `work(torch_group)`; failures name rank and call, and what the other ranks do."""
        return self.settle(self.announce(name, detail, group), work)

    def announce(self, name, detail, group):
        """Tell the members which call comes; `settle` looks at what they tell."""
        self.calls[group] += 1
        call = Call(f"{name}({detail}, group {group!r}), call {self.calls[group]}", group)
        mine = self.torch.frombuffer(bytearray(call.word()), dtype=self.torch.uint8)
        call.words = [self.torch.empty_like(mine) for _ in self.members[group]]
        members = self.group(group)
        try:
            call.work = self.dist.all_gather(call.words, mine, group=members, async_op=True)
        except RuntimeError as error:
            raise ProcessError(self.diagnosis(call, error)) from error
        self.on_their_way.append(call.work)
        return call

    def settle(self, call, work):
        """Do `work(torch_group)` when all members have told that they are in this call."""
        try:
            self.finish(call.work)
            call.work = None  # it holds a thread of gloo
            self._compare(call)
            return work(self.group(call.group))
        except RuntimeError as error:
            # The frames hold the group; while somebody keeps the error its threads could not end.
            traceback.clear_frames(error.__traceback__)
            if isinstance(error, ProcessError):
                raise
            raise ProcessError(self.diagnosis(call, error)) from error

    def _compare(self, call):
        """All members must be in the same call, with the same shapes and dtypes."""
        mine = call.word().rstrip().decode()
        for rank, word in zip(self.members[call.group], call.words, strict=True):
            theirs = bytes(word.tolist()).rstrip().decode()
            if theirs != mine:
                raise ProcessError(
                    f"rank {self.rank} calls {call.what}, but rank {rank} calls {theirs}: all "
                    "members make the same calls in the same order, with equal shapes and dtypes"
                )

    def operation(self, reduce):
        """torch's name for a reduction."""
        ops = self.dist.ReduceOp
        return {"sum": ops.SUM, "prod": ops.PRODUCT, "max": ops.MAX, "min": ops.MIN}[reduce]

    def start(self, array, reduce, group):
        """Reduce `array` in place while this process goes on; `finish` waits for it."""
        operation, members = self.operation(reduce), self.group(group)
        work = self.dist.all_reduce(array, operation, group=members, async_op=True)
        self.on_their_way.append(work)
        return work

    def finish(self, work):
        """Wait for what `start` returned; after a failure it stays on its way."""
        work.wait()
        self.on_their_way.remove(work)

    def diagnosis(self, call, error):
        """Which other rank is to blame, as far as they can say."""
        said = self._what_others_say(call.what, call.group)
        lines = [f"rank {self.rank} failed in {call.what}"]
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
        self.on_their_way.clear()
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
