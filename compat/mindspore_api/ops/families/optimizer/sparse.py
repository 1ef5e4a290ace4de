"""Steps of optimisers on rows of parameters."""

from __future__ import annotations

from .....core import compose, op
from .... import _checkparam as validator
from ....common.tensor import Tensor, wrap
from ...arguments import kind_of, operand, raw
from ...primitive import Primitive, prim_attr_register
from .dense import ApplyFtrl, Update, store


def _refuse(name, what, wanted, of, given):
    raise ValueError(
        f"For primitive[{name}], the {what} must be equal to {of} which is {_shown(wanted)} , but "
        f"got {_shown(given)}."
    )


def _shown(x):
    return f"[const vector]{list(x)}" if isinstance(x, tuple) else x


def _check_rows(name, targets, grad, indices):
    """Equal shapes of what is updated, and a row of gradients for each index."""
    for label, x in (*targets.items(), ("grad", grad), ("indices", indices)):
        operand(name, label, x)
    if indices._name not in ("int32", "int64"):
        raise TypeError(
            f"For primitive[{name}], the input argument[indices] must be a type of "
            f"{{Tensor[Int32], Tensor[Int64]}}, but got {kind_of(indices)}."
        )
    (first, var), *others = targets.items()
    for label, x in others:
        if x.shape != var.shape:
            _refuse(name, f"{first} shape", x.shape, f"{label} shape", var.shape)
    if indices.ndim != 1:
        raise ValueError(
            f"For primitive[{name}], the indices rank must be equal to 1, but got {indices.ndim}."
        )
    if var.shape[1:] != grad.shape[1:]:
        _refuse(name, "var_shape[1:]", grad.shape[1:], "grad_shape[1:]", var.shape[1:])
    if grad.shape[0] != indices.shape[0]:
        _refuse(name, "grad_shape[0]", indices.shape[0], "indices_shape[0]", grad.shape[0])


def _rounds(name, indices, extent):
    """(places, rows) as index arrays, so that no row comes twice in a round."""
    found, seen = [], {}
    for place, row in enumerate(op.to_numpy(raw(indices)).tolist()):
        if not 0 <= row < extent:
            raise RuntimeError(
                f"For '{name}', each element in 'indices' must be in range [0, {extent}), but got "
                f"{row}"
            )
        count = seen[row] = seen.get(row, 0) + 1
        if count > len(found):
            found.append(([], []))
        found[count - 1][0].append(place)
        found[count - 1][1].append(row)
    device = op.device_of(raw(indices))
    return [tuple(op.asarray(x, "int64", device) for x in pair) for pair in found]


def _update_rows(name, targets, grad, indices, step):
    """`step(rows of each target, rows of the gradient)` in turn; rows that repeat, one by one."""
    for places, rows in _rounds(name, indices, targets[0].shape[0]):
        parts = [wrap(op.take(raw(t), rows, 0)) for t in targets]
        step(parts, wrap(op.take(raw(grad), places, 0)))
        for t, part in zip(targets, parts, strict=True):
            store(t, op.scatter_nd(raw(t), compose.expand_dims(rows, 1), raw(part), "set"))
    return tuple(wrap(raw(t)) for t in targets)


def _first(x):
    """The first number of a tensor, which is what MindSpore's fused operators read."""
    return float(op.to_numpy(raw(x)).reshape(-1)[0]) if isinstance(x, Tensor) else float(x)


class _SparseAdam(
    Primitive,
    inputs="var m v beta1_power beta2_power lr beta1 beta2 epsilon grad indices",
    outputs="var m v",
):
    """Base of the Adam steps for gradients of rows."""

    _lazy = False

    @prim_attr_register
    def __init__(self, use_locking=False, use_nesterov=False):
        validator.check_value_type("use_locking", use_locking, [bool], self.name)
        validator.check_value_type("use_nesterov", use_nesterov, [bool], self.name)
        self.add_prim_attr("side_effect_mem", True)

    def _compute(
        self, var, m, v, beta1_power, beta2_power, lr, beta1, beta2, epsilon, grad, indices
    ):
        _check_rows(self.name, {"var": var, "m": m, "v": v}, grad, indices)
        b1, b2, eps = (_first(x) for x in (beta1, beta2, epsilon))
        p1, p2 = _first(beta1_power), _first(beta2_power)
        rate = _first(lr) * (1 - p2) ** 0.5 / (1 - p1)
        p, rows = raw(var), compose.expand_dims(raw(indices), 1)
        g = op.scatter_nd(compose.zeros_like(p), rows, raw(grad), "add")
        first = op.add(op.multiply(raw(m), b1), op.multiply(g, 1 - b1))
        second = op.add(op.multiply(raw(v), b2), op.multiply(compose.square(g), 1 - b2))
        top = op.add(op.multiply(first, b1), op.multiply(g, 1 - b1)) if self.use_nesterov else first
        found = op.subtract(p, op.divide(op.multiply(top, rate), op.add(op.sqrt(second), eps)))
        results = [found, first, second]
        if self._lazy:  # rows without a gradient stay as they are
            marks = op.full((op.shape_of(rows)[0],), 1, "int32", op.device_of(p))
            used = op.scatter_nd(
                op.full((var.shape[0],), 0, "int32", op.device_of(p)), rows, marks, "add"
            )
            used = op.reshape(op.greater(used, 0), (var.shape[0],) + (1,) * (var.ndim - 1))
            results = [
                op.where(used, new, raw(t)) for new, t in zip(results, (var, m, v), strict=True)
            ]
        return tuple(store(t, x) for t, x in zip((var, m, v), results, strict=True))


class FusedSparseAdam(_SparseAdam):
    """Adam for gradients of rows; the moments of all rows decay."""


class FusedSparseLazyAdam(_SparseAdam):
    """Adam for gradients of rows; only these rows change."""

    _lazy = True


class _Adagrad(Update, inputs="var accum grad indices", outputs="var accum"):
    """Base of the Adagrad steps for gradients of rows."""

    _added = 0.0

    def _compute(self, var, accum, grad, indices):
        _check_rows(self.name, {"var": var, "accum": accum}, grad, indices)
        return _update_rows(self.name, (var, accum), grad, indices, self._step)

    def _step(self, parts, grad):
        var, accum = parts
        if self.update_slots:
            store(accum, op.add(raw(accum), compose.square(raw(grad))))
        root = op.sqrt(op.add(raw(accum), self._added))
        change = op.divide(op.multiply(raw(grad), self.lr), root)
        store(var, op.subtract(raw(var), change))


class SparseApplyAdagrad(_Adagrad):
    """Adagrad for gradients of rows."""

    @prim_attr_register
    def __init__(self, lr, update_slots=True, use_locking=False):
        validator.check_is_float(lr, "lr", self.name)
        validator.check_value_type("update_slots", update_slots, [bool], self.name)
        validator.check_value_type("use_locking", use_locking, [bool], self.name)
        self._note()


class SparseApplyAdagradV2(_Adagrad):
    """Adagrad for gradients of rows; the CPU kernel takes the rate for epsilon, as does this."""

    @prim_attr_register
    def __init__(self, lr, epsilon, use_locking=False, update_slots=True):
        validator.check_value_type("lr", lr, [float], self.name)
        validator.check_value_type("epsilon", epsilon, [float], self.name)
        validator.check_value_type("update_slots", update_slots, [bool], self.name)
        validator.check_value_type("use_locking", use_locking, [bool], self.name)
        self._added = lr
        self._note()


class _RowFtrl(Update, inputs="var accum linear grad indices", outputs="var accum linear"):
    """Base of the Ftrl steps for gradients of rows."""

    @prim_attr_register
    def __init__(self, lr, l1, l2, lr_power, use_locking=False):
        for label, x in (("lr", lr), ("l1", l1), ("l2", l2), ("lr_power", lr_power)):
            validator.check_value_type(label, x, [float], self.name)
        validator.check_positive_float(lr, "lr", self.name)
        validator.check_non_negative_float(l1, "l1", self.name)
        validator.check_non_negative_float(l2, "l2", self.name)
        validator.check_number("lr_power", lr_power, 0, validator.LE, self.name)
        validator.check_value_type("use_locking", use_locking, [bool], self.name)
        self._note()

    def _compute(self, var, accum, linear, grad, indices):
        targets = {"var": var, "accum": accum, "linear": linear}
        _check_rows(self.name, targets, grad, indices)
        return _update_rows(self.name, tuple(targets.values()), grad, indices, self._step)

    def _step(self, parts, grad):
        ApplyFtrl()(*parts, grad, self.lr, self.l1, self.l2, self.lr_power)


class SparseApplyFtrl(_RowFtrl):
    """Follow the regularised leader for gradients of rows."""


class FusedSparseFtrl(_RowFtrl, inputs="var accum linear grad indices"):
    """As SparseApplyFtrl, but gradients of one row are added up first."""

    def _compute(self, var, accum, linear, grad, indices):
        _check_rows(self.name, {"var": var, "accum": accum, "linear": linear}, grad, indices)
        rows = sorted(set(op.to_numpy(raw(indices)).tolist()))
        every = op.scatter_nd(
            compose.zeros_like(raw(var)), compose.expand_dims(raw(indices), 1), raw(grad), "add"
        )
        index = op.asarray(rows, indices._name, op.device_of(every))
        summed = wrap(op.take(every, index, 0))
        targets = (var, accum, linear)
        found = _update_rows(self.name, targets, summed, wrap(index), self._step)
        return found[0], *(wrap(compose.zeros_like(raw(x))) for x in found[1:])
