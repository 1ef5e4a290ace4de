"""Levels of detail: which rows of a tensor belong to which sequence.

A level is a list of offsets: `[[0, 2, 3]]` says that rows 0 and 1 are the first sequence and row 2
the second one.
"""

from __future__ import annotations

from itertools import pairwise

from ._errors import enforce_not_met


class LevelsOfDetail:
    """What tensors with a list of levels `_lod` say about them."""

    def set_lod(self, lod):
        """Take over offsets of sequences."""
        self._lod = [list(level) for level in lod]

    def lod(self):
        """Offsets of sequences."""
        return self._lod

    def set_recursive_sequence_lengths(self, lengths):
        """Take over lengths of sequences."""
        self._lod = [offsets_of(level) for level in lengths]

    def recursive_sequence_lengths(self):
        """Lengths of sequences."""
        return [[b - a for a, b in pairwise(level)] for level in self._lod]

    def has_valid_recursive_sequence_lengths(self):
        """True if every level covers the next one, the last one the rows of the tensor."""
        offsets = [[0, *level] if level and level[0] else level for level in self._lod]
        below = [len(level) - 1 for level in offsets[1:]] + [self.shape()[0]]
        return all(
            level and level == sorted(level) and level[-1] == count
            for level, count in zip(offsets, below, strict=True)
        )


def offsets_of(lengths):
    """Offsets of sequences of these lengths."""
    offsets = [0]
    for n in lengths:
        offsets.append(offsets[-1] + n)
    return offsets


def levels(x):
    """The levels of a variable, outermost first."""
    return getattr(x, "_lod", [])


def with_levels(x, *lod):
    """`x`, a fresh result, with these levels."""
    x._lod = [list(level) for level in lod]
    return x


def one_level(x, name, slot):
    """The offsets of a variable that must have one level, for an operator's operand `slot`."""
    lod = levels(x)
    if len(lod) != 1:
        raise enforce_not_met(
            f"InvalidArgumentError: {name} {slot} needs 1 level of LoD. But received level of LoD "
            f"is [{len(lod)}].",
            name,
            f"Expected {slot}->lod().size() == 1UL, but received {slot}->lod().size():{len(lod)} "
            "!= 1UL:1.",
        )
    return lod[0]


def last_level(x, name, slot):
    """The offsets of the rows of a variable; without levels the operator refuses it.

    Paddle 1.8.5 ends the process in some of these operators.
    """
    lod = levels(x)
    if not lod:
        raise enforce_not_met(
            f"InvalidArgumentError: Input({slot}) Tensor of {name} does not contain LoD "
            "information.",
            name,
            "Expected lod.empty() == false, but received lod.empty():1 != false:0.",
        )
    return lod[-1]
