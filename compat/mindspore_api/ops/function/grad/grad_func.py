"""Gradients of functions: grad, value_and_grad, jvp, vjp, jacobians, derivatives."""

from ...._publish import publish

__all__ = publish(globals())
