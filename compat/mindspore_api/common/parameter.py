"""Parameter: a tensor that a network owns."""

from compat.core import op

from .. import _checkparam as validator
from .. import log as logger
from . import _build, _operators
from . import dtype as mstype
from ._param_info import ParamInfo
from .initializer import initializer
from .tensor import Tensor, wrap

__all__ = ["Parameter", "ParameterTuple"]

PARAMETER_NAME_DEFAULT = "Parameter"
PARAMETER_NAME_PREFIX_MAX_LEN = 1024


def _info(name, kind=bool):
    """A property that lives in `param_info`, with a check of its type."""
    texts = {
        bool: "must be bool type.",
        int: "must be int type.",
        tuple: "must be tuple or list type.",
    }
    allowed = (tuple, list) if kind is tuple else kind

    def read(self):
        """Whether the parameter is trained; can be set.

        Example:
            >>> p = Parameter(Tensor([1.0]), name="p")
            >>> p.requires_grad = False
            >>> p.requires_grad
            False
        """
        return getattr(self.param_info, name)

    def write(self, value):
        if not isinstance(value, allowed):
            stop = texts[kind].rstrip(".") if name == "requires_grad" else texts[kind]
            raise TypeError(f"The argument `{name}` {stop}")
        setattr(self.param_info, name, value)

    return property(read, write)


class Parameter(Tensor):
    """A tensor with a name that training changes.

    Set as an attribute of a cell it belongs to the network and is named after it.

    Args:
        default_input (Tensor, Initializer, int, float, list or numpy.ndarray): the values.
        name (str or None, default None): its name; None takes that of the attribute.
        requires_grad (bool, default True): whether it is trained.
        layerwise_parallel (bool, default False): of divided parameters; no effect here.
        parallel_optimizer (bool, default True): of divided parameters; no effect here.

    Raises:
        TypeError: the values are of another kind, or a flag is no bool.
        ValueError: `name` is of another kind.

    Example:
        >>> p = Parameter(Tensor([1.0, 2.0]), name="p")
        >>> p
        Parameter (name=p, shape=(2,), dtype=Float32, requires_grad=True)
        >>> print(ops.assign_add(p, Tensor([1.0, 1.0])))
        [2. 3.]
    """

    is_init = False
    init_mode = None
    is_default_input_init = False
    init_in_server = False
    is_param_ps = False
    is_in_parallel = False
    is_in_shard = False
    requires_aggr = True
    slice_num = 1
    sliced = False
    unique = False
    _inited_param = None

    def __new__(cls, default_input, *args, **kwargs):
        return object.__new__(cls)

    def __init__(
        self,
        default_input,
        name=None,
        requires_grad=True,
        layerwise_parallel=False,
        parallel_optimizer=True,
    ):
        self._fill(default_input)
        self.param_info = ParamInfo()
        self.param_info.obj = self
        self.name = name
        self.requires_grad = requires_grad
        self.layerwise_parallel = layerwise_parallel
        self.parallel_optimizer = parallel_optimizer
        self._pipeline_stage_list = []
        self.param_info.parameter_shape = self.shape

    def _fill(self, data):
        if isinstance(data, bool):
            raise ValueError("Parameter data can not be `bool`")
        if isinstance(data, Tensor):
            self.is_default_input_init = data.has_init
            if data.has_init:
                data.init_data()
            elif -1 in data.shape:
                raise ValueError(
                    "All shape elements of the Parameter must be positive. But got None."
                )
            self._take(op.copy(data._value))
        elif isinstance(data, int):
            self._take(_build.array_of(data, "int32"))
        elif isinstance(data, float):
            self._take(_build.array_of(data, "float32"))
        else:
            Tensor.__init__(self, data)
            if not isinstance(data, (_build.np.ndarray, list)):
                raise TypeError(
                    "The type of the argument 'default_input' must be in ['Tensor', 'int', "
                    f"'float', 'numpy.ndarray', 'list']. But got type {type(data)}."
                )

    # -- attributes ----------------------------------------------------------------------------

    @property
    def name(self):
        """Name, unique in a network."""
        return self.param_info.name

    @name.setter
    def name(self, name_):
        if name_ is None:
            name_ = PARAMETER_NAME_DEFAULT
        elif not isinstance(name_, str):
            raise ValueError(
                "The type of the Parameter's name should be 'string' or 'None', "
                f"but got {type(name_)}."
            )
        name_ = name_.strip() or PARAMETER_NAME_DEFAULT
        if len(name_) > PARAMETER_NAME_PREFIX_MAX_LEN:
            raise ValueError(
                f"The length of the '{name_}' name should be less than "
                f"{PARAMETER_NAME_PREFIX_MAX_LEN}."
            )
        self.param_info.name = name_

    requires_grad = _info("requires_grad")
    layerwise_parallel = _info("layerwise_parallel")
    parallel_optimizer = _info("parallel_optimizer")
    cache_enable = _info("cache_enable")
    cache_shape = _info("cache_shape", tuple)
    key = _info("key", int)

    @property
    def comm_fusion(self):
        """Fusion group of the communication of this parameter; without effect in a world of one."""
        return self.param_info.comm_fusion

    @comm_fusion.setter
    def comm_fusion(self, comm_fusion_):
        validator.check_non_negative_int(comm_fusion_)
        self.param_info.comm_fusion = comm_fusion_

    @property
    def parallel_optimizer_comm_recompute(self):
        """Whether communication is recomputed; without effect in a world of one."""
        return self.param_info.parallel_optimizer_comm_recompute

    @parallel_optimizer_comm_recompute.setter
    def parallel_optimizer_comm_recompute(self, parallel_optimizer_comm_recompute_):
        validator.check_bool(parallel_optimizer_comm_recompute_)
        self.param_info.parallel_optimizer_comm_recompute = parallel_optimizer_comm_recompute_

    @property
    def inited_param(self):
        """The parameter that `init_data` made out of this one, if another."""
        return self._inited_param

    @property
    def data(self):
        """The parameter itself."""
        return self

    def value(self):
        """The current value as a Tensor."""
        return wrap(self._value, self._name)

    def add_pipeline_stage(self, stage):
        """Note a pipeline stage; without effect in a world of one."""
        logger.warning("This interface may be deleted in the future.")
        if not isinstance(stage, int) or stage < 0:
            raise TypeError("`stage` must be a positive number of int type")
        self._pipeline_stage_list.append(stage)

    def set_param_ps(self, init_in_server=False):
        """Only with a parameter server, which does not exist here."""
        raise RuntimeError(
            "Must complete following two steps before calling set_param_ps: \n1. "
            "context.set_ps_context(enable_ps=True) \n2. export MS_ROLE environment variable "
            "\nPlease refer to the official website for detailed usage."
        )

    def set_param_fl(self, push_to_server=False, pull_from_server=False, requires_aggr=True):
        """Note whether federated learning would aggregate this parameter."""
        if push_to_server or pull_from_server:
            raise NotImplementedError(
                "mindspore.Parameter.set_param_fl with push_to_server or pull_from_server needs a "
                "federated-learning server, which is not supported."
            )
        self.requires_aggr = self.requires_aggr and requires_aggr

    # -- Python --------------------------------------------------------------------------------

    def __str__(self):
        return (
            f"Parameter (name={self.name}, shape={self.shape}, dtype={self.dtype}, "
            f"requires_grad={self.requires_grad})"
        )

    __repr__ = __str__

    def __reduce_ex__(self, _):
        data = Tensor(wrap(self._value))
        return Parameter, (data, self.name, self.requires_grad, self.layerwise_parallel)

    def __copy__(self):
        return self.clone()

    def __deepcopy__(self, memodict):
        made = Parameter(self)
        made.name = self.name
        made._inited_param = self._inited_param
        memodict[id(self)] = made
        return made

    def __parameter__(self):
        """Marks parameters."""

    # -- values --------------------------------------------------------------------------------

    def copy(self):
        """A parameter with the same values and attributes."""
        return self.clone(init="same")

    def clone(self, init="same"):
        """A parameter of its own with the same settings.

        Args:
            init (Tensor, str, number or Initializer, default 'same'): "same" copies the values,
                others give them.

        Returns:
            Parameter.

        Raises:
            ValueError: `init` is no initializer.

        Example:
            >>> print(Parameter(Tensor([1.0, 2.0]), name="p").clone(init="zeros").asnumpy())
            [0. 0.]
        """
        made = object.__new__(type(self))
        made.__dict__.update(self.__dict__)
        made._take(op.copy(self._value))
        made.param_info = self.param_info.clone()
        made.param_info.obj = made
        made._pipeline_stage_list = list(self._pipeline_stage_list)
        self.param_info.cloned_obj = [*getattr(self.param_info, "cloned_obj", []), made]
        if init != "same":
            made.set_data(initializer(init, shape=self.shape, dtype=self.dtype))
        return made

    def _refuse_dtype(self, incoming):
        raise TypeError(
            "Incoming Parameter dtype can not be converted to current dtype implicitly. "
            f"Current dtype is {self.dtype}, and incoming is {incoming}. "
            "Use .set_dtype(xxx) to change the dtype."
        )

    def set_data(self, data, slice_shape=False):
        """Exchanges the values.

        Args:
            data (Tensor, Initializer, int or float): the new ones, of the same shape and dtype.
            slice_shape (bool, default False): the shape may be another one.

        Returns:
            the parameter.

        Raises:
            TypeError: `data` is of another kind, or of a dtype that does not convert.
            ValueError: the shapes differ.

        Example:
            >>> p = Parameter(Tensor([1.0, 2.0]), name="p")
            >>> print(p.set_data(Tensor([3.0, 4.0])).asnumpy())
            [3. 4.]
        """
        if not isinstance(data, (Tensor, int, float)):
            raise TypeError(
                "Parameter data must be [`Tensor`, `int`, `float`] or a kind of `Tensor` "
                f"(like `Tensor`). But with type {type(data)}."
            )
        if isinstance(data, (int, float)):
            if self.dtype in mstype.int_type and isinstance(data, float):
                self._refuse_dtype(mstype.float_)
            data = Tensor(data, self.dtype)
        if data.has_init:
            data.init_data()
        if self.shape != data.shape and not slice_shape:
            raise ValueError(
                "Can not change the shape of Parameter which has been initialized."
                f" Current shape is {self.shape}, and incoming is {data.shape}."
            )
        value = op.copy(data._value)
        if self.dtype != data.dtype:
            order = mstype.implicit_conversion_seq
            if order[self.dtype] < order[data.dtype]:
                self._refuse_dtype(data.dtype)
            value = op.astype(value, self._name)
        self._take(value)
        self.sliced = slice_shape
        return self

    def init_data(self, layout=None, set_sliced=False):
        """The parameter; its values were drawn when it was made."""
        if layout:
            raise NotImplementedError(
                "mindspore.Parameter.init_data with a layout needs auto-parallel slicing, which is "
                "not supported; call init_data()."
            )
        self.sliced = set_sliced
        return self


_operators.HANDLES.add(Parameter)


class ParameterTuple(tuple):
    """Parameters with different names, in a tuple.

    Args:
        iterable (iterable of Parameter): the parameters.

    Returns:
        tuple.

    Raises:
        TypeError: an entry is not a Parameter.
        RuntimeError: two of them share a name.

    Example:
        >>> params = ms.ParameterTuple(nn.Dense(2, 1).trainable_params())
        >>> len(params.clone("moments"))
        2
    """

    __slots__ = ()

    def __new__(cls, iterable):
        data = tuple(iterable)
        seen, names = set(), set()
        for x in data:
            if not isinstance(x, Parameter):
                raise TypeError(
                    "For ParameterTuple initialization, ParameterTuple input should be 'Parameter' "
                    f"collection, but got a {type(iterable)}. "
                )
            if id(x) in seen:
                continue
            if x.name in names:
                raise ValueError(
                    f"The value {x} , its name '{x.name}' already exists. "
                    "Please set a unique name for the parameter."
                )
            names.add(x.name)
            seen.add(id(x))
        return tuple.__new__(cls, data)

    def clone(self, prefix, init="same"):
        """Clones, named `prefix.name`."""
        validator.check_str_by_regular(prefix)
        made = []
        for x in self:
            twin = x.clone(init)
            twin.name = f"{prefix}.{twin.name}"
            made.append(twin)
        return ParameterTuple(made)

    def __parameter_tuple__(self):
        """Marks tuples of parameters."""
