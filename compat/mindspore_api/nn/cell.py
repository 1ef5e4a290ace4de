"""`Cell`: state, attributes, calling.

Walking and naming are in `_cell_tree`, hooks and casts in `_cell_run`.
"""

from __future__ import annotations

import time
import weakref
from collections import OrderedDict

from compat.notebook import network_html

from .. import _compiled_modes
from .. import log as logger
from ..common.parameter import PARAMETER_NAME_DEFAULT, Parameter, ParameterTuple
from ..common.tensor import Tensor
from ..ops.grad import custom_vjp
from ..ops.primitive import Primitive
from . import _cell_pending, _cell_run
from ._cell_modes import CellModes
from ._cell_tree import CellTree

__all__ = ["Cell", "GraphCell"]


class Members(OrderedDict):
    """Named parameters or cells; each entry is an instance attribute of the owner as well."""

    def __init__(self, owner):
        super().__init__()
        self._owner = weakref.ref(owner)

    def __setitem__(self, name, value):
        super().__setitem__(name, value)
        self._owner().__dict__[name] = value

    def __delitem__(self, name):
        super().__delitem__(name)
        self._owner().__dict__.pop(name, None)

    def pop(self, name, *default):
        """Remove `name`, here and from the owner's attributes."""
        value = super().pop(name, *default)
        self._owner().__dict__.pop(name, None)
        return value

    def __reduce__(self):
        return OrderedDict, (list(self.items()),)


class Cell(CellTree, CellModes):
    """Building block of networks: holds parameters and child cells, computes in `construct`.

    A network is a subclass: `__init__` calls `super().__init__()` and sets cells and parameters as
    attributes; `construct` computes. Calling a cell runs `construct`.

    Args:
        auto_prefix (bool, default True): names of parameters are prefixed by those of the cells
            above.
        flags (dict or None, default None): flags of MindSpore's compiler.

    Inputs:
        args: those of `construct`.

    Outputs:
        what `construct` returns.

    Raises:
        AttributeError: a cell or parameter is set before `super().__init__()`.
        TypeError: the inputs are not those of `construct`.

    Example:
        >>> class Net(nn.Cell):
        ...     def __init__(self):
        ...         super().__init__()
        ...         self.dense = nn.Dense(2, 1, weight_init="ones")
        ...     def construct(self, x):
        ...         return self.dense(x) * 2
        >>> net = Net()
        >>> print(net(Tensor([[1.0, 2.0]])))
        [[6.]]
        >>> [p.name for p in net.trainable_params()]
        ['dense.weight', 'dense.bias']
    """

    IGNORE_LIST = [
        "_scope", "_cell_init_args", "_auto_prefix", "_cells", "_params", "_create_time",
        "_func_graph_flags", "_parameter_layout_dict", "_params_list", "_tensor_list", "_phase",
        "_forward_pre_hook", "_forward_hook", "_enable_forward_pre_hook", "_enable_forward_hook",
        "_bprop_debug", "_enable_backward_hook", "_cell_backward_hook", "_is_run", "_param_prefix",
        "_attr_synced", "pynative", "requires_grad", "cell_type",
    ]  # fmt: skip
    _is_cell = True
    _special = True
    """A call needs more than `construct`; kept per class, and per instance once hooks appear."""
    _mixed_dtype = None

    def __init__(self, auto_prefix=True, flags=None):
        state = self.__dict__
        state["_params"] = Members(self)
        state["_cells"] = Members(self)
        state.update(_initial_state(), _auto_prefix=auto_prefix)
        if flags:
            self.add_flags(**flags)

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        cls._special = cls.construct is Cell.construct or hasattr(cls, "bprop")

    def __bool__(self):
        return True

    # -- calling -------------------------------------------------------------------------------

    def __call__(self, *args, **kwargs):
        if _compiled_modes.waiting:
            return _compiled_modes.run_cell(self, args, kwargs)
        if kwargs:
            args, kwargs = _cell_run.bound(self.construct, args, kwargs)
            if kwargs and not self._special:
                return self.construct(*args, **kwargs)
        if self._special:
            return _cell_run.run(self, args, kwargs)
        try:
            return self.construct(*args)
        except TypeError as error:
            if error.__traceback__.tb_next is None:
                _cell_run.check_graph_arguments(self, args)
            raise

    def _take_pending(self, args, positions, weights):
        return _cell_pending.take(self, args, positions, weights)

    def construct(self, *args, **kwargs):
        """What the cell computes; subclasses write it, calling the cell runs it.

        Args:
            *args (any): the inputs.
            **kwargs (any): the same by name.

        Returns:
            the result; the base returns nothing useful.

        Raises:
            NotImplementedError: raised by cells that have none.

        Example:
            >>> class Double(nn.Cell):
            ...     def construct(self, x):
            ...         return x + x
            >>> print(Double()(Tensor([1.0])))
            [2.]
        """
        return None

    construct._undefined = True

    # -- attributes ----------------------------------------------------------------------------

    def __getattr__(self, name):
        for group in ("_params", "_cells"):
            members = self.__dict__.get(group)
            if members is not None and name in members:
                return members[name]
        raise AttributeError(f"The '{type(self).__name__}' object has no attribute '{name}'.")

    def __setattr__(self, name, value):
        state = self.__dict__
        cells, params = state.get("_cells"), state.get("_params")
        if isinstance(value, Parameter):
            self._set_parameter(name, value)
        elif isinstance(value, Cell):
            self._set_cell(name, value)
        elif isinstance(value, (list, tuple)) and value and _all_parameters(value):
            if isinstance(value, ParameterTuple):
                self._set_parameter_tuple(name, value)
            else:
                self._set_parameter_list(name, value)
        elif params and name in params:
            self._assign_parameter(name, value)
        elif cells and name in cells:
            if value is not None:
                kind = type(value).__name__
                raise TypeError(f"For 'Cell', the type of {name} must be cell, but got {kind}.")
            cells[name] = None
        elif name in ("_cells", "_params") and not isinstance(value, Members):
            self._replace_members(name, value)
        else:
            if isinstance(value, Primitive):
                value.set_prim_instance_name(name)
                self._primitives[name] = value
            elif isinstance(value, Tensor) and "_tensor_list" in state:
                state["_tensor_list"][name] = value
            object.__setattr__(self, name, value)

    def __delattr__(self, name):
        if name in self._params:
            del self._params[name]
        elif name in self._cells:
            del self._cells[name]
        else:
            self._params_list.pop(name, None)
            self._tensor_list.pop(name, None)
            object.__delattr__(self, name)

    def _set_parameter(self, name, value):
        state = self.__dict__
        params, cells = state.get("_params"), state.get("_cells")
        if params is None:
            raise AttributeError(
                "For 'Cell', can not assign params before Cell.__init__() is called."
            )
        if name in cells:
            raise TypeError(f"For 'Cell', the {name} must be Cell, but got Parameter.")
        if name in state and name not in params:
            if state[name] is not None:
                raise TypeError(f"For 'Cell', the {name} should not be Parameter.")
            del state[name]
        self.insert_param_to_cell(name, value)

    def _set_cell(self, name, value):
        state = self.__dict__
        params, cells = state.get("_params"), state.get("_cells")
        if cells is None:
            raise AttributeError(
                "For 'Cell', can not assign cells before Cell.__init__() is called."
            )
        if name in params:
            raise TypeError(f"For 'Cell', the {name} must be Parameter, but got Cell.")
        if self._auto_prefix:
            value.update_parameters_name(name + ".")
        cells[name] = value

    def _set_parameter_tuple(self, name, value):
        if "_params" not in self.__dict__:
            raise AttributeError(
                "For 'Cell', can not assign params before Cell.__init__() is called."
            )
        seen, names = set(), set()
        for item in value:
            if id(item) in seen:
                continue
            seen.add(id(item))
            if item.name == PARAMETER_NAME_DEFAULT:
                logger.warning(
                    "For 'Cell', the parameter definition is deprecated.\n"
                    f"Please set a unique name for the parameter in ParameterTuple '{value}'."
                )
                self._give_default_name(item)
            self.insert_param_to_cell(item.name, item, check_name_contain_dot=False)
            _check_new_name(item, names, value)
        self._params.pop(name, None)
        self._params_list[name] = value
        object.__setattr__(self, name, value)

    def _set_parameter_list(self, name, value):
        for item in value:
            if id(item) in self.exist_objs:
                continue
            self.exist_objs.add(id(item))
            if item.name == PARAMETER_NAME_DEFAULT:
                self._give_default_name(item)
            _check_new_name(item, self.exist_names, value)
        object.__setattr__(self, name, value)

    def _give_default_name(self, parameter):
        parameter.name = f"{parameter.name}${self._id}"
        self._id += 1

    def _assign_parameter(self, name, value):
        """A Tensor assigned where a Parameter is updates it."""
        if isinstance(value, Tensor) and self._params[name] is not None:
            self._params[name].set_data(value)
        elif value is not None:
            raise TypeError(
                f"For 'Cell', the type of {name} must be Parameter or ParameterTuple, "
                f"but got {type(value).__name__}."
            )
        else:
            self.insert_param_to_cell(name, None)

    def _replace_members(self, group, entries):
        for name in self.__dict__.get(group, ()):
            self.__dict__.pop(name, None)
        members = self.__dict__[group] = Members(self)
        for name, value in entries.items():
            members[name] = value

    # -- copying -------------------------------------------------------------------------------

    def __getstate__(self):
        state = dict(self.__dict__)
        state.pop("_pending", None)
        state.pop("_compiled_modes", None)
        for group in ("_params", "_cells"):
            for name in state.get(group, ()):
                state.pop(name, None)
        return state

    def __setstate__(self, state):
        rest = {k: v for k, v in state.items() if k not in ("_params", "_cells")}
        self.__dict__.update(rest)
        for group in ("_params", "_cells"):
            self._replace_members(group, state.get(group, {}))

    # -- showing -------------------------------------------------------------------------------

    def extend_repr(self):
        """Text that a subclass adds to its `repr`."""
        return ""

    def _repr_html_(self):
        return network_html(self)

    def __repr__(self):
        extra = self.extend_repr()
        if not self._cells:
            return f"{type(self).__name__}<{extra}>"
        lines = ([extra] if extra else []) + [f"({k}): {v!r}" for k, v in self._cells.items()]
        text = "\n" + "".join(line + "\n" for line in lines)
        return f"{type(self).__name__}<" + text.replace("\n", "\n  ") + ">"

    def __str__(self):
        return self.__repr__()


class GraphCell(Cell):
    """Runs a graph loaded from MindIR; such files are not supported."""

    def __init__(self, graph, params_init=None, obf_random_seed=None):
        super().__init__(auto_prefix=True)
        raise NotImplementedError(
            "mindspore.nn.GraphCell runs MindIR graphs, which are not supported; "
            "build the network from cells and load a checkpoint into it"
        )


def _initial_state():
    return {
        "_params_list": OrderedDict(),
        "_tensor_list": OrderedDict(),
        "_primitives": OrderedDict(),
        "training": False,
        "requires_grad": False,
        "pynative": False,
        "_param_prefix": "",
        "_scope": None,
        "_phase": "train",
        "_create_time": time.time_ns(),
        "arguments_key": "",
        "compile_cache": set(),
        "parameter_broadcast_done": False,
        "_id": 1,
        "exist_names": set(),
        "exist_objs": set(),
        "_bprop_debug": False,
        "cell_type": None,
        "_has_config_recompute": False,
        "_user_parameters": [],
        "_dynamic_shape_inputs": None,
        "_jit_config_dict": {},
        "to_float_fp16": False,
    }


def _all_parameters(items):
    return all(isinstance(i, Parameter) for i in items)


def _check_new_name(item, names, value):
    if item.name in names:
        raise ValueError(
            f"The value {value} , its name '{item.name}' already exists. "
            "Please set a unique name for the parameter."
        )
    names.add(item.name)


custom_vjp.provide(Cell)
