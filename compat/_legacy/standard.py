"""What Python's own modules have lost."""

from __future__ import annotations

import functools
from collections import namedtuple
from typing import Any

from .offer import Old, alias, restore_method, value, warn_once

_ABCS = (
    *("Callable", "Container", "Generator", "Hashable", "ItemsView", "Iterable", "Iterator"),
    *("KeysView", "Mapping", "MappingView", "MutableMapping", "MutableSequence", "MutableSet"),
    *("Sequence", "Set", "Sized", "ValuesView"),
)


def _abc(name: str) -> Old:
    def make(module: Any) -> Any:
        import collections.abc

        return getattr(collections.abc, name)

    return Old(name, "Python 3.10", f"collections.abc.{name}", make)


COLLECTIONS = tuple(map(_abc, _ABCS))
BASE64 = (
    alias("encodestring", "Python 3.9", "base64.encodebytes", "encodebytes"),
    alias("decodestring", "Python 3.9", "base64.decodebytes", "decodebytes"),
)


def _gcd(module: Any) -> Any:
    import math

    return math.gcd


FRACTIONS = (Old("gcd", "Python 3.9", "math.gcd", _gcd),)
# On Unix it was the processor's time.
TIME = (alias("clock", "Python 3.8", "time.process_time or perf_counter", "process_time"),)
ArgSpec = namedtuple("ArgSpec", "args varargs keywords defaults")


def _getargspec(module: Any) -> Any:
    def getargspec(func: Any) -> ArgSpec:
        return ArgSpec(*module.getfullargspec(func)[:4])

    return getargspec


INSPECT = (
    Old("getargspec", "Python 3.11", "inspect.getfullargspec", _getargspec),
    value("ArgSpec", "Python 3.11", "inspect.FullArgSpec", ArgSpec),
)


def threads(threading: Any) -> None:
    """`Thread.isAlive`."""
    thread = threading.Thread
    restore_method(thread, "isAlive", "Python 3.9", "Thread.is_alive", thread.is_alive)


def elements(tree: Any) -> None:
    """`Element.getchildren` and `getiterator`."""
    for cls in (tree.Element, tree.ElementTree):
        restore_method(cls, "getiterator", "Python 3.9", "iter", cls.iter)
    restore_method(tree.Element, "getchildren", "Python 3.9", "list(element)", list)


def arrays(array: Any) -> None:
    """`array.tostring` and `array.fromstring`."""
    cls = array.array
    restore_method(cls, "tostring", "Python 3.9", "array.tobytes", cls.tobytes)
    restore_method(cls, "fromstring", "Python 3.9", "array.frombytes", cls.frombytes)


def unescape(parser: Any) -> None:
    """`HTMLParser.unescape`."""
    import html

    def function(self: Any, s: str) -> str:
        return html.unescape(s)

    restore_method(parser.HTMLParser, "unescape", "Python 3.9", "html.unescape", function)


def json_encoding(json: Any) -> None:
    """The argument `encoding` of `json.load` and `json.loads`, which had no effect on text."""
    loads = json.loads

    @functools.wraps(loads)
    def without_encoding(s: Any, *args: Any, **kwargs: Any) -> Any:
        if "encoding" in kwargs:
            warn_once("json.loads(encoding=...)", "Python 3.9", "json.loads(text)")
            del kwargs["encoding"]
        return loads(s, *args, **kwargs)

    json.loads = without_encoding


def sample_of_sets(random: Any) -> None:
    """`random.sample` of a set."""
    sample = random.sample

    @functools.wraps(sample)
    def of_sets_too(population: Any, k: int, **kwargs: Any) -> Any:
        if isinstance(population, (set, frozenset)):
            warn_once("random.sample of a set", "Python 3.11", "random.sample(sorted(s), k)")
            population = tuple(population)
        return sample(population, k, **kwargs)

    random.sample = of_sets_too
