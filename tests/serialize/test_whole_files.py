"""Files that are written whole: killed writers, permissions, links, forks."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import threading

import pytest

from compat.core.serialize.whole import write_whole

KILLED = """
import os, signal, sys
from compat.core.serialize.whole import write_whole
def chunks():
    yield b"x" * 100000
    os.kill(os.getpid(), signal.SIGKILL)
write_whole(sys.argv[1], chunks())
"""


def test_what_killed_saves_leave_goes_with_the_next(tmp_path):
    path = str(tmp_path / "a.bin")
    for _ in range(2):
        done = subprocess.run([sys.executable, "-c", KILLED, path], timeout=60)
        assert done.returncode == -signal.SIGKILL
    assert len(os.listdir(tmp_path)) == 1
    write_whole(path, [b"new"])
    assert os.listdir(tmp_path) == ["a.bin"]
    assert (tmp_path / "a.bin").read_bytes() == b"new"


@pytest.mark.parametrize("mask", [0o077, 0o002])
def test_a_new_file_has_the_permissions_of_the_umask(tmp_path, mask):
    before = os.umask(mask)
    try:
        write_whole(str(tmp_path / "a"), [b"x"])
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o666 & ~mask


def test_a_replaced_file_keeps_its_permissions(tmp_path):
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "a").chmod(0o640)
    write_whole(str(tmp_path / "a"), [b"new"])
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "store").mkdir()
    (tmp_path / "store/real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("store/real")
    write_whole(str(tmp_path / "link"), [b"new"])
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "store/real").read_bytes() == b"new"
    assert os.listdir(tmp_path / "store") == ["real"]


def test_a_link_can_be_replaced(tmp_path):
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")
    write_whole(str(tmp_path / "link"), [b"new"], follow=False)
    assert not (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"old"


def test_writers_of_one_file_take_turns(tmp_path):
    path, texts = str(tmp_path / "a"), [bytes([65 + i]) * 50000 for i in range(6)]
    threads = [threading.Thread(target=write_whole, args=(path, [t[:100], t[100:]])) for t in texts]
    for t in threads:
        t.start()
    for t in threads:
        t.join(60)
    assert (tmp_path / "a").read_bytes() in texts
    assert os.listdir(tmp_path) == ["a"]
