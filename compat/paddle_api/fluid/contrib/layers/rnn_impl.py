"""Recurrent units made of matrix products."""

from __future__ import annotations

from ...._publish import publish
from ...families.recurrent import cells

publish(__name__, [cells.BasicGRUUnit, cells.BasicLSTMUnit])
