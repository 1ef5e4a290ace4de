"""Padding to one shape: `padded_batch`, `bucket_batch_by_length`."""

from __future__ import annotations

import numpy as np

from ..errors import pipeline_error, user_error
from ..node import Stage, place_of
from ..source import UnionBaseDataset
from .stacking import stacked


class Padding:
    """Pads columns of a list of rows at their ends.

    Args:
        columns (list of str): names of the columns of a row.
        info (dict): {column: (shape or None, value or None)}; empty: all columns, with zeros.
    """

    def __init__(self, columns, info):
        self._wanted = {i: (None, None) for i in range(len(columns))} if not info else {}
        for name, given in info.items():
            place = place_of(
                columns, name, f"Invalid pad_info, column name: {name} does not exist."
            )
            self._wanted[place] = (None, None) if given is None else given

    def padded(self, rows, unknown=None):
        """The rows with all arrays of a column in one shape.

        Args:
            rows (list of tuples): the rows.
            unknown (int, optional): stands for None in a shape given. Default: the longest.
        """
        rows = [list(row) for row in rows]
        for place, (shape, value) in self._wanted.items():
            rank = rows[0][place].ndim
            if shape is not None and len(shape) != rank:
                raise pipeline_error(
                    "Invalid pad_info, rank of pad_shape must be equal to rank of specified "
                    f"column. pad_shapes rank:{len(shape)}, column rank: {rank}"
                )
            for row in rows:
                if row[place].ndim != rank:
                    raise pipeline_error(
                        "Invalid data, data to be padded together need to have the same rank, got "
                        f"shape 1: {row[place].ndim}, shape 2: {rank}"
                    )
            longest = np.max([row[place].shape for row in rows], axis=0) if rank else ()
            target = [
                longest[k] if size is None else size
                for k, size in enumerate(self._sizes(shape, rank, unknown))
            ]
            for row in rows:
                row[place] = pad_end(row[place], target, value)
        return rows

    @staticmethod
    def _sizes(shape, rank, unknown):
        if shape is None:
            return [None] * rank
        return [unknown if size is None else size for size in shape]


def pad_end(array, shape, value=None):
    """An array in a shape, cut where it is longer, filled at its ends where it is shorter."""
    text = array.dtype.kind in "US"
    if value is not None and text != isinstance(value, (str, bytes)):
        raise pipeline_error(
            "PadEnd: can not pad numeric and string tensors together, but got: the type of the "
            f"tensor is {array.dtype}, the pad value is {value!r}."
        )
    if tuple(array.shape) == tuple(shape):
        return array
    if text:
        kind = array.dtype.type
        filling = np.array("" if value is None else value).astype(kind)
        out = np.full(shape, filling, np.promote_types(array.dtype, filling.dtype))
    else:
        out = np.full(shape, 0 if value is None else value).astype(array.dtype)
    common = tuple(slice(0, min(a, b)) for a, b in zip(array.shape, shape, strict=True))
    out[common] = array[common]
    return out


class BucketBatchByLengthDataset(UnionBaseDataset):
    """Rows of similar length padded and stacked; arguments as of `Dataset`'s method."""

    _shared = ("parent", "element_length_function")

    def __init__(
        self, input_dataset, column_names, bucket_boundaries, bucket_batch_sizes,
        element_length_function, pad_info, pad_to_bucket_boundary, drop_remainder,
    ):  # fmt: skip
        super().__init__(children=input_dataset)
        self.column_names = list(column_names)
        self.bucket_boundaries = list(bucket_boundaries)
        self.bucket_batch_sizes = list(bucket_batch_sizes)
        self.element_length_function = element_length_function
        self.pad_info = pad_info or {}
        self.pad_to_bucket_boundary = bool(pad_to_bucket_boundary)
        self.drop_remainder = bool(drop_remainder)

    def _count(self):
        return None

    def get_batch_size(self):
        """1: batches differ."""
        return 1

    def _stage(self, run, child):
        return BucketStage(self, child)


class BucketStage(Stage):
    """Rows collected by length until a batch is full."""

    def __init__(self, dataset, child):
        super().__init__(child.columns, child)
        self._limits = dataset.bucket_boundaries
        self._sizes = dataset.bucket_batch_sizes
        self._length, self._drop = dataset.element_length_function, dataset.drop_remainder
        self._to_limit = dataset.pad_to_bucket_boundary
        self._padding = Padding(child.columns, dataset.pad_info)
        self._places = [
            place_of(
                child.columns, name,
                f"Invalid parameter, input column name: {name} doesn't exist in the dataset "
                "columns.",
            )
            for name in dataset.column_names
        ]  # fmt: skip
        # Buckets that are not full are dropped with their epoch in MindSpore's sense only when a
        # batch leaves; what `drop_remainder` leaves over meets the rows of the next epoch.
        self._buckets = [[] for _ in self._sizes]

    def rows(self):
        """Yields the batches of the next epoch."""
        for row in self.children[0].rows():
            k = int(np.searchsorted(self._limits, self._length_of(row), "right"))
            self._buckets[k].append(row)
            if len(self._buckets[k]) == self._sizes[k]:
                yield self._batch(k)
        if not self._drop:
            for k, bucket in enumerate(self._buckets):
                if bucket:
                    yield self._batch(k)

    def _length_of(self, row):
        if self._length is None:
            return row[0].shape[0]
        try:
            length = int(self._length(*[row[i] for i in self._places]))
        except Exception as error:
            raise user_error(error) from error
        if length < 0:
            raise pipeline_error(
                "Invalid element_length_function, element_length_function must return an integer "
                f"greater than or equal to 0, but got{length}"
            )
        return length

    def _batch(self, k):
        unknown = None
        if self._to_limit:
            if k >= len(self._limits):
                raise pipeline_error(
                    "Invalid data, requested to pad to bucket boundary failed, bucket index should "
                    f"be less than {len(self._limits) + 1}, but got {k}"
                )
            unknown = self._limits[k] - 1
        rows, self._buckets[k] = self._buckets[k], []
        return stacked(self._padding.padded(rows, unknown))
