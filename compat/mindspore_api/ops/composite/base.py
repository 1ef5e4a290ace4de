"""Functions of functions: GradOperation, HyperMap, Map, MultitypeFuncGraph."""

from __future__ import annotations

from functools import partial
from inspect import signature

from ... import _compiled_modes
from ...common import dtype as mstype
from ...common.parameter import Parameter
from ...common.tensor import Tensor
from ..grad import differentiate, transforms
from ..grad import inputs as layout
from ..grad.vmap import vmap
from ..primitive import Primitive

__all__ = [
    "GradOperation",
    "_Grad",
    "_Vmap",
    "env_get",
    "tail",
    "zip_operation",
    "HyperMap",
    "Map",
    "MultitypeFuncGraph",
    "add_flags",
    "core",
]


def add_flags(fn=None, **flags):
    """Notes flags for MindSpore's compiler on a function or cell; they do not change results.

    Args:
        fn (function, Cell or None, default None): what gets the flags; None makes a decorator.
        **flags (bool): the flags.

    Returns:
        `fn`, or a decorator.

    Raises:
        AttributeError: `fn` takes no attributes.

    Example:
        >>> def half(x):
        ...     return x / 2
        >>> ops.add_flags(half, core=True)(4)
        2.0
    """

    def deco(fn):
        target = fn.__func__ if hasattr(fn, "__func__") else fn
        target._func_graph_flags = {**getattr(target, "_func_graph_flags", {}), **flags}
        if hasattr(fn, "add_flags"):
            fn.add_flags(**flags)
        return fn

    return deco if fn is None else deco(fn)


def core(fn=None, **flags):
    """Mark a function as part of a network, with flags."""

    def deco(fn):
        return add_flags(fn, core=True, **flags)

    return deco if fn is None else deco(fn)


class MetaFuncGraph_:
    """Base of the callables of this module; in MindSpore a native class."""

    def set_signatures(self, signatures):
        """Input signatures of MindSpore's compiler; no effect on the result."""
        self._signatures = signatures


def _check_flags(**flags):
    for name, value in flags.items():
        if not isinstance(value, bool):
            raise TypeError(
                f"For 'GradOperation', the '{name}' should be bool, but got {type(value).__name__}"
            )


def weights_used(fn):
    """The trainable parameters of a cell, of a method's cell, or those a function refers to."""
    owner = getattr(fn, "__self__", fn)
    if hasattr(owner, "trainable_params"):
        return list(owner.trainable_params())
    function = getattr(fn, "__wrapped__", fn)
    code = getattr(function, "__code__", None)
    if code is None:
        return []
    found = [function.__globals__.get(name) for name in code.co_names]
    found.extend(cell.cell_contents for cell in function.__closure__ or ())
    weights = []
    for value in found:
        if isinstance(value, Parameter):
            weights.append(value)
        elif hasattr(value, "trainable_params"):
            weights.extend(value.trainable_params())
    return weights


_NOTHING = object()


class GradOperation(MetaFuncGraph_):
    """Makes the function of gradients of a function or cell.

    The function that comes back takes the arguments of the original one. `ops.grad` and
    `ops.value_and_grad` are the newer forms.

    Args:
        get_all (bool, default False): gradients of all tensor arguments, not of the first one only.
        get_by_list (bool, default False): gradients of parameters, which are given with the
            function as a ParameterTuple; with `get_all` those of the arguments come first.
        sens_param (bool, default False): the last argument of the made function is the gradient of
            the result; otherwise it is ones.

    Inputs:
        fn (Cell or function): what is differentiated.
        weights (ParameterTuple or list of Parameter): the parameters, for `get_by_list`.

    Outputs:
        function: gives a Tensor, or a tuple of them for several.

    Raises:
        TypeError: an argument is not a bool, or `fn` no function.

    Example:
        >>> def square(x):
        ...     return x * x
        >>> print(ops.GradOperation()(square)(Tensor([1.0, 3.0])))
        [2. 6.]
        >>> net = nn.Dense(2, 1, weight_init="ones")
        >>> gradient_of = ops.GradOperation(get_by_list=True)(net, net.trainable_params())
        >>> gradients = gradient_of(Tensor([[1.0, 2.0]]))
        >>> print(gradients[0])
        [[1. 2.]]
    """

    def __init__(self, get_all=False, get_by_list=False, sens_param=False):
        _check_flags(get_all=get_all, get_by_list=get_by_list, sens_param=sens_param)
        self.get_all = get_all
        self.get_by_list = get_by_list
        self.sens_param = sens_param

    def __call__(self, fn=_NOTHING, weights=None):
        if fn is _NOTHING:
            layout.refuse_nothing()

        modes = self._modes_of(fn)

        def after_grad(*args, **kwargs):
            if _compiled_modes.waiting:
                call = partial(self._gradients_of, fn, weights)
                return _compiled_modes.run_function(modes, fn, call, args, kwargs)
            return self._gradients(fn, weights, args, kwargs)

        return after_grad

    def _modes_of(self, fn):
        """Training flags filed for the function; kept while the same one is asked for."""
        if not _compiled_modes.waiting:
            return {}
        if "_filed" not in vars(self) or self._filed[0] is not fn:
            self._filed = (fn, {})
        return self._filed[1]

    def _gradients_of(self, fn, weights, *args, **kwargs):
        return self._gradients(fn, weights, args, kwargs)

    # The network is required; left out, it is missed in MindSpore's words.
    __call__.__signature__ = signature(lambda self, fn, weights=None: None)

    def _gradients(self, fn, weights, args, kwargs):
        layout.require_function(fn)
        if isinstance(fn, Primitive):
            getattr(fn, "__name__")  # noqa: B009  MindSpore asks for the name of the function
        args, sens = self._take_sens(args, kwargs)
        chosen = self._chosen(fn, weights)
        fn, args, groups = layout.laid_out(fn, args, kwargs)
        picked = layout.with_gradient(groups, args, self._positions(len(groups)))
        places = [i for _, g in picked for i in layout.indices(g)]
        run = differentiate.record(fn, args, {}, places, chosen)
        outputs = differentiate.tensors_in(run.result)
        cotangents = self._cotangents(run.result, outputs, sens)
        found, by_weight = differentiate.pull_back(run, outputs, cotangents)
        by_place = dict(zip(places, found, strict=True))
        inputs = tuple([layout.built(g, by_place) for _, g in picked])
        by_weight = tuple(by_weight) if not isinstance(weights, Parameter) else by_weight[0]
        if self.get_all:
            return (inputs, by_weight) if self.get_by_list else inputs
        if self.get_by_list:
            return by_weight
        return inputs[0] if inputs else ()

    def _positions(self, count):
        if self.get_all:
            return range(count)
        return [] if self.get_by_list else range(min(count, 1))

    def _take_sens(self, args, kwargs):
        if not self.sens_param:
            return args, None
        if "sens" in kwargs:
            return args, kwargs.pop("sens")
        return args[:-1], args[-1] if args else None

    def _chosen(self, fn, weights):
        if not self.get_by_list:
            return []
        if weights is None:
            return weights_used(fn)
        return [weights] if isinstance(weights, Parameter) else list(weights)

    def _cotangents(self, result, outputs, sens):
        if not self.sens_param:
            return [None] * len(outputs)
        if not outputs:
            return []
        several = isinstance(sens, (tuple, list))
        given = differentiate.tensors_in(sens) if several else [sens]
        unlike = several and isinstance(result, Tensor)
        if sens is None or unlike or len(given) != len(outputs):
            wanted, got = map(differentiate.shape_text, (result, sens))
            raise ValueError(f"The shape should be {wanted}, but got {got}.")
        if not layout.in_graph_mode():
            differentiate.check_sens(outputs, given)
        return [differentiate.cotangent_for(o, g) for o, g in zip(outputs, given, strict=True)]


class _Grad(MetaFuncGraph_):
    """Gradients by position; what `mindspore.grad` is made of."""

    def __init__(
        self,
        get_by_list=False,
        sens_param=False,
        get_by_position=False,
        has_aux=False,
        get_value=False,
        return_ids=False,
    ):
        self.get_by_list, self.sens_param, self.get_by_position = (
            get_by_list,
            sens_param,
            get_by_position,
        )
        self.has_aux, self.get_value, self.return_ids = has_aux, get_value, return_ids
        if sens_param:
            raise NotImplementedError(
                "mindspore.ops._Grad(sens_param=True) is not supported; use GradOperation."
            )

    def __call__(self, fn, weights=None, grad_position=0):
        position = grad_position if self.get_by_position or not self.get_by_list else None
        if self.get_value:
            return transforms.value_and_grad(fn, position, weights, self.has_aux)
        return transforms.grad(fn, position, weights, self.has_aux, self.return_ids)


# -- overloads ---------------------------------------------------------------------------------

_KINDS = {
    "Tensor": lambda x: isinstance(x, Tensor),
    "Number": lambda x: isinstance(x, (int, float, complex)),
    "Bool": lambda x: isinstance(x, bool),
    "String": lambda x: isinstance(x, str),
    "Tuple": lambda x: isinstance(x, tuple),
    "List": lambda x: isinstance(x, list),
    "Dictionary": lambda x: isinstance(x, dict),
    "Slice": lambda x: isinstance(x, slice),
    "None": lambda x: x is None,
    "TypeNone": lambda x: x is None,
    "Ellipsis": lambda x: x is Ellipsis,
    "Function": callable,
    "Any": lambda x: True,
    "Ref": lambda x: isinstance(x, Parameter),
    "RefType": lambda x: isinstance(x, Parameter),
    "RowTensor": lambda x: type(x).__name__ == "RowTensor",
    "IndexedSlices": lambda x: type(x).__name__ == "RowTensor",
    "COOTensor": lambda x: type(x).__name__ == "COOTensor",
    "CSRTensor": lambda x: type(x).__name__ == "CSRTensor",
    "EnvType": lambda x: False,
    "Problem": lambda x: False,
    "Int": lambda x: isinstance(x, int) and not isinstance(x, bool),
    "Float": lambda x: isinstance(x, float),
    "Type": lambda x: isinstance(x, mstype.Type),
}


def _kind_test(name):
    if isinstance(name, str):
        if name in _KINDS:
            return _KINDS[name]
        if name.rstrip("0123456789") in ("Int", "UInt", "Float"):
            return _KINDS["Number"]
        raise TypeError(f"can not understand the type name {name!r}")
    for kind, test in (
        (mstype.TensorType, "Tensor"),
        (mstype.Bool, "Bool"),
        (mstype.List, "List"),
        (mstype.Tuple, "Tuple"),
    ):
        if isinstance(name, kind):
            return _KINDS[test]
    return _KINDS["Number"]


class MultitypeFuncGraph(MetaFuncGraph_):
    """A function with one implementation for each combination of kinds of arguments.

    Args:
        name (str): its name.
        read_value (bool, default False): parameters are handed on by their values; no effect here.

    Inputs:
        args: are given to the implementation registered for their kinds.

    Outputs:
        what the implementation returns.

    Raises:
        TypeError: no implementation was registered for these kinds.

    Example:
        >>> add = ops.MultitypeFuncGraph("add")
        >>> @add.register("Number", "Number")
        ... def add_numbers(x, y):
        ...     return x + y
        >>> @add.register("Tensor", "Tensor")
        ... def add_tensors(x, y):
        ...     return x + y
        >>> add(1, 2)
        3
    """

    def __init__(self, name, read_value=False):
        self.name = name
        self.read_value = read_value
        self.entries = []
        self.doc_url = ""

    def __call__(self, *args):
        for tests, _, fn in self.entries:
            if len(tests) == len(args) and all(t(a) for t, a in zip(tests, args, strict=True)):
                return fn(*args)
        listing = [(names, fn) for _, names, fn in self.entries]
        raise ValueError(
            "For 'MultitypeFuncGraph', cannot find fn match given args. Got (sigs, fn): "
            f"{listing}, and (dtype, args): {[(type(a).__name__, a) for a in args]}."
        )

    def register(self, *type_names):
        """Decorator that files an implementation under kinds such as "Tensor" and "Number"."""

        def deco(fn):
            self.register_fn(type_names, fn)
            return fn

        return deco

    def register_fn(self, type_names, fn):
        """File an implementation; the first one that fits is called."""
        self.entries.append(([_kind_test(n) for n in type_names], tuple(type_names), fn))

    def set_doc_url(self, doc_url):
        """Note where the function is described."""
        self.doc_url = doc_url

    def set_doc_url_(self, doc_url):
        """Note where the function is described."""
        self.doc_url = doc_url


# -- mapping -----------------------------------------------------------------------------------


def _zip(name, args):
    lengths = {len(a) for a in args}
    if len(lengths) > 1:
        raise ValueError(
            f"For '{name}', the length of all inputs must be same, but got {sorted(lengths)}."
        )
    return zip(*args, strict=True)


class _MapBase(MetaFuncGraph_):
    """Holds the function and checks it as MindSpore does."""

    def __init__(self, ops=None, reverse=False):
        if ops is not None and not callable(ops):
            raise TypeError(
                "__init__(): incompatible constructor arguments. The following argument types "
                "are supported:\n    a function, a primitive or a MultitypeFuncGraph"
            )
        self.ops = ops
        self.reverse = reverse

    def _split(self, args):
        return (args[0], args[1:]) if self.ops is None else (self.ops, args)

    def _each(self, pairs, step):
        pairs = list(pairs)
        if self.reverse:
            return [step(p) for p in reversed(pairs)][::-1]
        return [step(p) for p in pairs]


class HyperMap(_MapBase):
    """Applies a function to every element of nested tuples and lists.

    Args:
        ops (function, MultitypeFuncGraph or None, default None): the function; None: it is the
            first operand of the call.
        reverse (bool, default False): from the last element to the first.

    Inputs:
        args (tuples or lists): of one structure; the function gets an element of each.

    Outputs:
        tuple or list of the results in that structure.

    Raises:
        TypeError: `reverse` is not a bool, or the operands differ in kind.

    Example:
        >>> def square(x):
        ...     return x * x
        >>> ops.HyperMap()(square, (1, 2, 3))
        (1, 4, 9)
    """

    def __call__(self, *args):
        func, args = self._split(args)
        return self._mapped(func, args)

    def _mapped(self, func, args):
        nested = [a for a in args if isinstance(a, (tuple, list))]
        if not nested:
            return func(*args)
        if len(nested) < len(args):
            return func(*args) if isinstance(func, MultitypeFuncGraph) else self._spread(func, args)
        results = self._each(_zip("HyperMap", args), lambda p: self._mapped(func, p))
        return tuple(results)  # of lists, too

    def _spread(self, func, args):
        length = next(len(a) for a in args if isinstance(a, (tuple, list)))
        full = [a if isinstance(a, (tuple, list)) else (a,) * length for a in args]
        return tuple(self._each(_zip("HyperMap", full), lambda p: self._mapped(func, p)))


class Map(_MapBase):
    """`ops` of every element of tuples and lists, one level deep."""

    def __call__(self, *args):
        func, args = self._split(args)
        results = self._each(_zip("Map", args), lambda p: func(*p))
        return tuple(results)  # of lists, too


class _ListAppend(MetaFuncGraph_):
    """A list with one element more."""

    def __init__(self, name="append"):
        self.name = name

    def __call__(self, sequence, item):
        return [*sequence, item]


class _Tail(MetaFuncGraph_):
    """A tuple without its first element."""

    def __init__(self, name="tail"):
        self.name = name

    def __call__(self, sequence):
        return sequence[1:]


class _ZipOperation(MetaFuncGraph_):
    """Tuples of the elements at the same place."""

    def __init__(self, name="zip_operation"):
        self.name = name

    def __call__(self, *args):
        return tuple(zip(*args, strict=False))


class _Vmap(MetaFuncGraph_):
    """What `mindspore.vmap` is made of."""

    def __call__(self, fn, in_axes=0, out_axes=0):
        return vmap(fn, in_axes, out_axes)


tail = _Tail("tail")
zip_operation = _ZipOperation("zip_operation")
env_get = MultitypeFuncGraph("env_get")
