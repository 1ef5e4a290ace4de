"""How values are shown in the texts of errors."""

from __future__ import annotations

import numpy as np

from compat.core.text import class_text, plain


def test_numpy_scalars_are_shown_as_numbers():
    assert str(plain((np.int64(1), [np.float32(2.0), "a"], None))) == "(1, [2.0, 'a'], None)"


def test_other_values_stay_what_they_are():
    array = np.ones(2)
    assert plain(array) is array
    assert plain("x") == "x"


def test_the_class_of_numpy_booleans_has_its_old_name():
    assert class_text(np.bool_(True)) == "<class 'numpy.bool_'>"
    assert class_text(1) == "<class 'int'>"
