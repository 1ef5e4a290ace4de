"""What a dataset says about itself: sizes, names, shapes and types of its rows."""

from __future__ import annotations

import numpy as np

from ... import log as logger
from . import validators as check
from .node import Run


class Described:
    """Answers by looking at descriptions where they tell, by running a row or two where not."""

    def _look(self):
        """The stage of a run without workers, for a look at what comes out."""
        return self._build(Run(parallel=False), root=True)

    def _first_row(self):
        rows = self._look().rows()
        try:
            return next(rows)
        except StopIteration:
            return ()
        finally:
            rows.close()

    def _count(self):
        """Rows of an epoch, or None where only running tells."""
        return self.children[0]._count() if self.children else None

    def get_dataset_size(self):
        """Rows (after `batch`: batches) of an epoch.

        Returns:
            int.

        Example:
            >>> ds.NumpySlicesDataset([1, 2, 3], ["x"]).batch(2).get_dataset_size()
            2
        """
        if self.dataset_size is None:
            self._check_tree(root=True)
            count = self._count()
            if count is None:
                count = sum(1 for _ in self._look().rows())
            self.dataset_size = count
            if count == 0:
                logger.warning(
                    "Got 0 sample from dataset pipeline, check if drop all data or load dataset "
                    "fail."
                )
        return self.dataset_size

    def _check_tree(self, root=False):
        if len(self.parent) > 1 and not root:
            raise ValueError("The data pipeline is not a tree (i.e., one node has 2 consumers)")
        for child in self.children:
            child._check_tree()

    def get_col_names(self):
        """Names of the columns.

        Returns:
            list of str.
        """
        return list(self._build(Run(parallel=False, names_only=True), root=True).columns)

    def _described(self):
        if self._shapes_and_types is None:
            row = self._first_row()
            self._shapes_and_types = (
                [list(getattr(a, "shape", ())) for a in row],
                [_type_of(a) for a in row],
            )
        return self._shapes_and_types

    def output_shapes(self, estimate=False):
        """Shapes of the columns of the first row.

        Args:
            estimate (bool): look at all rows; None stands for a size that varies. Default: False.

        Returns:
            list of lists.

        Example:
            >>> ds.NumpySlicesDataset([[1, 2], [3, 4]], ["x"]).output_shapes()
            [[2]]
        """
        check.type_check(estimate, (bool,), "estimate")
        if not estimate:
            return [list(shape) for shape in self._described()[0]]
        shapes = None
        for row in self._look().rows():
            seen = [list(a.shape) for a in row]
            shapes = seen if shapes is None else [_common(*p) for p in zip(shapes, seen)]  # noqa: B905
        return shapes

    def output_types(self):
        """NumPy dtypes of the columns of the first row.

        Returns:
            list of numpy.dtype.
        """
        return list(self._described()[1])

    def num_classes(self):
        """Number of classes, or None where there are none.

        Returns:
            int or None.

        Example:
            >>> ds.NumpySlicesDataset([1, 2], ["x"]).num_classes() is None
            True
        """
        return self.children[0].num_classes() if self.children else None

    def get_class_indexing(self):
        """{class: number}; empty where there are no classes.

        Returns:
            dict.
        """
        return self.children[0].get_class_indexing() if self.children else {}

    def get_batch_size(self):
        """Rows in a batch, 1 without one.

        Returns:
            int.

        Example:
            >>> ds.NumpySlicesDataset([1, 2, 3], ["x"]).batch(2).get_batch_size()
            2
        """
        return self.children[0].get_batch_size() if self.children else 1

    def get_repeat_count(self):
        """How often the rows are repeated in an epoch.

        Returns:
            int.

        Example:
            >>> ds.NumpySlicesDataset([1, 2], ["x"]).repeat(3).get_repeat_count()
            3
        """
        return self.children[0].get_repeat_count() if self.children else 1

    def is_shuffled(self):
        """Whether the order of the rows is random."""
        return any(child.is_shuffled() for child in self.children)

    def is_sharded(self):
        """Whether only a shard of the rows comes."""
        return any(child.is_sharded() for child in self.children)

    @property
    def input_indexs(self):
        """Which columns a network takes; set by programs, handed up from children."""
        if self._input_indexs != ():
            return self._input_indexs
        return next((c.input_indexs for c in self.children if c.input_indexs != ()), ())

    @input_indexs.setter
    def input_indexs(self, value):
        self._input_indexs = value

    def copy_batch_size(self, value):
        """Overwrite what `get_batch_size` says."""
        self.get_batch_size = lambda: value

    def reset(self):
        """Nothing to do: every iterator starts an epoch of its own.

        Returns:
            None.

        Example:
            >>> rows = ds.NumpySlicesDataset([1, 2], ["x"])
            >>> rows.reset()
        """

    def __len__(self):
        return self.get_dataset_size()


def _type_of(value):
    """The NumPy type of a column; text has no width, a dict is an object."""
    dtype = getattr(value, "dtype", np.dtype(object))
    return np.dtype(dtype.kind) if dtype.kind in "US" else dtype


def _common(known, seen):
    """A shape with None where two differ."""
    if len(known) != len(seen):
        return [None] * max(len(known), len(seen))
    return [a if a == b else None for a, b in zip(known, seen, strict=True)]
