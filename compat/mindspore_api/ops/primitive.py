"""Operator objects: `Primitive`, its relatives, and the decorators that make them."""

from __future__ import annotations

import copy
import functools
import inspect

from ..._docstrings import documented, operator_doc

_LIMITS = (-(2**63), 2**63 - 1)


def _fits(value):
    if type(value) is tuple:
        return all(_fits(v) for v in value)
    return type(value) is not int or _LIMITS[0] <= value <= _LIMITS[1]


class Primitive_:
    """Base of all operator objects; in MindSpore a native class."""

    __primitive_flag__ = True

    def add_attr(self, name, value):
        """Record an attribute; integers must fit into 64 bits, as in MindSpore."""
        if not _fits(value):
            raise RuntimeError(
                "Unable to cast Python instance of type <class 'int'> to C++ type 'long'"
            )
        self.__dict__.setdefault("attrs", {})[name] = value

    def del_attr(self, name):
        """Forget an attribute."""
        self.attrs.pop(name, None)

    def get_attr_dict(self):
        """A copy of the attributes."""
        return dict(self.attrs)

    def set_instance_name(self, name):
        """Name used in the texts of MindSpore's compiler."""
        self.__dict__["_instance_name"] = name

    def set_prim_type(self, prim_type):
        """Kind of the operator in MindSpore's compiler; no effect on the result."""
        self.__dict__["_prim_type"] = prim_type

    def set_const_prim(self, value):
        """Mark as a constant operator of MindSpore's compiler; no effect on the result."""
        self.__dict__["_const_prim"] = value

    def set_const_input_indexes(self, indexes):
        """Inputs that MindSpore's compiler treats as constants; no effect on the result."""
        self.__dict__["_const_inputs"] = tuple(indexes)

    def set_signatures(self, signatures):
        """Input signatures of MindSpore's compiler; no effect on the result."""
        self.__dict__["_signatures"] = signatures

    def set_user_data(self, key, value):
        """Attach any object under a key."""
        self.__dict__.setdefault("_user_data", {})[key] = value

    def get_user_data(self, key):
        """The object attached under a key, or None."""
        return self.__dict__.get("_user_data", {}).get(key)

    def add_backward_hook_fn(self, hook):
        """Keep a backward hook; returns its number."""
        hooks = self.__dict__.setdefault("_backward_hooks", {})
        hooks[len(hooks) + 1] = hook
        return len(hooks)

    def remove_backward_hook_fn(self, number):
        """Drop a backward hook."""
        self.__dict__.get("_backward_hooks", {}).pop(number, None)


class Primitive(Primitive_):
    """An operator: attributes fixed at construction, called with tensors.

    Operators of this package are subclasses with keywords:
    of: the function that computes; it gets the operands, then the attributes that `__init__` takes.
    inputs, outputs: names of inputs and outputs, as words of a string, where MindSpore has some.
    What is more than a function is written into `_compute`.
    """

    _repr_ignore_list = ("input_names", "output_names")
    _compute = None
    _arity = None
    _io = None

    def __init_subclass__(cls, of=None, inputs=None, outputs="output", **kwargs):
        super().__init_subclass__(**kwargs)
        if inputs is not None:
            cls._io = (inputs, outputs)
        if (of or inputs is not None) and cls.__init__ is Primitive.__init__:
            cls.__init__ = _without_arguments
        if of is not None:
            names = list(inspect.signature(cls.__init__).parameters)[1:]
            cls._compute = _computing(of, names)
            share_doc(cls, of, names)
        compute = cls.__dict__.get("_compute")
        if compute is not None:
            cls._arity = _fixed_count(compute)
            if "_checks_count" in cls.__call__.__dict__:
                free = cls._arity is None
                cls.__call__ = Primitive.__call__ if free else counted(compute, cls._arity)

    def __init__(self, name):
        self.name = name
        self.attrs = {}
        self.init_attrs = {"name": name}
        self._update_parameter = False

    def __call__(self, *args):
        if self._arity is not None and len(args) != self._arity:
            raise wrong_count(self, self._arity, args)
        if self._compute is None:
            raise NotImplementedError(
                f"mindspore.ops.{self.name}: this operator has no kernel here; compute its result "
                "with functions of mindspore.ops instead"
            )
        return self._compute(*args)

    __call__._checks_count = True

    def __getattr__(self, item):
        attrs = self.__dict__.get("attrs", {})
        if item in attrs:
            return attrs[item]
        if item == "infer_dynamic_shape":
            return None
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{item}'")

    def __repr__(self):
        shown = [f"{k}={v}" for k, v in self.attrs.items() if k not in self._repr_ignore_list]
        return f"Prim[{self.name}]" + (f"<{', '.join(shown)}>" if shown else "")

    def __getstate__(self):
        return self.__dict__

    def __setstate__(self, d):
        self.__dict__.update(d)

    def __deepcopy__(self, memo):
        cls = type(self)
        twin = cls.__new__(cls)
        memo[id(self)] = twin
        twin.__dict__.update(copy.deepcopy(self.__dict__, memo))
        return twin

    def _clone(self):
        return copy.deepcopy(self)

    def add_prim_attr(self, name, value):
        """Sets an attribute of the object, which its operator knows, too.

        Args:
            name (str): name of the attribute.
            value (any): its value.

        Returns:
            the object.

        Raises:
            RuntimeError: an int does not fit into 64 bits.

        Example:
            >>> add = ops.Add().add_prim_attr("note", 1)
            >>> add.note
            1
        """
        self.add_attr(name, value)
        self.__dict__[name] = value
        return self

    def del_prim_attr(self, name):
        """Remove an attribute."""
        self.__dict__.pop(name, None)
        self.attrs.pop(name, None)
        return self

    def init_prim_io_names(self, inputs, outputs):
        """Names of inputs and outputs."""
        self.add_prim_attr("input_names", inputs)
        self.add_prim_attr("output_names", outputs)

    def check_elim(self, *args):
        """(whether the call can be left out, its result)."""
        return (False, None)

    def set_device(self, device_target):
        """Record the wanted device; arrays stay where they are."""
        return self.add_prim_attr("primitive_target", device_target)

    def shard(self, in_strategy=None, out_strategy=None):
        """Record a parallel strategy; it takes no effect in one process."""
        self.add_prim_attr("in_strategy", in_strategy)
        return self.add_prim_attr("out_strategy", out_strategy)

    def set_stage(self, stage):
        """Record the pipeline stage; it takes no effect in one process."""
        return self.add_prim_attr("stage", stage)

    def place(self, role, rank_id):
        """Record the process that shall run this; it takes no effect in one process."""
        self.add_prim_attr("_inner_process_role", role)
        return self.add_prim_attr("_inner_process_rank_id", rank_id)

    def set_prim_instance_name(self, instance_name):
        """Set the name of this object."""
        self.set_instance_name(instance_name)
        self.instance_name = instance_name
        return self

    def recompute(self, mode=True):
        """Record that MindSpore's compiler shall recompute this in the backward pass."""
        return self.add_prim_attr("recompute", mode)

    @property
    def update_parameter(self):
        """Whether the operator writes into its first input."""
        return self._update_parameter


def share_doc(cls, function, attributes):
    """Give an operator class the docstring of the function that it calls, where that has one."""
    own = cls.__dict__.get("__doc__")
    if documented(function.__doc__):
        cls.__doc__ = operator_doc(
            cls.__name__, own, function.__doc__, function.__name__, attributes
        )


def _computing(function, names):
    """`_compute` of an operator over a function: a static one unless it has attributes."""
    if not names:
        return staticmethod(function)
    if len(names) == 1:
        name = names[0]

        def compute(self, *operands):
            return function(*operands, getattr(self, name))

    else:

        def compute(self, *operands):
            return function(*operands, *[getattr(self, name) for name in names])

    signature = inspect.signature(function)
    operands = list(signature.parameters.values())[: -len(names)]
    itself = inspect.Parameter("self", inspect.Parameter.POSITIONAL_OR_KEYWORD)
    compute.__signature__ = inspect.Signature([itself, *operands])
    return compute


def counted(compute, count):
    """The `__call__` of operators that take `count` operands: those of `compute`, which is a method
    or a static one.
    """
    if isinstance(compute, staticmethod):
        function = compute.__func__

        def __call__(self, *args):
            if len(args) == count:
                return function(*args)
            raise wrong_count(self, count, args)

    else:

        def __call__(self, *args):
            if len(args) == count:
                return compute(self, *args)
            raise wrong_count(self, count, args)

    __call__._checks_count = True
    return __call__


def wrong_count(primitive, count, args):
    """The exception for a number of operands that an operator does not take."""
    return ValueError(
        f"For primitive[{primitive.name}], the input numbers must be equal to {count}, "
        f"but got {len(args)}."
    )


def _fixed_count(compute):
    """Number of operands, `self` left out, or None when it varies."""
    alone = isinstance(compute, staticmethod)
    function = compute.__func__ if alone else compute
    parameters = list(inspect.signature(function).parameters.values())[0 if alone else 1 :]
    if any(p.kind is not p.POSITIONAL_OR_KEYWORD or p.default is not p.empty for p in parameters):
        return None
    return len(parameters)


class PrimitiveWithCheck(Primitive):
    """Operator whose class checks its inputs itself."""

    def _clone(self):
        return copy.deepcopy(self)


class PrimitiveWithInfer(Primitive):
    """Operator whose class infers shape and type itself."""

    def infer_shape(self, *args):
        """Shape of the result; unknown here."""
        return None

    def infer_dtype(self, *args):
        """Type of the result; unknown here."""
        return None

    def infer_value(self, *args):
        """Value of the result of constants; unknown here."""
        return None


def prim_attr_register(fn):
    """Decorator of an operator's `__init__`: records name and arguments as attributes."""
    signature = inspect.signature(fn)
    words = {}

    @functools.wraps(fn)
    def deco(self, *args, **kwargs):
        bound = signature.bind(self, *args, **kwargs)
        bound.apply_defaults()
        cls = type(self)
        Primitive.__init__(self, getattr(cls, "substitute_name", cls.__name__))
        arguments = dict(list(bound.arguments.items())[1:])
        self.init_attrs = arguments
        for name, value in arguments.items():
            self.add_prim_attr(name, value)
        if cls._io is not None:
            names = words.get(cls) or words.setdefault(cls, [n.split() for n in cls._io])
            self.init_prim_io_names(list(names[0]), list(names[1]))
        return fn(self, *args, **kwargs)

    deco.decorated_func = fn
    return deco


def _compile_op(fn, name, extra):
    op_name = name or fn.__name__

    class CompileOp(PrimitiveWithInfer):
        """A Python function as an operator; calls run it."""

        def __init__(self):
            PrimitiveWithInfer.__init__(self, op_name)
            for key, value in extra.items():
                self.add_prim_attr(key, value)
            self.fn = fn

        def __call__(self, *args, **kwargs):
            return fn(*args, **kwargs)

        def __deepcopy__(self, memo):
            return self

    return CompileOp


def constexpr(fn=None, get_instance=True, name=None, reuse_result=True, check=True):
    """Makes an operator of a Python function of constants.

    MindSpore computes such functions while it compiles; here they run in every call.

    Args:
        fn (function or None, default None): the function; None makes a decorator with the arguments
            that follow.
        get_instance (bool, default True): give an operator object, otherwise its class.
        name (str or None, default None): name of the operator; None takes that of the function.
        reuse_result (bool, default True): of the compiler; no effect here.
        check (bool, default True): of the compiler; no effect here.

    Returns:
        the operator, called as the function is, or a decorator.

    Raises:
        Exception: what `fn` raises.

    Example:
        >>> @ops.constexpr
        ... def length(shape):
        ...     return shape[0] * shape[1]
        >>> length((2, 3))
        6
    """

    def deco(fn):
        made = _compile_op(fn, name, {"constexpr_prim": True})
        return made() if get_instance else made

    return deco if fn is None else deco(fn)


def _primexpr(fn=None, get_instance=True, name=None, reuse_result=True):
    """As `constexpr`, for functions whose arguments may be unknown to the compiler."""

    def deco(fn):
        made = _compile_op(fn, name, {})
        return made() if get_instance else made

    return deco if fn is None else deco(fn)


def _run_op(obj, op_name, args):
    """Call an operator with a sequence of arguments."""
    return obj(*args)


@prim_attr_register
def _without_arguments(self):
    """The `__init__` of operators without attributes."""
