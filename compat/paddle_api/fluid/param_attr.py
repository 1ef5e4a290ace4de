"""What a parameter shall be like."""

from __future__ import annotations

import compat._absent
from compat.core.text import class_text

from .data_feeder import check_type
from .initializer import Constant, Initializer, Xavier
from .regularizer import WeightDecayRegularizer

__all__ = ["ParamAttr", "WeightNormParamAttr"]


class ParamAttr:
    """What a parameter shall be like.

    Args:
        name (str or None, default None): its name; None makes one.
        initializer (Initializer or None, default None): initial values; None leaves them to the
            layer.
        learning_rate (float, default 1.0): factor of the optimizer's rate.
        regularizer (Regularizer or None, default None): is added to the gradient.
        trainable (bool, default True): whether it is trained.
        do_model_average (bool, default True): take part in model averages.

    Raises:
        AssertionError: a value is of another kind.

    Example:
        >>> attr = fluid.ParamAttr(initializer=fluid.initializer.Constant(1.0), trainable=False)
        >>> dygraph.Linear(2, 1, param_attr=attr).weight.stop_gradient
        False
    """

    def __init__(
        self,
        name=None,
        initializer=None,
        learning_rate=1.0,
        regularizer=None,
        trainable=True,
        do_model_average=True,
    ):
        check_type(name, "name", (str, type(None)), "ParamAttr")
        check_type(learning_rate, "learning_rate", (float, int), "ParamAttr")
        check_type(trainable, "trainable", (bool), "ParamAttr")
        check_type(do_model_average, "do_model_average", (bool), "ParamAttr")
        self.name = name
        if self.name == "":
            raise ValueError("name of ParamAttr can not be empty str")
        self.initializer = initializer
        self.learning_rate = learning_rate
        self.regularizer = regularizer
        self.trainable = trainable
        self.do_model_average = do_model_average

    def _set_default_initializer(self, initializer):
        if initializer is None and self.initializer is None:
            raise ValueError("ParamAttr.initializer is not set")
        if self.initializer is None:
            self.initializer = initializer

    def _set_default_param_initializer(self):
        self._set_default_initializer(Xavier())

    def _set_default_bias_initializer(self):
        self._set_default_initializer(Constant(0.0))

    @staticmethod
    def _to_attr(arg):
        if arg is None:
            return ParamAttr()
        if isinstance(arg, (list, tuple)):
            return [ParamAttr._to_attr(a) for a in arg]
        if isinstance(arg, ParamAttr):
            return arg
        if isinstance(arg, str):
            return ParamAttr(name=arg)
        if isinstance(arg, Initializer):
            return ParamAttr(initializer=arg)
        if isinstance(arg, WeightDecayRegularizer):
            return ParamAttr(regularizer=arg)
        if isinstance(arg, bool):
            return ParamAttr._to_attr(None) if arg else False
        raise TypeError(f"{class_text(arg)} cast to ParamAttr")

    def _to_kwargs(self, with_initializer=False):
        kwargs = {
            "name": self.name,
            "optimize_attr": {"learning_rate": self.learning_rate},
            "regularizer": self.regularizer,
            "trainable": self.trainable,
            "do_model_average": self.do_model_average,
        }
        if with_initializer:
            kwargs["initializer"] = self.initializer
        return kwargs


class WeightNormParamAttr(ParamAttr):
    """Weight normalisation, which the original has in static graphs only."""

    params_with_weight_norm = []

    def __init__(
        self,
        dim=None,
        name=None,
        initializer=None,
        learning_rate=1.0,
        regularizer=None,
        trainable=True,
        do_model_average=False,
    ):
        super().__init__(name, initializer, learning_rate, regularizer, trainable, do_model_average)
        self.dim = dim

    def _to_kwargs(self, with_initializer=False):
        compat._absent.refuse("paddle.fluid.WeightNormParamAttr")
