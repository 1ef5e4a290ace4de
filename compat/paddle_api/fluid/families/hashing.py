"""Hashes of ids: the 64 bits of xxHash, as the library of that name defines them."""

from __future__ import annotations

import numpy as np

from compat.core import op

from .._operands import INDICES, raw, take
from .._registry import operator
from .._varbase import from_numpy, wrap

_WORD = 2**64 - 1
_PRIMES = (
    0x9E3779B185EBCA87,
    0xC2B2AE3D27D4EB4F,
    0x165667B19E3779F9,
    0x85EBCA77C2B2AE63,
    0x27D4EB2F165667C5,
)


def _turned(x, bits):
    return (x << bits | x >> (64 - bits)) & _WORD


def _round(state, lane):
    """One step of a lane's accumulator."""
    state = (state + lane * _PRIMES[1]) & _WORD
    return _turned(state, 31) * _PRIMES[0] & _WORD


def xxhash64(data, seed=0):
    """The 64-bit xxHash of bytes whose number is a multiple of 4."""
    length, place = len(data), 0
    if length >= 32:
        lanes = [seed + _PRIMES[0] + _PRIMES[1], seed + _PRIMES[1], seed, seed - _PRIMES[0]]
        lanes = [x & _WORD for x in lanes]
        while place + 32 <= length:
            for i in range(4):
                lanes[i] = _round(lanes[i], _number(data, place + 8 * i, 8))
            place += 32
        found = sum(map(_turned, lanes, (1, 7, 12, 18))) & _WORD
        for lane in lanes:
            found = ((found ^ _round(0, lane)) * _PRIMES[0] + _PRIMES[3]) & _WORD
    else:
        found = seed + _PRIMES[4]
    return _ended(found + length, data, place)


def _ended(found, data, place):
    """The hash after the bytes from `place` on, which fill no block, and the last mixing."""
    while place + 8 <= len(data):
        found ^= _round(0, _number(data, place, 8))
        found = (_turned(found & _WORD, 27) * _PRIMES[0] + _PRIMES[3]) & _WORD
        place += 8
    if place + 4 <= len(data):
        found ^= _number(data, place, 4) * _PRIMES[0] & _WORD
        found = (_turned(found & _WORD, 23) * _PRIMES[1] + _PRIMES[2]) & _WORD
    found &= _WORD
    for shift, prime in ((33, _PRIMES[1]), (29, _PRIMES[2])):
        found = (found ^ found >> shift) * prime & _WORD
    return found ^ found >> 32


def _number(data, place, count):
    return int.from_bytes(data[place : place + count], "little")


@operator(inputs=("X",))
def hash_op(x, num_hash=1, mod_by=100000, **options):
    """(..., num_hash, 1): the hashes of rows of ids with the seeds from 0 on, below `mod_by`."""
    ids = op.to_numpy(raw(take(x, "hash", INDICES)))
    rows = np.ascontiguousarray(ids).reshape(-1, ids.shape[-1])
    found = [[xxhash64(row.tobytes(), seed) % mod_by for seed in range(num_hash)] for row in rows]
    return wrap(from_numpy(np.array(found, ids.dtype).reshape(*ids.shape[:-1], num_hash, 1)))


def hash(input, hash_size, num_hash=1, name=None):
    """(..., num_hash, 1): hashes of rows of ids, from 0 to `hash_size - 1`.

    input: int32 or int64 (..., size). Hash number i has the seed i.
    """
    return hash_op(input, num_hash, hash_size)
