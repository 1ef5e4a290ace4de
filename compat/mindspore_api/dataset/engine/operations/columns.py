"""Which columns go on, and under which names."""

from __future__ import annotations

from ..errors import pipeline_error
from ..node import Stage, place_of
from ..source import UnionBaseDataset
from .mapping import MapStage
from .steps import Picked, picker


def names_of(columns):
    """A list of one or several names."""
    if columns is None:
        return []
    return list(columns) if isinstance(columns, (list, tuple)) else [columns]


class ProjectDataset(UnionBaseDataset):
    """Some of the columns, in the order given."""

    def __init__(self, input_dataset, columns):
        super().__init__(children=input_dataset)
        self.columns = names_of(columns)

    def _stage(self, run, child):
        places = [
            place_of(
                child.columns, name,
                f"Invalid parameter, column name: {name} does not exist in the dataset columns.",
            )
            for name in self.columns
        ]  # fmt: skip
        if (
            isinstance(child, MapStage) and child.healing is None
        ):  # a worker leaves out what nobody wants
            return child.then(self.columns, Picked(places))
        return ProjectStage(child, self.columns, places)


class ProjectStage(Stage):
    """Some of the columns."""

    def __init__(self, child, columns, places):
        super().__init__(columns, child)
        self._pick = picker(places)

    def rows(self):
        """Yields the rows of the next epoch."""
        return map(self._pick, self.children[0].rows())


class RenameDataset(UnionBaseDataset):
    """Columns under other names."""

    def __init__(self, input_dataset, input_columns, output_columns):
        super().__init__(children=input_dataset)
        self.input_column_names = names_of(input_columns)
        self.output_column_names = names_of(output_columns)

    def _stage(self, run, child):
        columns = list(child.columns)
        for old, new in zip(self.input_column_names, self.output_column_names, strict=True):
            place = place_of(
                child.columns, old,
                f"Invalid parameter, column name: {old} does not exist in the dataset columns.",
            )  # fmt: skip
            columns[place] = new
        if len(set(columns)) != len(columns):
            raise pipeline_error(
                "Invalid parameter, rename operation does not support rename one column name into "
                f"another already exist column name, existing column name: {columns}."
            )
        if isinstance(child, MapStage) and child.healing is None:
            return child.then(columns, None)
        return RenameStage(columns, child)


class RenameStage(Stage):
    """Columns under other names."""

    def rows(self):
        """Yields the rows of the next epoch."""
        return self.children[0].rows()
