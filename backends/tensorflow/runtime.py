"""The backend itself. Without a GPU every tensor is on the CPU and no device is ever named."""

from compat.core.contract import implements

from .library import tf

HAS_GPU = bool(tf.config.list_physical_devices("GPU"))


def device_name(x):
    """Canonical name of the device of `x`."""
    kind, _, number = x.device.rpartition(":device:")[2].partition(":")
    return f"cuda:{number}" if kind == "GPU" else "cpu"


def placed(device):
    """Context in which TensorFlow puts its results on `device`."""
    kind, _, number = device.partition(":")
    return tf.device(f"/GPU:{number or 0}" if kind == "cuda" else "/CPU:0")


@implements
def backend_info():
    count = len(tf.config.list_physical_devices("GPU"))
    devices = ["cpu", *(f"cuda:{i}" for i in range(count))]
    return {
        "library": "tensorflow",
        "version": tf.__version__,
        "devices": devices,
        "default_device": devices[1] if count else "cpu",
    }


@implements
def synchronize(device):
    if device.startswith("cuda"):
        tf.test.experimental.sync_devices()
    return True
