"""Arguments that may be a number or a list, and nested structures."""

from __future__ import annotations

import sys

from compat.core.text import plain

_PUBLIC = f"{__package__}.layers.utils"


def convert_to_list(value, n, name, dtype=int):
    """A list of `n` ints from an int or from an iterable of that length."""
    if isinstance(value, dtype):
        return [value] * n
    try:
        values = list(value)
    except TypeError:
        raise ValueError(f"The {name}'s type must be list or tuple. Received: {value}") from None
    if len(values) != n:
        raise ValueError(f"The {name}'s length must be {n}. Received: {plain(value)}")
    for element in values:
        try:
            dtype(element)
        except (ValueError, TypeError):
            raise ValueError(
                f"The {name}'s type must be a list or tuple of {n} {dtype} . Received: "
                f"{plain(value)} including element {element} of type {type(element)}"
            ) from None
    return values


def is_sequence(seq):
    """True for lists, tuples and dicts."""
    return isinstance(seq, (list, tuple, dict))


def _is_nested(seq):
    # Programs put a rule of their own in the public module's place, for shapes among others.
    public = sys.modules.get(_PUBLIC)
    return (public.is_sequence if public else is_sequence)(seq)


def _sorted(dictionary):
    return [dictionary[k] for k in sorted(dictionary)]


def flatten(nest):
    """The leaves of a nested structure, as a list."""
    if not _is_nested(nest):
        return [nest]
    parts = _sorted(nest) if isinstance(nest, dict) else nest
    return [leaf for part in parts for leaf in flatten(part)]


def pack_sequence_as(structure, flat_sequence):
    """The leaves in the form of `structure`."""
    leaves = iter(flat_sequence)
    return _packed(structure, leaves)


def _packed(structure, leaves):
    if not _is_nested(structure):
        return next(leaves)
    if isinstance(structure, dict):
        packed = {k: _packed(structure[k], leaves) for k in sorted(structure)}
        return type(structure)((k, packed[k]) for k in structure)
    parts = [_packed(part, leaves) for part in structure]
    if isinstance(structure, tuple) and hasattr(structure, "_fields"):
        return type(structure)(*parts)
    return type(structure)(parts)


def map_structure(func, *structure):
    """`func` of the leaves, in the same structure."""
    flat = [flatten(s) for s in structure]
    results = [func(*leaves) for leaves in zip(*flat, strict=False)]
    return pack_sequence_as(structure[0], results)


def assert_same_structure(nest1, nest2, check_types=True):
    """Raise unless both have the same nesting."""
    if len(flatten(nest1)) != len(flatten(nest2)):
        raise ValueError(
            "The two structures don't have the same number of elements.\n\nFirst structure: "
            f"{nest1}\n\nSecond structure: {nest2}."
        )
    _same(nest1, nest2, check_types)


def _same(a, b, check_types):
    if is_sequence(a) != is_sequence(b):
        raise ValueError(
            "The two structures don't have the same nested structure.\n\nFirst structure: "
            f"{a}\n\nSecond structure: {b}."
        )
    if not is_sequence(a):
        return
    if check_types and type(a) is not type(b):
        raise TypeError(
            "The two structures don't have the same sequence type. First structure has type "
            f"{type(a)}, while second structure has type {type(b)}."
        )
    for x, y in zip(_parts(a), _parts(b), strict=True):
        _same(x, y, check_types)


def _parts(nest):
    return _sorted(nest) if isinstance(nest, dict) else list(nest)
