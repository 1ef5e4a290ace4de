"""The cache folder: files are there with the right checksum, or they are fetched."""

from __future__ import annotations

import glob
import hashlib
import importlib
import os
import pickle
import shutil
import sys
import urllib.request
from pathlib import Path

from compat.core.serialize import pickle_safe

from ._files import SIZES

__all__ = ["DATA_HOME", "cluster_files_reader", "download", "md5file", "split"]

DATA_HOME = os.path.expanduser("~/.cache/paddle/dataset")
_TRIES = 3
_PATIENCE = 20  # seconds without a byte


def must_mkdirs(path):
    """Make the cache folder, whatever `path` says."""
    os.makedirs(DATA_HOME, exist_ok=True)


def md5file(fname):
    """The MD5 checksum of a file, as 32 digits."""
    found = hashlib.md5(usedforsecurity=False)
    with open(fname, "rb") as file:
        for chunk in iter(lambda: file.read(1 << 20), b""):
            found.update(chunk)
    return found.hexdigest()


def download(url, module_name, md5sum, save_name=None):
    """The path of a file in the cache folder; fetched from `url` unless it is there.

    module_name (str): the folder below `DATA_HOME`. md5sum (str): its checksum. save_name (str,
    default the last part of the address): its name. Raises RuntimeError, with what to put where,
    if there is no such file and it cannot be fetched.
    """
    folder = os.path.join(DATA_HOME, module_name)
    path = os.path.join(folder, save_name or url.split("/")[-1])
    if _intact(path, md5sum):
        return path
    os.makedirs(folder, exist_ok=True)
    problem = f"its checksum was {md5file(path)}" if os.path.exists(path) else "it is not there"
    sys.stderr.write(f"Cache file {path}: {problem}, downloading {url}\n")
    for _ in range(_TRIES):
        try:
            _fetch(url, path)
        except (OSError, ValueError) as error:
            raise RuntimeError(_by_hand(url, path, md5sum, f"{problem}; {error}")) from error
        if _intact(path, md5sum):
            return path
        problem = f"what came has the checksum {md5file(path)}"
    raise RuntimeError(_by_hand(url, path, md5sum, problem))


def _intact(path, md5sum):
    return os.path.exists(path) and md5file(path) == md5sum


def _fetch(url, path):
    """Download to a file beside `path` that takes its place when it is complete."""
    part = f"{path}.{os.getpid()}.part"
    try:
        with urllib.request.urlopen(url, timeout=_PATIENCE) as source, open(part, "wb") as file:
            shutil.copyfileobj(source, file)
        os.replace(part, path)
    finally:
        if os.path.exists(part):
            os.unlink(part)


def _by_hand(url, path, md5sum, problem):
    size = f", {SIZES[md5sum]} bytes" if md5sum in SIZES else ""
    return (
        f"Cannot download {url} within retry limit {_TRIES} ({problem}). The program reads {path} "
        f"(MD5 {md5sum}{size}): get the file from the address above, or from whoever distributes "
        "this data set, and put it there."
    )


def fetch_all():
    """Fetch the files of every data set."""
    from . import __all__ as names

    for name in names:
        fetch = getattr(importlib.import_module(f"{__package__}.{name}"), "fetch", None)
        if fetch is not None:
            fetch()


def split(reader, line_count, suffix="%05d.pickle", dumper=pickle.dump):
    """Write the samples of a reader to files of about `line_count` samples each.

    suffix (str): the files' names, with a place for their number. dumper (callable): writes a list
    of samples to an open file.
    """
    if not callable(dumper):
        raise TypeError("dumper should be callable.")
    lines, number = [], 0
    for i, sample in enumerate(reader()):
        lines.append(sample)
        if i >= line_count and i % line_count == 0:
            _dump(dumper, lines, suffix % number)
            lines, number = [], number + 1
    if lines:
        _dump(dumper, lines, suffix % number)


def _dump(dumper, lines, path):
    with open(path, "wb") as file:
        dumper(lines, file)


def _load(file):
    return pickle_safe.loads(file.read())


def cluster_files_reader(files_pattern, trainer_count, trainer_id, loader=_load):
    """A reader of one trainer's part of the files that `split` wrote.

    loader (callable): reads a list of samples from an open file; by default plain data and arrays.
    """

    def reader():
        if not callable(loader):
            raise TypeError("loader should be callable.")
        for i, path in enumerate(sorted(glob.glob(files_pattern))):
            if i % trainer_count == trainer_id:
                print(f"append file: {path}")
                with Path(path).open("rb") as file:
                    yield from loader(file)

    return reader
