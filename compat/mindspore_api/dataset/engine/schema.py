"""`Schema`: names, types and shapes of columns, in a file or by hand."""

from __future__ import annotations

import json

import numpy as np

from ...common import dtype as mstype
from ..core.validator_helpers import check_file, check_valid_detype, type_check, type_check_list


class Schema:
    """Names, types and shapes of columns.

    Args:
        schema_file (str, optional): a JSON file. Default: None, columns are added by hand.

    Raises:
        RuntimeError: a file that holds something else.
        ValueError: no such file.

    Examples:
        >>> import mindspore as ms
        >>> import mindspore.dataset as ds
        >>> schema = ds.Schema()
        >>> schema.add_column("label", de_type=ms.int64, shape=[1])
    """

    def __init__(self, schema_file=None):
        self.schema_file = schema_file or ""
        self.columns = []
        self.dataset_type, self.num_rows = "", 0
        if schema_file is not None:
            check_file(schema_file)
            with open(schema_file, encoding="utf-8") as file:
                try:
                    content = json.load(file)
                except ValueError as error:
                    raise RuntimeError(
                        f"Schema file {schema_file} holds no JSON: {error}"
                    ) from error
            self.from_json(content)

    def add_column(self, name, de_type, shape=None):
        """Add a column.

        Args:
            name (str): its name.
            de_type (mindspore.dtype or str): its type.
            shape (list of int, optional): its shape; -1 for a size that varies. Default: None.

        Raises:
            TypeError: an unknown type, or no name.
        """
        type_check(name, (str,), "name")
        if not name:
            raise TypeError("Expected non-empty string for column name.")
        if de_type is None:
            raise TypeError("Expected non-empty string for de_type.")
        if isinstance(de_type, str):
            check_valid_detype(de_type)
        else:
            de_type = _name_of(de_type)
        column = {"name": name, "rank": 1, "type": de_type}
        if shape is not None:
            type_check(shape, (list,), "shape")
            type_check_list(shape, (int,), "shape")
            column |= {"rank": len(shape), "shape": list(shape)}
        if any(known["name"] == name for known in self.columns):
            raise RuntimeError(f"Column {name} is in the schema already.")
        self.columns.append(column)

    def parse_columns(self, columns):
        """Take columns from a list of dicts, or from a dict of them by name.

        Args:
            columns (list or dict): each with "type" and optionally "shape" or "rank".

        Raises:
            RuntimeError: a type is missing, or there are no columns.
        """
        if isinstance(columns, dict):
            columns = [{"name": name, **content} for name, content in columns.items()]
        if not isinstance(columns, list):
            raise RuntimeError(f"Columns should be a list or a dict, but got {type(columns)}.")
        self.columns = []
        for column in columns:
            for key in ("name", "type"):
                if key not in column:
                    raise RuntimeError(f"Column's {key} is missing")
            try:
                self.add_column(column["name"], column["type"], column.get("shape"))
            except TypeError as error:
                raise RuntimeError(str(error)) from error
            if "shape" not in column and "rank" in column:
                self.columns[-1]["rank"] = column["rank"]

    def to_json(self):
        """The schema as the text of a JSON file.

        Returns:
            str.
        """
        content = {}
        if self.dataset_type:
            content["datasetType"] = self.dataset_type
        if self.num_rows > 0:
            content["numRows"] = self.num_rows
        columns = {c["name"]: {k: c[k] for k in c if k != "name"} for c in self.columns}
        return json.dumps({"columns": columns, **content}, indent=2)

    def from_json(self, json_obj):
        """Take everything from the content of a JSON file.

        Args:
            json_obj (dict): with "columns", optionally "datasetType" and "numRows".

        Raises:
            RuntimeError: no columns, or something unknown beside them.
        """
        for key, value in json_obj.items():
            if key == "datasetType":
                self.dataset_type = value
            elif key == "numRows":
                self.num_rows = value
            elif key == "columns":
                self.parse_columns(value)
            else:
                raise RuntimeError(f"Unknown field {key}")
        if not self.columns:
            raise RuntimeError("Columns are missing.")
        if not isinstance(self.num_rows, int) or self.num_rows < 0:
            raise RuntimeError("numRows must be greater than or equal to 0")

    def __str__(self):
        return self.to_json()

    @staticmethod
    def get_num_rows(schema):
        """Rows that a schema (or its file) tells of, 0 for unknown."""
        return (schema if isinstance(schema, Schema) else Schema(schema)).num_rows


def _name_of(de_type):
    """The name of a type of MindSpore."""
    if de_type is mstype.string:
        return "string"
    try:
        return np.dtype(mstype.dtype_to_nptype(de_type)).name
    except (KeyError, TypeError, ValueError):
        raise TypeError(f"Unknown column type: {de_type}.") from None
