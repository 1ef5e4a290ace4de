"""What Paddle 1.6 made superfluous."""

from __future__ import annotations

import logging

__all__ = ["memory_optimize", "release_memory"]


def memory_optimize(input_program, skip_opt_set=None, print_log=False, level=0, skip_grads=True):
    """Deprecated in Paddle 1.6: memory is reused without being asked. Does nothing, as there."""
    logging.warning("Caution! paddle.fluid.memory_optimize() is deprecated and does nothing")


def release_memory(input_program, skip_opt_set=None):
    """Deprecated in Paddle 1.6: memory is reused without being asked. Does nothing, as there."""
    logging.warning("Caution! paddle.fluid.release_memory() is deprecated and does nothing")
