"""`Dataset`: what can be done with the rows of a dataset, whatever they come from."""

from __future__ import annotations

import copy
import weakref

from ... import log as logger
from . import operations as nodes
from . import validators as check
from .description import Described
from .iterators import DictIterator, TupleIterator
from .saving import save
from .serialization import describing


class Dataset(Described):
    """Base of all datasets; a node of a pipeline.

    Args:
        children (list of Dataset, optional): what it reads from. Default: None.
        num_parallel_workers (int, optional): workers. Default: None, as configured.
        cache (DatasetCache, optional): keeps its rows. Default: None.
    """

    # Whether it reads something itself, rather than what other datasets give.
    is_source = False
    # Attributes that copies of a dataset share: the program's own objects.
    _shared = ("parent",)

    def __init__(self, children=None, num_parallel_workers=None, cache=None):
        children = [] if children is None else children
        self.children = list(children) if isinstance(children, (list, tuple)) else [children]
        self.parent = []
        for child in self.children:
            child.parent.append(weakref.ref(self))
        self.num_parallel_workers = num_parallel_workers
        self.cache = cache
        self.dataset_size = None
        self._shapes_and_types = None
        self._input_indexs = ()
        self._device_iter = 0

    def __deepcopy__(self, memo):
        made = self.__class__.__new__(self.__class__)
        memo[id(self)] = made
        for name, value in self.__dict__.items():
            try:
                made.__dict__[name] = value if name in self._shared else copy.deepcopy(value, memo)
            except TypeError:  # what cannot be copied is shared
                made.__dict__[name] = value
        made.parent = list(self.parent)
        return made

    # -- running ---------------------------------------------------------------------------------

    def _build(self, run, root=False):
        """The stage of this node, with those below it."""
        if len(self.parent) > 1 and not root:
            raise ValueError("The data pipeline is not a tree (i.e., one node has 2 consumers)")
        stage = self._stage(run, *[child._build(run) for child in self.children])
        return stage if self.cache is None else nodes.caching.cached(self.cache, stage)

    def _stage(self, run, *children):
        """The stage that does what this dataset describes."""
        raise NotImplementedError("Dataset has to implement parse method.")

    # -- iterating -------------------------------------------------------------------------------

    def create_dict_iterator(self, num_epochs=-1, output_numpy=False, do_copy=True):
        """Iterates over the rows as {column: value}.

        Args:
            num_epochs (int): how many epochs it will be used for; -1: any number. Default: -1.
            output_numpy (bool): NumPy arrays instead of Tensors. Default: False.
            do_copy (bool): Tensors with memory of their own. Default: True.

        Returns:
            DictIterator.

        Example:
            >>> rows = ds.NumpySlicesDataset([1, 2], ["x"], shuffle=False)
            >>> for row in rows.create_dict_iterator(num_epochs=1):
            ...     print(row["x"])
            1
            2
        """
        check.dict_iterator(num_epochs, output_numpy)
        return DictIterator(self, num_epochs, bool(output_numpy), do_copy)

    def create_tuple_iterator(self, columns=None, num_epochs=-1, output_numpy=False, do_copy=True):
        """Iterates over the rows as lists of values.

        Args:
            columns (list of str, optional): only these, in this order. Default: None, all.
            num_epochs (int): how many epochs it will be used for; -1: any number. Default: -1.
            output_numpy (bool): NumPy arrays instead of Tensors. Default: False.
            do_copy (bool): Tensors with memory of their own. Default: True.

        Returns:
            TupleIterator.

        Example:
            >>> rows = ds.NumpySlicesDataset(([1, 2], [3, 4]), ["x", "y"], shuffle=False)
            >>> for x, y in rows.create_tuple_iterator(num_epochs=1):
            ...     print(x, y)
            1 3
            2 4
        """
        check.dict_iterator(num_epochs, output_numpy)
        if columns is not None:
            check.check_columns(columns, "column_names")
        return TupleIterator(self, columns, num_epochs, bool(output_numpy), do_copy)

    def __iter__(self):
        return self.create_tuple_iterator(num_epochs=1)

    # -- rows ------------------------------------------------------------------------------------

    def shuffle(self, buffer_size):
        """Rows in random order within a buffer.

        Args:
            buffer_size (int): rows in the buffer, at least 2.

        Returns:
            Dataset.

        Raises:
            RuntimeError: behind `sync_wait`.

        Example:
            >>> rows = ds.NumpySlicesDataset([1, 2, 3], ["x"], shuffle=False).shuffle(buffer_size=3)
            >>> rows.get_dataset_size()
            3
        """
        check.type_check(buffer_size, (int,), "buffer_size")
        check.check_value(buffer_size, [2, check.INT32_MAX], "buffer_size")
        return nodes.rows.ShuffleDataset(self, buffer_size)

    def repeat(self, count=None):
        """The rows several times in one epoch.

        Args:
            count (int, optional): how often; None and -1: without end. Default: None.

        Returns:
            Dataset.
        """
        check.repeat(count)
        return nodes.rows.RepeatDataset(self, count)

    def skip(self, count):
        """Without the first `count` rows.

        Returns:
            Dataset.
        """
        check.type_check(count, (int,), "count")
        check.check_value(count, (0, check.INT32_MAX), "count")
        return nodes.rows.SkipDataset(self, count)

    def take(self, count=-1):
        """At most `count` rows; -1: all.

        Returns:
            Dataset.
        """
        check.take(count)
        return nodes.rows.TakeDataset(self, count)

    def filter(self, predicate, input_columns=None, num_parallel_workers=None):
        """The rows for which `predicate` holds.

        Args:
            predicate (callable): takes columns, returns a bool.
            input_columns (str or list of str, optional): which. Default: None, all.
            num_parallel_workers (int, optional): workers. Default: None, as configured.

        Returns:
            Dataset.

        Raises:
            TypeError: `predicate` is not callable.
            RuntimeError: it fails, in the pass over the rows.

        Example:
            >>> rows = ds.NumpySlicesDataset([1, 2, 3], ["x"], shuffle=False)
            >>> rows = rows.filter(lambda x: x > 1)
            >>> [int(row["x"]) for row in rows.create_dict_iterator(output_numpy=True)]
            [2, 3]
        """
        check.filtering(predicate, input_columns, num_parallel_workers)
        return nodes.rows.FilterDataset(self, predicate, input_columns, num_parallel_workers)

    def split(self, sizes, randomize=True):
        """Parts that do not overlap.

        Args:
            sizes (list of int or of float): rows, which add up to all, or shares, to 1.
            randomize (bool): shuffle before. Default: True.

        Returns:
            tuple of Dataset.

        Raises:
            RuntimeError: sharded, of unknown size, or sizes that do not add up.
        """
        parts, start = [], 0
        for size in self._split_sizes(sizes, randomize):
            part = copy.deepcopy(self)
            part.dataset_size = None
            if randomize:
                part = part.shuffle(10000)
                part.reshuffle_each_epoch = False
            part = part.skip(start) if start else part
            parts.append(part.take(size))
            start += size
        return tuple(parts)

    def _split_sizes(self, sizes, randomize):
        check.split(sizes, randomize)
        if self.is_shuffled():
            logger.warning("Dataset is shuffled before split.")
        if self.is_sharded():
            raise RuntimeError("Dataset should not be sharded before split.")
        return _absolute_sizes(sizes, self.get_dataset_size())

    # -- columns ---------------------------------------------------------------------------------

    def map(
        self, operations, input_columns=None, output_columns=None, column_order=None,
        num_parallel_workers=None, **kwargs,
    ):  # fmt: skip
        """Operations applied to columns, one after the other.

        Args:
            operations (operation, callable or list of them): the first gets the input columns, each
                further one what the one before returned.
            input_columns (str, list of str or None, default None): None: the first column.
            output_columns (str, list of str or None, default None): None: as the input columns.
            column_order (None, default None): must be None; use `project`.
            num_parallel_workers (int or None, default None): workers; None: as configured.
            **kwargs (any): python_multiprocessing (bool, default False), max_rowsize (int, default
                16: megabytes of a row in shared memory), cache (DatasetCache), callbacks
                (DSCallback or list), offload (bool, no effect).

        Returns:
            Dataset.

        Raises:
            TypeError: an argument is of another kind.
            RuntimeError: an operation fails, in the pass over the rows.

        Example:
            >>> rows = ds.NumpySlicesDataset([1, 2], ["x"], shuffle=False)
            >>> rows = rows.map(lambda x: x * 10, input_columns=["x"])
            >>> [int(row["x"]) for row in rows.create_dict_iterator(output_numpy=True)]
            [10, 20]
        """
        check.mapping(operations, input_columns, output_columns, column_order,
                      num_parallel_workers, **kwargs)  # fmt: skip
        return nodes.mapping.MapDataset(
            self, operations, input_columns, output_columns, num_parallel_workers, **kwargs
        )

    def project(self, columns):
        """Some of the columns, in the order given.

        Args:
            columns (str or list of str): which.

        Returns:
            Dataset.

        Raises:
            TypeError: `columns` is not a str or a list of them.
            ValueError: a column is named twice.

        Example:
            >>> rows = ds.NumpySlicesDataset(([1, 2], [3, 4]), ["x", "y"])
            >>> rows.project(["y"]).get_col_names()
            ['y']
        """
        check.check_columns(columns, "columns")
        return nodes.columns.ProjectDataset(self, columns)

    def rename(self, input_columns, output_columns):
        """Columns under other names.

        Args:
            input_columns (str or list of str): which.
            output_columns (str or list of str): their new names.

        Returns:
            Dataset.

        Raises:
            TypeError: names are not str or lists of them.
            ValueError: there are not as many new names as old ones.

        Example:
            >>> ds.NumpySlicesDataset([1, 2], ["x"]).rename(["x"], ["y"]).get_col_names()
            ['y']
        """
        check.rename(input_columns, output_columns)
        return nodes.columns.RenameDataset(self, input_columns, output_columns)

    # -- batches ---------------------------------------------------------------------------------

    def batch(self, batch_size, drop_remainder=False, num_parallel_workers=None, **kwargs):
        """Rows stacked.

        Args:
            batch_size (int or callable): rows in a batch; a callable gets a BatchInfo.
            drop_remainder (bool): leave out a last batch that is not full. Default: False.
            num_parallel_workers (int, optional): workers. Default: None, as configured.
            kwargs: per_batch_map (callable; gets a list of arrays per input column and a
                BatchInfo), input_columns, output_columns, python_multiprocessing (bool, False),
                max_rowsize (int, 16).

        Returns:
            BatchDataset.

        Raises:
            TypeError: `batch_size` is neither an int nor callable.
            ValueError: it is not positive.

        Example:
            >>> rows = ds.NumpySlicesDataset([1, 2, 3], ["x"], shuffle=False).batch(2)
            >>> for row in rows.create_dict_iterator(num_epochs=1, output_numpy=True):
            ...     print(row["x"])
            [1 2]
            [3]
        """
        check.batch(batch_size, drop_remainder, num_parallel_workers, **kwargs)
        return nodes.batching.BatchDataset(
            self, batch_size, drop_remainder, num_parallel_workers, **kwargs
        )

    def padded_batch(
        self, batch_size, drop_remainder=False, num_parallel_workers=None, pad_info=None
    ):
        """Rows padded to one shape and stacked.

        Args:
            batch_size (int or callable): rows in a batch; a callable gets a BatchInfo.
            drop_remainder (bool): leave out a last batch that is not full. Default: False.
            num_parallel_workers (int, optional): workers. Default: None, as configured.
            pad_info (dict, optional): {column: (shape or None, value)}; None in a shape stands for
                the longest of the batch. Default: None, no padding.

        Returns:
            PaddedBatchDataset.
        """
        check.padded_batch(batch_size, drop_remainder, num_parallel_workers, pad_info)
        return nodes.batching.PaddedBatchDataset(
            self, batch_size, drop_remainder, num_parallel_workers, pad_info
        )

    def bucket_batch_by_length(
        self, column_names, bucket_boundaries, bucket_batch_sizes, element_length_function=None,
        pad_info=None, pad_to_bucket_boundary=False, drop_remainder=False,
    ):  # fmt: skip
        """Rows of similar length padded and stacked.

        Args:
            column_names (list of str): columns that decide the length.
            bucket_boundaries (list of int): strictly increasing upper limits of the buckets.
            bucket_batch_sizes (list of int): one more than boundaries.
            element_length_function (callable, optional): length of the columns. Default: None, the
                first size of the only column.
            pad_info (dict, optional): as in `padded_batch`. Default: None.
            pad_to_bucket_boundary (bool): pad to the limit of the bucket. Default: False.
            drop_remainder (bool): leave out batches that are not full. Default: False.

        Returns:
            Dataset.
        """
        check.bucket_batch(
            column_names, bucket_boundaries, bucket_batch_sizes, element_length_function, pad_info,
            pad_to_bucket_boundary, drop_remainder,
        )  # fmt: skip
        return nodes.padding.BucketBatchByLengthDataset(
            self, column_names, bucket_boundaries, bucket_batch_sizes, element_length_function,
            pad_info, pad_to_bucket_boundary, drop_remainder,
        )  # fmt: skip

    # -- several datasets ------------------------------------------------------------------------

    def zip(self, datasets):
        """The columns of several datasets side by side.

        Args:
            datasets (Dataset or tuple of Dataset): the others.

        Returns:
            Dataset.
        """
        check.type_check(datasets, (tuple, Dataset), "datasets")
        others = datasets if isinstance(datasets, tuple) else (datasets,)
        return nodes.combining.ZipDataset((self, *others))

    def concat(self, datasets):
        """The rows of several datasets behind each other.

        Args:
            datasets (Dataset or list of Dataset): the others.

        Returns:
            Dataset.
        """
        check.type_check(datasets, (list, Dataset), "datasets")
        others = datasets if isinstance(datasets, list) else [datasets]
        if isinstance(datasets, list):
            check.type_check_list(datasets, (Dataset,), "dataset")
        return nodes.combining.ConcatDataset([self, *others])

    def __add__(self, datasets):
        return self.concat(datasets)

    def flat_map(self, func):
        """The rows of the datasets that `func` makes of each row, behind each other.

        Args:
            func (callable): takes the arrays of a row, returns a Dataset.

        Returns:
            Dataset.

        Raises:
            TypeError: `func` is not callable or returns something else.
        """
        if not callable(func):
            raise TypeError("func must be a function.")
        joined = None
        for row in self.create_tuple_iterator(num_epochs=1, output_numpy=True):
            made = func(*row)
            joined = made if joined is None else joined + made
        if not isinstance(joined, Dataset):
            raise TypeError("flat_map must return a Dataset object.")
        return joined

    def apply(self, apply_func):
        """What `apply_func` makes of the dataset.

        Args:
            apply_func (callable): takes a Dataset, returns one.

        Returns:
            Dataset.

        Raises:
            TypeError: it is not callable or returns something else.
        """
        if not callable(apply_func):
            raise TypeError("apply_func must be a function.")
        made = apply_func(self)
        if not isinstance(made, Dataset):
            raise TypeError("apply_func must return a dataset.")
        return made

    # -- synchronisation -------------------------------------------------------------------------

    def sync_wait(self, condition_name, num_batch=1, callback=None):
        """Rows that wait for `sync_update`.

        Args:
            condition_name (str): name of the condition.
            num_batch (int): batches that do not wait at the start of an epoch. Default: 1.
            callback (callable, optional): called with the data of `sync_update`. Default: None.

        Returns:
            SyncWaitDataset.
        """
        check.type_check(condition_name, (str,), "condition_name")
        check.type_check(num_batch, (int,), "num_batch")
        return nodes.synchronising.SyncWaitDataset(self, condition_name, num_batch, callback)

    def sync_update(self, condition_name, num_batch=None, data=None):
        """Let waiting rows go on.

        Args:
            condition_name (str): which condition.
            num_batch (int, optional): batches to let go. Default: None, as in `sync_wait`.
            data (optional): for the callback. Default: None.

        Raises:
            RuntimeError: no such condition, or a number that is not positive.
        """
        if num_batch is not None and (not isinstance(num_batch, int) or num_batch <= 0):
            self.disable_sync()
            raise RuntimeError(
                f"Sync_update batch size can only be positive integer, got : {num_batch}."
            )
        notifiers = self.get_sync_notifiers()
        if not isinstance(condition_name, str):
            raise TypeError(
                f"Argument condition_name with value {condition_name} is not of type str, but got "
                f"{type(condition_name)}."
            )
        if condition_name not in notifiers:
            self.disable_sync()
            raise RuntimeError("Condition name not found.")
        rows = None if num_batch is None else num_batch * self.get_batch_size()
        notifiers[condition_name](rows, data)

    def get_sync_notifiers(self):
        """{condition: function that lets rows go on}."""
        return {k: v for child in self.children for k, v in child.get_sync_notifiers().items()}

    def disable_sync(self):
        """Let rows go on without waiting."""
        for child in self.children:
            child.disable_sync()

    def is_sync(self):
        """Whether rows wait somewhere."""
        return any(child.is_sync() for child in self.children)

    def _waits(self):
        """Whether rows may wait for what the program does with earlier ones."""
        return any(child._waits() for child in self.children)

    # -- leaving the pipeline --------------------------------------------------------------------

    def device_que(self, send_epoch_end=True, create_data_info_queue=False):
        """The dataset as a source of a device; `send` starts it.

        Args:
            send_epoch_end (bool): mark the ends of epochs. Default: True.
            create_data_info_queue (bool): also queue shapes and types. Default: False.

        Returns:
            TransferDataset.
        """
        check.type_check(send_epoch_end, (bool,), "send_epoch_end")
        check.type_check(create_data_info_queue, (bool,), "create_data_info_queue")
        return nodes.synchronising.TransferDataset(self, send_epoch_end, create_data_info_queue)

    def save(self, file_name, num_files=1, file_type="mindrecord"):
        """Write the rows of one epoch as MindRecord files.

        Args:
            file_name (str): name of the file, or front of the names of several.
            num_files (int): how many. Default: 1.
            file_type (str): only "mindrecord". Default: "mindrecord".

        Returns:
            None.

        Raises:
            RuntimeError: a file is there already, or cannot be written.

        Example:
            >>> ds.NumpySlicesDataset([1, 2], ["x"]).save("rows.mindrecord")
            >>> ds.MindDataset("rows.mindrecord").get_dataset_size()
            2
        """
        check.save(file_name, num_files, file_type)
        save(self, file_name, num_files)

    def to_json(self, filename=""):
        """The pipeline as a dict, written to a file where a name is given.

        Args:
            filename (str): name of a file. Default: "", none.

        Returns:
            dict.
        """
        content = describing.described(self)
        if filename:
            describing.write(content, filename)
        return content


def _absolute_sizes(sizes, rows):
    """Sizes of the parts of a split in rows."""
    if rows is None or rows <= 0:
        raise RuntimeError("dataset_size is unknown, unable to split.")
    if all(isinstance(size, int) for size in sizes):
        if sum(sizes) != rows:
            raise RuntimeError(
                f"Sum of split sizes {sum(sizes)} is not equal to dataset size {rows}."
            )
        return sizes
    counts = [round(share * rows) for share in sizes]
    for share, count in zip(sizes, counts, strict=True):
        if count == 0:
            raise RuntimeError(f"Split percentage {share} is too small.")
    # What rounding left over goes to the first part, what it took too much from the first that can.
    missing = rows - sum(counts)
    takers = [i for i, count in enumerate(counts) if missing > 0 or count + missing > 0]
    if takers:
        counts[takers[0]] += missing
    if sum(counts) != rows:
        raise RuntimeError(
            f"Sum of calculated split sizes {sum(counts)} is not equal to dataset size {rows}."
        )
    return counts
