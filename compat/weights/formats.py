"""Reading and writing files of named arrays. Nothing in a file is ever executed.

A reader returns (arrays by name, other plain values by name); a writer takes the same two.
"""

from __future__ import annotations

import io
import math
import os
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import numpy as np

from ..core.errors import CompatError, FileFormatError
from ..core.serialize import mindspore_checkpoint, pickle_safe, whole

# Compressed arrays may grow to this in memory, and no further.
MOST_BYTES = 64 << 30
_NAME_TABLE = "StructuredToParameterName@@"  # Paddle's: structured name -> name of the parameter


class MissingLibraryError(CompatError):
    """The library of a format is not installed."""


@dataclass
class Weights:
    """What a file holds."""

    arrays: dict[str, Any] = field(default_factory=dict)
    # text and numbers beside the arrays, such as an epoch or a learning rate
    values: dict[str, Any] = field(default_factory=dict)


def read(path: Path) -> Weights:
    """The contents of a file, by its suffix. Raises FileFormatError, OSError."""
    reader = _format(path).read
    try:
        if not path.stat().st_size:
            raise FileFormatError("the file is empty")
        return reader(path)
    except FileFormatError as error:
        if str(path) in str(error):
            raise
        raise type(error)(f"{path}: {error}") from error


def write(path: Path, weights: Weights) -> None:
    """Write a file by its suffix, whole or not at all."""
    chunks = _format(path).chunks(weights)
    whole.write_whole(str(path), chunks)


# -- MindSpore ---------------------------------------------------------------------------------

_KINDS = {dtype: kind for kind, dtype in mindspore_checkpoint.NUMPY.items()}


def _read_ckpt(path: Path) -> Weights:
    found = Weights()
    for entry in mindspore_checkpoint.decoded(path.read_bytes()):
        if entry.kind == "str":
            found.values[entry.tag] = entry.data
            continue
        dims = () if entry.dims == [0] and entry.data.size == 1 else tuple(entry.dims)
        try:
            found.arrays[entry.tag] = entry.data.reshape(dims)
        except ValueError as error:
            raise FileFormatError(f"{entry.tag!r}: {error}") from error
    return found


def _ckpt(weights: Weights) -> Iterable[bytes | memoryview]:
    entries = []
    for name, x in weights.arrays.items():
        if x.dtype.name not in _KINDS:
            raise FileFormatError(f"{name}: a .ckpt file has no dtype {x.dtype.name}")
        dims = list(x.shape) if x.shape else [0]
        entries.append(mindspore_checkpoint.Entry(name, dims, _KINDS[x.dtype.name], x))
    for name, value in weights.values.items():
        entries.append(mindspore_checkpoint.Entry(name, [0], "str", str(value)))
    return mindspore_checkpoint.encoded(entries)


# -- Paddle ------------------------------------------------------------------------------------


def _read_paddle(path: Path) -> Weights:
    found = Weights()
    for name, value in pickle_safe.load_dict(str(path)).items():
        if name == _NAME_TABLE:
            continue
        _sort_in(found, str(name), value)
    return found


def _sort_in(found: Weights, name: str, value: Any) -> None:
    """Arrays to the arrays; what is in dictionaries under dotted names."""
    if isinstance(value, dict):
        for key, inner in value.items():
            _sort_in(found, f"{name}.{key}", inner)
    elif isinstance(value, (np.ndarray, np.generic)):
        found.arrays[name] = np.asarray(value)
    else:
        found.values[name] = value


def _paddle(weights: Weights) -> Iterable[bytes | memoryview]:
    return pickle_safe.chunks({**weights.arrays, **weights.values})


# -- NumPy and safetensors ---------------------------------------------------------------------


def _read_npz(path: Path) -> Weights:
    with path.open("rb") as file:
        try:
            return Weights(_members(file))
        except FileFormatError:
            raise
        except Exception as error:  # zipfile, zlib and NumPy's headers raise what they like
            raise FileFormatError(f"no file of NumPy arrays: {error}") from error


def _members(file: IO[bytes]) -> dict[str, Any]:
    with zipfile.ZipFile(file) as archive:
        members = [info for info in archive.infolist() if not info.is_dir()]
        size = sum(info.file_size for info in members)
        if size > MOST_BYTES:
            raise FileFormatError(f"its arrays would take {size >> 30} GiB")
        return {info.filename.removesuffix(".npy"): _member(archive, info) for info in members}


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Any:
    """The array of a member; what its header promises is checked against what is there."""
    with archive.open(info) as file:
        read_header = _NPY_HEADERS[np.lib.format.read_magic(file)]
        shape, fortran, dtype = read_header(file)
        if dtype.hasobject:
            raise FileFormatError(f"{info.filename}: it holds Python objects")
        if math.prod(shape) * dtype.itemsize != info.file_size - file.tell():
            raise FileFormatError(f"{info.filename}: its size is not that of its shape {shape}")
        data = np.empty(math.prod(shape), dtype)
        file.readinto(data.view("uint8"))  # type: ignore[attr-defined]
        return data.reshape(shape, order="F" if fortran else "C")


_NPY_HEADERS: dict[tuple[int, int], Callable[..., Any]] = {
    (1, 0): np.lib.format.read_array_header_1_0,
    (2, 0): np.lib.format.read_array_header_2_0,
}


def _npz(weights: Weights) -> Iterable[bytes | memoryview]:
    buffer = io.BytesIO()
    values = {name: np.asarray(v) for name, v in weights.values.items()}
    np.savez(buffer, **weights.arrays, **values)
    return [buffer.getbuffer()]


def _safetensors() -> Any:
    try:
        import safetensors
        import safetensors.numpy
    except ImportError as error:
        raise _missing("safetensors", "compat[safetensors]") from error
    return safetensors


def _read_safetensors(path: Path) -> Weights:
    library = _safetensors()
    try:
        with library.safe_open(str(path), framework="numpy") as file:
            values = dict(file.metadata() or {})
            return Weights({name: file.get_tensor(name) for name in file.keys()}, values)  # noqa: SIM118
    except library.SafetensorError as error:
        raise FileFormatError(f"no safetensors file: {error}") from error
    except TypeError as error:  # a dtype that NumPy does not have, such as bfloat16
        raise FileFormatError(f"it holds a dtype that NumPy does not have: {error}") from error


def _write_safetensors(weights: Weights) -> Iterable[bytes | memoryview]:
    arrays = {name: np.array(x, order="C") for name, x in weights.arrays.items()}
    values = {name: str(v) for name, v in weights.values.items()}
    return [_safetensors().numpy.save(arrays, values or None)]


# -- torch -------------------------------------------------------------------------------------


def _torch() -> Any:
    try:
        import torch
    except ImportError as error:
        raise _missing("torch", "compat[torch]") from error
    return torch


def _read_torch(path: Path) -> Weights:
    torch = _torch()
    try:
        content = torch.load(path, map_location="cpu", weights_only=True)
    except OSError:
        raise
    except Exception as error:  # torch raises what its unpicklers raise
        why = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise FileFormatError(f"no file of weights alone for torch: {why}") from error
    if isinstance(content, dict) and isinstance(content.get("state_dict"), dict):
        content = {**content, **content.pop("state_dict")}
    if not isinstance(content, dict):
        raise FileFormatError(f"the file holds a {type(content).__name__}, not a state dict")
    found = Weights()
    for name, value in content.items():
        is_tensor = isinstance(value, torch.Tensor)
        _sort_in(found, str(name), _array_of(torch, value) if is_tensor else value)
    return found


def _array_of(torch: Any, tensor: Any) -> Any:
    if tensor.dtype == torch.bfloat16:
        tensor = tensor.float()
    return tensor.detach().numpy()


def _write_torch(weights: Weights) -> Iterable[bytes | memoryview]:
    torch = _torch()
    tensors = {n: torch.from_numpy(np.array(x)) for n, x in weights.arrays.items()}
    buffer = io.BytesIO()
    torch.save({**tensors, **weights.values}, buffer)
    return [buffer.getbuffer()]


# -- the formats -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Format:
    """A reader, and what makes the bytes of a file."""

    read: Callable[[Path], Weights]
    chunks: Callable[[Weights], Iterable[bytes | memoryview]]


FORMATS = {
    ".ckpt": Format(_read_ckpt, _ckpt),
    ".pdparams": Format(_read_paddle, _paddle),
    ".pdopt": Format(_read_paddle, _paddle),
    ".npz": Format(_read_npz, _npz),
    ".safetensors": Format(_read_safetensors, _write_safetensors),
    ".pth": Format(_read_torch, _write_torch),
    ".pt": Format(_read_torch, _write_torch),
}


def _format(path: Path) -> Format:
    suffix = os.path.splitext(path)[1].lower()
    if suffix not in FORMATS:
        known = ", ".join(FORMATS)
        raise FileFormatError(f"{path}: the suffix {suffix!r} is none of {known}")
    return FORMATS[suffix]


def _missing(library: str, extra: str) -> MissingLibraryError:
    return MissingLibraryError(f"this format needs {library}: pip install '{extra}'")
