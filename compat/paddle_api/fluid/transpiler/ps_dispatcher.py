"""Which server holds which variable."""

from __future__ import annotations

__all__ = ["HashName", "RoundRobin"]


class _Dispatcher:
    def __init__(self, pserver_endpoints):
        self._eps, self._step = pserver_endpoints, 0

    @property
    def eps(self):
        """The servers."""
        return self._eps

    def reset(self):
        """Start again with the first server."""
        self._step = 0


class RoundRobin(_Dispatcher):
    """Servers for variables, one after the other."""

    def dispatch(self, varlist):
        """A server for each variable."""
        found = []
        for _ in varlist:
            found.append(self._eps[self._step])
            self._step = (self._step + 1) % len(self._eps)
        return found


class HashName(_Dispatcher):
    """Servers for variables by their names."""

    def dispatch(self, varlist):
        """A server for each variable."""
        return [self._eps[hash(var.name()) % len(self._eps)] for var in varlist]
