"""Pipelines as dicts and files: `serialize`, `deserialize`, `show`, `compare`."""

from __future__ import annotations

import json

from ... import log as logger
from .serialization.rebuilding import DeserializedDataset


def serialize(dataset, json_filepath=""):
    """The pipeline as a dict, written to a file where a name is given.

    Args:
        dataset (Dataset): the pipeline.
        json_filepath (str): name of a file. Default: "", none.

    Returns:
        dict.
    """
    return dataset.to_json(json_filepath)


def deserialize(input_dict=None, json_filepath=None):
    """The pipeline of a dict or of a file.

    Args:
        input_dict (dict, optional): as `serialize` returns it. Default: None.
        json_filepath (str, optional): name of a file. Default: None.

    Returns:
        Dataset, or None where nothing is given.

    Raises:
        RuntimeError: no such file, something missing in it, or a part that cannot be read; when
            the pipeline is first used.
    """
    given = json_filepath or input_dict
    return DeserializedDataset(given) if given else None


def show(dataset, indentation=2):
    """Log the pipeline.

    Args:
        dataset (Dataset): the pipeline.
        indentation (int): spaces of a level. Default: 2.
    """
    logger.info(json.dumps(dataset.to_json(), indent=indentation))


def compare(pipeline1, pipeline2):
    """Whether two pipelines are the same.

    Args:
        pipeline1, pipeline2 (Dataset): the pipelines.

    Returns:
        bool.
    """
    return pipeline1.to_json() == pipeline2.to_json()
