"""Break provided functions one at a time and count how many the tests catch.

    python tools/mutate.py --count 100 --seed 1 [--only mindspore.ops] [--quick]

A mutant is one change in the code behind a public name: an operation for its opposite (wrong sign),
the first two arguments of a primitive swapped, a small number one off (axes, offsets), a constant
or default other than it was, a condition turned round. It lives in a forked child alone. First come
the recorded cases, formulas and examples of docstrings that run the changed code, and for a changed
default the recorded signatures; then, unless --quick, the frontend's tests. A child that takes
longer than LIMIT seconds counts as caught. Survivors are printed with the line that was changed;
some change nothing that anybody could see. The exit status is 1 when fewer than --least percent are
caught.
"""

from __future__ import annotations

import argparse
import ast
import functools
import gc
import inspect
import os
import random
import signal
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any, NamedTuple, TypeGuard

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

OPPOSITE = {
    "add": "subtract",
    "subtract": "add",
    "multiply": "divide",
    "divide": "multiply",
    "maximum": "minimum",
    "minimum": "maximum",
    "max": "min",
    "min": "max",
    "greater": "less",
    "less": "greater",
    "greater_equal": "less",
    "less_equal": "greater",
    "sum": "mean",
    "mean": "sum",
    "floor": "ceil",
    "ceil": "floor",
    "sin": "cos",
    "cos": "sin",
}
SYMMETRIC = {"add", "multiply", "maximum", "minimum", "equal", "not_equal", "logical_and"}
OPERATORS = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult}
COMPARED = {ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.LtE: ast.Gt}
COMPARED.update({ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is})
LIMIT = 900  # seconds for the tests of one mutant
BODIES = ("_compute", "construct", "forward", "__call__", "update", "eval", "_step")


class Mutant(NamedTuple):
    name: str
    file: str
    line: int
    """Where the function starts."""
    what: str
    code: CodeType
    defaults: dict[str, CodeType]
    """Argument -> expression of a default that is other than it was."""


# -- changing code ---------------------------------------------------------------------------------


def primitive(node: ast.AST) -> str | None:
    """The primitive that a call `op.name(...)` asks for."""
    called = getattr(node, "func", None)
    if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name):
        return called.attr if called.value.id == "op" else None
    return None


def changes(node: ast.AST) -> list[tuple[str, Any]]:
    """(what, function that changes the node) for every way to break a node."""
    found: list[tuple[str, Any]] = []
    name = primitive(node)
    if name in OPPOSITE:
        found.append(("opposite", lambda n: setattr(n.func, "attr", OPPOSITE[name])))
    if name and name not in SYMMETRIC and len(node.args) > 1:  # type: ignore[attr-defined]
        found.append(("swapped", lambda n: n.args.__setitem__(slice(0, 2), n.args[1::-1])))
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        found.append(("sign", lambda n: setattr(n, "op", OPERATORS[type(n.op)]())))
    if isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARED:
        found.append(("condition", lambda n: n.ops.__setitem__(0, COMPARED[type(n.ops[0])]())))
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        found.append(("number", lambda n: setattr(n, "value", n.value + 1)))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        found.append(("sign", lambda n: setattr(n, "op", ast.UAdd())))
    return found


def quiet(function: ast.AST) -> set[int]:
    """Nodes whose change nobody sees: texts of errors, docstrings, annotations, decorators."""
    hidden: set[int] = set()
    for decorator in getattr(function, "decorator_list", []):
        hidden |= {id(inner) for inner in ast.walk(decorator)}
    for node in ast.walk(function):
        parts: list[ast.AST] = [node] if isinstance(node, ast.JoinedStr) else []
        if isinstance(node, ast.Raise):
            parts.append(node)
        if isinstance(node, (ast.arg, ast.FunctionDef)):
            parts += [
                a for a in (getattr(node, "annotation", None), getattr(node, "returns", None)) if a
            ]
        hidden |= {id(inner) for part in parts for inner in ast.walk(part)}
    return hidden


def found_code(code: CodeType, line: int, name: str) -> CodeType | None:
    """The code object of a function inside a module's."""
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            if constant.co_firstlineno == line and constant.co_name == name:
                return constant
            inner = found_code(constant, line, name)
            if inner is not None:
                return inner
    return None


def mutant_of(name: str, code: CodeType, draw: random.Random) -> Mutant | None:
    """One broken version of a function, or None where there is nothing to break."""
    text = Path(code.co_filename).read_text("utf-8")
    tree = ast.parse(text)
    function = next((n for n in ast.walk(tree) if is_definition(n, code)), None)
    if function is None:
        return None
    hidden = quiet(function)
    sites = [(n, c) for n in ast.walk(function) if id(n) not in hidden for c in changes(n)]
    if not sites:
        return None
    node, (what, change) = draw.choice(sites)
    change(node)
    ast.fix_missing_locations(tree)
    changed = {
        argument: compile(ast.Expression(value), code.co_filename, "eval")
        for argument, value in default_values(function)
        if any(inner is node for inner in ast.walk(value))
    }
    broken = found_code(compile(tree, code.co_filename, "exec"), code.co_firstlineno, code.co_name)
    line = text.splitlines()[node.lineno - 1].strip()  # type: ignore[attr-defined]
    where = f"{Path(code.co_filename).relative_to(ROOT)}:{node.lineno}"  # type: ignore[attr-defined]
    if broken is None or broken.co_freevars != code.co_freevars:
        return None
    what = f"{'default, ' * bool(changed)}{what} at {where}: {line}"
    return Mutant(name, code.co_filename, code.co_firstlineno, what, broken, changed)


def default_values(function: ast.FunctionDef) -> list[tuple[str, ast.expr]]:
    """(argument, expression) for every default of a function."""
    given = function.args
    positional = [*given.posonlyargs, *given.args]
    first = len(positional) - len(given.defaults)
    found = [(a.arg, d) for a, d in zip(positional[first:], given.defaults, strict=True)]
    named = zip(given.kwonlyargs, given.kw_defaults, strict=True)
    return found + [(a.arg, d) for a, d in named if d is not None]


def is_definition(node: ast.AST, code: CodeType) -> TypeGuard[ast.FunctionDef]:
    """True for the definition that `code` was compiled from."""
    if not isinstance(node, ast.FunctionDef) or node.name != code.co_name:
        return False
    first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
    return first == code.co_firstlineno


# -- what may be broken, and who notices -----------------------------------------------------------


def bodies(value: Any) -> list[CodeType]:
    """The code of a public function, or of the methods a class computes with."""
    if inspect.isclass(value):
        methods = [vars(value).get(name) for name in BODIES]
        values = [getattr(m, "__func__", m) for m in methods if m is not None]
    else:
        values = [value]
    codes = [getattr(inspect.unwrap(v), "__code__", None) for v in values]
    return [c for c in codes if c is not None and c.co_filename.startswith(str(ROOT / "compat"))]


def candidates(only: str) -> list[tuple[str, CodeType]]:
    """(public name, code) of everything that computes; the code of two names counts once."""
    from tests.api import provided

    found = {}
    for framework in provided.FRAMEWORKS:
        for name, facts in provided.names(framework):
            if name.startswith(only) and facts[0] in ("class", "function", "alias"):
                for code in bodies(provided.find(name)):
                    found.setdefault((code.co_filename, code.co_firstlineno), (name, code))
    return list(found.values())


def checks() -> list[Any]:
    """Functions without arguments that raise AssertionError where an answer is another one.

    Recorded cases, formulas, and the examples of docstrings.
    """
    from tests.recorded import test_formulas, test_recorded

    recorded = [
        lambda c=c: test_recorded.test_answer_is_as_recorded(c) for c in test_recorded.CASES
    ]
    formulas = [
        lambda row=row: test_formulas.test_result_follows_the_formula(*row)
        for row in test_formulas.FORMULAS
    ]
    return recorded + formulas + examples()


def examples() -> list[Any]:
    """The examples of docstrings; files that they write go into a folder of this run."""
    from tests.api import docs

    def check(framework: str, name: str, text: str) -> None:
        os.chdir(folder)
        with docs.names_for(framework) as names:
            assert not docs.failures(name, text, names)

    folder = tempfile.mkdtemp()
    return [
        functools.partial(check, framework, name, text)
        for framework in ("mindspore", "paddle")
        for texts in docs.documented(framework).values()
        for name, text in texts
    ]


def readers(tests: list[Any]) -> dict[tuple[str, int], list[int]]:
    """(file, line) of a function -> the checks that run it."""
    seen: dict[tuple[str, int], set[int]] = defaultdict(set)
    here = str(ROOT / "compat")
    for number, test in enumerate(tests):

        def note(frame: Any, event: str, value: Any, number: int = number) -> None:
            code = frame.f_code
            if event == "call" and code.co_filename.startswith(here):
                seen[code.co_filename, code.co_firstlineno].add(number)

        sys.setprofile(note)
        try:
            test()
        finally:
            sys.setprofile(None)
    return {place: sorted(numbers) for place, numbers in seen.items()}


def broken_now(mutant: Mutant) -> None:
    """Put the broken code into every function made from the original."""
    for value in gc.get_objects():
        if isinstance(value, FunctionType) and value.__code__.co_name == mutant.code.co_name:
            code = value.__code__
            if (code.co_filename, code.co_firstlineno) == (mutant.file, mutant.line):
                value.__code__ = mutant.code
                defaults(value, mutant)


def defaults(function: FunctionType, mutant: Mutant) -> None:
    """Give a function the changed defaults; they live in it, not in its code."""
    code, values = function.__code__, list(function.__defaults__ or ())
    positional = code.co_varnames[: code.co_argcount]
    for argument, expression in mutant.defaults.items():
        value = eval(expression, function.__globals__)
        if argument in positional:
            values[positional.index(argument) - len(positional)] = value
        else:
            function.__kwdefaults__[argument] = value
    if mutant.defaults:
        function.__defaults__ = tuple(values) or None


def caught(mutant: Mutant, tests: list[Any], numbers: list[int], quick: bool) -> bool:
    """Whether a child with the broken code fails."""
    child = os.fork()
    if child == 0:
        signal.alarm(LIMIT)
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        broken_now(mutant)
        os._exit(verdict(mutant, tests, numbers, quick))
    _, status = os.waitpid(child, 0)
    return status != 0


def signatures(name: str) -> None:
    """Compare a public name and its members with the recorded signatures."""
    from tests.api import test_manifest as tests

    framework = next(f for f in tests.FRAMEWORKS if name.startswith(f["framework"]))
    for public, facts in tests.provided.names(framework):
        if public == name:
            tests.test_public_name(public, facts)
    for public, facts in tests.provided.members(framework):
        if public.rpartition(".")[0] == name and public not in tests.LISTED:
            tests.test_member(public, facts)


def verdict(mutant: Mutant, tests: list[Any], numbers: list[int], quick: bool) -> int:
    """0 where every test passes."""
    try:
        for number in numbers:
            tests[number]()
        if mutant.defaults:
            signatures(mutant.name)
    except BaseException:
        return 1
    if quick:
        return 0
    import pytest

    folder = "tests/mindspore" if "mindspore_api" in mutant.file else "tests/paddle"
    os.chdir(ROOT)
    return int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", folder, "tests/seed"]) != 0)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="names that begin so")
    parser.add_argument("--quick", action="store_true", help="recorded cases and formulas only")
    parser.add_argument("--least", type=float, default=0.0, help="percent that must be caught")
    args = parser.parse_args()
    draw, tests, start = random.Random(args.seed), checks(), time.time()
    known, names = readers(tests), candidates(args.only)
    draw.shuffle(names)
    made = survived = 0
    for name, code in names:
        mutant = mutant_of(name, code, draw)
        if mutant is None:
            continue
        made += 1
        numbers = known.get((mutant.file, mutant.line), [])
        if not caught(mutant, tests, numbers, args.quick):
            survived += 1
            print(f"survived ({len(numbers)} cases run it): {name}\n    {mutant.what}", flush=True)
        if made == args.count:
            break
    share = 100 * (made - survived) / max(made, 1)
    print(
        f"{made - survived} of {made} mutants caught ({share:.1f} %), {time.time() - start:.0f} s"
    )
    return int(share < args.least)


if __name__ == "__main__":
    sys.exit(main())
