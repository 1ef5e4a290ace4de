"""Normalisation, bias, dropout and padding operators."""

from __future__ import annotations

from ....core import compose, op
from ... import _checkparam as validator
from ...common.seed import next_key
from ...common.tensor import wrap
from .._operands import operand
from ..function import _convolve, _dropout, _normalize, nn_func
from ..primitive import Primitive, prim_attr_register
from ._windows import check_data_format

__all__ = [
    "BatchNorm", "BiasAdd", "Dropout", "Dropout2D", "Dropout3D", "L2Loss", "L2Normalize", "LRN",
    "LayerNorm", "MirrorPad", "Pad", "PadV3",
]  # fmt: skip


class BatchNorm(Primitive):
    """Batch normalisation; in training the statistics given move towards those of the batch."""

    _io = (
        "x scale offset mean variance",
        "y batch_mean batch_variance reserve_space_1 reserve_space_2",
    )

    @prim_attr_register
    def __init__(self, is_training=False, epsilon=1e-05, momentum=0.1, data_format="NCHW"):
        name = self.name
        validator.check_value_type("is_training", is_training, (bool,), name)
        validator.check_float_range(epsilon, 0, 1, validator.INC_RIGHT, "epsilon", name)
        validator.check_float_range(momentum, 0, 1, validator.INC_BOTH, "momentum", name)
        self.format = check_data_format(data_format, name, "the platform")
        self.add_prim_attr("data_format", self.format)
        if is_training:
            names = {k: self.attrs.pop(k) for k in ("input_names", "output_names")}
            self.add_prim_attr("side_effect_mem", True)
            self.attrs.update(names)

    def _compute(self, input_x, scale, bias, mean, variance):
        x = operand("BatchNorm", "input_x", input_x)
        parts = [operand("BatchNorm", n, t) for n, t in (("scale", scale), ("bias", bias))]
        result, found_mean, found_var = _normalize.batch_normalized(
            x, *parts, mean._value, variance._value, self.epsilon, self.is_training, self.format
        )
        if not self.is_training:
            reserve = wrap(scale._value), wrap(bias._value)
            return wrap(result), *reserve, wrap(mean._value), wrap(variance._value)
        _normalize.move_statistics(mean, found_mean, self.momentum)
        # The original's CPU kernel keeps the biased variance.
        _normalize.move_statistics(variance, found_var, self.momentum)
        statistics = wrap(found_mean), wrap(op.rsqrt(op.add(found_var, float(self.epsilon))))
        return wrap(result), wrap(found_mean), wrap(found_var), *statistics


class LayerNorm(Primitive):
    """(normalised over the last axes, mean, variance)."""

    @prim_attr_register
    def __init__(self, begin_norm_axis=1, begin_params_axis=1, epsilon=1e-07):
        validator.check_value_type("begin_norm_axis", begin_norm_axis, [int], self.name)
        validator.check_value_type("begin_params_axis", begin_params_axis, [int], self.name)
        validator.check_value_type("epsilon", epsilon, [float], self.name)

    def _compute(self, input_x, gamma, beta):
        return _normalize.layer_norm(
            input_x, gamma, beta, self.begin_norm_axis, self.begin_params_axis, self.epsilon
        )


class L2Normalize(Primitive):
    """x / sqrt(max(sum x ** 2, epsilon)) along an axis."""

    @prim_attr_register
    def __init__(self, axis=0, epsilon=0.0001):
        axis = [axis] if isinstance(axis, int) else axis
        validator.check_value_type("axis", axis, [list, tuple], self.name)
        validator.check_value_type("epsilon", epsilon, [int, float], self.name)
        self.add_prim_attr("axis", axis)
        self.init_attrs["axis"] = axis
        if len(axis) != 1:
            raise TypeError(
                f"For '{self.name}', the length of 'axis' must be 1, but got {len(axis)}, later "
                "will support "
                "multiple axis!"
            )
        self.axis = axis

    def _compute(self, input_x):
        return _normalize.l2_normalize(input_x, self.axis[0], self.epsilon)


class LRN(Primitive):
    """Local response normalisation across channels."""

    @prim_attr_register
    def __init__(
        self, depth_radius=5, bias=1.0, alpha=1.0, beta=0.5, norm_region="ACROSS_CHANNELS"
    ):
        validator.check_value_type("depth_radius", depth_radius, [int], self.name)
        validator.check_value_type("bias", bias, [float], self.name)
        validator.check_value_type("alpha", alpha, [float], self.name)
        validator.check_value_type("beta", beta, [float], self.name)
        validator.check_string(norm_region, ["ACROSS_CHANNELS"], "norm_region", self.name)
        validator.check_non_negative_int(depth_radius, "depth_radius", self.name)
        self.attrs.clear()
        self.init_prim_io_names(["x"], ["y"])

    def _compute(self, x):
        return nn_func.lrn(x, *self.init_attrs.values())


class BiasAdd(Primitive):
    """The bias added along the channel axis."""

    _io = ("x b", "output")

    @prim_attr_register
    def __init__(self, data_format="NCHW"):
        self.format = validator.check_string(
            data_format, ["NCHW", "NHWC", "NCDHW"], "format", self.name
        )
        self.add_prim_attr("data_format", self.format)

    def _compute(self, x, b):
        return _normalize.add_bias(x, b, self.format)


class L2Loss(Primitive):
    """Half the sum of squares."""

    @prim_attr_register
    def __init__(self):
        pass

    def _compute(self, input_x):
        from ..function._reduction import l2_loss

        return l2_loss(input_x)


# -- dropout -----------------------------------------------------------------------------------


def _check_keep(prim, keep_prob):
    validator.check_value_type("keep_prob", keep_prob, [float], prim.name)
    validator.check_number_range(
        keep_prob, 0.0, 1.0, validator.INC_BOTH, float, "keep_prob", prim.name
    )


class Dropout(Primitive):
    """(elements dropped and the rest scaled up, the mask)."""

    @prim_attr_register
    def __init__(self, keep_prob=0.5, Seed0=0, Seed1=0):
        validator.check_value_type("Seed0", Seed0, [int], self.name)
        validator.check_value_type("Seed1", Seed1, [int], self.name)
        if not isinstance(keep_prob, float):
            raise TypeError(
                f"For '{self.name}', the 'keep_prob' must be 'float',  but got "
                f"'{type(keep_prob).__name__}'."
            )
        self.keep_prob = validator.check_float_range(
            keep_prob, 0, 1, validator.INC_RIGHT, "keep_prob", self.name
        )

    def _compute(self, x):
        value = _dropout.need_float("Dropout", "x", x)
        key = next_key(self.Seed0, self.Seed1)
        found, mask = _dropout.drop(value, self.keep_prob, x.shape, key)
        return wrap(found), wrap(mask)


class Dropout2D(Primitive):
    """(whole channels dropped, bool mask)."""

    @prim_attr_register
    def __init__(self, keep_prob=0.5):
        _check_keep(self, keep_prob)
        self.attrs.pop("keep_prob")

    def _compute(self, x):
        if x.ndim != 4:
            raise ValueError(f"For '{self.name}', the rank of 'x' must be 4, but got {x.ndim}.")
        return self._dropped(x)

    def _dropped(self, x):
        if not self.keep_prob:
            zeros = wrap(compose.zeros_like(x._value))
            return zeros, wrap(op.full(x.shape, 0, "bool", op.device_of(x._value)))
        found, mask = _dropout.drop_channels(self.name, x, self.keep_prob, next_key())
        return wrap(found), wrap(op.astype(mask, "bool"), "bool")


class Dropout3D(Dropout2D):
    """(whole channels dropped, bool mask)."""

    @prim_attr_register
    def __init__(self, keep_prob=0.5):
        _check_keep(self, keep_prob)
        self.attrs.pop("keep_prob")

    def _compute(self, x):
        if x.ndim != 5:
            raise ValueError(f"For '{self.name}', the rank of 'x' must be 5, but got {x.ndim}.")
        return self._dropped(x)


# -- padding -----------------------------------------------------------------------------------


class Pad(Primitive):
    """Enlarged by zeros."""

    _io = ("x", "y")

    @prim_attr_register
    def __init__(self, paddings):
        validator.check_value_type("paddings", paddings, [tuple], self.name)
        self.paddings = paddings

    def _compute(self, x):
        value = operand("Pad", "x", x)
        if len(self.paddings) != x.ndim:
            raise ValueError(
                "For 'Pad', the length of 'paddings' must be equal to the rank of the input, but "
                "got "
                f"{len(self.paddings)} and {x.ndim}."
            )
        for i, (low, high) in enumerate(self.paddings):
            if low < 0 or high < 0:
                raise ValueError(
                    f"For 'Pad', all elements of 'paddings' must be >= 0, but got paddings[{i}][0] "
                    f"= {low}, "
                    f"paddings[{i}][1] = {high}"
                )
        return wrap(op.pad(value, tuple(tuple(p) for p in self.paddings), "constant", 0))


class PadV3(Primitive):
    """Enlarged by a number or by what is there."""

    _io = ("x paddings constant_value", "y")

    @prim_attr_register
    def __init__(self, mode="constant", paddings_contiguous=True):
        validator.check_string(mode, ["constant", "reflect", "edge", "circular"], "mode", self.name)
        validator.check_bool(paddings_contiguous, "paddings_contiguous", self.name)

    def _compute(self, *args):
        x, paddings = args[:2]
        flat = (
            op.to_numpy(paddings._value).reshape(-1).tolist()
            if hasattr(paddings, "_value")
            else list(paddings)
        )
        value = args[2] if len(args) > 2 else None
        if hasattr(value, "_value"):
            value = op.to_numpy(value._value).item()
        if not self.paddings_contiguous:
            half = len(flat) // 2
            flat = [n for pair in zip(flat[:half], flat[half:], strict=True) for n in pair]
        widths = [(0, 0)] * x.ndim
        for i in range(len(flat) // 2):
            widths[x.ndim - 1 - i] = (flat[2 * i], flat[2 * i + 1])
        mode = "wrap" if self.mode == "circular" else self.mode
        return wrap(_convolve.padded(x._value, widths, mode, value))


class MirrorPad(Primitive):
    """Enlarged by mirroring."""

    _io = ("x paddings", "y")

    @prim_attr_register
    def __init__(self, mode="REFLECT"):
        validator.check_string(mode, ["REFLECT", "SYMMETRIC"], "mode", self.name)

    def _compute(self, x, paddings):
        return nn_func.mirror_pad(x, paddings, self.mode)
