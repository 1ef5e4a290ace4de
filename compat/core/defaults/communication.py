"""A world of one process; several need a backend that can move arrays between them."""

from __future__ import annotations

from typing import Any, NoReturn

from ..contract import default
from ..errors import ProcessError

INSTALL = "pip install 'compat[torch]'"


def _alone(call: str) -> NoReturn:
    raise ProcessError(
        f"{call}: several processes need torch, whose gloo and NCCL carry the arrays for every "
        f"built-in backend: {INSTALL}; a third party's backend may implement the primitives of "
        "compat.core.contract.communication itself"
    )


@default
def join_processes(
    rank: int, size: int, address: str, port: int, apart: bool, timeout: float
) -> int:
    if size > 1:
        _alone("join_processes")
    return 0


@default
def host_processes(size: int, address: str, port: int, timeout: float) -> bool:
    _alone("host_processes")


@default
def leave_processes() -> bool:
    return True


@default
def create_process_group(group: str, ranks: tuple[int, ...]) -> bool:
    if len(ranks) > 1:
        _alone("create_process_group")
    return True


@default
def barrier(group: str) -> bool:
    return True


@default
def all_reduce(x: Any, reduce: str, group: str) -> Any:
    return x


@default
def all_reduce_many(xs: Any, reduce: str, group: str) -> list[Any]:
    return list(xs)


@default
def all_gather(x: Any, group: str) -> Any:
    return x


@default
def reduce_scatter(x: Any, reduce: str, group: str) -> Any:
    return x


@default
def broadcast(x: Any, root: int, group: str) -> Any:
    return x


@default
def all_to_all(x: Any, group: str) -> Any:
    return x


@default
def send(x: Any, peer: int, group: str) -> bool:
    _alone("send")


@default
def receive(like: Any, peer: int, group: str) -> Any:
    _alone("receive")
