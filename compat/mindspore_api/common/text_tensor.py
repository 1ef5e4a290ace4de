"""Tensors of strings: they show and give back their strings; nothing computes with them."""

from __future__ import annotations

import numpy as np

from . import _build
from . import dtype as mstype
from .tensor import Tensor


class TextTensor(Tensor):
    """A Tensor of strings.

    Args:
        array (numpy.ndarray): of strings.
    """

    def __init__(self, array):
        super().__init__(internal=True)
        self._text = array

    @property
    def shape(self):
        """Its shape, a tuple."""
        return self._text.shape

    @property
    def dtype(self):
        """mindspore.string."""
        return mstype.string

    @property
    def ndim(self):
        """Number of axes."""
        return self._text.ndim

    @property
    def size(self):
        """Number of strings."""
        return self._text.size

    def asnumpy(self):
        """The NumPy array of the strings."""
        return self._text

    def __len__(self):
        return len(self._text)

    def __eq__(self, other):
        return False

    __hash__ = object.__hash__

    def __str__(self):
        return str(self._text)

    def __repr__(self):
        text = np.array2string(self._text, separator=", ")
        return f"Tensor(shape={list(self._text.shape)}, dtype=String, value= {text})"

    def __getattr__(self, name):
        if name in ("_value", "_name"):
            raise TypeError("Operators take no Tensor of type String; use asnumpy().")
        raise NotImplementedError(
            f"mindspore.Tensor.{name} of strings is not supported; use asnumpy()"
        )


_build.text_class = TextTensor
