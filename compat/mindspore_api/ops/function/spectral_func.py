"""Windows of spectra."""

from ..publishing import publish

__all__ = publish(globals())
