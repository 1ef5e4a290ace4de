"""Convolution by matrix products: `choice` picks a plan (see `docs/numpy-convolutions.md`)."""

from __future__ import annotations

from .choice import conv, conv_filter_grad, conv_input_grad

__all__ = ["conv", "conv_filter_grad", "conv_input_grad"]
