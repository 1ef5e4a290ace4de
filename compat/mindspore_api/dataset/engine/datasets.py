"""`Dataset` and its operations. A dataset yields rows, dicts of NumPy arrays, anew for every "
"epoch."""

from __future__ import annotations

import builtins

import numpy as np

from ... import _checkparam as validator
from ._rows import generator_of, several
from .iterators import DictIterator, TupleIterator


def _refused(name):
    def method(self, *args, **kwargs):
        raise NotImplementedError(
            f"mindspore.dataset.Dataset.{name} is not supported; prepare the rows in the source "
            "of a GeneratorDataset"
        )

    method.__name__ = name
    method.__doc__ = "Refused: not provided."
    return method


class Dataset:
    """Base of the datasets."""

    def __init__(self, children=None, num_parallel_workers=None, cache=None):
        if cache is not None:
            raise NotImplementedError(
                "mindspore.dataset 'cache' is not supported; keep the rows in memory yourself"
            )
        self.children = [] if children is None else list(several(children))
        # Rows are made in this thread; how many workers the original would use changes no result.
        self.num_parallel_workers = num_parallel_workers

    # -- what a dataset says about itself ------------------------------------------------------

    def _rows(self):
        """The rows of one epoch."""
        raise NotImplementedError

    def get_dataset_size(self):
        """Rows of an epoch."""
        return self.children[0].get_dataset_size()

    def get_col_names(self):
        """Names of the columns."""
        return self.children[0].get_col_names()

    def get_batch_size(self):
        """Rows in a batch."""
        return self.children[0].get_batch_size() if self.children else 1

    def get_repeat_count(self):
        """How often the rows are repeated in an epoch."""
        return self.children[0].get_repeat_count() if self.children else 1

    def output_shapes(self, estimate=False):
        """Shapes of the columns of the first row."""
        if estimate:
            raise NotImplementedError(
                "mindspore.dataset output_shapes(estimate=True) is not supported"
            )
        return [list(a.shape) for a in next(iter(self._rows())).values()]

    def output_types(self):
        """NumPy dtypes of the columns of the first row."""
        return [a.dtype for a in next(iter(self._rows())).values()]

    def is_shuffled(self):
        """Whether the order of the rows is random."""
        return any(child.is_shuffled() for child in self.children)

    def reset(self):
        """Nothing to do: every iterator starts an epoch of its own."""

    def __len__(self):
        return self.get_dataset_size()

    def __iter__(self):
        return self.create_tuple_iterator(num_epochs=1)

    def create_dict_iterator(self, num_epochs=-1, output_numpy=False, do_copy=True):
        """Iterates over the rows as {column: value}; every value has memory of its own."""
        return DictIterator(self, num_epochs, output_numpy)

    def create_tuple_iterator(self, columns=None, num_epochs=-1, output_numpy=False, do_copy=True):
        """Iterates over the rows as lists of values; every value has memory of its own."""
        data = self if columns is None else self.project(columns)
        return TupleIterator(data, num_epochs, output_numpy)

    # -- operations ----------------------------------------------------------------------------

    def batch(self, batch_size, drop_remainder=False, num_parallel_workers=None, **kwargs):
        """Rows stacked, `batch_size` at a time."""
        if kwargs:
            names = ", ".join(sorted(kwargs))
            raise NotImplementedError(
                f"mindspore.dataset.Dataset.batch with {names} is not supported; map the batches "
                "in the program"
            )
        validator.check_positive_int(batch_size, "batch_size")
        return Batch(self, batch_size, validator.check_bool(drop_remainder, "drop_remainder"))

    def shuffle(self, buffer_size):
        """Rows in random order within a buffer."""
        validator.check_int(buffer_size, 2, validator.GE, "buffer_size")
        return Shuffle(self, buffer_size)

    def repeat(self, count=None):
        """The rows `count` times in one epoch; None and -1 stand for endless."""
        if count is not None and (isinstance(count, bool) or not isinstance(count, int)):
            raise TypeError(f"Argument count with value {count} is not of type [<class 'int'>]")
        if count is not None and (count == 0 or count < -1):
            raise ValueError("count should be either -1 or positive integer.")
        return self if count == 1 else Repeat(self, -1 if count is None else count)

    def skip(self, count):
        """Without the first rows."""
        validator.check_non_negative_int(count, "count")
        return Part(self, count, None)

    def take(self, count=-1):
        """At most `count` rows; -1 stands for all."""
        return self if count == -1 else Part(self, 0, validator.check_positive_int(count, "count"))

    def map(
        self, operations, input_columns=None, output_columns=None, column_order=None,
        num_parallel_workers=None, **kwargs,
    ):  # fmt: skip
        """Functions applied to columns, one after the other."""
        if kwargs or column_order is not None:
            names = ", ".join(sorted([*kwargs, *(["column_order"] if column_order else [])]))
            raise NotImplementedError(
                f"mindspore.dataset.Dataset.map with {names} is not supported; leave it out"
            )
        return Map(self, several(operations), input_columns, output_columns)

    def filter(self, predicate, input_columns=None, num_parallel_workers=None):
        """The rows for which `predicate` holds."""
        return Filter(self, predicate, input_columns)

    def project(self, columns):
        """Some of the columns, in the order given."""
        return Project(self, several(columns))

    def rename(self, input_columns, output_columns):
        """Columns under other names."""
        pairs = builtins.zip(several(input_columns), several(output_columns), strict=True)
        return Rename(self, dict(pairs))

    def zip(self, datasets):
        """The columns of several datasets side by side."""
        return Zip([self, *several(datasets)])

    def concat(self, datasets):
        """The rows of several datasets behind each other."""
        return Concat([self, *several(datasets)])

    def __add__(self, datasets):
        return self.concat(datasets)

    def apply(self, apply_func):
        """What `apply_func` makes of the dataset."""
        made = apply_func(self)
        if not isinstance(made, Dataset):
            raise TypeError("apply_func must return a dataset.")
        return made


for _name in (
    "bucket_batch_by_length", "flat_map", "padded_batch", "save", "split", "sync_wait",
    "sync_update", "device_que", "to_json", "num_classes", "get_class_indexing",
):  # fmt: skip
    setattr(Dataset, _name, _refused(_name))


class Batch(Dataset):
    """Rows stacked."""

    def __init__(self, child, size, drop):
        super().__init__(child)
        self._size, self._drop = size, drop

    def _rows(self):
        rows = []
        for row in self.children[0]._rows():
            rows.append(row)
            if len(rows) == self._size:
                yield _stacked(rows)
                rows = []
        if rows and not self._drop:
            yield _stacked(rows)

    def get_dataset_size(self):
        """Batches of an epoch."""
        count = self.children[0].get_dataset_size()
        return count // self._size if self._drop else -(-count // self._size)

    def get_batch_size(self):
        """Rows in a batch."""
        return self._size


def _stacked(rows):
    shapes = {name: {row[name].shape for row in rows} for name in rows[0]}
    for name, found in shapes.items():
        if len(found) > 1:
            raise RuntimeError(
                "Exception thrown from dataset pipeline. Inconsistent batch shapes, batch "
                f"operation expects same shape for each data row, but column '{name}' has the "
                f"shapes {found}."
            )
    return {name: np.stack([row[name] for row in rows]) for name in rows[0]}


class Shuffle(Dataset):
    """Rows in random order."""

    def __init__(self, child, size):
        super().__init__(child)
        self._size = size

    def _rows(self):
        draw, buffer = generator_of(self), []
        for row in self.children[0]._rows():
            buffer.append(row)
            if len(buffer) >= self._size:
                yield buffer.pop(draw.randint(len(buffer)))
        draw.shuffle(buffer)
        yield from buffer

    def is_shuffled(self):
        """True."""
        return True


class Repeat(Dataset):
    """Rows several times."""

    def __init__(self, child, count):
        super().__init__(child)
        self._count = count

    def _rows(self):
        done = 0
        while done != self._count:
            yield from self.children[0]._rows()
            done += 1

    def get_dataset_size(self):
        """Rows of an epoch; an endless one counts once."""
        return self.children[0].get_dataset_size() * max(self._count, 1)

    def get_repeat_count(self):
        """How often."""
        return self._count


class Part(Dataset):
    """Some of the rows in front, or without them."""

    def __init__(self, child, skipped, taken):
        super().__init__(child)
        self._skipped, self._taken = skipped, taken

    def _rows(self):
        for i, row in enumerate(self.children[0]._rows()):
            if self._taken is not None and i >= self._taken:
                return
            if i >= self._skipped:
                yield row

    def get_dataset_size(self):
        """Rows left."""
        left = max(self.children[0].get_dataset_size() - self._skipped, 0)
        return left if self._taken is None else min(left, self._taken)


class Map(Dataset):
    """Functions of columns."""

    def __init__(self, child, operations, inputs, outputs):
        super().__init__(child)
        self._operations = operations
        names = child.get_col_names()
        self._inputs = several(inputs) if inputs else names[:1]
        self._outputs = several(outputs) if outputs else self._inputs

    def _rows(self):
        for row in self.children[0]._rows():
            values = tuple(row[name] for name in self._inputs)
            for operation in self._operations:
                values = operation(*values)
                values = values if isinstance(values, tuple) else (values,)
            row = {k: v for k, v in row.items() if k not in self._inputs}
            made = {k: np.asarray(v) for k, v in builtins.zip(self._outputs, values, strict=True)}
            yield {**made, **row} if self._outputs != self._inputs else self._ordered(row, made)

    def _ordered(self, row, made):
        names = self.children[0].get_col_names()
        return {name: made[name] if name in made else row[name] for name in names}

    def get_col_names(self):
        """Names of the columns."""
        names = self.children[0].get_col_names()
        if self._outputs == self._inputs:
            return names
        return [*self._outputs, *[n for n in names if n not in self._inputs]]


class Filter(Dataset):
    """Some of the rows."""

    def __init__(self, child, predicate, inputs):
        super().__init__(child)
        self._predicate, self._inputs = predicate, inputs

    def _rows(self):
        names = several(self._inputs) if self._inputs else self.children[0].get_col_names()
        for row in self.children[0]._rows():
            if self._predicate(*[row[name] for name in names]):
                yield row

    def get_dataset_size(self):
        """Rows for which the predicate holds."""
        return sum(1 for _ in self._rows())


class Project(Dataset):
    """Some of the columns."""

    def __init__(self, child, columns):
        super().__init__(child)
        self._columns = columns

    def _rows(self):
        for row in self.children[0]._rows():
            yield {name: row[name] for name in self._columns}

    def get_col_names(self):
        """Names of the columns."""
        return list(self._columns)


class Rename(Dataset):
    """Columns under other names."""

    def __init__(self, child, names):
        super().__init__(child)
        self._names = names

    def _rows(self):
        for row in self.children[0]._rows():
            yield {self._names.get(name, name): value for name, value in row.items()}

    def get_col_names(self):
        """Names of the columns."""
        return [self._names.get(n, n) for n in self.children[0].get_col_names()]


class Zip(Dataset):
    """Columns side by side."""

    def _rows(self):
        for rows in builtins.zip(*[child._rows() for child in self.children], strict=False):
            yield {name: value for row in rows for name, value in row.items()}

    def get_dataset_size(self):
        """Rows of the shortest one."""
        return min(child.get_dataset_size() for child in self.children)

    def get_col_names(self):
        """Names of the columns of all."""
        return [name for child in self.children for name in child.get_col_names()]


class Concat(Dataset):
    """Rows behind each other."""

    def _rows(self):
        for child in self.children:
            yield from child._rows()

    def get_dataset_size(self):
        """Rows of all."""
        return sum(child.get_dataset_size() for child in self.children)


def zip(datasets):
    """The columns of several datasets side by side."""
    if not isinstance(datasets, tuple):
        raise TypeError(f"The argument {datasets} should be a tuple of datasets.")
    if len(datasets) <= 1:
        raise ValueError("Can't zip empty datasets or a single one.")
    return Zip(list(datasets))
