"""CRC-32C (Castagnoli), in blocks of NumPy."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

_POLYNOMIAL = 0x82F63B78
_BLOCK = 1024
_MASK = 0xA282EAD8

Words = NDArray[np.uint32]


@lru_cache(maxsize=1)
def _bytewise() -> Words:
    """What a byte does to a register of zeros."""
    table = np.arange(256, dtype=np.uint32)
    for _ in range(8):
        table = np.where(table & 1, table >> 1 ^ np.uint32(_POLYNOMIAL), table >> 1)
    return table


@lru_cache(maxsize=1)
def _positions() -> Words:
    """What a byte does that has 0, 1, ... 1023 bytes behind it; (position from the front, byte)."""
    one = _bytewise()
    rows = [one]
    for _ in range(_BLOCK - 1):
        before = rows[-1]
        rows.append(one[before & 0xFF] ^ before >> 8)
    return np.array(rows[::-1])


@lru_cache(maxsize=1)
def _skips() -> list[list[int]]:
    """What the four bytes of a register become after a block of zeros."""
    found = []
    for place in range(4):
        register = np.arange(256, dtype=np.uint32) << np.uint32(8 * place)
        one = _bytewise()
        for _ in range(_BLOCK):
            register = one[register & 0xFF] ^ register >> 8
        found.append(register.tolist())
    return found


def crc32c(data: bytes | memoryview) -> int:
    """The checksum of `data`."""
    raw = np.frombuffer(data, np.uint8)
    register = 0xFFFFFFFF
    whole = len(raw) // _BLOCK
    if whole:
        s0, s1, s2, s3 = _skips()
        blocks = raw[: whole * _BLOCK].reshape(whole, _BLOCK)
        table, places = _positions(), np.arange(_BLOCK)
        for block in blocks:
            own = int(np.bitwise_xor.reduce(table[places, block]))
            a, b = s0[register & 0xFF], s1[register >> 8 & 0xFF]
            c, d = s2[register >> 16 & 0xFF], s3[register >> 24]
            register = a ^ b ^ c ^ d ^ own
    return _tail(register, raw[whole * _BLOCK :]) ^ 0xFFFFFFFF


def _tail(register: int, raw: NDArray[np.uint8]) -> int:
    """The register after fewer bytes than a block."""
    n = len(raw)
    if n < 32:
        one = _bytewise_list()
        for byte in raw.tolist():
            register = one[(register ^ byte) & 0xFF] ^ register >> 8
        return register
    first = raw.copy()
    first[:4] ^= np.frombuffer(register.to_bytes(4, "little"), np.uint8)
    return int(np.bitwise_xor.reduce(_positions()[np.arange(_BLOCK - n, _BLOCK), first]))


@lru_cache(maxsize=1)
def _bytewise_list() -> list[int]:
    found: list[int] = _bytewise().tolist()
    return found


def masked_crc32c(data: bytes | memoryview) -> int:
    """The checksum as TFRecord files store it."""
    crc = crc32c(data)
    return ((crc >> 15 | crc << 17) + _MASK) & 0xFFFFFFFF
