"""The backend itself: devices, numerical settings, the engine.

Importing this module switches TF32 and half-precision accumulation off, which torch partly allows
by default: the originals' float32 is full float32, and results must not depend on the device.
"""

import torch

from compat.core.contract import implements

from .autograd import Engine

torch.backends.cudnn.allow_tf32 = False
torch.backends.cuda.matmul.allow_tf32 = False
torch.backends.cuda.matmul.allow_fp16_reduced_precision_reduction = False

_engine = Engine()


@implements
def backend_info():
    count = torch.cuda.device_count() if torch.cuda.is_available() else 0
    devices = ["cpu", *(f"cuda:{i}" for i in range(count))]
    return {
        "library": "torch",
        "version": torch.__version__,
        "devices": devices,
        "default_device": devices[1] if count else "cpu",
    }


@implements
def synchronize(device):
    if device.startswith("cuda"):
        torch.cuda.synchronize(device)
    return True


@implements
def autodiff_engine():
    return _engine
