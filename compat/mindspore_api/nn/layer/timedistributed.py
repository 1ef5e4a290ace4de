"""A layer applied to every moment of a sequence."""

from __future__ import annotations

from ... import _checkparam as validator
from ...common.tensor import Tensor
from ...ops import operations as P
from ...ops.primitive import Primitive
from ..cell import Cell

__all__ = ["TimeDistributed"]


class TimeDistributed(Cell):
    """`layer` on each slice along `time_axis`, or on all at once, joined with another axis."""

    def __init__(self, layer, time_axis, reshape_with_axis=None):
        if not isinstance(layer, (Cell, Primitive)):
            raise TypeError(
                f"For '{self.cls_name}', the 'layer' must be Cell or Primitive instance, "
                f"but got type: {type(layer).__name__}."
            )
        super().__init__()
        validator.check_is_int(time_axis, "time_axis", self.cls_name)
        if reshape_with_axis is not None:
            validator.check_is_int(reshape_with_axis, "reshape_with_axis", self.cls_name)
        self.layer = layer
        self.time_axis = time_axis
        self.reshape_with_axis = reshape_with_axis
        self.transpose = P.Transpose()
        self.reshape = P.Reshape()

    def _check_tensor(self, x):
        if not isinstance(x, Tensor):
            raise TypeError(f"For '{self.cls_name}', the inputs and outputs must be a Tensor.")

    def construct(self, inputs):
        """The outputs, along the same axis."""
        self._check_tensor(inputs)
        rank = inputs.ndim
        if rank < 3:
            raise ValueError(
                f"For '{self.cls_name}', the inputs shape must be at least 3D, but got {rank}."
            )
        axis = self.time_axis % rank
        if self.reshape_with_axis is not None:
            return self._joined(inputs, axis, self.reshape_with_axis % rank)
        found = []
        for item in P.Unstack(axis)(inputs):
            output = self.layer(item)
            self._check_tensor(output)
            if axis > output.ndim:
                raise ValueError(
                    f"For '{self.cls_name}', the value of 'time_axis' must be in range of "
                    f"[{-output.ndim - 1}, {output.ndim}], but got {axis}."
                )
            found.append(output)
        return P.Stack(axis)(tuple(found))

    def _joined(self, inputs, axis, partner):
        rank = inputs.ndim
        behind = axis > partner and partner != rank - 1
        place = partner + 1 if behind else partner - 1
        first = min(place, partner)
        inputs = self.transpose(inputs, _moved(place, axis, rank))
        shape = inputs.shape
        inputs = self.reshape(inputs, (*shape[:first], -1, *shape[first + 2 :]))
        outputs = self.layer(inputs)
        self._check_tensor(outputs)
        found = outputs.shape
        if first >= len(found) or inputs.shape[first] != found[first]:
            raise ValueError(
                f"For '{self.cls_name}', the 'reshape_with_axis' is invalid in the input and "
                "output. The 'reshape_pos' must be less than the length of 'outputs_shape', and "
                "the 'inputs_shape[reshape_pos]' must be equal to 'outputs_shape[reshape_pos]', "
                f"but got 'reshape_pos': {first}, 'inputs_shape': {inputs.shape}, 'outputs_shape': "
                f"{found}. You may try pass parameters without 'reshape_with_axis'."
            )
        target = (*found[:first], *shape[first : first + 2], *found[first + 1 :])
        return self.reshape(outputs, (-1, *target[1:]))


def _moved(a, b, count):
    """A permutation that brings the later one of two axes to the place of the earlier one."""
    a, b = min(a, b), max(a, b)
    axes = tuple(range(count))
    return (*axes[:a], axes[b], *axes[a:b], *axes[b + 1 :])
