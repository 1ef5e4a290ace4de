"""`VarBase`, the variable of dygraph mode: an array, a name, a gradient.

`_value` is a raw array or one with history. A variable with history asks for gradients; its
`stop_gradient` is False. All
variables with history that are still alive are listed in `_alive`, so that `backward` can give
each of them its gradient,
results of operators included, as the original does.
"""

from __future__ import annotations

import itertools
import threading
import weakref
from functools import lru_cache

import numpy as np

from compat.core import autodiff, dtypes, op, state
from compat.core.contexts import PerContext
from compat.core.exchange import exchanged
from compat.notebook import tensor_html

from ._dtypes import CPP, VARTYPES, VarType, canonical, convert_np_dtype_to_dtype_
from ._errors import enforce_not_met
from ._lod import LevelsOfDetail, levels

_LEAF, _RESULT, _FREED = 0, 1, 2
_alive: list[weakref.ref] = []
_limit = 4096
_ref = weakref.ref
_ZEROS = object()
# Results and unnamed variables share one counter, as in the original's tracer.
numbers_in_use = PerContext("compat_paddle_numbers", itertools.count().__next__)
_dropping = threading.Lock()


def count_anew():
    """A counter that starts at 0."""
    return itertools.count().__next__


def _drop_the_dead():
    """Forget variables that are gone; what other threads list meanwhile is kept."""
    with _dropping:
        count = len(_alive)
        _alive[:count] = [r for r in _alive[:count] if r() is not None]


class VarBase:
    """A variable of dygraph mode."""

    __slots__ = (
        "__weakref__",
        "_grad",
        "_kind",
        "_lod",  # set where a variable has levels of detail
        "_name",
        "_siblings",  # set for results of operators with several
        "_stop",
        "_tag",
        "_value",
        "persistable",
    )

    def __init__(self, *args, **kwargs):
        self._grad = self._stop = self._tag = None
        self._kind = _LEAF
        self.persistable = False
        self._name = ""
        if args and isinstance(args[0], VarType):
            self._declare(*args)
        else:
            self._fill(*args, **kwargs)
        if not self._name:
            self._name = f"generated_var_{numbers_in_use.value()}"

    def _declare(self, dtype, shape, name, type=VarType.LOD_TENSOR, persistable=False):
        if any(isinstance(d, float) or not hasattr(d, "__int__") for d in shape):
            raise _constructor_mismatch((dtype, shape, name, type, persistable))
        self._name = name or ""
        self.persistable = persistable
        extents = tuple(int(d.item() if isinstance(d, np.ndarray) else d) for d in shape)
        self._value = op.full(extents, 0, canonical(dtype), state.device())

    def _fill(self, value=None, place=None, persistable=False, zero_copy=False, name=""):
        self._name, self.persistable = name, persistable
        array = np.asarray(value)
        self._value = from_numpy(array if zero_copy else np.array(array), place)

    # -- facts ---------------------------------------------------------------------------------

    @property
    def shape(self):
        """Shape, a list of ints.

        Example:
            >>> x = to_variable(np.array([1.0, 2.0], "float32"))
            >>> x.shape
            [2]
        """
        return list(op.shape_of(self._value))

    @property
    def dtype(self):
        """The dtype, a `VarType`.

        Example:
            >>> x = to_variable(np.array([1.0, 2.0], "float32"))
            >>> x.dtype == fluid.core.VarDesc.VarType.FP32
            True
        """
        return VARTYPES[op.dtype_of(self._value)]

    @property
    def type(self):
        """The kind of variable."""
        return VarType.LOD_TENSOR

    @property
    def name(self):
        """The name; results get theirs when it is asked for."""
        if type(self._name) is int:
            self._name = f"tmp_{self._name}"
        return self._name

    @name.setter
    def name(self, value):
        self._name = value

    @property
    def stop_gradient(self):
        """Whether no gradient flows to the variable; can be set. True for data, False for trained
        parameters.

        Example:
            >>> x = to_variable(np.array([1.0, 2.0], "float32"))
            >>> x.stop_gradient
            True
        """
        if self._stop is None:
            return not autodiff.engine().is_tracked(self._value)
        return self._stop

    @stop_gradient.setter
    def stop_gradient(self, stop):
        engine = autodiff.engine()
        self._stop = bool(stop)
        if stop:
            self._value = engine.detach(self._value)
        elif not engine.is_tracked(self._value):
            self._kind = _LEAF
            self._set(self._value)
            _register(self)

    def _is_leaf(self):
        """True for a variable that no operator computed."""
        return self._kind == _LEAF

    def _raw(self):
        """The array without its history."""
        return autodiff.engine().detach(self._value)

    def _set(self, raw):
        """Become `raw`, a leaf again if a gradient is wanted."""
        wanted = self._stop is False and op.dtype_of(raw) in dtypes.DIFFERENTIABLE
        self._value = autodiff.engine().leaf(raw, self) if wanted else raw
        self._tag = None

    def _take(self, result, stop_gradient=False):
        """Become the result of an operator, history included."""
        self._value = autodiff.engine().detach(result._value) if stop_gradient else result._value
        self._stop = self._tag = None
        if autodiff.engine().is_tracked(self._value):
            self._kind = _RESULT
            _register(self)

    # -- values --------------------------------------------------------------------------------

    def numpy(self):
        """A NumPy array with a copy of the values.

        Returns:
            numpy.ndarray of the same shape and dtype.

        Example:
            >>> x = to_variable(np.array([1.0, 2.0], "float32"))
            >>> x.numpy()
            array([1., 2.], dtype=float32)
        """
        return np.array(op.to_numpy(self._value))

    def _repr_html_(self):
        return tensor_html("Variable", self)

    def __dlpack__(self, **options):
        return exchanged(self._value).__dlpack__(**options)

    def __dlpack_device__(self):
        return exchanged(self._value).__dlpack_device__()

    def detach(self):
        """A variable with the same values that asks for no gradient.

        Returns:
            Variable.

        Example:
            >>> x = to_variable(np.array([1.0, 2.0], "float32"))
            >>> x.detach().stop_gradient
            True
        """
        result = wrap(autodiff.engine().detach(self._value))
        result._name = self.name + "0"
        return result

    def value(self):
        """The holder of the tensor."""
        return _Holder(self)

    def _copy_to(self, place, blocking):
        return wrap(op.to_device(autodiff.engine().detach(self._value), place._device()))

    # -- gradients -----------------------------------------------------------------------------

    def _grad_value(self):
        """The raw gradient or None."""
        if self._grad is _ZEROS:
            raw = autodiff.engine().detach(self._value)
            self._grad = op.full(op.shape_of(raw), 0, op.dtype_of(raw), op.device_of(raw))
        return self._grad

    def _grad_ivar(self):
        grad = self._grad_value()
        if grad is None:
            return None
        result = grad if isinstance(grad, VarBase) else wrap(grad)
        result._name = self._grad_name()
        return result

    def _grad_name(self):
        return self.name + "@GRAD"

    def clear_gradient(self):
        """Make the gradient zero, if there is one; a sparse one goes."""
        if self._grad is not None:
            self._grad = None if isinstance(self._grad, VarBase) else _ZEROS

    def _found_gradients(self):
        """Pairs of a variable this one was computed from and its raw gradient."""
        engine = autodiff.engine()
        if self._kind == _FREED or not engine.is_tracked(self._value):
            return []
        # The dead are dropped here, or every later call would walk past them.
        _drop_the_dead()
        found = {id(v): v for v in (r() for r in list(_alive)) if v is not None}
        sought = [v for v in found.values() if engine.is_tracked(v._value)]
        values = [v._value for v in sought]
        lost = _lost_results(engine)
        values += [value for _, value in lost]
        grads = engine.gradients([self._value], [None], values, False, True)
        for (siblings, _), g in zip(lost, grads[len(sought) :], strict=True):
            siblings.reached |= g is not None
        return [(v, g) for v, g in zip(sought, grads, strict=False) if g is not None]

    @staticmethod
    def _keep_gradients(pairs, retain_graph):
        """Give the variables their gradients, and cut results off their history."""
        if any(v._kind == _FREED for v, _ in pairs):
            raise _freed()
        for v, g in pairs:
            v._grad = g
            if v._kind == _RESULT and not retain_graph:
                _free(v)
        if _groups and pairs:
            _fill_groups({id(v) for v, _ in pairs})

    # -- Python --------------------------------------------------------------------------------

    __hash__ = object.__hash__

    def __reduce__(self):
        raise TypeError("can't pickle VarBase objects")

    def __deepcopy__(self, memo):
        raise TypeError("can't pickle VarBase objects")


VarBase.__module__ = "paddle.fluid.core_avx"


def _free(v):
    """Cut a result off its history; using it in another graph is an error found by `backward`."""
    engine = autodiff.engine()
    v._kind, v._siblings = _FREED, None
    v._stop = False
    v._set(engine.detach(v._value))


def _freed():
    return enforce_not_met(
        "NotFoundError: Inputs and outputs of an operator do not exist. This may be because:\n"
        "1. You use some output variables of the previous batch as the inputs of the current "
        "batch. "
        'Please try to call "stop_gradient = True" or "detach()" for these variables.\n'
        "2. You calculate backward twice for the same subgraph without setting retain_graph=True. "
        "Please set retain_graph=True in the first backward call.\n\n",
        None,
        "Expected ins_.empty() && outs_.empty() != true, but received ins_.empty() && "
        "outs_.empty():1 == true:1.",
    )


def _register(v):
    global _limit
    _alive.append(_ref(v))
    if len(_alive) > _limit:
        _drop_the_dead()
        _limit = 2 * len(_alive) + 4096


class _Siblings:
    """The results of one operator: variables by weak references, values as long as one lives."""

    __slots__ = ("__weakref__", "members", "reached", "values")

    def __init__(self, results):
        self.members = [_ref(v) for v in results]
        self.values = [v._value for v in results]
        self.reached = False  # whether a result whose variable is gone has a gradient

    def alive(self):
        """The variables that are there."""
        return [v for v in (r() for r in self.members) if v is not None]


_groups: list[weakref.ref] = []


def group(results):
    """Note that these are the results of one operator; returns them."""
    if results and results[0]._kind == _RESULT:
        siblings = _Siblings(results)
        for v in results:
            v._siblings = siblings
        _groups.append(_ref(siblings))
        if len(_groups) > 256:
            _groups[:] = [g for g in _groups if g() is not None]
    return results


def _lost_results(engine):
    """Pairs of siblings and the value of a result whose variable is gone."""
    return [
        (siblings, value)
        for siblings in (g() for g in list(_groups))
        if siblings is not None
        for member, value in zip(siblings.members, siblings.values, strict=True)
        if member() is None and engine.is_tracked(value)
    ]


def _fill_groups(reached):
    """Zeros for results that were not reached although others of their operator were."""
    for siblings in [g() for g in list(_groups)]:
        alive = [] if siblings is None else siblings.alive()
        if alive and (siblings.reached or any(id(v) in reached for v in alive)):
            siblings.reached = False
            for v in alive:
                if id(v) not in reached:
                    v._grad = _ZEROS
    _groups[:] = [g for g in _groups if g() is not None]


_new = VarBase.__new__
_quick = autodiff.quick


def wrap(value):
    """The variable for the result of an operator."""
    self = _new(VarBase)
    self._value = value
    self._name = numbers_in_use.value()
    self._grad = self._stop = self._tag = None
    self.persistable = False
    if _quick.tracks(value):
        self._kind = _RESULT
        _alive.append(_ref(self))
        if len(_alive) > _limit:
            _register(self)
    else:
        self._kind = _LEAF
    return self


# Dtypes that arithmetic takes, each the same object every time.
_TAGS = {name: name for name in ("float32", "float64", "int32", "int64")}


def learn_tag(v):
    """Note the dtype of a variable that arithmetic can take quickly: of numbers, not empty."""
    value = v._value
    if 0 not in op.shape_of(value):
        v._tag = _TAGS.get(op.dtype_of(value), "")


def wrap_tagged(value, tag):
    """The variable for the result of an operator whose dtype is known."""
    self = wrap(value)
    self._tag = tag
    return self


_ACCEPTED = {*CPP, "uint16"}


def from_numpy(array, place=None):
    """The backend's array for a NumPy array, sharing memory where the library can."""
    dtype = _taken(array.dtype)
    if dtype == "uint16":
        array, dtype = array.view(np.float16), "float16"
    device = place._device() if place is not None else state.device()
    return op.asarray(array, dtype, device)


@lru_cache(64)
def _taken(dtype):
    """Canonical name of a NumPy dtype that variables take, or uint16, the bits of halves."""
    if dtype.name not in _ACCEPTED:
        raise enforce_not_met(
            "Error: Incompatible data or style type: tensor.set() supports bool, float16, float32, "
            "float64, int8, int16, int32, int64 and uint8, uint16, but got "
            f"{'object' if dtype.hasobject else dtype}!"
        )
    return "uint16" if dtype == np.uint16 else canonical(convert_np_dtype_to_dtype_(dtype))


def _constructor_mismatch(arguments):
    v = "paddle.fluid.core_avx.VarBase"
    place = (
        "value: array, place: paddle::platform::{}, persistable: bool=False, "
        "zero_copy: bool=False, name: str=''"
    )
    forms = [
        "arg0: paddle::framework::proto::VarType_Type, arg1: List[int], arg2: handle, "
        "arg3: paddle::framework::proto::VarType_Type, arg4: bool",
        *(place.format(p) for p in ("CPUPlace", "CUDAPlace", "CUDAPinnedPlace")),
        "value: array",
        "**kwargs",
    ]
    listed = "\n".join(f"    {i}. {v}({form})" for i, form in enumerate(forms, 1))
    invoked = ", ".join(repr(a) for a in arguments)
    return TypeError(
        "__init__(): incompatible constructor arguments. The following argument types are "
        f"supported:\n{listed}\n\nInvoked with: {invoked}"
    )


class _Holder:
    """What `VarBase.value()` gives: leads to the tensor."""

    def __init__(self, var):
        self._var = var

    def get_tensor(self):
        """The tensor of the variable."""
        return Tensor(self._var)


class Tensor(LevelsOfDetail):
    """A view of a variable's values with the interface of the C++ tensor."""

    def __init__(self, var):
        self._var = var

    def _is_initialized(self):
        return True

    def shape(self):
        """The extents, as a list."""
        return self._var.shape

    def set(self, array, place=None):
        """Take over the values of a NumPy array."""
        self._var._set(from_numpy(np.array(array), place))

    @property
    def _lod(self):
        return levels(self._var)

    @_lod.setter
    def _lod(self, lod):
        self._var._lod = lod

    def _dtype(self):
        return self._var.dtype

    def __array__(self, dtype=None, copy=None):
        array = self._var.numpy()
        return array if dtype is None else array.astype(dtype)

    def __str__(self):
        array = self._var.numpy()
        data = " ".join(_plain(v) for v in array.reshape(-1).tolist())
        dims = ", ".join(str(d) for d in array.shape)
        cpp = CPP[op.dtype_of(self._var._value)]
        lod = "".join(f"{{{', '.join(map(str, level))}}}" for level in self._lod)
        return (
            f"\tlod: {{{lod}}}\n\tdim: {dims}\n\tlayout: NCHW\n\tdtype: {cpp}\n\tdata: [{data}]\n"
        )


def _plain(v):
    """A number as a C++ stream prints it."""
    if isinstance(v, float):
        return f"{v:g}"
    return str(int(v))
