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
_SLOTS = 3  # messages under way per lane
_GROUP = 8  # items of a message, at most
_BRISK = 0.002  # seconds that a message of several items may take to work on
_PAUSE = 0.005  # seconds without a new item after which none waits for others
_SIZES = struct.Struct("=Q")


class WorkerDiedError(RuntimeError):
    """A worker process ended by itself."""


class Channel:
    """One end of a pipe and the memory beside it: objects in, objects out."""

    def __init__(self, connection: Connection, memory: mmap.mmap | None, slot: int) -> None:
        self.connection, self._memory, self._slot = connection, memory, slot
        self._sent = 0
        self.received = 0  # bytes of the last message that was unpacked

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
        self.received = sum(n for _, n in places) if places else len(message)
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
        groups: quick items travel together, since a message costs about 50 microseconds on both
            sides; for who keeps as many under way as `window` says.
    """

    def __init__(
        self,
        make: Maker,
        lanes: int,
        slot: int,
        overdue: Callable[[float, list[int]], None] | None = None,
        interval: float = 300.0,
        groups: bool = False,
    ) -> None:
        self.lanes, self._groups = lanes, groups
        self._last = 0.0  # when the last item came
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
    def window(self) -> int:
        """How many items may be under way."""
        return _SLOTS * sum(worker.size for worker in self._workers)

    @property
    def pids(self) -> list[int]:
        """The numbers of the processes."""
        return [worker.pid for worker in self._workers]

    def submit(self, lane: int, item: Any) -> None:
        """Hand an item to a lane."""
        worker = self._workers[lane]
        worker.waiting.append(item)
        now = time.monotonic()
        if now - self._last > _PAUSE:
            for other in self._workers:
                self._send(other)
        elif len(worker.waiting) >= worker.size:
            self._send(worker)
        self._last = now

    def _send(self, worker: _Worker) -> None:
        """Send the items that wait for others."""
        if not worker.waiting:
            return
        while worker.outstanding >= _SLOTS:  # a slot is free when its answer has been read
            worker.results.extend(self._received(worker))
        message = worker.channel.pack(worker.waiting)
        worker.waiting = []
        if len(message) > _LARGE:  # both sides writing into full pipes would wait for ever
            while worker.outstanding:
                worker.results.extend(self._received(worker))
        worker.send(message)

    def ready(self, lane: int) -> bool:
        """Whether `result` would not wait."""
        worker = self._workers[lane]
        return bool(worker.results) or worker.channel.connection.poll(0)

    def result(self, lane: int) -> Any:
        """The oldest result of a lane that was not asked for yet; raises what the lane raised."""
        worker = self._workers[lane]
        while not worker.results:
            if not worker.outstanding:
                self._send(worker)
            worker.results.extend(self._received(worker))
            if self._groups:
                worker.resize()
        good, value = worker.results.popleft()
        if not good:
            raise value
        return value

    def _received(self, worker: _Worker) -> list[tuple[bool, Any]]:
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
        self.outstanding = 0  # messages without an answer
        self.waiting: list[Any] = []  # items that wait for others, to travel with them
        self.size = 1  # items of a message
        self._slot, self._quick, self._small = slot, 1, 1
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

    def receive(self) -> list[tuple[bool, Any]]:
        try:
            message = self.channel.connection.recv_bytes()
        except (EOFError, ConnectionResetError):
            raise self.death() from None
        self.outstanding -= 1
        values, failure, seconds = self.channel.unpack(message, self._back)
        self._quick = int(_BRISK * len(values) / max(seconds, 1e-6))
        self._small = self._slot * len(values) // (2 * max(self.channel.received, 1))
        found = [(True, value) for value in values]
        if failure is not None:
            found.append((False, _rebuilt(*failure)))
        return found

    def resize(self) -> None:
        """As many items in a message as are quick and half fill a slot, judged by the last one."""
        self.size = max(1, min(_GROUP, self._quick, self._small if self._slot else _GROUP))

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
        started, values, failure = time.perf_counter(), [], None
        try:
            if function is None:
                function = make(lane)
            for item in channel.unpack(message, inward):
                values.append(function(item))  # noqa: PERF401 (those before an error are kept)
        except BaseException as error:
            failure = _described(error)
        seconds = time.perf_counter() - started
        channel.connection.send_bytes(_reply(channel, values, failure, seconds))


def _reply(channel: Channel, values: list[Any], failure: Any, seconds: float) -> bytes:
    """The answer to a message; at the first value that cannot travel an error takes over."""
    while True:
        try:
            return channel.pack((values, failure, seconds))
        except BaseException as error:
            values, failure = values[:-1], _described(error)


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
