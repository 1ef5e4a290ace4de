"""Managers of the loss scale."""

from __future__ import annotations

from .. import _checkparam as validator
from ..nn import DynamicLossScaleUpdateCell, FixedLossScaleUpdateCell

__all__ = ["LossScaleManager", "FixedLossScaleManager", "DynamicLossScaleManager"]


class LossScaleManager:
    """Base of the managers."""

    def get_loss_scale(self):
        """The scale."""

    def update_loss_scale(self, overflow):
        """React to a step."""

    def get_update_cell(self):
        """The cell that updates the scale, or None."""


class FixedLossScaleManager(LossScaleManager):
    """A scale of the loss that stays.

    Args:
        loss_scale (float, default 128.0): the scale; at least 1.
        drop_overflow_update (bool, default True): leave out steps whose gradients overflow.

    Raises:
        ValueError: the scale is below 1.

    Example:
        >>> ms.FixedLossScaleManager(1024.0).get_loss_scale()
        1024.0
    """

    def __init__(self, loss_scale=128.0, drop_overflow_update=True):
        if loss_scale < 1:
            raise ValueError(f"The argument 'loss_scale' must be >= 1, but got {loss_scale}")
        self._loss_scale = loss_scale
        self._drop_overflow_update = drop_overflow_update

    def get_loss_scale(self):
        """The scale."""
        return self._loss_scale

    def get_drop_overflow_update(self):
        """Whether steps that overflow are left out."""
        return self._drop_overflow_update

    def update_loss_scale(self, overflow):
        """Nothing changes."""

    def get_update_cell(self):
        """A `FixedLossScaleUpdateCell` if steps that overflow are left out, else None."""
        return FixedLossScaleUpdateCell(self._loss_scale) if self._drop_overflow_update else None


class DynamicLossScaleManager(LossScaleManager):
    """A scale of the loss that falls on overflow and grows after steps without.

    Args:
        init_loss_scale (float, default 16777216): first scale; at least 1.
        scale_factor (int, default 2): the factor.
        scale_window (int, default 2000): steps without overflow after which it grows.

    Raises:
        ValueError: a number is out of range.

    Example:
        >>> manager = ms.DynamicLossScaleManager(2**10)
        >>> manager.update_loss_scale(overflow=True)
        >>> manager.get_loss_scale()
        512.0
    """

    def __init__(self, init_loss_scale=2**24, scale_factor=2, scale_window=2000):
        if init_loss_scale < 1.0:
            raise ValueError(
                f"The argument 'init_loss_scale' must be > 1, but got {init_loss_scale}"
            )
        self.loss_scale = init_loss_scale
        validator.check_positive_int(scale_window, "scale_window", self.__class__.__name__)
        self.scale_window = scale_window
        if scale_factor <= 0:
            raise ValueError(f"The argument 'scale_factor' must be > 0, but got {scale_factor}")
        self.scale_factor = scale_factor
        self.increase_ratio = scale_factor
        self.decrease_ratio = 1 / scale_factor
        self.cur_iter = 1
        self.last_overflow_iter = 0
        self.bad_step_max = 1000
        self.bad_step = 0

    def get_loss_scale(self):
        """The scale."""
        return self.loss_scale

    def update_loss_scale(self, overflow):
        """Count a step."""
        if overflow:
            self.loss_scale = max(self.loss_scale * self.decrease_ratio, 1)
            self.last_overflow_iter = self.cur_iter
            self.bad_step += 1
        else:
            if (self.cur_iter - self.last_overflow_iter) % self.scale_window == 0:
                self.loss_scale *= self.increase_ratio
            self.bad_step = 0
        if self.bad_step > self.bad_step_max:
            raise RuntimeError(
                "Dynamic loss scale Continuous overflow ", self.bad_step,
                " times, has exceeded maximum threshold.",
            )  # fmt: skip
        self.cur_iter += 1

    def get_drop_overflow_update(self):
        """Steps that overflow are left out."""
        return True

    def get_update_cell(self):
        """A `DynamicLossScaleUpdateCell`."""
        return DynamicLossScaleUpdateCell(self.loss_scale, self.scale_factor, self.scale_window)
