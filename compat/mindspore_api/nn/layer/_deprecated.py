"""The warning of layers that the original has marked for removal."""

from __future__ import annotations

import functools

from ... import log as logger


def deprecated(version, substitute):
    """Decorator of `__init__`: warn that `substitute` should be used from `version` on."""

    def mark(function):
        @functools.wraps(function)
        def warned(self, *args, **kwargs):
            logger.warning(
                f"'nn.{type(self).__name__}' is deprecated from version {version} and will be "
                f"removed in a future version, use '{substitute}' instead."
            )
            function(self, *args, **kwargs)

        return warned

    return mark
