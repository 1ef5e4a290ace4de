"""TFRecord to MindRecord."""

import string

import numpy as np

from compat.core.data import records
from compat.core.errors import FileFormatError
from compat.mindspore_api import log as logger

from ..filewriter import FileWriter
from ..shardutils import check_filename
from ._conversion import write_rows

__all__ = ["TFRecordToMR"]

# Name of TensorFlow's type -> type of the field.
_TYPES = {
    "string": "string", "int8": "int32", "int16": "int32", "int32": "int32", "int64": "int64",
    "uint8": "int32", "uint16": "int32", "uint32": "int64", "uint64": "int64",
    "float16": "float32", "float32": "float32", "float64": "float64", "bool": "int32",
}  # fmt: skip
_SPECIAL = frozenset(string.punctuation + " ") - {"_"}
_FAULT = "TFRecord feature_dict parameter error."


def _cast_name(key):
    """`key` with `_` for characters that a field cannot have."""
    return "".join("_" if c in _SPECIAL else c for c in key)


def _type_of(feature):
    return _TYPES[getattr(feature.dtype, "name", str(feature.dtype))]


class TFRecordToMR:
    """Converts a TFRecord file of tf.train.Example to MindRecord. Needs no TensorFlow itself.

    Args:
        source (str): The TFRecord file.
        destination (str): Name of the file to write.
        feature_dict (dict[str, FixedLenFeature]): Features to take: `shape` and `dtype` of each.
        bytes_fields (list[str]): Features whose bytes are no text. Default: None.

    Raises:
        ValueError: If an argument is of the wrong type.

    Examples:
        >>> import tensorflow as tf  # doctest: +SKIP
        >>> features = {"label": tf.io.FixedLenFeature([], tf.int64)}  # doctest: +SKIP
        >>> TFRecordToMR("train.tfrecord", "train.mindrecord", features).transform()
        ... # doctest: +SKIP
    """

    def __init__(self, source, destination, feature_dict, bytes_fields=None):
        self._check_input(source, destination, feature_dict)
        self.source, self.destination, self.feature_dict = source, destination, feature_dict
        self.bytes_fields_list = [self._bytes_field(f) for f in self._listed(bytes_fields)]
        self.mindrecord_schema = {_cast_name(k): self._field(k) for k in feature_dict}

    def _check_input(self, source, destination, feature_dict):
        for value, name in ((source, "source"), (destination, "destination")):
            if not isinstance(value, str):
                raise ValueError(f"Parameter {name} must be string.")
            check_filename(value, name)
        if not isinstance(feature_dict, dict):
            raise ValueError("Parameter feature_dict is None or not dict.")
        for feature in feature_dict.values():
            if type(feature).__name__ != "FixedLenFeature":
                raise ValueError(
                    f"Parameter feature_dict: {feature_dict} only support FixedLenFeature."
                )

    def _listed(self, fields):
        if fields is None:
            return []
        if not isinstance(fields, list):
            raise ValueError(f"Parameter bytes_fields: {fields} must be list(str).")
        return fields

    def _bytes_field(self, field):
        if not isinstance(field, str):
            raise ValueError(f"Parameter bytes_fields's item: {field} is not str.")
        if field not in self.feature_dict:
            raise ValueError(
                f"Parameter bytes_fields's item: {field} is not in feature_dict: "
                f"{self.feature_dict}."
            )
        feature = self.feature_dict[field]
        if not isinstance(feature.shape, list):
            raise ValueError(f"Parameter feature_dict[{field}].shape should be a list.")
        if _type_of(feature) != "string":
            raise ValueError(f"Parameter bytes_field: {field} should be tf.string in feature_dict.")
        return _cast_name(field)

    def _field(self, key):
        """The field of a feature, as the schema has it."""
        feature = self.feature_dict[key]
        if not feature.shape:
            is_bytes = _cast_name(key) in self.bytes_fields_list
            return {"type": "bytes" if is_bytes else _type_of(feature)}
        if len(feature.shape) != 1:
            raise ValueError(f"Parameter len(feature_dict[{key}].shape) should be 1.")
        size = feature.shape[0]
        if not isinstance(size, int):
            raise ValueError(
                "Invalid parameter feature_dict, value and type mismatch, please check item of "
                f'feature_dict["{key}"].'
            )
        if size < 1:
            raise ValueError(f"Parameter feature_dict[{key}].shape[0] should > 0")
        if _type_of(feature) == "string":
            raise ValueError(
                f"Parameter feature_dict[{key}].dtype is tf.string which shape[0] is not None. "
                "It is not supported."
            )
        return {"type": _type_of(feature), "shape": [size]}

    def _value(self, key, found):
        """The value of a field in an example."""
        feature, name = self.feature_dict[key], _cast_name(key)
        values = found.get(key, [])
        if len(values) == 0:
            values = getattr(feature, "default_value", None)
            if values is None:
                raise ValueError(f"{_FAULT} There is no '{key}'.")
            values = np.atleast_1d(values).tolist()
        options = self.mindrecord_schema[name]
        text = options["type"] in ("string", "bytes")
        wanted = options.get("shape", [1])[0]
        fits = isinstance(values, list) or values.dtype.kind == options["type"][0]
        if len(values) != wanted or not fits or (text and not isinstance(values, list)):
            raise ValueError(f"{_FAULT} '{key}' has other values.")
        if "shape" in options:
            return np.asarray(values, options["type"])
        if text:
            return values[0] if options["type"] == "bytes" else _decoded(values[0])
        return int(values[0]) if options["type"].startswith("int") else float(values[0])

    def tfrecord_iterator(self):
        """Yield the rows: field -> value."""
        logger.warning("This interface will be deleted or invisible in the future.")
        return self._rows()

    def _rows(self):
        row = 0
        try:
            for data in records.tfrecords(self.source):
                found = records.example(data)
                yield {_cast_name(key): self._value(key, found) for key in self.feature_dict}
                row += 1
        except (FileFormatError, ValueError) as error:
            raise ValueError(f"{error} File: {self.source}, record {row}.") from error

    def run(self):
        """Convert; `MSRStatus.SUCCESS`."""
        writer = FileWriter(self.destination)
        writer.add_schema(self.mindrecord_schema, "TFRecord to MindRecord")
        return write_rows(writer, self._rows(), True)

    def transform(self):
        """The same as `run`."""
        return self.run()


def _decoded(value):
    return value.decode("utf-8") if isinstance(value, bytes) else value
