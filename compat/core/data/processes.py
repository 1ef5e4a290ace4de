"""Lanes in forked processes. Arrays travel through memory that both sides map.

The memory is anonymous: it has no name that could be left behind, whatever kills whom.
"""

from __future__ import annotations

import io
import mmap
import multiprocessing
import os
import pickle
import signal
import struct
import threading
import time
import traceback
import warnings
from collections import deque
from collections.abc import Callable
from multiprocessing.connection import Connection, wait
from typing import Any

from . import forking
from .workers import Function, Maker, PoolClosedError

_SMALL = 4096  # bytes below which a buffer goes through the pipe
_LARGE = 32768  # bytes of a message that may fill a pipe
_POLL = 1.0
_SLOTS = 3  # items under way per lane
_SIZES = struct.Struct("=Q")


class WorkerDiedError(RuntimeError):
    """A worker process ended by itself."""


class Channel:
    """One end of a pipe and the memory beside it: objects in, objects out."""

    def __init__(self, connection: Connection, memory: mmap.mmap | None, slot: int) -> None:
        self.connection, self._memory, self._slot = connection, memory, slot
        self._sent = 0

    def pack(self, value: Any) -> bytes:
        """The message for `value`; large buffers are copied to the next slot of the memory."""
        buffers: list[pickle.PickleBuffer] = []
        out = io.BytesIO()
        pickle.Pickler(out, 5, buffer_callback=buffers.append).dump(value)
        raws = [buffer.raw() for buffer in buffers]
        total = sum(-(-raw.nbytes // 64) * 64 for raw in raws)
        if self._memory is None or not _SMALL <= total <= self._slot:
            return pickle.dumps((None, value), 5)
        offset = start = self._slot * (self._sent % _SLOTS)
        self._sent += 1
        places = []
        for raw in raws:
            self._memory[offset : offset + raw.nbytes] = raw
            places.append((offset, raw.nbytes))
            offset += -(-raw.nbytes // 64) * 64
        assert offset - start <= self._slot
        return pickle.dumps((places, out.getvalue()), 5)

    def unpack(self, message: bytes, memory: mmap.mmap | None) -> Any:
        """The value of a message; its arrays own their memory."""
        places, content = pickle.loads(message)
        if places is None:
            return content
        assert memory is not None
        view = memoryview(memory)
        return pickle.loads(content, buffers=[bytearray(view[o : o + n]) for o, n in places])


class ProcessLanes:
    """Lanes in forked processes, one each.

    Args:
        make: makes the function of a lane, called in its process.
        lanes: number of processes.
        slot: bytes of shared memory for one item; what is larger goes through a pipe.
        overdue: called with the process numbers after each `interval` seconds of waiting.
        interval: see `overdue`.
    """

    def __init__(
        self,
        make: Maker,
        lanes: int,
        slot: int,
        overdue: Callable[[float, list[int]], None] | None = None,
        interval: float = 300.0,
    ) -> None:
        self.lanes, self.window = lanes, _SLOTS * lanes
        self._overdue, self._interval = overdue, interval
        self._closed = threading.Event()
        self._workers: list[_Worker] = []
        try:
            for lane in range(lanes):
                self._workers.append(_Worker(make, lane, slot))
        except BaseException:
            self.close()
            raise

    @property
    def pids(self) -> list[int]:
        """The numbers of the processes."""
        return [worker.pid for worker in self._workers]

    def submit(self, lane: int, item: Any) -> None:
        """Hand an item to a lane."""
        worker = self._workers[lane]
        message = worker.channel.pack(item)
        if len(message) > _LARGE:  # both sides writing into full pipes would wait for ever
            while worker.outstanding:
                worker.results.append(self._received(worker))
        worker.send(message)

    def ready(self, lane: int) -> bool:
        """Whether `result` would not wait."""
        worker = self._workers[lane]
        return bool(worker.results) or worker.channel.connection.poll(0)

    def result(self, lane: int) -> Any:
        """The oldest result of a lane that was not asked for yet; raises what the lane raised."""
        worker = self._workers[lane]
        good, value = worker.results.popleft() if worker.results else self._received(worker)
        if not good:
            raise value
        return value

    def _received(self, worker: _Worker) -> tuple[bool, Any]:
        started = reported = time.monotonic()
        connection = worker.channel.connection
        while not connection.poll(0):
            found = wait([connection, worker.process.sentinel], _POLL)
            if self._closed.is_set():
                raise PoolClosedError
            if found and connection not in found:
                raise worker.death()
            now = time.monotonic()
            if self._overdue is not None and now - reported > self._interval:
                reported = now
                self._overdue(now - started, self.pids)
        return worker.receive()

    def close(self) -> None:
        """End the processes: those at rest at once, those within a call by force."""
        self._closed.set()
        for worker in self._workers:
            worker.ask_to_end()
        deadline = time.monotonic() + 0.5
        for worker in self._workers:
            worker.end(max(0.0, deadline - time.monotonic()))


class _Worker:
    """The parent's side of one process."""

    def __init__(self, make: Maker, lane: int, slot: int) -> None:
        context = multiprocessing.get_context("fork")
        ours, theirs = context.Pipe()
        size = slot * _SLOTS
        self._there = mmap.mmap(-1, size) if slot else None
        self._back = mmap.mmap(-1, size) if slot else None
        self.channel = Channel(ours, self._there, slot)
        self.results: deque[tuple[bool, Any]] = deque()
        self.outstanding = 0
        self.process = context.Process(
            target=_serve,
            args=(make, lane, Channel(theirs, self._back, slot), self._there, os.getpid()),
            name=f"data-worker-{lane}",
            daemon=True,
        )
        with forking.quiet(), warnings.catch_warnings():
            # Python warns of forks beside threads; the child runs nothing that these hold locked.
            warnings.simplefilter("ignore", DeprecationWarning)
            self.process.start()
        theirs.close()
        self.pid: int = self.process.pid or 0

    def send(self, message: bytes) -> None:
        try:
            self.channel.connection.send_bytes(message)
        except (BrokenPipeError, ConnectionResetError):
            raise self.death() from None
        self.outstanding += 1

    def receive(self) -> tuple[bool, Any]:
        try:
            message = self.channel.connection.recv_bytes()
        except (EOFError, ConnectionResetError):
            raise self.death() from None
        self.outstanding -= 1
        good, value = self.channel.unpack(message, self._back)
        return good, value if good else _rebuilt(*value)

    def death(self) -> WorkerDiedError:
        self.process.join(1.0)
        code = self.process.exitcode
        how = f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
        return WorkerDiedError(
            f"Worker process {self.process.name} (pid {self.pid}) ended with {how}."
        )

    def ask_to_end(self) -> None:
        if not self.outstanding:
            try:
                self.channel.connection.send_bytes(b"")
            except OSError:
                return

    def end(self, patience: float) -> None:
        if not self.outstanding:
            self.process.join(patience)
        if self.process.is_alive():
            self.process.terminate()
            self.process.join(1.0)
        if self.process.is_alive():
            self.process.kill()
            self.process.join(1.0)
        self.channel.connection.close()


def _serve(make: Maker, lane: int, channel: Channel, inward: Any, parent: int) -> None:
    """What a process does until it is told to end or its parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's business
    forking.forget()
    threading.Thread(target=_watch, args=(parent,), name="data-watch", daemon=True).start()
    function: Function | None = None
    while True:
        message = channel.connection.recv_bytes()
        if not message:
            return
        try:
            if function is None:
                function = make(lane)
            reply = channel.pack((True, function(channel.unpack(message, inward))))
        except BaseException as error:
            reply = pickle.dumps((None, (False, _described(error))), 5)
        channel.connection.send_bytes(reply)


def _watch(parent: int) -> None:
    """End this process when its parent is gone, whatever else it does."""
    while os.getppid() == parent:
        time.sleep(_POLL)
    os._exit(0)


def _described(error: BaseException) -> tuple[bytes | None, str, str]:
    """What of an exception can travel: itself if it can be pickled, its words and its traceback."""
    trace = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    try:
        content = pickle.dumps(error, 5)
        pickle.loads(content)
    except Exception:
        return None, f"{type(error).__name__}: {error}", trace
    return content, str(error), trace


def _rebuilt(content: bytes | None, words: str, trace: str) -> BaseException:
    error: Any = RuntimeError(words) if content is None else pickle.loads(content)
    error.worker_trace = trace
    made: BaseException = error
    return made
