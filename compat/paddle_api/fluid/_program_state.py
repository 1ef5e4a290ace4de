"""Parameters of static programs in files: read as arrays; programs of dygraph mode hold none."""

from __future__ import annotations

import logging
import os
import warnings
from pathlib import Path

from compat._absent import refuse
from compat.core.errors import FileFormatError
from compat.core.serialize import paddle_tensors, pickle_safe

from ._mode import refuse_static
from ._parameter import ParamBase
from .dygraph.checkpoint import without_suffix
from .static import Parameter, Program, default_main_program
from .static import Variable as StaticVariable

PUBLIC = "paddle.fluid.io"
SUFFIXES = (".pdparams", ".pdopt", ".pdmodel")
_log = logging.getLogger(PUBLIC)


def is_parameter(var):
    """True for a parameter."""
    return isinstance(var, (Parameter, ParamBase))


def is_persistable(var):
    """True for a variable that belongs to the model's state."""
    return bool(var.persistable)


def is_belong_to_optimizer(var):
    """True for a variable of a static program that is an optimizer's and no parameter."""
    return not is_parameter(var) and isinstance(var, StaticVariable) and is_persistable(var)


def get_program_parameter(program):
    """The parameters of a static program, as a list."""
    return list(filter(is_parameter, program.list_vars()))


def get_program_persistable_vars(program):
    """The persistable variables of a static program, as a list."""
    return list(filter(is_persistable, program.list_vars()))


def _program(main_program):
    program = default_main_program() if main_program is None else main_program
    if not isinstance(program, Program):
        raise TypeError(f"`main_program` should be a Program, but got {type(program)}.")
    return program


def _selected(name, main_program, vars, predicate):
    """Variables to save or load; dygraph mode's are none of a program's."""
    if vars is None:
        vars = list(filter(predicate, _program(main_program).list_vars()))
    for var in vars:
        if not isinstance(type(var), type) or not issubclass(type(var), StaticVariable):
            raise AttributeError(
                f"{PUBLIC}.{name} works on variables of static programs, but got a "
                f"{type(var).__name__} of dygraph mode: use fluid.save_dygraph and "
                "fluid.load_dygraph"
            )
    if vars:
        refuse_static(f"{PUBLIC}.{name}")
    warnings.warn(
        "no variable in your model, please ensure there are any variables in your model to save",
        stacklevel=3,
    )


def save_vars(executor, dirname, main_program=None, vars=None, predicate=None, filename=None):
    """Save variables of a static program. In dygraph mode it has none: warns and writes nothing."""
    _selected("save_vars", main_program, vars, predicate)


def save_params(executor, dirname, main_program=None, filename=None):
    """Save parameters of a static program; see `save_vars`."""
    _selected("save_params", main_program, None, is_parameter)


def save_persistables(executor, dirname, main_program=None, filename=None):
    """Save persistable variables of a static program; see `save_vars`."""
    _selected("save_persistables", main_program, None, is_persistable)


def load_vars(executor, dirname, main_program=None, vars=None, predicate=None, filename=None):
    """Loads variables of a static program; in dygraph mode it has none: warns and loads nothing.

    Args:
        executor (Executor): of static programs.
        dirname (str): where the files are.
        main_program (Program or None, default None): None takes the default one.
        vars (list of Variable or None, default None): these only.
        predicate (function or None, default None): tells which variables.
        filename (str or None, default None): one file of all of them.

    Returns:
        None.

    Raises:
        TypeError: `main_program` is of another kind.
    """
    _selected("load_vars", main_program, vars, predicate)


def load_params(executor, dirname, main_program=None, filename=None):
    """Load parameters of a static program; see `load_vars`."""
    _selected("load_params", main_program, None, is_parameter)


def load_persistables(executor, dirname, main_program=None, filename=None):
    """Load persistable variables of a static program; see `load_vars`."""
    _selected("load_persistables", main_program, None, is_persistable)


def save(program, model_path):
    """Static programs have no files here; dygraph mode has `save_dygraph`."""
    refuse("paddle.fluid.save")


def load(program, model_path, executor=None, var_list=None):
    """Static programs have no files here; dygraph mode has `load_dygraph`."""
    refuse("paddle.fluid.load")


def load_program_state(model_path, var_list=None):
    """Arrays by name, from files of `fluid.save`, `save_dygraph` or `fluid.io.save_params`.

    model_path: a prefix, with or without .pdparams; a folder with one file for each variable; or
    one file with all of them, in the order of their names, which `var_list` then gives. Raises
    ValueError without `var_list` for the last kind, RuntimeError for a file that holds no tensors.
    """
    prefix = without_suffix(model_path, SUFFIXES)
    if os.path.exists(prefix + ".pdparams"):
        state = pickle_safe.load_dict(prefix + ".pdparams")
        if os.path.exists(prefix + ".pdopt"):
            state.update(pickle_safe.load_dict(prefix + ".pdopt"))
        return state
    _log.warning(
        "%s.pdparams not found, try to load model file saved with "
        "[ save_params, save_persistables, save_vars ]",
        prefix,
    )
    names = None if var_list is None else [var.name for var in var_list]
    if os.path.isfile(model_path):
        if names is None:
            raise ValueError("var_list can not be None when model_path is a file type")
        arrays = _arrays(model_path, len(names))
        return dict(zip(sorted(names), arrays, strict=True))
    names = _files_below(model_path) if names is None else names
    return {name: _arrays(os.path.join(model_path, name), 1)[0] for name in names}


def _files_below(folder):
    return [
        p.relative_to(folder).as_posix() for p in sorted(Path(folder).rglob("*")) if p.is_file()
    ]


def _arrays(path, count):
    try:
        found = paddle_tensors.decoded(Path(path).read_bytes())
        if len(found) != count:
            raise FileFormatError(f"it holds {len(found)} tensors, expected {count}")
    except (OSError, FileFormatError) as error:
        raise RuntimeError(
            f"Failed to load model file {path}, please make sure model file is saved with the "
            f"following APIs: save_params, save_persistables, save_vars ({error})"
        ) from error
    return found


def set_program_state(program, state_dict):
    """Set the parameters of a static program; in dygraph mode it has none: warns."""
    if get_program_persistable_vars(_program(program)):
        refuse_static(f"{PUBLIC}.set_program_state")
    if state_dict:
        warnings.warn(
            "This list is not set, Because of Paramerter not found in program. There are: "
            + " ".join(state_dict),
            stacklevel=2,
        )


def get_parameter_value(para, executor):
    """The value of a static parameter; those of dygraph mode have `numpy()`."""
    refuse_static(f"{PUBLIC}.get_parameter_value")


def get_parameter_value_by_name(name, executor, program=None):
    """The value of a static parameter; those of dygraph mode have `numpy()`."""
    _program(program).global_block().var(name)
    refuse_static(f"{PUBLIC}.get_parameter_value_by_name")


ALL = (
    is_parameter,
    is_persistable,
    is_belong_to_optimizer,
    get_program_parameter,
    get_program_persistable_vars,
    save_vars,
    save_params,
    save_persistables,
    load_vars,
    load_params,
    load_persistables,
    save,
    load,
    load_program_state,
    set_program_state,
    get_parameter_value,
    get_parameter_value_by_name,
)
