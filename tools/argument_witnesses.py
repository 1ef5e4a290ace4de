"""Calls whose outcome in MindSpore is known hold the rows of `_argument_types.json` to it."""

from __future__ import annotations

LETTERS = {
    "b": "bool", "i1": "int8", "i2": "int16", "i4": "int32", "i8": "int64", "u1": "uint8",
    "u2": "uint16", "u4": "uint32", "u8": "uint64", "f2": "float16", "f4": "float32",
    "f8": "float64", "c8": "complex64", "c16": "complex128",
}  # fmt: skip


def is_tensor(spec):
    return isinstance(spec, dict) and ("t" in spec or "v" in spec)


def tensor_of(spec):
    """The tensor of a tensor or a parameter, else None."""
    if isinstance(spec, dict) and "p" in spec:
        spec = spec["p"]
    return spec if is_tensor(spec) else None


def shape_of(spec):
    if "t" in spec:
        return tuple(spec["t"])
    shape, value = [], spec["v"]
    while isinstance(value, list):
        shape.append(len(value))
        value = value[0] if value else None
    return tuple(shape)


def kind_of(spec):
    """Kind of a plain value of a call, None for those without."""
    if isinstance(spec, dict):
        if "kind" in spec:
            return spec["kind"]
        found = next((k for k in ("tup", "dict", "dt", "sl") if k in spec), None)
        return {"tup": "tuple", "dict": "dict", "dt": "dtype", "sl": "slice"}.get(found)
    return "none" if spec is None else type(spec).__name__


def arguments_of(case):
    for part in ("init", "args"):
        for i, spec in enumerate(case.get(part) or []):
            yield f"{part}/{i}", spec
    for part in ("initkw", "kw"):
        for key, spec in (case.get(part) or {}).items():
            yield f"{part}/{key}", spec
    if "self" in case:
        yield "self", case["self"]


def heed(row, witnesses, places_of):
    """Make a row agree with calls that work and calls that raise; returns those that changed it.

    witnesses: calls, with the class of the exception under "raises" where one is raised.
    """
    works = [case for case in witnesses if "raises" not in case]
    raises = [case for case in witnesses if "raises" in case]
    heeded = [case for case in works if weaken(row, given_by(case, places_of(case)), case)]
    for part in list(row):
        told = [(case, given_by(case, places_of(case))) for case in raises]
        orders = {
            first: _score(row[part], part, told, first) for first in ("types", "ranks", "shapes")
        }
        best = max(orders, key=orders.get)
        if orders[best] < 0:
            del row[part]
            heeded += raises
        elif orders[best] > orders["types"]:
            row[part]["first"] = best
            heeded += raises
    return heeded


def _score(facts, part, told, first):
    """Right refusals less wrong ones."""
    score = 0
    for case, given in told:
        foretold = foretell(facts, given[part], case, part, first)
        if foretold is not None:
            score += 1 if foretold == case["raises"] else -1
    return score


def given_by(case, places):
    """{part: {parameter: value}} of a call, defaults too."""
    given = {part: dict(defaults) for part, defaults in places.defaults.items()}
    for place, spec in arguments_of(case):
        part, parameter = places.of(place)
        given[part][parameter] = spec
    return given


def foretell(facts, given, case, part, first):
    """Class of the exception that a row raises for a call; None where it raises none."""
    if part == "call" and "number" in facts and not case.get("kw"):
        number, *classes = facts["number"]
        count = len(case.get("args") or [])
        if count != number:
            return classes[0 if not count else 1 if count < number else 2]
    checks = [_types_refused, _dtypes_differ, _ranks_refused]
    if first == "ranks":
        checks = [_ranks_refused, _types_refused, _dtypes_differ]
    elif first == "shapes":
        checks = [_ranks_refused, _shapes_differ, _types_refused, _dtypes_differ]
    for check in (*checks, _shapes_differ):
        found = check(facts, given)
        if found:
            return found
    return None


def _types_refused(facts, given):
    for argument in facts["arguments"]:
        if argument["at"] in given:
            spec = given[argument["at"]]
            held = tensor_of(spec)
            if held is not None and letter_of(held) not in argument.get("dtypes", letter_of(held)):
                return "TypeError"
            kind = "tensor" if held is not None else kind_of(spec)
            for error, words in argument.get("refuses", {}).items():
                if kind in words.split():
                    return error
    return None


def _ranks_refused(facts, given):
    for argument in facts["arguments"]:
        held = tensor_of(given.get(argument["at"]))
        for error, words in argument.get("ranks", {}).items():
            if held is not None and str(len(shape_of(held))) in words.split():
                return error
    return None


def _dtypes_differ(facts, given):
    differ = any(len({t["d"] for t in g}) > 1 for g in _groups(facts, "same", given))
    return "TypeError" if differ else None


def _shapes_differ(facts, given):
    differ = any(len({shape_of(t) for t in g}) > 1 for g in _groups(facts, "alike", given))
    return "ValueError" if differ else None


def _groups(facts, kind, given):
    for group in facts.get(kind, ()):
        specs = [given.get(facts["arguments"][i]["at"]) for i in group]
        yield [tensor_of(spec) for spec in specs if tensor_of(spec)]


def letter_of(held):
    return next(letter for letter, dtype in LETTERS.items() if dtype == held["d"])


def weaken(row, given, case):
    """Take out of a row what would refuse a call that works; returns how much."""
    taken = 0
    for part, facts in row.items():
        counted = part == "call" and "number" in facts and not case.get("kw")
        if counted and len(case.get("args") or []) != facts["number"][0]:
            del facts["number"]
            taken += 1
        for argument in facts["arguments"]:
            if argument["at"] in given[part]:
                taken += _weaken_argument(argument, given[part][argument["at"]])
        for kind, of in (("same", lambda t: t["d"]), ("alike", shape_of)):
            pairs = zip(facts.get(kind, ()), _groups(facts, kind, given[part]), strict=True)
            for group, tensors in list(pairs):
                if len({of(t) for t in tensors}) > 1:
                    facts[kind].remove(group)
                    taken += 1
    return taken


def _weaken_argument(argument, spec):
    held = tensor_of(spec)
    taken = 0
    if held is not None:
        letter = letter_of(held)
        if letter not in argument.get("dtypes", letter).split():
            argument["dtypes"] += " " + letter
            taken += 1
        taken += _drop(argument, "ranks", str(len(shape_of(held))))
    return taken + _drop(argument, "refuses", "tensor" if held is not None else kind_of(spec))


def _drop(argument, key, word):
    for error, words in argument.get(key, {}).items():
        if word in words.split():
            argument[key][error] = " ".join(w for w in words.split() if w != word)
            return 1
    return 0
