"""Samplers: which rows of a dataset with random access, in which order."""

from __future__ import annotations

import copy
import numbers

import numpy as np

from ..core.settings import fresh_seed, settings
from . import order
from .errors import pipeline_error

_INT64_MAX = 2**63 - 1


def select_sampler(num_samples, input_sampler, shuffle, num_shards, shard_id):
    """The sampler that the arguments of a dataset stand for."""
    if input_sampler is not None:
        return _given_sampler(num_samples, input_sampler, shuffle, num_shards, shard_id)
    if num_shards is not None:
        return DistributedSampler(
            num_shards, shard_id, shuffle=shuffle is not False, num_samples=num_samples
        )
    if shuffle is False:
        return SequentialSampler(num_samples=num_samples)
    # Shuffled by default, a number of samples means drawing with replacement; asked for by name,
    # 0 samples do, too.
    drawn = num_samples is not None and (shuffle is True or num_samples != 0)
    return RandomSampler(replacement=drawn, num_samples=num_samples)


def _given_sampler(num_samples, sampler, shuffle, num_shards, shard_id):
    if isinstance(sampler, BuiltinSampler):
        if any(arg is not None for arg in (num_shards, shard_id, shuffle, num_samples)):
            raise ValueError(
                f"Conflicting arguments during sampler assignments. num_samples: {num_samples}, "
                f"num_shards: {num_shards}, shard_id: {shard_id}, shuffle: {shuffle}."
            )
        return sampler
    if isinstance(sampler, (np.ndarray, list, tuple)):
        return SubsetSampler(sampler, num_samples)
    if not isinstance(sampler, str) and _is_iterable(sampler):
        return IterSampler(sampler, num_samples)
    if isinstance(sampler, int):
        return SubsetSampler([sampler])
    raise TypeError(f"Unsupported sampler object of type ({type(sampler)})")


def _is_iterable(x):
    try:
        iter(x)
    except TypeError:
        return False
    return True


def _check_int(name, value):
    if not isinstance(value, int):
        raise TypeError(f"{name} must be integer but was: {value}.")


def _check_bool(name, value):
    if not isinstance(value, bool):
        raise TypeError(f"{name} must be a boolean value but was: {value}.")


def _check_num_samples(num_samples):
    if num_samples is None:
        return
    _check_int("num_samples", num_samples)
    if not 0 <= num_samples <= _INT64_MAX:
        raise ValueError(f"num_samples exceeds the boundary between 0 and {_INT64_MAX}(INT64_MAX)!")


class BuiltinSampler:
    """Base class of the samplers of MindSpore; not meant to be derived from.

    Args:
        num_samples (int, optional): rows to take. Default: None, all.
    """

    def __init__(self, num_samples=None):
        self.child_sampler = None
        self.num_samples = num_samples

    def order(self, rows, classes=None):
        """The `order.Order` of a source with `rows` rows; `classes()` gives its rows by class."""
        child = None if self.child_sampler is None else self.child_sampler.order(rows, classes)
        return self._order(rows, self.num_samples or 0, child, classes)

    def _order(self, rows, count, child, classes):
        raise NotImplementedError(f"{type(self).__name__} has no order of its own")

    def parse(self):
        """A sampler of its own, as a pipeline uses it, with its arguments checked.

        Raises:
            RuntimeError: arguments that no pipeline can use.
        """
        self.validate()
        made = copy.copy(self)
        if self.child_sampler is not None:
            made.child_sampler = self.child_sampler.parse()
        return made

    def validate(self):
        """Refuse what no pipeline can use."""

    def add_child(self, sampler):
        """Let this sampler choose among the rows that `sampler` gives.

        Raises:
            RuntimeError: there is a child already.
        """
        if self.child_sampler is not None:
            raise RuntimeError("Cannot add child sampler, this sampler already has a child.")
        self.child_sampler = sampler

    def get_child(self):
        """The child sampler, or None."""
        return self.child_sampler

    def is_shuffled(self):
        """Whether the order is random."""
        raise NotImplementedError("Sampler must implement is_shuffled.")

    def is_sharded(self):
        """Whether only a shard is taken."""
        raise NotImplementedError("Sampler must implement is_sharded.")

    def get_num_samples(self):
        """Rows to take, the least that this sampler and its children ask for; None: all."""
        below = None if self.child_sampler is None else self.child_sampler.get_num_samples()
        asked = [n for n in (self.num_samples, below) if n is not None]
        return min(asked) if asked else None

    def _child_says(self, question, default):
        return default if self.child_sampler is None else getattr(self.child_sampler, question)()


class Sampler(BuiltinSampler):
    """Base of the program's own samplers: `__iter__` yields row numbers.

    `dataset_size` and `num_samples` are set when a pipeline starts; `reset` is called between two
    epochs.

    Args:
        num_samples (int, optional): rows to take. Default: None, all.

    Examples:
        >>> import mindspore.dataset as ds
        >>> class Backwards(ds.Sampler):
        ...     def __iter__(self):
        ...         yield from range(self.dataset_size - 1, -1, -1)
    """

    def __init__(self, num_samples=None):
        super().__init__(num_samples)
        self.dataset_size = 0

    def __iter__(self):
        raise NotImplementedError

    def reset(self):
        """Called before each further epoch."""

    def _handshake(self, ds_size, num_samples):
        self.dataset_size, self.num_samples = ds_size, num_samples

    def _get_indices(self):
        indices = np.array([i for i, _ in zip(self, range(self.num_samples), strict=False)])
        if indices.dtype == object:
            raise RuntimeError("Fetched indices can not be converted to a valid ndarray.")
        return indices

    def _order(self, rows, count, child, classes):
        return order.FromSampler(rows, count, child, self)

    def add_child(self, sampler):
        """Let this sampler choose among the rows that `sampler` gives."""
        self.child_sampler = sampler

    def is_shuffled(self):
        """Whether the child's order is random."""
        return self._child_says("is_shuffled", False)

    def is_sharded(self):
        """Whether the child takes only a shard."""
        return self._child_says("is_sharded", False)

    def get_num_samples(self):
        """How many rows `__iter__` gives; None without `num_samples`."""
        return None if self.num_samples is None else self._get_indices().size


class IterSampler(Sampler):
    """An iterable of row numbers as a sampler; it is iterated anew in each epoch.

    Args:
        sampler (iterable): gives row numbers.
        num_samples (int, optional): rows to take. Default: None, all that it gives.
    """

    def __init__(self, sampler, num_samples=None):
        super().__init__(len(list(sampler)) if num_samples is None else num_samples)
        self.sampler = sampler

    def __iter__(self):
        return iter(self.sampler)


class DistributedSampler(BuiltinSampler):
    """One shard of the rows.

    Args:
        num_shards (int): number of shards.
        shard_id (int): which one, from 0.
        shuffle (bool): shuffle before dividing. Default: True.
        num_samples (int, optional): rows to take. Default: None, all.
        offset (int): the shard that gets the first row, for parts of a concatenation. Default: -1,
            all shards are of one size.

    Raises:
        TypeError: an argument of another type.
        ValueError: negative `num_samples`.

    Examples:
        >>> import mindspore.dataset as ds
        >>> sampler = ds.DistributedSampler(8, 3)
        >>> dataset = ds.NumpySlicesDataset(list(range(80)), ["x"], sampler=sampler)
        >>> dataset.get_dataset_size()
        10
    """

    def __init__(self, num_shards, shard_id, shuffle=True, num_samples=None, offset=-1):
        _check_int("num_shards", num_shards)
        _check_int("shard_id", shard_id)
        _check_bool("shuffle", shuffle)
        _check_num_samples(num_samples)
        _check_int("offset", offset)
        self.num_shards, self.shard_id, self.shuffle = num_shards, shard_id, shuffle
        self.seed, self.offset = settings.seed, offset
        super().__init__(num_samples)

    def _order(self, rows, count, child, classes):
        self.validate()
        return order.Distributed(
            rows, count, child, self.num_shards, self.shard_id, self.shuffle, self.seed + 1,
            self.offset,
        )  # fmt: skip

    def validate(self):
        """Refuse shards that do not exist, when a pipeline starts as in MindSpore."""
        n, k = self.num_shards, self.shard_id
        if n <= 0:
            raise pipeline_error(
                f"DistributedSampler: num_shards must be greater than 0, but got: {n}"
            )
        if not 0 <= k < n:
            raise pipeline_error(
                f"DistributedSampler: shard_id must be in range [0, {n}), but got: {k}"
            )
        if self.offset > n:
            raise pipeline_error(
                f"DistributedSampler: offset must be no more than num_shards({n}), but got: "
                f"{self.offset}"
            )

    def is_shuffled(self):
        """Whether the order is random."""
        return self._child_says("is_shuffled", self.shuffle)

    def is_sharded(self):
        """Whether there are several shards."""
        return self._child_says("is_sharded", self.num_shards > 1)

    def set_offset(self, offset):
        """Change the offset; returns the sampler."""
        self.offset = offset
        return self


class PKSampler(BuiltinSampler):
    """`num_val` random rows of each class.

    Args:
        num_val (int): rows per class.
        num_class (int, optional): must be None.
        shuffle (bool): shuffle the classes. Default: False.
        class_column (str): column of the class in a MindDataset. Default: "label".
        num_samples (int, optional): rows to take. Default: None, all.

    Raises:
        NotImplementedError: `num_class` is given.
        TypeError: an argument of another type.
        ValueError: negative `num_samples`.
    """

    def __init__(
        self, num_val, num_class=None, shuffle=False, class_column="label", num_samples=None
    ):
        _check_int("num_val", num_val)
        if num_class is not None:
            raise NotImplementedError("Not supported to specify num_class for PKSampler.")
        _check_bool("shuffle", shuffle)
        if not isinstance(class_column, str):
            raise TypeError(f"class_column must be a str value but was: {class_column}.")
        _check_num_samples(num_samples)
        self.num_val, self.shuffle, self.class_column = num_val, shuffle, class_column
        super().__init__(num_samples)

    def validate(self):
        """Refuse a number that is not positive."""
        if self.num_val <= 0:
            raise pipeline_error(
                f"PKSampler: num_val must be greater than 0, but got: {self.num_val}"
            )

    def _order(self, rows, count, child, classes):
        self.validate()
        if classes is None:
            raise pipeline_error("PKSampler: the dataset does not tell the classes of its rows.")
        return order.PerClass(classes(), count, child, self.num_val, self.shuffle, fresh_seed())

    def is_shuffled(self):
        """Whether the classes are shuffled."""
        return self._child_says("is_shuffled", self.shuffle)

    def is_sharded(self):
        """Whether the child takes only a shard."""
        return self._child_says("is_sharded", False)


class RandomSampler(BuiltinSampler):
    """Rows in random order.

    Args:
        replacement (bool): a row may come several times. Default: False.
        num_samples (int, optional): rows to take. Default: None, all.

    Raises:
        TypeError: an argument of another type.
        ValueError: negative `num_samples`.
    """

    def __init__(self, replacement=False, num_samples=None):
        _check_bool("replacement", replacement)
        _check_num_samples(num_samples)
        self.deterministic, self.replacement, self.reshuffle_each_epoch = False, replacement, True
        super().__init__(num_samples)

    def _order(self, rows, count, child, classes):
        return order.Random(
            rows, count, child, fresh_seed(), self.replacement, self.reshuffle_each_epoch
        )

    def is_shuffled(self):
        """True."""
        return True

    def is_sharded(self):
        """Whether the child takes only a shard."""
        return self._child_says("is_sharded", False)


class SequentialSampler(BuiltinSampler):
    """Rows one after the other.

    Args:
        start_index (int, optional): the first row. Default: None, 0.
        num_samples (int, optional): rows to take. Default: None, all.

    Raises:
        TypeError: an argument of another type.
        ValueError: negative `num_samples`.
    """

    def __init__(self, start_index=None, num_samples=None):
        if start_index is not None:
            _check_int("start_index", start_index)
        _check_num_samples(num_samples)
        self.start_index = start_index
        super().__init__(num_samples)

    def validate(self):
        """Refuse a negative start."""
        if (self.start_index or 0) < 0:
            raise pipeline_error(
                "SequentialSampler: start_index must be greater than or equal to 0, but got: "
                f"{self.start_index}"
            )

    def _order(self, rows, count, child, classes):
        self.validate()
        return order.Sequential(rows, count, child, self.start_index or 0)

    def is_shuffled(self):
        """Whether the child's order is random."""
        return self._child_says("is_shuffled", False)

    def is_sharded(self):
        """Whether the child takes only a shard."""
        return self._child_says("is_sharded", False)


class SubsetSampler(BuiltinSampler):
    """Given rows, in the order given.

    Args:
        indices (iterable of int): row numbers.
        num_samples (int, optional): rows to take. Default: None, all.

    Raises:
        TypeError: an index that is no integer.
        ValueError: negative `num_samples`.
    """

    def __init__(self, indices, num_samples=None):
        _check_num_samples(num_samples)
        if isinstance(indices, int):
            indices = [indices]
        elif isinstance(indices, str) or not _is_iterable(indices):
            raise TypeError(f"Unsupported sampler object of type ({type(indices)})")
        elif num_samples is None:
            indices = list(indices)
        else:
            indices = [i for i, _ in zip(indices, range(num_samples), strict=False)]
        for i, item in enumerate(indices):
            if not isinstance(item, (int, np.integer)):
                raise TypeError(
                    "SubsetSampler: Type of indices element must be int, but got "
                    f"list[{i}]: {item}, type: {type(item)}."
                )
        self.indices = indices
        super().__init__(num_samples)

    def _order(self, rows, count, child, classes):
        return order.Subset(rows, count, child, self.indices)

    def is_shuffled(self):
        """False."""
        return False

    def is_sharded(self):
        """Whether the child takes only a shard."""
        return self._child_says("is_sharded", False)

    def get_num_samples(self):
        """Rows to take."""
        asked = super().get_num_samples()
        return len(self.indices) if asked is None else min(len(self.indices), asked)


class SubsetRandomSampler(SubsetSampler):
    """Given rows in random order.

    Args:
        indices (iterable of int): row numbers.
        num_samples (int, optional): rows to take. Default: None, all.
    """

    def _order(self, rows, count, child, classes):
        return order.Subset(rows, count, child, self.indices, fresh_seed)

    def is_shuffled(self):
        """True."""
        return True


class WeightedRandomSampler(BuiltinSampler):
    """Rows drawn by weight.

    Args:
        weights (list of numbers): one per row; they need not sum to 1.
        num_samples (int, optional): rows to take. Default: None, all.
        replacement (bool): a row may come several times. Default: True.

    Raises:
        TypeError: a weight that is no number.
        ValueError: negative `num_samples`.
    """

    def __init__(self, weights, num_samples=None, replacement=True):
        weights = weights if isinstance(weights, list) else [weights]
        for i, w in enumerate(weights):
            if not isinstance(w, numbers.Number):
                raise TypeError(
                    f"type of weights element must be number, but got w[{i}]: {w}, type: {type(w)}."
                )
        _check_num_samples(num_samples)
        _check_bool("replacement", replacement)
        self.weights, self.replacement = weights, replacement
        super().__init__(num_samples)

    def _order(self, rows, count, child, classes):
        self.validate()
        return order.Weighted(rows, count, child, self.weights, self.replacement, fresh_seed)

    def validate(self):
        """Refuse weights that cannot be drawn by, when a pipeline starts as in MindSpore."""
        if not self.weights:
            raise pipeline_error("WeightedRandomSampler: weights vector must not be empty")
        for w in self.weights:
            if not 0 <= w < float("inf"):
                raise pipeline_error(
                    "WeightedRandomSampler: weights vector must not contain negative numbers, "
                    f"got: {w}"
                )
        if not any(self.weights):
            raise pipeline_error(
                "WeightedRandomSampler: elements of weights vector must not be all zero"
            )

    def is_shuffled(self):
        """True."""
        return True

    def is_sharded(self):
        """Whether the child takes only a shard."""
        return self._child_says("is_sharded", False)
