"""CSV to MindRecord."""

import os

from ..filewriter import FileWriter
from ._conversion import checked_name, checked_partitions, prepare, write_rows

__all__ = ["CsvToMR"]

# dtype of a column of pandas -> type of the field; any other is text.
_TYPES = {"int64": "int64", "float64": "float64", "bool": "int32"}


def _pandas():
    try:
        import pandas
    except ModuleNotFoundError as error:
        raise Exception("Module pandas is not found, please use pip install it.") from error
    return pandas


class CsvToMR:
    """Converts a CSV file with a line of names to MindRecord. Needs pandas.

    Args:
        source (str): The CSV file.
        destination (str): Name of the file to write.
        columns_list (list[str]): Columns to take. Default: None, all.
        partition_number (int): Number of files. Default: 1.

    Raises:
        ValueError: If an argument is of the wrong type.
        RuntimeError: If a column is missing.

    Examples:
        >>> from mindspore.mindrecord import CsvToMR
        >>> CsvToMR("table.csv", "table.mindrecord").transform()  # doctest: +SKIP
    """

    def __init__(self, source, destination, columns_list=None, partition_number=1):
        _pandas()
        self.source = checked_name(source, "source")
        self._check_columns(columns_list, "columns_list")
        self.columns_list = columns_list
        self.destination = checked_name(destination, "destination")
        self.partition_number = checked_partitions(partition_number)
        self.writer = FileWriter(self.destination, self.partition_number)

    def _check_columns(self, columns, columns_name):
        right = isinstance(columns, list) and all(isinstance(c, str) for c in columns)
        if columns and not right:
            raise ValueError(f"The parameter {columns_name} must be list of str.")

    def _schema(self, table):
        for column in self.columns_list or ():
            if column not in table.columns:
                raise RuntimeError(
                    f"The parameter columns_list is illegal, column {column} does not exist."
                )
        self.columns_list = self.columns_list or list(table.columns)
        if not self.columns_list:
            raise RuntimeError("Failed to generate schema from csv file.")
        return {
            name: {"type": _TYPES.get(str(table[name].dtype), "string")}
            for name in self.columns_list
        }

    def _rows(self, table, schema):
        parts = [table[name].tolist() for name in self.columns_list]
        for values in zip(*parts, strict=True):
            row = dict(zip(self.columns_list, values, strict=True))
            yield {k: int(v) if schema[k]["type"] == "int32" else v for k, v in row.items()}

    def run(self):
        """Convert; `MSRStatus.SUCCESS`."""
        if not os.path.exists(self.source):
            raise OSError(f"Csv file {self.source} do not exist.")
        table = _pandas().read_csv(self.source)
        schema = self._schema(table)
        prepare(self.writer, schema, "csv_schema", list(self.columns_list))
        return write_rows(self.writer, self._rows(table, schema))

    def transform(self):
        """The same as `run`."""
        return self.run()
