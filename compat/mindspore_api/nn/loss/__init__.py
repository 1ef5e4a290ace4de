"""Losses."""

from compat._absent import absent_names

from .loss import (
    BCELoss,
    BCEWithLogitsLoss,
    CosineEmbeddingLoss,
    CrossEntropyLoss,
    CTCLoss,
    DiceLoss,
    FocalLoss,
    GaussianNLLLoss,
    HingeEmbeddingLoss,
    HuberLoss,
    KLDivLoss,
    L1Loss,
    LossBase,
    MAELoss,
    MarginRankingLoss,
    MSELoss,
    MultiClassDiceLoss,
    MultilabelMarginLoss,
    MultiLabelSoftMarginLoss,
    MultiMarginLoss,
    NLLLoss,
    PoissonNLLLoss,
    RMSELoss,
    SmoothL1Loss,
    SoftMarginLoss,
    SoftmaxCrossEntropyWithLogits,
    TripletMarginLoss,
)

__all__ = [
    "LossBase", "L1Loss", "MSELoss", "SmoothL1Loss", "SoftMarginLoss",
    "SoftmaxCrossEntropyWithLogits", "BCELoss", "CosineEmbeddingLoss", "SampledSoftmaxLoss",
    "MarginRankingLoss", "MultiMarginLoss", "MultilabelMarginLoss", "TripletMarginLoss",
    "PoissonNLLLoss", "MultiLabelSoftMarginLoss", "DiceLoss", "BCEWithLogitsLoss",
    "MultiClassDiceLoss", "FocalLoss", "RMSELoss", "MAELoss", "HuberLoss", "CrossEntropyLoss",
    "NLLLoss", "KLDivLoss", "CTCLoss", "GaussianNLLLoss", "HingeEmbeddingLoss",
]  # fmt: skip

__getattr__ = absent_names("mindspore.nn.loss", __name__)
