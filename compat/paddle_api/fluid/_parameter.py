"""Variables and parameters of dygraph mode, made from a shape and a dtype."""

from __future__ import annotations

from compat.core.text import plain

from . import unique_name
from ._dtypes import VarType, convert_np_dtype_to_dtype_
from ._mode import in_dygraph_mode
from ._varbase import VarBase


def _varbase_creator(
    type=VarType.LOD_TENSOR, name=None, shape=None, dtype=None, persistable=None, **kwargs
):
    if dtype is None:
        dtype = VarType.FP32
    elif not isinstance(dtype, VarType):
        dtype = convert_np_dtype_to_dtype_(dtype)
    return VarBase(dtype, shape or [], name or "", type, bool(persistable))


class ParamBase(VarBase):
    """A parameter of dygraph mode."""

    def __init__(self, shape, dtype, **kwargs):
        assert in_dygraph_mode(), (
            "We Only support __init__ in imperative mode, please use fluid.dygraph.guard() as "
            "context to run it in imperative Mode"
        )
        check_parameter(shape, dtype)
        if not isinstance(dtype, VarType):
            dtype = convert_np_dtype_to_dtype_(dtype)
        name = kwargs.get("name", unique_name.generate("_param_base"))
        super().__init__(dtype, list(shape), name, VarType.LOD_TENSOR, True)
        self.trainable = kwargs.get("trainable", True)
        self.optimize_attr = kwargs.get("optimize_attr", {"learning_rate": 1.0})
        self.regularizer = kwargs.get("regularizer")
        self.do_model_average = kwargs.get("do_model_average")
        self.is_distributed = False

    def __str__(self):
        return self.to_string(True)

    __repr__ = __str__

    def to_string(self, throw_on_error, with_details=False):
        """Name, dtype, shape and values."""
        assert isinstance(throw_on_error, bool)
        assert isinstance(with_details, bool)
        return (
            f"name {self.name}, dtype: {self.dtype} shape: {self.shape} {self.value().get_tensor()}"
        )


def check_parameter(shape, dtype):
    if shape is None:
        raise ValueError("The shape of Parameter should not be None")
    if dtype is None:
        raise ValueError("The dtype of Parameter should not be None")
    if len(shape) == 0:
        raise ValueError("The dimensions of shape for Parameter must be greater than 0")
    for extent in shape:
        if extent < 0:
            raise ValueError(
                "Each dimension of shape for Parameter must be greater than 0, but received "
                f"{plain(list(shape))}"
            )
