"""Training: models, callbacks, checkpoints, metrics."""

from compat._absent import absent_names

from . import amp as amp
from . import callback, loss_scale_manager, metrics, serialization
from .amp import build_train_network
from .callback import *
from .dataset_helper import DatasetHelper, connect_network_with_dataset
from .loss_scale_manager import *
from .metrics import *
from .model import Model
from .serialization import *
from .summary import SummaryRecord
from .train_thor import ConvertModelUtils, ConvertNetUtils

__all__ = [
    "Model", "SummaryRecord", "DatasetHelper", "connect_network_with_dataset",
    "ConvertModelUtils", "ConvertNetUtils",
    "build_train_network",
    *loss_scale_manager.__all__, *serialization.__all__, *callback.__all__, *metrics.__all__,
]  # fmt: skip

__getattr__ = absent_names("mindspore.train", __name__)
