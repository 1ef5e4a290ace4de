"""Gradients of functions: grad, value_and_grad, jvp, vjp, jacobians, derivatives."""

from ...publishing import publish

# Programs import `custom_vjp` from here alone.
__all__ = [name for name in publish(globals()) if name != "custom_vjp"]
