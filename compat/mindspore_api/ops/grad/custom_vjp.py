"""Functions with a gradient of the user's own."""

from __future__ import annotations

_cell = None


def provide(cell):
    """Make the class Cell known; `nn` does so when it is imported."""
    global _cell
    _cell = cell


def custom_vjp(fn=None):
    """`fn` as a cell; its method `defbwd` takes the function that gives the gradients."""
    if fn is None:
        return custom_vjp
    given = []

    class CustomVjp(_cell):
        """Calls the function, and for gradients the one given to `defbwd`."""

        _bprop_takes_any = True

        def construct(self, *args):
            return fn(*args)

        def bprop(self, *args):
            """Gradients of the inputs from the inputs, the result and its gradient."""
            if not given:
                raise TypeError(
                    "a function under 'custom_vjp' has no gradient before its 'defbwd' is called."
                )
            return given[-1](*args)

        def defbwd(self, bprop):
            """Take `bprop(*inputs, out, dout)` for the gradients."""
            given.append(bprop)

    return CustomVjp()
