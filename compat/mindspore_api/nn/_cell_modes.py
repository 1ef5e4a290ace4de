"""Flags, hooks and settings of a cell, and what only the original's compiler or devices know."""

from __future__ import annotations

from collections import OrderedDict
from types import FunctionType, MethodType

from .. import context
from .. import log as logger
from ..common import dtype as mstype
from ..common.hook_handle import HookHandle
from . import _cell_run
from ._cell_parallel import CellParallel


class CellModes(CellParallel):
    """Part of `Cell`."""

    # -- flags ---------------------------------------------------------------------------------

    def add_flags(self, **flags):
        """Sets attributes of this cell that MindSpore's compiler knows.

        Args:
            **flags (any): name and value.

        Returns:
            the cell.

        Example:
            >>> nn.ReLU().add_flags(fp16=True).fp16
            True
        """
        if "_func_graph_flags" not in self.__dict__:
            self.__dict__["_func_graph_flags"] = {}
        self._func_graph_flags.update(flags)
        self.__dict__.update(flags)
        _apply_precision_flags(self, flags)
        return self

    def add_flags_recursive(self, **flags):
        """Sets attributes of this cell and of all below.

        Args:
            **flags (any): name and value.

        Returns:
            the cell.

        Example:
            >>> net = nn.SequentialCell(nn.ReLU()).add_flags_recursive(mark=True)
            >>> net[0].mark
            True
        """
        self.add_flags(**flags)
        for cell in self.cells():
            cell.add_flags_recursive(**flags)
        return self

    def get_flags(self):
        """The attributes set through `add_flags`."""
        return self.__dict__.setdefault("_func_graph_flags", {})

    def set_train(self, mode=True):
        """Training or evaluation mode, for all cells below as well.

        Args:
            mode (bool, default True): True for training.

        Returns:
            the cell.

        Example:
            >>> nn.Dense(2, 1).set_train().training
            True
        """
        self._phase = "predict" if mode is False else "train"
        self.add_flags_recursive(training=mode)
        return self

    def set_grad(self, requires_grad=True):
        """Asks for the gradient of this cell; MindSpore compiles it then.

        Args:
            requires_grad (bool, default True): whether it is wanted.

        Returns:
            the cell.

        Example:
            >>> nn.ReLU().set_grad().requires_grad
            True
        """
        self.requires_grad = requires_grad
        if requires_grad:
            self.__dict__["_special"] = True
        return self

    def set_broadcast_flag(self, mode=True):
        """Set the attribute `broadcast_flag` of all cells."""
        self.add_flags_recursive(broadcast_flag=mode)
        return self

    def set_boost(self, boost_type):
        """Refused: the only boost there is, "less_bn", belongs to `mindspore.boost`."""
        if boost_type not in ("less_bn",):
            raise ValueError(
                "For 'set_boost', the argument 'boost_type' must be 'less_bn', "
                f"but got {boost_type}."
            )
        self.add_flags_recursive(less_bn=True)
        return self

    # -- precision -----------------------------------------------------------------------------

    def to_float(self, dst_type):
        """Inputs are converted from now on, and results are of that dtype, in all cells below as
        well.

        Args:
            dst_type (dtype): `mindspore.float16` or `mindspore.float32`.

        Returns:
            the cell.

        Raises:
            ValueError: `dst_type` is another dtype.

        Example:
            >>> net = nn.Dense(2, 1).to_float(ms.float16)
            >>> net(Tensor([[1.0, 2.0]])).dtype
            mindspore.float16
        """
        if dst_type not in (mstype.float16, mstype.float32):
            raise ValueError(
                "For 'to_float', the argument 'dst_type' must be float32 or float16, "
                f"but got {dst_type}."
            )
        self.to_float_fp16 = dst_type == mstype.float16
        _set_precision(self, dst_type)
        return self

    def cast_inputs(self, inputs, dst_type):
        """The tensors of `inputs`, converted."""
        return tuple(
            self.cast_inputs(i, dst_type) if isinstance(i, tuple) else i.astype(dst_type)
            for i in inputs
        )

    def auto_cast_inputs(self, inputs):
        """The floating tensors of `inputs` in the precision of `to_float`."""
        logger.warning(
            "'auto_cast_inputs' is deprecated from version 2.0 and will be removed in a future "
            "version."
        )
        return inputs if self._mixed_dtype is None else _cell_run.cast_tree(inputs, self)

    def cast_param(self, param):
        """The parameter itself; casts happen when the cell runs."""
        logger.warning(
            "'cast_param' is deprecated from version 2.0 and will be removed in a future version."
        )
        return param

    # -- hooks ---------------------------------------------------------------------------------

    def register_forward_pre_hook(self, hook_fn):
        """Run `hook_fn(cell_id, inputs)` before `construct`; its result replaces the inputs."""
        return self._register("_forward_pre_hook", "register_forward_pre_hook", hook_fn)

    def register_forward_hook(self, hook_fn):
        """Run `hook_fn(cell_id, inputs, output)` after `construct`; a result replaces it."""
        return self._register("_forward_hook", "register_forward_hook", hook_fn)

    def register_backward_hook(self, hook_fn):
        """Run `hook_fn(cell_id, grad_input, grad_output)`; a result replaces `grad_input`."""
        return self._register("_cell_backward_hook", "register_backward_hook", hook_fn)

    def _register(self, group, method, hook_fn):
        if context.get_context("mode") != context.PYNATIVE_MODE:
            logger.warning(
                f"'{method}' function is only supported in pynative mode, you can use "
                "context.set_context to set pynative mode."
            )
            return HookHandle()
        if not isinstance(hook_fn, (FunctionType, MethodType)):
            raise TypeError(
                f"When using '{method}(hook_fn)', the type of 'hook_fn' must be python function, "
                f"but got {type(hook_fn)}."
            )
        if group != "_cell_backward_hook" and hook_fn.__code__.co_name == "staging_specialize":
            raise TypeError(
                f"Decorating hook function {hook_fn.__name__} with '@jit' is not supported."
            )
        hooks = self.__dict__.setdefault(group, OrderedDict())
        key = self.__dict__["_hook_key"] = self.__dict__.get("_hook_key", -1) + 1
        hooks[key] = hook_fn
        self.__dict__["_special"] = True
        return HookHandle(self, key, group)

    # -- compiling: the originals' graph mode gives the same numbers ---------------------------

    @property
    def bprop_debug(self):
        """Whether a custom `bprop` runs in Python; it always does."""
        return self._bprop_debug

    @bprop_debug.setter
    def bprop_debug(self, value):
        if not isinstance(value, bool):
            raise TypeError(
                "For 'Cell', the property 'bprop_debug' must be bool type, "
                f"but got type {type(value)}."
            )
        self._bprop_debug = value

    @property
    def phase(self):
        """Name of what MindSpore compiled last.

        Example:
            >>> nn.ReLU().phase
            'train'
        """
        return self._phase

    @phase.setter
    def phase(self, value):
        if not isinstance(value, str):
            raise TypeError(
                f"For 'Cell', the property 'phase' must be string type, but got type {type(value)}."
            )
        self._phase = value

    @property
    def create_time(self):
        """Nanoseconds since the epoch."""
        return self._create_time

    @property
    def jit_config_dict(self):
        """Settings of `set_jit_config`."""
        return self._jit_config_dict

    @property
    def cell_init_args(self):
        """Text set by the program; nothing here reads it."""
        return self._cell_init_args

    @cell_init_args.setter
    def cell_init_args(self, value):
        if not isinstance(value, str):
            raise TypeError(
                "For 'Cell', the property 'cell_init_args' must be string type, "
                f"but got type {type(value)}."
            )
        self._cell_init_args = value

    def compile(self, *args, **kwargs):
        """Nothing to do: cells run as they are."""

    def compile_and_run(self, *args, **kwargs):
        """Call the cell."""
        return self(*args, **kwargs)

    def run_construct(self, cast_inputs, kwargs):
        """Call the cell."""
        logger.warning(
            f"The 'run_construct' function of '{self.cls_name}' will be removed in a future "
            "version. Calling this function is not recommended."
        )
        return self(*cast_inputs, **kwargs)

    def set_inputs(self, *inputs):
        """Announce the inputs; calls are compared with them."""
        for item in inputs:
            if isinstance(item, str):
                raise TypeError("For element in 'set_inputs', the type must not be str.")
        _cell_run.check_arguments(self, inputs)
        self._dynamic_shape_inputs = inputs
        self.__dict__["_special"] = True

    def get_inputs(self):
        """The inputs that `set_inputs` declared.

        Returns:
            tuple of Tensor, or None.

        Example:
            >>> nn.ReLU().get_inputs() is None
            True
        """
        return self._dynamic_shape_inputs

    def set_jit_config(self, jit_config):
        """Keep the settings; they tune the original's compiler."""
        if self._jit_config_dict:
            logger.warning("For Cell, jit config can only be set once, ignore this setting.")
        else:
            self._jit_config_dict = jit_config.jit_config_dict

    def update_cell_type(self, cell_type):
        """Set the attribute `cell_type`."""
        self.cell_type = cell_type

    def recompute(self, **kwargs):
        """Checked as in the original, which runs such cells in graph mode only; saves no memory."""
        known = (
            "mp_comm_recompute",
            "parallel_optimizer_comm_recompute",
            "recompute_slice_activation",
        )
        for key, value in kwargs.items():
            if key not in known:
                names = ", ".join(f"'{k}'" for k in known)
                raise ValueError(
                    f"For 'recompute', keyword '{key}' is not recognized! the key kwargs must be "
                    f"{names}"
                )
            if not isinstance(value, bool):
                raise TypeError(f"The parameter '{key}' must be {bool}, but got {type(value)}")
        if self._has_config_recompute:
            raise RuntimeError(
                "The recompute interface can be configured only once. When the parent cell is "
                "configured, the child cell should not be configured"
            )
        for _, cell in self.cells_and_names():
            cell._has_config_recompute = True
            cell.__dict__.update(_scope="recompute_", _special=True)

    def flatten_weights(self, fusion_size=0):
        """Checked only: where weights lie in memory is the backend's matter."""
        if fusion_size < 0:
            raise ValueError(f"Negative 'fusion_size' {fusion_size} is invalid.")

    # -- names of the graph's nodes ------------------------------------------------------------

    def get_scope(self):
        """Scope given by `generate_scope`."""
        return self._scope

    def generate_scope(self):
        """Give every cell below a path such as "Default/conv-Conv2d"."""
        _generate_scope(self, "Default")


def _set_precision(cell, dtype):
    cell.__dict__["_mixed_dtype"] = dtype
    cell.__dict__["_special"] = True
    for child in cell.cells():
        _set_precision(child, dtype)


def _apply_precision_flags(cell, flags):
    """The flags fp16 and fp32 act on this cell only; `add_flags_recursive` reaches the others."""
    for name, dtype in (("fp16", mstype.float16), ("fp32", mstype.float32)):
        if flags.get(name):
            cell.__dict__["_mixed_dtype"] = dtype
            cell.__dict__["_special"] = True


def _generate_scope(cell, prefix):
    for name, child in cell.name_cells().items():
        path = f"{prefix}/{name}-{type(child).__name__}"
        if child._scope is None:
            child._scope = path
        _generate_scope(child, path)
