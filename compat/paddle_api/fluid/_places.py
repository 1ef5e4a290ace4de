"""Places: where Paddle's program wants its arrays."""

from __future__ import annotations

from compat.core import op, state


class CPUPlace:
    """The processor.

    Example:
        >>> with fluid.dygraph.guard(fluid.CPUPlace()):
        ...     print(to_variable(np.ones(1, "float32")).numpy())
        [1.]
    """

    def __repr__(self):
        return "CPUPlace"

    def _device(self):
        return "cpu"


class CUDAPlace:
    """The GPU number `device_id`; the processor where the backend has no such GPU."""

    def __init__(self, device_id):
        if not isinstance(device_id, int):
            raise TypeError(
                "__init__(): incompatible constructor arguments. The following argument types are "
                "supported:\n    1. paddle.fluid.core_avx.CUDAPlace(arg0: int)\n\n"
                f"Invoked with: {device_id!r}"
            )
        self._id = device_id

    def __repr__(self):
        return f"CUDAPlace({self._id})"

    def _device(self):
        name = f"cuda:{self._id}"
        return name if name in op.backend_info()["devices"] else "cpu"


class CUDAPinnedPlace:
    """Host memory for a GPU; here plain host memory."""

    def __repr__(self):
        return "CUDAPinnedPlace"

    def _device(self):
        return "cpu"


class Place:
    """A place whose kind is set later."""

    def __init__(self):
        self._place = CPUPlace()

    def set_place(self, place):
        """Become `place`."""
        self._place = place

    def is_cpu_place(self):
        """True for the processor."""
        return isinstance(self._place, CPUPlace)

    def is_gpu_place(self):
        """True for a GPU."""
        return isinstance(self._place, CUDAPlace)

    def _device(self):
        return self._place._device()


def gpu_count():
    """How many GPUs the backend has."""
    return sum(d.startswith("cuda") for d in op.backend_info()["devices"])


def default_place():
    """The place of programs that name none."""
    device = state.device()
    return CUDAPlace(int(device[5:])) if device.startswith("cuda:") else CPUPlace()
