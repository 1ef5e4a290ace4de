"""Contributed layers."""

from __future__ import annotations

from ...._publish import publish_all
from . import rnn_impl

publish_all(__name__, rnn_impl)
