"""Weights under another framework's names: the usual layers, and a map for the rest.

Layers differ in the names of their parameters, and Paddle keeps the weight of a Linear transposed.
What a parameter belongs to is told by its siblings: running statistics mean batch normalisation, a
1-D weight layer normalisation, a 2-D weight a linear layer or, without bias, an embedding.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

FRAMEWORKS = ("torch", "mindspore", "paddle")

# role -> name of the parameter in (torch, mindspore, paddle)
ROLES = {
    "norm weight": ("weight", "gamma", "weight"),
    "norm bias": ("bias", "beta", "bias"),
    "mean": ("running_mean", "moving_mean", "_mean"),
    "variance": ("running_var", "moving_variance", "_variance"),
    "embedding": ("weight", "embedding_table", "weight"),
    "linear": ("weight", "weight", "weight"),
    "weight": ("weight", "weight", "weight"),
    "bias": ("bias", "bias", "bias"),
}
COUNTERS = ("num_batches_tracked",)
# What optimizers and training cells keep beside the network.
TRAINING = re.compile(
    r"^(moments?\d?|moment[12]|accum|accumulation|vhat|stat|mean_square|velocity)\.|"
    r"^(global_step|learning_rate|momentum|beta[12]_power|loss_scale|scale_sense|"
    r"current_iterator_step|last_overflow_iterator_step|epoch_num|step_num)$"
)


@dataclass
class Renamed:
    """New arrays, and what was done to which."""

    arrays: dict[str, Any] = field(default_factory=dict)
    # (old name, new name, transposed)
    changes: list[tuple[str, str, bool]] = field(default_factory=list)
    # state of the optimizer and counters, left out
    dropped: list[str] = field(default_factory=list)


def source_of(arrays: dict[str, Any]) -> str:
    """The framework whose names these are: of the parameters of its normalisations, else torch."""
    ends = {name.rpartition(".")[2] for name in arrays}
    if ends & {"gamma", "moving_mean", "embedding_table"}:
        return "mindspore"
    if ends & {"_mean", "_variance"}:
        return "paddle"
    return "torch"


def rename(arrays: dict[str, Any], source: str, target: str) -> Renamed:
    """The arrays with the target's names and layouts of the usual layers."""
    done = Renamed()
    layers: dict[str, dict[str, Any]] = defaultdict(dict)
    for name, x in arrays.items():
        prefix, _, last = name.rpartition(".")
        if source != target and (TRAINING.search(name) or last in COUNTERS):
            done.dropped.append(name)
        else:
            layers[prefix][last] = x
    for prefix, members in layers.items():
        for last, x in members.items():
            role = role_of(prefix, last, members, source)
            new = _at(ROLES[role], target) if role else last
            flipped = role == "linear" and "paddle" in (source, target) and source != target
            old_name, new_name = _joined(prefix, last), _joined(prefix, new)
            if new_name in done.arrays:
                raise ValueError(f"two arrays would both be called {new_name}")
            done.arrays[new_name] = x.T.copy() if flipped else x
            if old_name != new_name or flipped:
                done.changes.append((old_name, new_name, flipped))
    return done


def role_of(prefix: str, last: str, members: dict[str, Any], source: str) -> str | None:
    """What a parameter is in its layer; None for one that no usual layer has."""
    roles = [role for role, names in ROLES.items() if _at(names, source) == last]
    if len(roles) < 2:
        return roles[0] if roles else None
    statistics = _at(ROLES["mean"], source) in members
    if last == "bias":
        weight = members.get("weight")
        return "norm bias" if statistics or _is_layer_norm(weight, members) else "bias"
    x = members[last]
    if statistics or _is_layer_norm(x, members):
        return "norm weight"
    if x.ndim == 2:
        named = "emb" in prefix.rpartition(".")[2].lower()
        return "embedding" if "bias" not in members and named else "linear"
    return "weight"


def _is_layer_norm(weight: Any, members: dict[str, Any]) -> bool:
    return weight is not None and weight.ndim == 1 and "bias" in members


def _at(names: tuple[str, ...], framework: str) -> str:
    return names[FRAMEWORKS.index(framework)]


def _joined(prefix: str, last: str) -> str:
    return f"{prefix}.{last}" if prefix else last


# -- a map of one's own ------------------------------------------------------------------------


@dataclass(frozen=True)
class Rule:
    """`old=new`: names that match `old` become `new`.

    A `*` stands for anything, and the first one of `new` for what the first one of `old` stood for,
    and so on. `new` ending in `.T` transposes; an empty `new` leaves the array out.
    """

    old: str
    new: str

    def of(self, name: str) -> tuple[str, bool] | None:
        """(new name, transposed), or None where the rule does not speak of the name."""
        pattern = re.escape(self.old).replace(r"\*", "(.*?)")
        found = re.fullmatch(pattern, name)
        if found is None:
            return None
        flipped = self.new.endswith(".T")
        new = self.new.removesuffix(".T")
        for part in found.groups():
            new = new.replace("*", part, 1)
        return new, flipped


def parse_rules(lines: Iterable[str]) -> list[Rule]:
    """Rules of lines `old=new`; empty lines and those behind `#` are passed over."""
    rules = []
    for line in lines:
        text = line.partition("#")[0].strip()
        if not text:
            continue
        old, equals, new = (part.strip() for part in text.partition("="))
        if not equals or not old:
            raise ValueError(f"a rule is old=new, but this is {line.strip()!r}")
        if new.count("*") > old.count("*"):
            raise ValueError(f"{line.strip()!r} has more * behind the = than before it")
        rules.append(Rule(old, new))
    return rules


def apply_rules(arrays: dict[str, Any], rules: list[Rule]) -> Renamed:
    """The first rule that speaks of a name decides. Raises ValueError for rules of no name."""
    done, unused = Renamed(), set(rules)
    for name, x in arrays.items():
        rule = next((r for r in rules if r.of(name) is not None), None)
        new, flipped = (rule.of(name) if rule else None) or (name, False)
        unused.discard(rule)  # type: ignore[arg-type]
        if not new:
            done.dropped.append(name)
            continue
        if new in done.arrays:
            raise ValueError(f"two arrays would both be called {new}")
        done.arrays[new] = x.T.copy() if flipped else x
        if rule:
            done.changes.append((name, new, flipped))
    if unused:
        left = ", ".join(sorted(f"{r.old}={r.new}" for r in unused))
        raise ValueError(f"no array has a name for {left}")
    return done
