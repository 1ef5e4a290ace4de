"""Processes that work together: joining them, and moving arrays between them.

None of these carries a gradient; `compat.core.processes` gives the collectives their derivatives.

A group is named by a text; `"world"` holds every process. Calls that involve a group are made by
all its members, in the same order, with the same shapes and dtypes; what a backend can see of a
violation it reports as `ProcessError`, naming rank and call. Nothing waits longer than the time
limit given to `join_processes`.
"""

from __future__ import annotations

from typing import Any

from .marker import Array, primitive


@primitive(results=0, default=True)
def join_processes(
    rank: int, size: int, address: str, port: int, apart: bool, timeout: float
) -> int:
    """Meet the other processes at `address:port`. Returns the rank of this one.

    rank: -1 takes the next free one. apart: a process outside the world listens there
    (`host_processes`, a launcher); else rank 0 does. timeout: seconds that this call and every
    later one may wait. Raises ProcessError when the port is taken, the address cannot be reached,
    or not all processes come.
    """


@primitive(results=0, default=True)
def host_processes(size: int, address: str, port: int, timeout: float) -> bool:
    """Listen at `address:port` for a world of `size` until all its processes have left.

    Returns True. Raises ProcessError when the port is taken or they do not come within `timeout`
    seconds.
    """


@primitive(results=0, default=True)
def leave_processes() -> bool:
    """End what `join_processes` began; harmless without. Returns True."""


@primitive(results=0, default=True)
def create_process_group(group: str, ranks: tuple[int, ...]) -> bool:
    """Make a group of some ranks; every process of the world calls it. Returns True."""


@primitive(results=0, default=True)
def barrier(group: str) -> bool:
    """Wait until every member has come here. Returns True."""


@primitive(constant=True, default=True)
def all_reduce(x: Array, reduce: str, group: str) -> Array:
    """Elementwise reduction over the members; all get the result.

    reduce: "sum", "prod", "max", "min".
    """


@primitive(results=0, default=True)
def all_reduce_many(xs: Any, reduce: str, group: str) -> list[Any]:
    """`all_reduce` of each of several arrays, in few messages: gradients of a step.

    reduce: also "mean", for floating dtypes.
    """


@primitive(constant=True, default=True)
def all_gather(x: Array, group: str) -> Array:
    """Arrays of all members joined along axis 0, in the order of the ranks in the group."""


@primitive(constant=True, default=True)
def reduce_scatter(x: Array, reduce: str, group: str) -> Array:
    """Reduction over the members; each keeps its part of axis 0, which their number divides."""


@primitive(constant=True, default=True)
def broadcast(x: Array, root: int, group: str) -> Array:
    """The array of the member with world rank `root`; shapes and dtypes are equal everywhere."""


@primitive(constant=True, default=True)
def all_to_all(x: Array, group: str) -> Array:
    """Axis 0 in equal parts, part i to member i; the parts received, joined in rank order."""


@primitive(results=0, default=True)
def send(x: Any, peer: int, group: str) -> bool:
    """Give an array to the process of world rank `peer`. Returns True when it may be reused."""


@primitive(constant=True, default=True)
def receive(like: Array, peer: int, group: str) -> Array:
    """What the process of world rank `peer` sends, of shape and dtype of `like`."""
