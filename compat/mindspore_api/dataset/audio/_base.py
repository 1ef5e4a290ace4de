"""What all operations on audio share."""

from __future__ import annotations

import copy

import numpy as np

from ..transforms.failure import SYNTAX, fail
from ..transforms.operation import Implementation
from ..transforms.transforms import TensorOperation


class AudioTensorOperation(TensorOperation):
    """An operation on audio."""

    def __init__(self):
        super().__init__()
        self.implementation = Implementation.C

    def __call__(self, *input_tensor_list):
        for tensor in input_tensor_list:
            if not isinstance(tensor, np.ndarray):
                raise TypeError(f"Input should be NumPy audio, got {type(tensor)}.")
        return super().__call__(*input_tensor_list)


class RepeatedDraws(AudioTensorOperation):
    """A random operation that draws the same numbers for every signal, as MindSpore's do."""

    random = True

    def engine(self):
        """An engine at the start of the operation's stream."""
        return copy.deepcopy(self.stream)


def refuse(condition, message):
    """The syntax error that MindSpore finds in arguments after the constructor."""
    if condition:
        fail(message, SYNTAX)
