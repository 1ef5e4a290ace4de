"""Parameter groups of an optimizer: checked, then flattened into lists over the parameters."""

from __future__ import annotations

from collections.abc import Iterable

from ... import _checkparam as validator
from ...common.parameter import Parameter
from ...common.tensor import Tensor

_KEYS = ["params", "lr", "weight_decay", "order_params", "grad_centralization"]


class GroupParsing:
    """Part of `Optimizer`."""

    @staticmethod
    def _preprocess_grad_centralization(grad_centralization):
        if not isinstance(grad_centralization, bool):
            raise TypeError(
                "For 'Optimizer', the 'gradients_centralization' must be bool type, but got "
                f"{type(grad_centralization)}."
            )
        return grad_centralization

    @staticmethod
    def _parameters_base_check(parameters, param_info):
        if parameters is None:
            raise ValueError(f"For 'Optimizer', the argument {param_info} can not be None.")
        if not isinstance(parameters, Iterable):
            raise TypeError(
                f"For 'Optimizer', the argument {param_info} must be Iterable type, "
                f"but got {type(parameters)}."
            )
        parameters = list(parameters)
        if not parameters:
            raise ValueError(f"For 'Optimizer', the argument {param_info} must not be empty.")
        return parameters

    def _check_group_params(self, groups):
        for group in groups:
            invalid = [key for key in group if key not in _KEYS]
            if invalid:
                raise KeyError(
                    f"For 'Optimizer', the key in group params must be one of in {_KEYS}, "
                    f"but got {invalid}."
                )
            if "order_params" in group:
                _check_order(group)
                continue
            for i, p in enumerate(self._parameters_base_check(group["params"], "group `params`")):
                if not isinstance(p, Parameter):
                    raise TypeError(
                        "For 'Optimizer', the element in group parameters must be Parameter type, "
                        f"but got {type(p)} at index {i}."
                    )

    def _parse_group_params(self, groups, learning_rate):
        self._check_group_params(groups)
        length = _steps(learning_rate)
        for group in groups:
            if "order_params" in group:
                self.is_group_params_ordered = True
            elif "lr" in group:
                self.is_group_lr = True
                count = _steps(self._preprocess_single_lr(group["lr"]))
                if count and length and count != length:
                    raise ValueError(
                        "For 'Optimizer', the Tensor type dynamic learning rate in group must be "
                        "the same size as the argument 'learning_rate'."
                    )
                length = length or count

    def _init_group_params(self, groups, learning_rate, weight_decay, grad_centralization):
        self._parse_group_params(groups, learning_rate)
        default_lr = self._build_single_lr(learning_rate, "learning_rate")
        seen, order = set(), None
        for number, group in enumerate(groups):
            if "order_params" in group:
                order = group["order_params"]
                continue
            self.group_params += group["params"]
            lr = default_lr
            if "lr" in group:
                lr = self._preprocess_single_lr(group["lr"])
                lr = self._build_single_lr(lr, f"learning_rate_group_{number}")
            decay = self._preprocess_weight_decay(group.get("weight_decay", weight_decay))
            central = grad_centralization
            if "grad_centralization" in group:
                central = self._preprocess_grad_centralization(group["grad_centralization"])
                self.grad_centralization = central
            for p in group["params"]:
                validator.check_value_type("parameter", p, [Parameter], self.cls_name)
                if p.name in seen:
                    raise RuntimeError(
                        f"For 'Optimizer', the {p.name} parameter already exists, it does not "
                        "support repeated setting. Please check whether the optimizer parameter "
                        "has been set multiple times."
                    )
                seen.add(p.name)
                self.group_lr.append(lr)
                self.group_weight_decay.append(decay)
                self.group_grad_centralization.append(central)
        if self.is_group_params_ordered:
            self._order_and_adjust_group_params(order)

    def _order_and_adjust_group_params(self, ordered_parameters):
        if len(ordered_parameters) != len(self.group_params):
            raise ValueError(
                "For 'Optimizer',the length of order parameters must be the same as the length of "
                "group parameters, but got order parameters' length "
                f"{len(ordered_parameters)}, group parameters' length {len(self.group_params)}."
            )
        names = [p.name for p in ordered_parameters]
        places = [names.index(p.name) for p in self.group_params]
        for attribute in (
            "group_params",
            "group_lr",
            "group_weight_decay",
            "group_grad_centralization",
        ):
            given = getattr(self, attribute)
            ordered = [None] * len(given)
            for place, item in zip(places, given, strict=True):
                ordered[place] = item
            setattr(self, attribute, ordered)


def _check_order(group):
    if len(group) > 1:
        raise ValueError(
            "For 'Optimizer', the order params dict in group parameters should only include the "
            f"'order_params' key, but got {group.keys()}."
        )
    if not isinstance(group["order_params"], Iterable):
        raise TypeError(
            "For 'Optimizer', the value of 'order_params' in group parameters should be Iterable "
            f"type, but got {type(group['order_params'])}."
        )


def _steps(rate):
    return rate.size if isinstance(rate, Tensor) and rate.ndim == 1 else 0
