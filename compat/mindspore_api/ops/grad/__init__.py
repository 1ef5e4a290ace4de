"""Gradients and vmap: functions that make functions of functions."""
