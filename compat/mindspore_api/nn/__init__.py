"""Networks: cells, layers, losses, optimizers."""

from compat._absent import absent_names

from . import dynamic_lr, grad, layer, learning_rate_schedule, loss, optim, wrap
from .cell import Cell, GraphCell
from .dynamic_lr import *
from .grad import *
from .layer import *
from .learning_rate_schedule import *
from .loss import *
from .optim import *
from .wrap import *

# Metrics live in `train`, which needs the names above.
from . import metrics  # isort: skip
from .metrics import *  # isort: skip

__all__ = [
    "Cell",
    "GraphCell",
    *dynamic_lr.__all__,
    *grad.__all__,
    *layer.__all__,
    *learning_rate_schedule.__all__,
    *loss.__all__,
    *metrics.__all__,
    *optim.__all__,
    *wrap.__all__,
]

__getattr__ = absent_names("mindspore.nn", __name__)
