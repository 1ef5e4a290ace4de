"""Recording that is switched off in one context and on again in another, as callbacks do."""

from contextvars import copy_context

from compat.core.autodiff.recorders import off
from compat.core.autodiff.tape import Paused


def test_pausing_can_end_in_another_context():
    pause, started = Paused(), copy_context()
    started.run(pause.__enter__)
    assert started.run(off.get)
    assert not off.get()
    ended = started.copy()
    ended.run(pause.__exit__, None, None, None)
    assert not ended.run(off.get)
    assert started.run(off.get)
