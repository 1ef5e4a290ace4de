"""Recording that is switched off in one context and on again in another, as callbacks do."""

from contextvars import copy_context

from compat.core.autodiff import is_paused, set_recording


def test_recording_is_switched_on_in_another_context():
    started = copy_context()
    assert started.run(set_recording, False)
    assert started.run(is_paused)
    assert not is_paused()
    ended = started.copy()
    assert not ended.run(set_recording, True)
    assert not ended.run(is_paused)
    assert started.run(is_paused)
