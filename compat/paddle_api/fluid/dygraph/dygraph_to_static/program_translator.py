"""Functions turned into static programs: here they run as they are, with the same numbers."""

from __future__ import annotations

import inspect
import textwrap

__all__ = ["ProgramTranslator"]


class ProgramTranslator:
    """The only object of its class: whether functions are turned into static programs.

    They never are, so `enable` changes nothing but what it keeps.
    """

    _instance = None

    def __new__(cls, *args, **kwargs):
        if cls._instance is None:
            cls._instance = super().__new__(cls)
            cls._instance.enable_declarative = True
        return cls._instance

    @classmethod
    def get_instance(cls):
        """The object."""
        return cls()

    @classmethod
    def reset(cls):
        """Make a new object next time."""
        cls._instance = None

    def enable(self, enable_declarative):
        """Note whether functions should become static programs."""
        self.enable_declarative = bool(enable_declarative)

    def get_output(self, dygraph_func, *args, **kwargs):
        """What the function returns."""
        _check(dygraph_func)
        return dygraph_func(*args, **kwargs)

    def get_func(self, dygraph_func):
        """The function itself."""
        _check(dygraph_func)
        return dygraph_func

    def get_code(self, dygraph_func):
        """The source of the function, which is not rewritten."""
        _check(dygraph_func)
        return textwrap.dedent(inspect.getsource(inspect.unwrap(dygraph_func)))

    def get_program(self, dygraph_func, *args, **kwargs):
        """Static programs are not built."""
        _refuse("get_program")

    def save_inference_model(self, dirname, feed=None, fetch=None):
        """Static programs have no files here."""
        _refuse("save_inference_model")

    def get_program_cache(self):
        """Static programs are not built."""
        _refuse("get_program_cache")


def _check(function):
    assert callable(function), "Input dygraph_func is not a callable in ProgramTranslator"


def _refuse(method):
    raise NotImplementedError(
        f"paddle.fluid.dygraph.ProgramTranslator.{method} needs a static program, which compat "
        "does not build; functions run as they are, their parameters are kept with "
        "fluid.save_dygraph"
    )
