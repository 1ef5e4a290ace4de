"""A pipeline as the dict that MindSpore writes."""

from __future__ import annotations

import inspect
import json
import os

import numpy as np

from ...core.settings import settings
from ...transforms.operation import Implementation
from ...transforms.py_transforms_util import FuncWrapper
from ...transforms.settling import settle
from ...transforms.transforms import Compose
from .. import samplers
from ..errors import pipeline_error
from . import operation_forms


def described(dataset):
    """The dict of a pipeline, its keys in order."""
    dataset._check_tree(root=True)
    return json.loads(json.dumps(_node(dataset), sort_keys=True))


def write(content, path):
    """Write a pipeline's dict; only the owner may read it."""
    folder = os.path.dirname(path) or "."
    if not os.path.isdir(folder):
        raise pipeline_error(f"Invalid file, get real path failed, path={path}")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(content, file, indent=4, sort_keys=True, ensure_ascii=False)
        file.write("\n")
    os.chmod(path, 0o600)


def _node(dataset):
    name = type(dataset).__name__
    if name == "DeserializedDataset":
        return _node(dataset.children[0])
    if dataset.is_source and name not in _OPAQUE:
        found = _source(dataset, name)
    else:
        op_type, keys = _NODES.get(name, (_OPAQUE.get(name, name.removesuffix("Dataset")), _worked))
        found = {"op_type": op_type} | keys(dataset)
    return found | {"children": [_node(child) for child in dataset.children]}


# -- operations on rows --------------------------------------------------------------------------


def _worked(dataset):
    workers = dataset.num_parallel_workers or settings.num_parallel_workers
    return {"num_parallel_workers": workers, "connector_queue_size": settings.prefetch_size}


def _batch(dataset):
    found = _worked(dataset) | {
        "batch_size": dataset.batch_size,
        "drop_remainder": dataset.drop_remainder,
        "input_columns": list(getattr(dataset, "input_columns", [])),
        "output_columns": list(getattr(dataset, "output_columns", [])),
    }
    if getattr(dataset, "per_batch_map", None) is not None:
        found["per_batch_map"] = "pyfunc"
    return found


def _map(dataset):
    found = _worked(dataset) | {
        "input_columns": dataset.input_columns,
        "output_columns": dataset.output_columns,
        "operations": [_operation(op) for op in _joined(_settled(dataset.operations))],
        "callback": [callback.step_size for callback in dataset.callbacks],
    }
    if dataset.cache is not None:
        found["cache"] = _cache(dataset.cache)
    return found


def _settled(operations):
    return [op if hasattr(op, "implementation") else FuncWrapper(op) for op in settle(operations)]


def _joined(operations):
    """Operations of the Python side that follow each other as one `Compose`."""
    joined, run = [], []
    for op in [*operations, None]:
        native = op is not None and op.implementation == Implementation.C
        if op is not None and (not native or isinstance(op, FuncWrapper)):
            run.append(op)
            continue
        if len(run) > 1:
            composed = Compose(run)
            composed.implementation = Implementation.PY
            run = [composed]
        joined += run if op is None else [*run, op]
        run = []
    return joined


def _operation(op):
    if hasattr(op, "compute") and not op.python:
        return operation_forms.described(op)
    return json.loads(op.to_json())


def _concat(dataset):
    rows = zip(dataset._by_number, dataset._rows, strict=True)
    return {
        "sampler": _sampler(dataset._sampler),
        "children_flag_and_nums": [[int(not by), n] for by, n in rows],
        "children_start_end_index": [list(pair) for pair in dataset._shards],
    }


def _filter(dataset):
    workers = _worked(dataset)["num_parallel_workers"]
    return {
        "input_columns": dataset.input_columns,
        "num_parallel_workers": workers,
        "predicate": "pyfunc",
    }


def _transfer(dataset):
    return {
        "queue_name": dataset.queue_name,
        "device_type": "CPU",
        "device_id": 0,
        "send_epoch_end": dataset._send_epoch_end,
        "total_batch": 0,
        "create_data_info_queue": dataset._create_data_info_queue,
    }


def _renamed(dataset):
    return {
        "input_columns": dataset.input_column_names,
        "output_columns": dataset.output_column_names,
    }


def _shuffle(dataset):
    return {
        "buffer_size": dataset.buffer_size,
        "reset_each_epoch": dataset.reshuffle_each_epoch,
    }


def _count(dataset):
    return {"count": dataset.count}


# Class -> name, and the function that gives its keys.
_NODES = {
    "BatchDataset": ("Batch", _batch),
    "ConcatDataset": ("Concat", _concat),
    "FilterDataset": ("Filter", _filter),
    "MapDataset": ("Map", _map),
    "PaddedBatchDataset": ("Batch", _batch),
    "ProjectDataset": ("Project", lambda dataset: {"columns": dataset.columns}),
    "RenameDataset": ("Rename", _renamed),
    "RepeatDataset": ("Repeat", _count),
    "ShuffleDataset": ("Shuffle", _shuffle),
    "SkipDataset": ("Skip", _count),
    "TakeDataset": ("Take", _count),
    "TransferDataset": ("Transfer", _transfer),
}


# -- sources -------------------------------------------------------------------------------------

# Sources of which MindSpore writes a name only; those made of Python rows share one.
_OPAQUE = {"MindDataset": "MindDataDataset", "RandomDataset": "RandomDataset"} | dict.fromkeys(
    (
        "ArgoverseDataset", "Caltech101Dataset", "Flowers102Dataset", "GeneratorDataset",
        "InMemoryGraphDataset", "NumpySlicesDataset", "PaddedDataset", "SBDataset", "SVHNDataset",
    ),
    "GeneratorDataset",
)  # fmt: skip

# Names that differ from the class's.
_SOURCE_NAMES = {
    "CoNLL2000Dataset": "CoNLL2000Node", "EMnistDataset": "EMnistNode",
    "FakeImageDataset": "FakeImageNode", "GTZANDataset": "kGTZANNode",
    "UDPOSDataset": "UDPOSNode", "YesNoDataset": "YesNoNode",
}  # fmt: skip

_WITHOUT_QUEUE = {
    "KITTIDataset", "LFWDataset", "LSUNDataset", "OmniglotDataset", "RenderedSST2Dataset",
}  # fmt: skip

# Arguments that are written otherwise, or not at all.
_APART = {
    "self", "cache", "column_defaults", "decrypt", "num_parallel_workers", "num_samples",
    "num_shards", "sampler", "schema", "shard_id", "shuffle",
}  # fmt: skip


def _source(dataset, name):
    found = _worked(dataset) | {"op_type": _SOURCE_NAMES.get(name, name)}
    if name in _WITHOUT_QUEUE:
        del found["connector_queue_size"]
    for argument in inspect.signature(type(dataset).__init__).parameters:
        if argument not in _APART:
            found[argument] = getattr(dataset, argument)
    if hasattr(dataset, "sampler"):
        found["sampler"] = _sampler(dataset.sampler)
    else:
        found |= {key: getattr(dataset, key) for key in ("num_samples", "num_shards", "shard_id")}
        found["shuffle"] = dataset.shuffle_flag
    if dataset.cache is not None:
        found["cache"] = _cache(dataset.cache)
    return _SPECIAL.get(name, lambda dataset, found: found)(dataset, found)


def _image_folder(dataset, found):
    return found | {"extensions": sorted(found["extensions"]), "recursive": False}


def _clue(dataset, found):
    return found | {"dataset_dir": found.pop("dataset_files")}


def _tfrecord(dataset, found):
    flag = dataset.shuffle_flag
    found |= {"shuffle_global": flag == 2, "shuffle_files": flag in (1, 2)}
    if dataset.schema is None or isinstance(dataset.schema, str):
        return found | {"schema_file_path": dataset.schema or ""}
    content = {"columns": dataset.schema.columns, "datasetType": "TF"}
    if dataset.num_samples:
        content["numRows"] = dataset.num_samples
    return found | {"schema_json_string": content}


_SPECIAL = {
    "CLUEDataset": _clue,
    "ImageFolderDataset": _image_folder,
    "TFRecordDataset": _tfrecord,
}


def _cache(cache):
    keys = {
        "session_id": cache.session_id, "cache_memory_size": cache.size, "spill": cache.spilling,
        "hostname": cache.hostname, "port": cache.port, "num_connections": cache.num_connections,
        "cache_prefetch_size": cache.prefetch_size,
    }  # fmt: skip
    return {key: value for key, value in keys.items() if value is not None}


# -- samplers ------------------------------------------------------------------------------------


def _sampler(sampler):
    found = {"num_samples": sampler.num_samples or 0}
    keys = _SAMPLERS.get(type(sampler).__name__)
    if keys is not None:
        found["sampler_name"] = type(sampler).__name__
        found |= {key: getattr(sampler, key) for key in keys}
    if isinstance(sampler, samplers.SequentialSampler):
        found["start_index"] = sampler.start_index or 0
    if isinstance(sampler, samplers.SubsetSampler):
        found["indices"] = np.asarray(list(sampler.indices)).tolist()
    if isinstance(sampler, samplers.DistributedSampler):
        found |= {"seed": sampler.seed + 1, "even_dist": True}
    if sampler.child_sampler is not None:
        found["child_sampler"] = [_sampler(sampler.child_sampler)]
    return found


_SAMPLERS = {
    "DistributedSampler": ("num_shards", "shard_id", "shuffle", "offset"),
    "PKSampler": ("num_val", "shuffle"),
    "RandomSampler": ("replacement", "reshuffle_each_epoch"),
    "SequentialSampler": (),
    "SubsetRandomSampler": (),
    "SubsetSampler": (),
    "WeightedRandomSampler": ("weights", "replacement"),
}
