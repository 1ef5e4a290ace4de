"""Texts in another form."""

from __future__ import annotations

import numpy as np

from ..core.validated import validated
from ..transforms.failure import fail
from . import validators as check
from .base import TextTensorOperation, form_name, texts
from .enumerations import NormalizeForm
from .kernels import patterns, tokens, unicode


def _mapped(column, function, name):
    """A column of texts, each through a function."""
    found = [function(text) for text in texts(column, name).ravel().tolist()]
    return np.array(found, np.str_).reshape(column.shape)


class CaseFold(TextTensorOperation):
    """Texts without differences of case, in normal form NFKC.

    Examples:
        >>> import numpy as np
        >>> import mindspore.dataset.text as text
        >>> str(text.CaseFold()(np.array("Straße")))
        'strasse'
    """

    def compute(self, column):
        """The operation on an array."""
        return _mapped(column, unicode.fold, "CaseFold: input is not string datatype.")


class FilterWikipediaXML(TextTensorOperation):
    """Pages of Wikipedia as words.

    Examples:
        >>> import numpy as np
        >>> import mindspore.dataset.text as text
        >>> str(text.FilterWikipediaXML()(np.array("[[Deep]] <b>")))
        'deep'
    """

    def compute(self, column):
        """The operation on an array."""
        return _mapped(column, tokens.without_markup, "RegexReplace: input is not of type string.")


class NormalizeUTF8(TextTensorOperation):
    """Texts in a normal form.

    Args:
        normalize_form (NormalizeForm): The form. Default: NormalizeForm.NFKC.

    Examples:
        >>> import numpy as np
        >>> import mindspore.dataset.text as text
        >>> str(text.NormalizeUTF8()(np.array("ﬁ")))
        'fi'
    """

    @validated(check.check_normal_form)
    def __init__(self, normalize_form=NormalizeForm.NFKC):
        super().__init__()
        self.normalize_form = normalize_form

    def compute(self, column):
        """The operation on an array."""
        form = form_name(self.normalize_form)
        return _mapped(
            column, lambda text: unicode.normal(text, form),
            "NormalizeUTF8: input is not string datatype.",
        )  # fmt: skip


class RegexReplace(TextTensorOperation):
    """Texts with matches of a pattern of ICU replaced.

    Args:
        pattern (str): The pattern.
        replace (str): What stands instead; $1 is a group.
        replace_all (bool): All matches, else the first. Default: True.

    Examples:
        >>> import numpy as np
        >>> import mindspore.dataset.text as text
        >>> str(text.RegexReplace("a+", "b")(np.array("caat")))
        'cbt'
    """

    @validated(check.check_regex_replace)
    def __init__(self, pattern, replace, replace_all=True):
        super().__init__()
        self.pattern, self.replace, self.replace_all = pattern, replace, replace_all

    def compute(self, column):
        """The operation on an array."""
        try:
            patterns.compiled(self.pattern)
        except patterns.PatternFault as error:
            fail(
                "RegexReplace: create icu RegexMatcher failed, you may input one error pattern. "
                f"{error}"
            )

        def replaced(text):
            try:
                return patterns.replaced(self.pattern, text, self.replace, self.replace_all)
            except patterns.PatternFault as error:
                fail(f"RegexReplace: RegexReplace failed. {error}")

        return _mapped(column, replaced, "RegexReplace: input is not string datatype.")
