"""The reader of pickles hands out values only, within bounds that the file's size sets."""

import collections
import pickle
import struct
import time

import numpy as np
import pytest

from compat.core.errors import FileFormatError, UnsafeFileError
from compat.core.serialize import pickle_safe

VALUES = {
    "floats": np.arange(6.0, dtype="float32").reshape(2, 3),
    "fortran": np.asfortranarray(np.arange(6).reshape(2, 3)),
    "swapped": np.arange(3, dtype=">i4"),
    "empty": np.zeros((0, 3)),
    "no axes": np.array(3),
    "flags": np.array([True, False]),
    "complex": np.array([1 + 2j]),
    "number": np.float32(2.5),
    "bytes": b"\xff\x00\n",
    "no bytes": b"",
    "list": [1, 2**70, -5, 255, 65536, 1.5, None, True, "é\n'\""],
    "nested": {"a": ((1,), (), [[]]), 3: {"b": {1, 2}}},
    "ordered": collections.OrderedDict([("z", 1), ("a", 2)]),
    "sets": (set(), frozenset([1])),
    "bytearray": bytearray(b"ab"),
    "imaginary": 1 - 2j,
}


def alike(a, b):
    if isinstance(a, (np.ndarray, np.generic)):
        return type(a) is type(b) and a.dtype == b.dtype.newbyteorder("=") and np.array_equal(a, b)
    return type(a) is type(b) and repr(a) == repr(b)


@pytest.mark.parametrize("protocol", range(6))
@pytest.mark.parametrize("name", VALUES)
def test_plain_values_are_read_from_every_protocol(name, protocol):
    value = VALUES[name]
    found = pickle_safe.loads(pickle.dumps({"x": value, "y": [value, value]}, protocol))
    assert alike(found["x"], value)
    assert found["y"][0] is found["y"][1]


@pytest.mark.parametrize("name", VALUES)
def test_what_is_written_is_read_by_pickle_and_by_the_reader(name):
    value = VALUES[name]
    data = b"".join(pickle_safe.chunks(value))
    assert alike(pickle_safe.loads(data), value)
    assert alike(pickle.loads(data), value)
    assert b"numpy._core" not in data


def test_strings_of_python_2_are_text_or_bytes():
    data = b"\x80\x02U\x02\xe9x."
    assert pickle_safe.loads(data) == "éx"
    assert pickle_safe.loads(data, encoding="bytes") == b"\xe9x"


class Harmful:
    def __reduce__(self):
        return (print, ("run",))


class WithState:
    def __reduce__(self):
        return (collections.OrderedDict, (), {"a": 1})


@pytest.mark.parametrize(
    "value",
    [
        Harmful(),
        WithState(),
        np.array([object()], object),
        np.array(["text"]),
        np.dtype("float32"),
        np.ndarray,
        [np.ndarray],
        {"a": (np.ndarray,)},
    ],
    ids=lambda v: type(v).__name__,
)
def test_what_is_no_plain_value_is_refused(value, capsys):
    with pytest.raises(UnsafeFileError):
        pickle_safe.loads(pickle.dumps(value, 2))
    assert capsys.readouterr().out == ""


def test_a_file_cannot_change_what_later_files_load_as():
    # BUILD on a function sets its attributes in pickle: here __defaults__ of the one for dtypes.
    defaults = b"cnumpy\ndtype\nN}X\x0c\x00\x00\x00__defaults__)s\x86b."
    with pytest.raises(UnsafeFileError, match="changes the state"):
        pickle_safe.loads(b"\x80\x02" + defaults)
    array = np.arange(3.0)
    assert alike(pickle_safe.loads(pickle.dumps(array, 2)), array)


def test_containers_that_grow_by_sharing_are_refused():
    value = [1]
    for _ in range(60):
        value = [value, value]
    with pytest.raises(FileFormatError, match="grow"):
        pickle_safe.loads(pickle.dumps(value, 2))


def test_a_container_that_contains_itself_is_refused():
    with pytest.raises(FileFormatError, match="contains itself"):
        pickle_safe.loads(b"\x80\x02]q\x00h\x00a.")


def test_deep_nesting_is_read():
    data = b"\x80\x02" + b"]" * 50_000 + b"a" * 49_999 + b"."
    assert isinstance(pickle_safe.loads(data), list)


def array_of(shape):
    """A pickle of an array with that shape and no data."""
    state = b"(K\x01" + pickle.dumps(shape, 2)[2:-1]
    dtype = pickle.dumps(np.dtype("f4"), 2)[2:-1]
    empty = b"c__builtin__\nbytes\n)R"
    head = b"\x80\x02cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\x00\x85" + empty
    return head + b"\x87R" + state + dtype + b"\x89" + empty + b"tb."


@pytest.mark.parametrize(
    "data",
    [
        b"\x80\x02]r" + struct.pack("<I", 2**28) + b".",
        array_of((2**62, 0)),
        array_of((0,) * 1000),
        array_of((2**62,) * 3),
        array_of((-1,)),
        b"\x80\x02X\xff\xff\xff\x7f.",
        b"\x80\x04\x8d" + struct.pack("<Q", 2**62) + b".",
        b"\x80\x04\x95" + struct.pack("<Q", 2**62) + b"].",
        b"\x80\x02\x8b" + struct.pack("<i", -1) + b".",
        b"L" + b"9" * 10**6 + b"L\n.",
        b"\x80\x02}\x8a\x08" + b"\x00" * 7 + b"\x40K\x01s.",
    ],
    ids=[
        "memo",
        "axes",
        "many-axes",
        "product",
        "negative",
        "text",
        "text8",
        "frame",
        "long",
        "digits",
        "colliding-keys",
    ],
)
def test_sizes_are_bounded_by_the_file(data):
    start = time.perf_counter()
    try:
        pickle_safe.loads(data)
    except FileFormatError:
        pass
    else:
        assert data[:3] == b"\x80\x02]"  # a large index costs nothing
    assert time.perf_counter() - start < 0.5


@pytest.mark.parametrize("name", ["floats", "nested", "ordered"])
def test_every_cut_and_every_changed_byte_is_an_error_or_a_value(name):
    data = pickle.dumps({"x": VALUES[name]}, 2)
    variants = [data[:i] for i in range(len(data))]
    variants += [
        data[:i] + bytes([c]) + data[i + 1 :] for i in range(len(data)) for c in b"\0\xff(.0Rb"
    ]
    for variant in variants:
        try:
            pickle_safe.loads(variant)
        except FileFormatError:
            continue
    assert all(raises(data[:i]) for i in range(len(data)))


def raises(data):
    with pytest.raises(FileFormatError):
        pickle_safe.loads(data)
    return True
