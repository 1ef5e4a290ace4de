"""Several processes that train together: who they are, how they meet, what they exchange."""

from __future__ import annotations

from .collectives import (
    all_gather,
    all_reduce,
    all_reduce_many,
    all_to_all,
    broadcast,
    exchange,
    reduce_scatter,
)
from .reducing import Reducing, wanted
from .world import (
    WORLD,
    World,
    barrier,
    create_alone,
    create_group,
    destroy_group,
    group_ranks,
    has_group,
    host,
    joined,
    leave,
    meet,
    time_limit,
    world,
)

__all__ = [
    "WORLD",
    "Reducing",
    "World",
    "all_gather",
    "all_reduce",
    "all_reduce_many",
    "all_to_all",
    "barrier",
    "broadcast",
    "create_alone",
    "create_group",
    "destroy_group",
    "exchange",
    "group_ranks",
    "has_group",
    "host",
    "joined",
    "leave",
    "meet",
    "reduce_scatter",
    "time_limit",
    "wanted",
    "world",
]
