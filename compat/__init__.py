"""Programs written for MindSpore 2.0 and Paddle 1.8 dygraph, unchanged, on NumPy, PyTorch or
TensorFlow.

Importing this package imports no array library and changes nothing; `install()` makes `import
mindspore` and `import paddle` reach the frontends, `use()` chooses where they compute.
"""

from __future__ import annotations

__version__ = "0.1.0"
__all__ = ["__version__", "install", "load_ipython_extension", "uninstall", "use"]


def install(*frameworks: str, children: bool = False) -> None:
    """Serve `import mindspore` and `import paddle` (or only the `frameworks` named) from here.

    children: also in Python processes started from this one (spawn, forkserver, subprocess). Raises
    ImportConflictError when the real framework is imported already, ValueError for an unknown name.
    """
    from ._imports import install as start

    start(frameworks, children)


def uninstall() -> None:
    """Undo `install()`: the public names leave `sys.modules`, the environment is as before."""
    from ._imports import uninstall as stop

    stop()


def use(name: str, device: str | None = None) -> None:
    """Compute with backend `name` ("numpy", "torch", "tensorflow", "auto", a third party's) from
    now on.

    device: "cpu", "cuda", "cuda:1"; default `COMPAT_DEVICE`, then the backend's own choice. Arrays
    made before stay with the backend that made them. Raises BackendError, DeviceError; the previous
    choice then stays.
    """
    from .core import registry

    registry.select(name, device=device)


def load_ipython_extension(shell: object) -> None:
    """`%load_ext compat`: serves the frameworks, and old names of other libraries."""
    from . import _legacy

    install()
    _legacy.install()


def unload_ipython_extension(shell: object) -> None:
    """`%unload_ext compat`."""
    uninstall()
