"""Checks of what `SummaryCollector` is to collect."""

from __future__ import annotations

import re

from ... import _checkparam as validator

_OWNER = 'For "SummaryCollector", '
_SWITCHES = (
    "collect_metric", "collect_graph", "collect_train_lineage", "collect_eval_lineage",
    "collect_input_data", "collect_dataset_graph",
)  # fmt: skip
_LANDSCAPE = {
    "landscape_size": 40,
    "unit": "step",
    "num_samples": 2048,
    "create_landscape": {"train": True, "result": True},
    "intervals": [list(range(1, 10)), list(range(10, 20))],
}


def _defaults():
    landscape = {**_LANDSCAPE, "intervals": [list(i) for i in _LANDSCAPE["intervals"]]}
    return {
        **dict.fromkeys(_SWITCHES, True),
        "histogram_regular": None,
        "collect_landscape": landscape,
    }


def checked_data(wanted, keep_defaults):
    """What to collect, with the defaults for the rest when they are kept."""
    validator.check_value_type("collect_specified_data", wanted, [dict, type(None)])
    defaults = _defaults()
    if wanted is None:
        return defaults if keep_defaults else {}
    for name in wanted:
        validator.check_value_type(name, name, [str])
    unknown = set(wanted) - set(defaults)
    if unknown:
        raise ValueError(
            f"{_OWNER}the keys {unknown} of `collect_specified_data` are unsupported, expect the "
            f"follow keys: {list(defaults)}"
        )
    _check_pattern(wanted.get("histogram_regular"))
    for name in _SWITCHES:
        if name in wanted:
            validator.check_value_type(name, wanted[name], bool)
    found = {**defaults, **wanted} if keep_defaults else dict(wanted)
    validator.check_value_type(
        "collect_landscape", found.get("collect_landscape"), [dict, type(None)]
    )
    if found.get("collect_landscape"):
        _check_landscape(found["collect_landscape"])
    return found


def _check_pattern(pattern):
    validator.check_value_type("histogram_regular", pattern, (str, type(None)))
    try:
        re.compile(pattern or "")
    except re.error as error:
        raise ValueError(
            "For `collect_specified_data`, the value of `histogram_regular` is not a valid regular "
            f"expression. Detail: {error}."
        ) from error


def _check_landscape(landscape):
    unknown = set(landscape) - set(_LANDSCAPE)
    if unknown:
        raise ValueError(
            f"{_OWNER}the keys {unknown} of `collect_landscape` are unsupported, expect the follow "
            f"keys: {list(_LANDSCAPE)}"
        )
    size = landscape.get("landscape_size", 40)
    validator.check_value_type("landscape_size", size, int)
    if not 3 <= size <= 256:
        raise ValueError(
            f'{_OWNER}the "landscape_size" in collect_specified_data should be less than 256 and '
            f"more than 3, but got the: {size}"
        )
    unit = landscape.get("unit", "step")
    validator.check_value_type("unit", unit, str)
    if unit not in ("step", "epoch"):
        raise ValueError(
            f"{_OWNER}unit in collect_specified_data should be step or epoch, but got the: {unit}."
        )
    validator.check_value_type("num_samples", landscape.get("num_samples", 2048), int)
    _check_parts(landscape.get("create_landscape", _LANDSCAPE["create_landscape"]))
    _check_intervals(landscape.get("intervals"))


def _check_parts(parts):
    validator.check_value_type("create_landscape", parts, dict)
    for name, value in parts.items():
        if name not in ("train", "result"):
            raise ValueError(
                f'{_OWNER}the key to create landscape should be in ["train", "result"], but got '
                f"the: {name}."
            )
        validator.check_value_type(name, value, bool)


def _check_intervals(intervals):
    validator.check_value_type("intervals", intervals, list)
    for interval in intervals:
        validator.check_value_type("each interval inintervals", interval, list)
        if len(interval) < 3:
            raise ValueError(
                f'{_OWNER}the length of each list in "intervals" should not be less than three, '
                f"but got the: {interval}"
            )
        for number in interval:
            if not isinstance(number, int):
                raise TypeError(
                    f'{_OWNER}the value of each list in "intervals" should be int, but got the: '
                    f"{type(number)}"
                )
