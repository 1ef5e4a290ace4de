"""Writing files so that the old one stays until the new one is complete."""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

try:
    import fcntl
except ImportError:  # Windows, which refuses to replace an open file instead
    fcntl = None  # type: ignore[assignment]

PATIENCE = 60.0  # seconds to wait for another writer of the same file


def write_whole(
    path: str,
    chunks: Iterable[bytes | memoryview],
    mode: int | None = None,
    follow: bool = True,
) -> None:
    """Write `chunks` to `.NAME.part` beside the file, then put it in its place.

    mode: permissions; default those of the file replaced, or of a new one under the umask. follow:
    a link stays and what it leads to is replaced, else the link is. What a killed process left goes
    with the next save. Raises TimeoutError while another one writes the same file.
    """
    target = os.path.realpath(path) if follow else path
    temporary = str(Path(target).with_name(f".{Path(target).name}.part"))
    if mode is None:
        with suppress(FileNotFoundError):
            mode = stat.S_IMODE(os.stat(target).st_mode)
    with _alone(temporary, 0o666 if mode is None else 0o600) as file:
        try:
            for chunk in chunks:
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
            if mode is not None:
                os.chmod(temporary, mode)
            os.replace(temporary, target)
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary)
            raise


def _alone(path: str, permissions: int) -> BinaryIO:
    """A new file, held by this writer: the lock ends with the file or the process."""
    limit = time.monotonic() + PATIENCE
    while True:
        handle = _opened(path, permissions)
        try:
            if _held(handle, path):
                if os.fstat(handle).st_size == 0:
                    return os.fdopen(handle, "wb")
                os.unlink(path)  # a killed process left it
            elif time.monotonic() > limit:
                raise TimeoutError(errno.ETIMEDOUT, "another process writes this file", path)
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)
        time.sleep(0.01)


def _opened(path: str, permissions: int) -> int:
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    try:
        return os.open(path, flags, permissions)
    except PermissionError:  # killed after the file was made read-only
        with suppress(FileNotFoundError):
            os.chmod(path, 0o600)
        return os.open(path, flags, permissions)


def _held(handle: int, path: str) -> bool:
    """Whether the lock is ours, on the file that still has the name."""
    if fcntl is None:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.path.samestat(os.fstat(handle), os.stat(path))
    except (BlockingIOError, FileNotFoundError):
        return False
