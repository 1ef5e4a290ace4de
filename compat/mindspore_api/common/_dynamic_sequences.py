"""Lists and tuples whose length a compiled function does not know: `mutable(x, dynamic_len=True)`.

Every element of such a sequence has one type and one shape. MindSpore checks that while it
compiles; here the check runs inside compiled functions, where the sequence is made or changed.
Outside them the sequence is a plain list or tuple, as in MindSpore.
"""

from .. import _compiled_modes
from ._mutable_values import marked
from .tensor import Tensor


def is_compiling():
    """True inside a compiled cell or function."""
    return _compiled_modes.run_number is not None


def _type_of(value):
    if isinstance(value, Tensor):
        return Tensor, value._name
    for kind in (list, tuple):
        if isinstance(value, kind):
            return kind, _type_of(value[0]) if value else None
    return next((kind for kind in (bool, int, float) if isinstance(value, kind)), type(value))


def _shape_of(value):
    if isinstance(value, Tensor):
        return value.shape
    return tuple(map(_shape_of, value)) if isinstance(value, (list, tuple)) else ()


def _alike(a, b):
    return _type_of(a) == _type_of(b) and _shape_of(a) == _shape_of(b)


def check_elements(values):
    """Raise ValueError when elements differ in type or shape."""
    for what, of in (("type", _type_of), ("shape", _shape_of)):
        for i, value in enumerate(values[1:], 1):
            if of(value) != of(values[0]):
                raise ValueError(
                    f"The element {what} do not match, can not convert to dynamic length sequence. "
                    f"The 0th element is {values[0]} and the {i}th element is {value}."
                )


def _check_joined(first, second):
    for values in (first, second):
        check_elements(values)
    if first and second and not _alike(first[0], second[0]):
        raise TypeError(
            f"For primitive[sequence_add], the element of first input {first[0]} is not same with "
            f"the element of second input {second[0]}."
        )


def _check_new(action, values, value):
    if is_compiling() and values and not _alike(values[0], value):
        raise TypeError(
            f"For {action}, when the queue is dynamic length, the new element must have the type "
            f"and shape of the others, {values[0]}, but got {value}."
        )


class _Dynamic:
    """What lists and tuples share: a sum or a slice is of unknown length as well."""

    __ms_mutable__ = True
    __ms_dynamic_len__ = True

    def _of(self, values):
        return type(self)(values) if is_compiling() else values

    def __add__(self, other):
        if is_compiling() and isinstance(other, self._kind):
            _check_joined(self, other)
        return self._of(self._kind.__add__(self, other))

    def __radd__(self, other):
        if not isinstance(other, self._kind):
            return NotImplemented
        if is_compiling():
            _check_joined(other, self)
        return self._of(self._kind.__add__(other, self))

    def __mul__(self, number):
        return self._of(self._kind.__mul__(self, number))

    __rmul__ = __mul__

    def __getitem__(self, index):
        if isinstance(index, slice):
            parts = (index.start, index.stop, index.step)
            index = slice(*(int(p) if isinstance(p, Tensor) else p for p in parts))
            return self._of(self._kind.__getitem__(self, index))
        element = self._kind.__getitem__(self, index)
        return marked(element) if is_compiling() and is_constant(element) else element


class DynamicTuple(_Dynamic, tuple):
    """A tuple of unknown length."""

    _kind = tuple


class DynamicList(_Dynamic, list):
    """A list of unknown length."""

    _kind = list

    def __setitem__(self, index, value):
        if not isinstance(index, slice):
            _check_new("setitem", self, value)
        list.__setitem__(self, index, value)

    def append(self, value):
        """Add an element of the type and shape of the others."""
        _check_new("append", self, value)
        list.append(self, value)


def dynamic_sequence(values):
    """The list or tuple as one of unknown length."""
    if is_compiling():
        check_elements(values)
    return DynamicList(values) if isinstance(values, list) else DynamicTuple(values)


def _check_sequence(name, value):
    if not isinstance(value, (list, tuple)):
        raise TypeError(f"For '{name}', the input must be a list or tuple, but got {type(value)}.")


def is_sequence_value_unknown(sequence):
    """True when the elements of a list or tuple may change between calls."""
    _check_sequence("IsShapeUnKnown", sequence)
    if getattr(sequence, "__ms_mutable__", False):
        return True
    return any(not is_constant(element) for element in sequence)


def is_sequence_shape_unknown(sequence):
    """True when the length of a list or tuple may change between calls."""
    _check_sequence("IsDimUnKnown", sequence)
    return getattr(sequence, "__ms_dynamic_len__", False)


def is_dynamic_sequence_element_unknown(sequence):
    """True when a list or tuple of unknown length has had no element yet."""
    if not getattr(sequence, "__ms_dynamic_len__", False):
        raise TypeError(
            "For 'IsElementUnknown', the input should be variable length sequence, "
            f"but got {sequence}."
        )
    return not sequence


def is_constant(value):
    """False for what `mutable` marked."""
    return not getattr(value, "__ms_mutable__", False)
