"""Training: models, callbacks, checkpoints, metrics."""

from compat._absent import absent_names

from . import amp as amp
from . import callback, loss_scale_manager, metrics, serialization
from .amp import build_train_network
from .callback import (
    BackupAndRestore,
    Callback,
    CheckpointConfig,
    EarlyStopping,
    History,
    LambdaCallback,
    LearningRateScheduler,
    LossMonitor,
    ModelCheckpoint,
    OnRequestExit,
    ReduceLROnPlateau,
    RunContext,
    SummaryCollector,
    SummaryLandscape,
    TimeMonitor,
)
from .dataset_helper import DatasetHelper, connect_network_with_dataset
from .loss_scale_manager import DynamicLossScaleManager, FixedLossScaleManager, LossScaleManager
from .metrics import (
    F1,
    MAE,
    MSE,
    ROC,
    Accuracy,
    BleuScore,
    ConfusionMatrix,
    ConfusionMatrixMetric,
    CosineSimilarity,
    Dice,
    Fbeta,
    HausdorffDistance,
    Loss,
    MeanSurfaceDistance,
    Metric,
    OcclusionSensitivity,
    Perplexity,
    Precision,
    Recall,
    RootMeanSquareDistance,
    Top1CategoricalAccuracy,
    Top5CategoricalAccuracy,
    TopKCategoricalAccuracy,
    auc,
    get_metric_fn,
    names,
    rearrange_inputs,
)
from .model import Model
from .serialization import (
    async_ckpt_thread_status,
    build_searched_strategy,
    export,
    load,
    load_checkpoint,
    load_distributed_checkpoint,
    load_param_into_net,
    merge_sliced_parameter,
    save_checkpoint,
)
from .summary import SummaryRecord
from .train_thor import ConvertModelUtils, ConvertNetUtils

__all__ = [
    "Model", "SummaryRecord", "DatasetHelper", "connect_network_with_dataset",
    "ConvertModelUtils", "ConvertNetUtils",
    "build_train_network",
    *loss_scale_manager.__all__, *serialization.__all__, *callback.__all__, *metrics.__all__,
]  # fmt: skip

__getattr__ = absent_names("mindspore.train", __name__)
