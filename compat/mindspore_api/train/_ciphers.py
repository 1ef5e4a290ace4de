"""Encrypted checkpoints in MindSpore's format.

A file is a sequence of blocks; integers are unsigned, 32 bits, little-endian:
magic | tag of 16 bytes (AES-GCM only) | size of the rest | size of iv | iv | size of data | data
"""

from __future__ import annotations

import os
import struct

_MAGIC = {0x7F3A5ED8: "AES-GCM", 0x7F3A5ED9: "AES-CBC", 0x7F3A5EDA: "SM4-CBC"}
_OF_MODE = {mode: magic for magic, mode in _MAGIC.items()}
_TAG, _IV = 16, 16
_NONCE = 12  # of the 16 bytes in the file AES-GCM takes the first 12
_BLOCK = 64 * 1024 * 1024


def is_encrypted(data):
    """Whether the bytes begin as an encrypted file does."""
    return len(data) >= 4 and struct.unpack_from("<I", data)[0] in _MAGIC


def encrypted(data, key, mode):
    """The file for `data`. Raises ValueError for an unknown mode or a key of the wrong length."""
    if mode not in _OF_MODE or not _suits(key, mode):
        raise ValueError("Encrypt failed")
    blocks = range(0, len(data), _BLOCK)
    return b"".join(_sealed(data[i : i + _BLOCK], key, mode) for i in blocks)


def decrypted(data, key, mode):
    """What was encrypted. Raises ValueError when key or mode do not fit or bytes were changed."""
    if mode not in _OF_MODE:
        raise ValueError(f"mode must be one of {tuple(_OF_MODE)}, but got {mode!r}")
    if not _suits(key, mode):
        raise ValueError(f"a key of {len(key)} bytes does not suit {mode}")
    parts, place = [], 0
    while place < len(data):
        part, place = _opened(data, place, key, mode)
        parts.append(part)
    return b"".join(parts)


def _suits(key, mode):
    return len(key) in ((16,) if mode == "SM4-CBC" else (16, 24, 32))


def _sealed(block, key, mode):
    iv, tag = os.urandom(_IV), b""
    if mode == "AES-GCM":
        whole = _library().aead.AESGCM(key).encrypt(iv[:_NONCE], block, None)
        body, tag = whole[:-_TAG], whole[-_TAG:]
    else:
        padder = _library().padding.PKCS7(128).padder()
        sealing = _cipher(key, iv, mode).encryptor()
        body = sealing.update(padder.update(block) + padder.finalize()) + sealing.finalize()
    head = struct.pack("<I", _OF_MODE[mode]) + tag
    size = 4 + len(iv) + 4 + len(body)
    sized = struct.pack("<II", size, len(iv)) + iv + struct.pack("<I", len(body)) + body
    return head + sized


def _opened(data, place, key, mode):
    """(plain block, where the next one begins)."""
    tag_size = _TAG if mode == "AES-GCM" else 0
    try:
        (magic,) = struct.unpack_from("<I", data, place)
        tag = data[place + 4 : place + 4 + tag_size]
        size, iv_size = struct.unpack_from("<II", data, place + 4 + tag_size)
        place += 12 + tag_size
        (body_size,) = struct.unpack_from("<I", data, place + iv_size)
    except struct.error:
        raise ValueError("the file ends inside a block") from None
    iv, body = data[place : place + iv_size], data[place + iv_size + 4 :][:body_size]
    if _MAGIC.get(magic) != mode or size != iv_size + body_size + 8 or len(body) != body_size:
        raise ValueError(f"no block encrypted with {mode}")
    return _plain(body, tag, key, iv, mode), place + iv_size + 4 + body_size


def _plain(body, tag, key, iv, mode):
    library = _library()
    try:
        if mode == "AES-GCM":
            return library.aead.AESGCM(key).decrypt(iv[:_NONCE], body + tag, None)
        opening = _cipher(key, iv, mode).decryptor()
        unpadder = library.padding.PKCS7(128).unpadder()
        padded = opening.update(body) + opening.finalize()
        return unpadder.update(padded) + unpadder.finalize()
    except (library.InvalidTag, ValueError) as error:
        raise ValueError("wrong key, or a changed file") from error


def _cipher(key, iv, mode):
    library = _library()
    kind = library.algorithms.SM4 if mode == "SM4-CBC" else library.algorithms.AES
    return library.Cipher(kind(key), library.modes.CBC(iv))


class _Library:
    """The parts of the `cryptography` package in use."""

    def __init__(self):
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives import padding
        from cryptography.hazmat.primitives.ciphers import Cipher, aead, algorithms, modes

        self.InvalidTag, self.padding, self.Cipher = InvalidTag, padding, Cipher
        self.aead, self.algorithms, self.modes = aead, algorithms, modes


def _library():
    try:
        return _Library()
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(
            "Encrypted checkpoints (enc_key, dec_key) need the package cryptography; install it "
            "with: pip install cryptography",
            name=error.name,
        ) from error
