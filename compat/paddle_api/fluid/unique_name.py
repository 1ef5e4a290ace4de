"""Names for variables, layers and parameters: a counter for each key."""

from __future__ import annotations

import collections
from contextlib import contextmanager

from compat.core.contexts import PerContext

from ._mode import in_dygraph_mode

__all__ = ["generate", "switch", "guard"]


class UniqueNameGenerator:
    """Appends to a key how often it was asked for before."""

    def __init__(self, prefix=None):
        self.ids = collections.defaultdict(int)
        self.prefix = "" if prefix is None else prefix

    def __call__(self, key):
        number = self.ids[key]
        self.ids[key] += 1
        return self.prefix + "_".join([key, str(number)])


class DygraphParameterNameChecker:
    """Remembers parameter names; True for one that was used before."""

    def __init__(self):
        self._name_set = set()

    def __call__(self, name):
        if name in self._name_set:
            return True
        self._name_set.add(name)
        return False


_counters = PerContext(
    "compat_paddle_names", (UniqueNameGenerator(), DygraphParameterNameChecker())
)


def dygraph_parameter_name_checker(name):
    """True for a parameter name that was used before."""
    return _counters.value[1](name)


def generate(key):
    """`key` with its running number."""
    return _counters.value[0](key)


def generate_with_ignorable_key(key):
    """A name whose key does not matter in dygraph mode, where it is "tmp"."""
    return generate("tmp" if in_dygraph_mode() else key)


def switch(new_generator=None, new_para_name_checker=None):
    """Exchange the counters and the set of parameter names; returns the former ones."""
    old = _counters.value
    _counters.set(_fresh(new_generator, new_para_name_checker))
    return old


def _fresh(generator, checker):
    return (
        UniqueNameGenerator() if generator is None else generator,
        DygraphParameterNameChecker() if checker is None else checker,
    )


@contextmanager
def _switched(new_generator):
    if isinstance(new_generator, (str, bytes)):
        prefix = new_generator if isinstance(new_generator, str) else new_generator.decode()
        new_generator = UniqueNameGenerator(prefix)
    old = _counters.swap(_fresh(new_generator, None))
    # As in the original, an exception in the block leaves the new counters in place.
    yield
    _counters.set(old)


def guard(new_generator=None):
    """A context with counters of its own."""
    return _switched(new_generator)
