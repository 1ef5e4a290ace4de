"""The global seed, and the keys that random operators derive from it."""

import itertools

import numpy as np

from .. import _checkparam as validator

_seed = None
# The seed of `mindspore.dataset.config`; 5489 is its "none".
_dataset_seed = 5489
_draws = itertools.count()


def set_seed(seed):
    """Sets the global seed of initializers, random operators and dropout, and NumPy's.

    Args:
        seed (int): not negative.

    Returns:
        None.

    Raises:
        TypeError: `seed` is not an int.
        ValueError: it is negative.

    Example:
        >>> ms.set_seed(1)
        >>> ms.get_seed()
        1
    """
    global _seed, _dataset_seed, _draws
    if not isinstance(seed, int):
        raise TypeError(f"The argument 'seed' must be type of int, but got {type(seed)}.")
    validator.check_non_negative_int(seed, "seed", "global_seed")
    np.random.seed(seed)
    _seed = _dataset_seed = seed
    _draws = itertools.count()


def get_seed():
    """The global seed, or None."""
    return _seed


def dataset_seed():
    """The seed of data pipelines."""
    return _dataset_seed


def set_dataset_seed(seed):
    """Set the seed of data pipelines alone."""
    global _dataset_seed
    _dataset_seed = seed


def next_key(seed=0, seed2=0):
    """A key for one draw of a random operator: repeatable once a seed is set, fresh otherwise."""
    draw = next(_draws)
    if _seed is None and not seed and not seed2:
        fresh = np.random.SeedSequence().generate_state(2, np.uint64)
        return int(fresh[0]), int(fresh[1])
    mixed = np.random.SeedSequence([_seed or 0, seed, seed2]).generate_state(1, np.uint64)
    return int(mixed[0]), draw


def _get_graph_seed(op_seed, op_name):
    """The pair of seeds an operator without its own gets."""
    return (_seed or 0, op_seed)
