"""Kinds of recorded values, and the modes of a run."""

from __future__ import annotations

from enum import Enum


class BaseEnum(Enum):
    """Base of the enumerations."""

    @classmethod
    def to_list(cls):
        """The values of all members."""
        return [member.value for member in cls.__members__.values()]


class PluginEnum(BaseEnum):
    """What a value is."""

    GRAPH = "graph"
    SCALAR = "scalar"
    IMAGE = "image"
    TENSOR = "tensor"
    HISTOGRAM = "histogram"
    TRAIN_LINEAGE = "train_lineage"
    EVAL_LINEAGE = "eval_lineage"
    CUSTOM_LINEAGE_DATA = "custom_lineage_data"
    DATASET_GRAPH = "dataset_graph"
    LANDSCAPE = "landscape"


class ModeEnum(BaseEnum):
    """What a model does."""

    TRAIN = "train"
    EVAL = "eval"
