"""What is left of static graphs: programs that hold seeds and parameters,
and variables without values.

Layers can be built outside dygraph mode, as in the original; operators on static variables are
out of scope.
"""

from __future__ import annotations

from compat.core.contexts import PerContext

from . import unique_name
from ._dtypes import CANONICAL, VarType, convert_np_dtype_to_dtype_
from ._mode import in_dygraph_mode, refuse_static
from ._parameter import ParamBase, _varbase_creator, check_parameter
from ._varbase import VarBase


class Program:
    """A static program: the random seed and the names of the variables made under it."""

    def __init__(self):
        self._seed = 0
        self._blocks = [Block(self, 0)]

    @property
    def random_seed(self):
        """The seed of initialisers and random operators; 0 for a different one each time."""
        return self._seed

    @random_seed.setter
    def random_seed(self, seed):
        if not isinstance(seed, int):
            raise ValueError("Program's random_seed's type must be int.")
        self._seed = seed

    @property
    def num_blocks(self):
        """The number of blocks: one."""
        return len(self._blocks)

    def global_block(self):
        """The outermost block."""
        return self._blocks[0]

    def current_block(self):
        """The block in which variables are made."""
        return self._blocks[0]

    def block(self, index):
        """The block of that number."""
        return self._blocks[index]

    def all_parameters(self):
        """The static parameters."""
        return self.global_block().all_parameters()

    def list_vars(self):
        """The static variables, one after the other."""
        yield from self.global_block().vars.values()

    def clone(self, for_test=False):
        """An empty program with the same seed and variables."""
        other = Program()
        other._seed = self._seed
        other.global_block().vars.update(self.global_block().vars)
        return other

    def to_string(self, throw_on_error, with_details=False):
        """The variables, one below the other."""
        return "\n".join(str(v) for v in self.list_vars())

    def __str__(self):
        return self.to_string(True)

    __repr__ = __str__


class Block:
    """The variables of a program."""

    def __init__(self, program, idx):
        self.program, self.idx, self.parent_idx = program, idx, -1
        self.vars, self.ops = {}, []

    def var(self, name):
        """The variable of that name."""
        if not isinstance(name, str):
            raise TypeError(f"var require string as parameter, but get {type(name)} instead.")
        if name not in self.vars:
            raise ValueError(f"var {name} not in this block")
        return self.vars[name]

    def has_var(self, name):
        """True if there is a variable of that name."""
        return name in self.vars

    def all_parameters(self):
        """The parameters, as a list."""
        return [v for v in self.vars.values() if isinstance(v, Parameter)]

    def iter_parameters(self):
        """The parameters, one after the other."""
        return iter(self.all_parameters())

    def create_var(self, *args, **kwargs):
        """A variable of dygraph mode there, else a static one."""
        if in_dygraph_mode():
            kwargs.pop("initializer", None)
            kwargs.pop("stop_gradient", None)
            return _varbase_creator(*args, **kwargs)
        initializer = kwargs.pop("initializer", None)
        var = Variable(self, *args, **kwargs)
        if initializer is not None:
            initializer(var, self)
        return var

    def create_parameter(self, *args, **kwargs):
        """A parameter with the values of its initialiser."""
        initializer = kwargs.pop("initializer", None)
        if in_dygraph_mode():
            stop = kwargs.pop("stop_gradient", False)
            parameter = ParamBase(*args, **kwargs)
        else:
            stop = kwargs.get("stop_gradient", False)
            parameter = Parameter(self, *args, **kwargs)
        if initializer is not None:
            initializer(parameter, self)
        parameter.stop_gradient = stop
        return parameter

    def append_op(self, *args, **kwargs):
        """Operators are not recorded in dygraph mode and not provided outside."""
        refuse_static(f"operator {kwargs.get('type')!r}")

    def to_string(self, throw_on_error, with_details=False):
        """Index and parent."""
        return f"idx: {self.idx}\nparent_idx: {self.parent_idx}\n"

    def __str__(self):
        return self.to_string(True)

    __repr__ = __str__


class _VariableMeta(type):
    """Variables of dygraph mode count as instances of `Variable`."""

    def __instancecheck__(cls, instance):
        if in_dygraph_mode():
            return issubclass(type(instance), cls._dygraph_class())
        return issubclass(type(instance), cls)


class Variable(metaclass=_VariableMeta):
    """A static variable: a name, a shape, a dtype, no values."""

    def __init__(
        self,
        block,
        type=VarType.LOD_TENSOR,
        name=None,
        shape=None,
        dtype=None,
        lod_level=None,
        capacity=None,
        persistable=None,
        error_clip=None,
        stop_gradient=False,
        is_data=False,
        need_check_feed=False,
        belong_to_optimizer=False,
        **kwargs,
    ):
        self.block = block
        self.type = type
        self.name = unique_name.generate("_generated_var") if name is None else name
        self.shape = tuple(shape) if shape is not None else ()
        if dtype is not None and not isinstance(dtype, VarType):
            dtype = convert_np_dtype_to_dtype_(dtype)
        self.dtype = dtype
        self.lod_level = lod_level or 0
        self.persistable = bool(persistable)
        self.error_clip = error_clip
        self.stop_gradient = stop_gradient
        self.is_data = is_data
        block.vars[self.name] = self

    @staticmethod
    def _dygraph_class():
        return VarBase

    def numpy(self):
        """Only variables of dygraph mode have values."""
        self._refuse("numpy")

    def backward(self, backward_strategy=None, retain_graph=False):
        """Only variables of dygraph mode have gradients."""
        self._refuse("backward")

    def gradient(self):
        """Only variables of dygraph mode have gradients."""
        self._refuse("gradient")

    def set_value(self, value):
        """Only variables of dygraph mode have values."""
        self._refuse("set_value")

    def detach(self):
        """Only variables of dygraph mode have values."""
        self._refuse("detach")

    def clear_gradient(self):
        """Only variables of dygraph mode have gradients."""
        self._refuse("clear_gradient")

    def _refuse(self, method):
        raise AssertionError(
            f"'{method}' should be called by imperative Varible in imperative mode, please use "
            "fluid.dygraph.guard() as context to run it in imperative mode"
        )

    def astype(self, dtype):
        """Operators on static variables are out of scope."""
        refuse_static("paddle.fluid.Variable.astype")

    def _operator(self, *others):
        refuse_static("an operator of paddle.fluid.Variable")

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = _operator
    __rtruediv__ = __pow__ = __neg__ = __getitem__ = __lt__ = __le__ = __gt__ = __ge__ = _operator

    def to_string(self, throw_on_error, with_details=False):
        """Name, type, dtype and extents in the form of a protocol buffer."""
        dims = "".join(f"      dims: {d}\n" for d in self.shape)
        kind = repr(self.dtype).partition(".")[2] if self.dtype in CANONICAL else "FP32"
        tensor = f"    tensor {{\n      data_type: {kind}\n{dims}    }}\n"
        text = (
            f'name: "{self.name}"\ntype {{\n  type: LOD_TENSOR\n  lod_tensor {{\n{tensor}  }}\n}}\n'
        )
        return text + ("persistable: true\n" if self.persistable else "")

    def __str__(self):
        return self.to_string(True)

    __repr__ = __str__


class Parameter(Variable):
    """A static parameter."""

    def __init__(self, block, shape, dtype, type=VarType.LOD_TENSOR, **kwargs):
        check_parameter(shape, dtype)
        super().__init__(
            block,
            persistable=True,
            shape=shape,
            dtype=dtype,
            type=type,
            name=kwargs.get("name"),
            stop_gradient=kwargs.get("stop_gradient", False),
        )
        self.trainable = kwargs.get("trainable", True)
        self.optimize_attr = kwargs.get("optimize_attr", {"learning_rate": 1.0})
        self.regularizer = kwargs.get("regularizer")
        self.do_model_average = kwargs.get("do_model_average")
        self.need_clip = True
        self.is_distributed = False

    @staticmethod
    def _dygraph_class():
        return ParamBase


# Threads have programs of their own; Paddle's are those of the process.
current_main = PerContext("compat_paddle_main_program", Program())
current_startup = PerContext("compat_paddle_startup_program", Program())


def default_startup_program():
    """The program that static parameters are made by.

    Returns:
        Program.

    Example:
        >>> type(fluid.default_startup_program()).__name__
        'Program'
    """
    return current_startup.value


def default_main_program():
    """The program that static operators are added to.

    Returns:
        Program.

    Example:
        >>> type(fluid.default_main_program()).__name__
        'Program'
    """
    return current_main.value
