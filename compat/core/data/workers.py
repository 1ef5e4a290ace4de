"""Workers: functions applied to a stream of items, results in the order of the items.

A pool has lanes. A lane is a worker with a state of its own; what is submitted to it runs in the
order of submission, so results do not depend on timing. Lanes live in the caller, in threads (for
libraries that release the interpreter lock) or in forked processes.
"""

from __future__ import annotations

import os
import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from .forking import guarded, leaving

Function = Callable[[Any], Any]
# Makes the function of a lane, in the thread or process where it will run.
Maker = Callable[[int], Function]

# Whoever takes results asks for the interpreter lock each time that it is woken: results come
# together, unless there is nothing else to do, or nobody was woken for a while.
_TOGETHER, _SOON = 8, 0.005  # items, seconds

_POLL = 0.5  # seconds between two looks at whether the other side still lives


class PoolClosedError(Exception):
    """The pool or the stream was closed while somebody waited for it."""


class _Failure:
    """An exception on its way from a worker."""

    def __init__(self, error: BaseException) -> None:
        self.error = error


class InlineLanes:
    """Lanes that run in the caller.

    Args:
        functions: the function of each lane.
    """

    window = 1

    def __init__(self, functions: Sequence[Function]) -> None:
        self.lanes = len(functions)
        self._functions = [guarded(function) for function in functions]
        self._results: deque[Any] = deque()

    def submit(self, lane: int, item: Any) -> None:
        """Run the function of a lane."""
        self._results.append(self._functions[lane](item))

    def ready(self, lane: int) -> bool:
        """Whether `result` would not wait."""
        return True

    def result(self, lane: int) -> Any:
        """The oldest result of a lane that was not asked for yet."""
        return self._results.popleft()

    def close(self) -> None:
        """Nothing to stop."""


class ThreadLanes:
    """Lanes in threads, at most as many as there are processors.

    Args:
        functions: the function of each lane.
        window: how many items may be under way; four for each thread by default.
    """

    def __init__(self, functions: Sequence[Function], window: int | None = None) -> None:
        self.lanes = len(functions)
        self._threads = min(self.lanes, max(2, os.cpu_count() or 2))
        self.window = 4 * self._threads if window is None else window
        self._inboxes: list[queue.SimpleQueue[Any]] = []
        self._outboxes: list[queue.SimpleQueue[Any]] = []
        self._arrived: list[deque[Any]] = [deque() for _ in range(self._threads)]
        self._closed = threading.Event()
        guarding = [guarded(function) for function in functions]
        for k in range(self._threads):
            inbox: queue.SimpleQueue[Any] = queue.SimpleQueue()
            outbox: queue.SimpleQueue[Any] = queue.SimpleQueue()
            self._inboxes.append(inbox)
            self._outboxes.append(outbox)
            thread = threading.Thread(
                target=_work, args=(guarding, inbox, outbox), name=f"data-worker-{k}", daemon=True
            )
            thread.start()

    def submit(self, lane: int, item: Any) -> None:
        """Hand an item to a lane."""
        self._inboxes[lane % self._threads].put((lane, item))

    def ready(self, lane: int) -> bool:
        """Whether `result` would not wait."""
        k = lane % self._threads
        return bool(self._arrived[k]) or not self._outboxes[k].empty()

    def result(self, lane: int) -> Any:
        """The oldest result of a lane that was not asked for yet; raises what the lane raised."""
        k = lane % self._threads
        while not self._arrived[k]:
            try:
                self._arrived[k].extend(self._outboxes[k].get(timeout=_POLL))
            except queue.Empty:
                if self._closed.is_set():
                    raise PoolClosedError from None
        value = self._arrived[k].popleft()
        if isinstance(value, _Failure):
            raise value.error
        return value

    def close(self) -> None:
        """Let the threads end; those within a call end after it."""
        self._closed.set()
        for inbox in self._inboxes:
            while not inbox.empty():
                try:
                    inbox.get_nowait()
                except queue.Empty:
                    break
            inbox.put(None)
        for outbox in self._outboxes:
            outbox.put([_Failure(PoolClosedError())])


class AdaptiveLanes:
    """Lanes in the caller while items are cheap, in threads where these pay.

    Items that take long are given to threads for a while. Where these are not faster, as with many
    short calls that let go of the interpreter lock and have to wait for it again, lanes come back;
    later, and then ever more rarely, threads are tried again. Who runs a lane changes no result.

    Args:
        functions: the function of each lane.
        window: see `ThreadLanes`.
    """

    _worth = 100e-6  # seconds of an item from which threads are tried
    _trial = 128  # items of a trial; the first quarter starts the threads and is not timed
    _pause = 1024  # items in the caller behind a first trial in vain
    _gain = 0.95  # share of the time that threads may take to stay

    def __init__(self, functions: Sequence[Function], window: int | None = None) -> None:
        self.lanes = len(functions)
        self._functions, self._wanted = functions, window
        self._pool: InlineLanes | ThreadLanes = InlineLanes(functions)
        # The last items: one alone may import a library, or wait while other programs run.
        self._took: deque[float] = deque(maxlen=8)
        self._under_way: deque[int] = deque()  # lanes of items in threads
        self._back: deque[Any] = deque()  # results of threads that were given up
        self._tried, self._started, self._decided = 0, 0.0, False
        self._resting = 0  # items until threads are tried again

    @property
    def window(self) -> int:
        """How many items may be under way."""
        return self._pool.window

    def submit(self, lane: int, item: Any) -> None:
        """Run the function of a lane, or hand the item to its thread."""
        if isinstance(self._pool, ThreadLanes):
            if not self._decided:
                self._judge()
        elif self._resting:
            self._resting -= 1
        elif len(self._took) < 8 or min(self._took) <= self._worth:
            started = time.perf_counter()
            self._pool.submit(lane, item)
            self._took.append(time.perf_counter() - started)
            return
        else:
            self._pool = ThreadLanes(self._functions, self._wanted)
        if isinstance(self._pool, ThreadLanes):
            self._under_way.append(lane)
        self._pool.submit(lane, item)

    def _judge(self) -> None:
        """Look whether the threads pay, once enough of their results were taken."""
        if self._tried < self._trial:
            return
        each = (time.perf_counter() - self._started) / (self._tried - self._trial // 4)
        if each <= self._gain * sorted(self._took)[len(self._took) // 2]:
            self._decided = True
            return
        while self._under_way:  # a lane's items stay in order, in whatever thread it runs
            self._back.append(self._outcome(self._under_way.popleft()))
        self._pool.close()
        self._pool = InlineLanes(self._functions)
        self._took.clear()
        self._tried, self._resting, self._pause = 0, self._pause, 2 * self._pause

    def _outcome(self, lane: int) -> Any:
        try:
            return self._pool.result(lane)
        except PoolClosedError:
            raise
        except BaseException as error:
            return _Failure(error)

    def ready(self, lane: int) -> bool:
        """Whether `result` would not wait."""
        return bool(self._back) or self._pool.ready(lane)

    def result(self, lane: int) -> Any:
        """The oldest result of a lane that was not asked for yet; raises what the lane raised."""
        if self._back:
            value = self._back.popleft()
            if isinstance(value, _Failure):
                raise value.error
            return value
        if self._under_way:
            self._under_way.popleft()
            self._tried += 1
            if self._tried == self._trial // 4:
                self._started = time.perf_counter()
        return self._pool.result(lane)

    def close(self) -> None:
        """Let the threads end."""
        self._pool.close()


def _work(
    functions: Sequence[Function], inbox: queue.SimpleQueue[Any], outbox: queue.SimpleQueue[Any]
) -> None:
    done: list[Any] = []
    since = time.monotonic()
    while True:
        task = inbox.get()
        if task is None:
            leaving()
            return
        lane, item = task
        try:
            value = functions[lane](item)
        except BaseException as error:
            value = _Failure(error)
        done.append(value)
        del task, item, value
        if len(done) == _TOGETHER or inbox.empty() or time.monotonic() - since > _SOON:
            outbox.put(done)
            done, since = [], time.monotonic()


def in_order(pool: Any, items: Iterable[tuple[int, Any]]) -> Iterator[Any]:
    """Results of (lane, item) pairs in their order, never more than `pool.window` under way."""
    pending: deque[int] = deque()
    for lane, item in items:
        pool.submit(lane, item)
        pending.append(lane)
        # What is done goes on at once: the next item may be long in coming.
        while pending and (len(pending) >= pool.window or pool.ready(pending[0])):
            yield pool.result(pending.popleft())
    while pending:
        yield pool.result(pending.popleft())


class Prefetch:
    """Runs an iterator in a thread, at most `depth` items ahead of who takes them.

    Args:
        items: the iterator; it is closed when `close` is called or its end is reached.
        depth: how many items may wait.
    """

    def __init__(self, items: Iterator[Any], depth: int, name: str = "data-pipeline") -> None:
        self._items: queue.SimpleQueue[Any] = queue.SimpleQueue()
        # Tokens in a queue of C, no semaphore: Ctrl-C may interrupt one with its lock taken.
        self._room: queue.SimpleQueue[None] = queue.SimpleQueue()
        for _ in range(depth):
            self._room.put(None)
        self._closed = threading.Event()
        self._thread = threading.Thread(
            target=_fill,
            args=(items, self._items, self._room, self._closed),
            name=name,
            daemon=True,
        )
        self._thread.start()

    def get(self) -> Any:
        """The next item.

        Raises:
            StopIteration: there are no more.
            PoolClosedError: `close` was called.
            BaseException: what the iterator raised.
        """
        while True:
            try:
                value = self._items.get(timeout=_POLL)
            except queue.Empty:
                ended = not self._thread.is_alive()
                # What the thread put last may have come after the look into the queue.
                if self._closed.is_set() or (ended and self._items.empty()):
                    raise PoolClosedError from None
                continue
            if isinstance(value, _Failure):
                self._items.put(value)  # asked again, the answer stays the same
                if isinstance(value.error, StopIteration):
                    # A new one: what is raised holds the frames it passes, and their open files.
                    raise StopIteration
                try:
                    raise value.error
                finally:
                    del value
            self._room.put(None)
            return value

    def close(self, timeout: float = 5.0) -> None:
        """Stop, and wait until the iterator has stopped."""
        self._closed.set()
        self._room.put(None)
        if threading.current_thread() is not self._thread:
            self._thread.join(timeout)
        while not self._items.empty():  # an error in there holds the frames it has passed
            try:
                self._items.get_nowait()
            except queue.Empty:
                break


def _fill(
    items: Iterator[Any],
    out: queue.SimpleQueue[Any],
    room: queue.SimpleQueue[None],
    closed: threading.Event,
) -> None:
    try:
        for item in items:
            room.get()
            if closed.is_set():
                break
            out.put(item)
            del item
        else:
            out.put(_Failure(StopIteration()))
    except BaseException as error:
        out.put(_Failure(error))
    finally:
        end = getattr(items, "close", None)
        if end is not None:
            end()
        leaving()
