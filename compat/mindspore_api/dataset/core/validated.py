"""Checks of a constructor's arguments in front of it, as MindSpore's decorators make them."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable


def validated(check: Callable[..., None]) -> Callable[[Callable], Callable]:
    """A decorator of methods: `check` sees the arguments, defaults filled in, before the call."""

    def decorate(method: Callable) -> Callable:
        signature = inspect.signature(method)

        @functools.wraps(method)
        def checked(self, *args, **kwargs):
            bound = signature.bind(self, *args, **kwargs)
            bound.apply_defaults()
            check(*list(bound.arguments.values())[1:])
            return method(self, *args, **kwargs)

        return checked

    return decorate
