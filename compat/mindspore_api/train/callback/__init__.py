"""Callbacks."""

from compat._absent import absent_names

from ._backup_and_restore import BackupAndRestore
from ._callback import Callback, RunContext
from ._callback import CallbackManager as _CallbackManager
from ._callback import InternalCallbackParam as _InternalCallbackParam
from ._checkpoint import CheckpointConfig, ModelCheckpoint
from ._checkpoint import CheckpointManager as _CheckpointManager
from ._early_stop import EarlyStopping
from ._history import History
from ._lambda_callback import LambdaCallback
from ._loss_monitor import LossMonitor
from ._lr_scheduler_callback import LearningRateScheduler
from ._on_request_exit import OnRequestExit
from ._reduce_lr_on_plateau import ReduceLROnPlateau
from ._summary_collector import SummaryCollector
from ._time_monitor import TimeMonitor

__all__ = [
    "Callback", "LossMonitor", "TimeMonitor", "ModelCheckpoint", "SummaryCollector",
    "CheckpointConfig", "RunContext", "LearningRateScheduler", "SummaryLandscape", "History",
    "LambdaCallback", "ReduceLROnPlateau", "EarlyStopping", "OnRequestExit", "BackupAndRestore",
]  # fmt: skip

__getattr__ = absent_names("mindspore.train.callback", __name__)
