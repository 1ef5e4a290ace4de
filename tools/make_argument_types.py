"""Make `_argument_types.json` from what MindSpore answered (`tox -e arguments` does all of it).

    python tests/oracle/ask_arguments.py CALLS ANSWERS                   (with MindSpore's Python)
    python -m compat tests/oracle/ask_arguments.py CALLS OURS --bare     (without the table)
    python -m compat tools/make_argument_types.py CALLS ANSWERS OURS --witnesses WITNESSES

A name gets a row where an answer of ours differs. Witnesses are calls whose outcome is known: a row
that would refuse one that works is made weaker until it does not, and whether dtypes or ranks come
first is what explains more of those that raise.
"""

from __future__ import annotations

import argparse
import gzip
import inspect
import itertools
import json
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

from argument_witnesses import LETTERS, arguments_of, heed, shape_of, tensor_of

TABLE = Path(__file__).parents[1] / "compat" / "mindspore_api" / "_argument_types.json"
OF_TEXT = {d.replace("uint", "UInt").title().replace("Uint", "UInt"): k for k, d in LETTERS.items()}
SHAPES = ("rank-1", "rank+1", "rank+2", "rank0", "dim+1", "dim-1")
# Kinds whose value, and not only their type, may be what was refused.
BY_VALUE = ("bool", "int", "float", "str", "tuple", "list")
KINDS = (*BY_VALUE, "none", "dict", "dtype", "slice")
ERRORS = {"TypeError", "ValueError", "RuntimeError", "AttributeError", "IndexError", "KeyError"}
# Called in every step of every network: their own checks have to do.
HOT = re.compile(
    r"Tensor\.__\w+__|ops\.(Add|Sub|Mul|Div|RealDiv|MatMul|BatchMatMul|ReLU|Sigmoid|Tanh|Conv2D|"
    r"BiasAdd|ReduceSum|ReduceMean|Reshape|Transpose|Softmax|Concat|Cast|Exp|Log|Sqrt|Square|"
    r"Shape|MaxPool|AvgPool|add|sub|mul|div|matmul|relu|reshape|transpose|cast|concat|"
    r"softmax|stack|split|squeeze|expand_dims)|"
    r"nn\.(Dense|Conv2d|BatchNorm2d|ReLU|Flatten|MaxPool2d|AvgPool2d|LayerNorm|Embedding|Dropout|"
    r"SoftmaxCrossEntropyWithLogits|CellList|SequentialCell)"
)
LISTED = re.compile(r"must be (?:a type of|one of|Tensor\[)|should be one of|dtype must be")
MIXED = re.compile(
    r"must be same|should be same|same data ?type|same dtype|should be the same|type conversion|"
    r"not consistent|must have same|should be equal to|all be same|implicitly converted",
    re.IGNORECASE,
)
RANK = re.compile(
    r"(?:rank|dimensions?|dims?|ndim|shape[ _]size)\b[^,]{0,60}?(?:must|should|need)[^,]{0,40}?"
    r"(\d+)|"
    r"(?:must|should) be (?:an? )?(\d)-?[dD]"
)
ANOTHER = re.compile(r" and '| and \w+ (must|should)|which is|same|respectively|-\d")
ALIKE = re.compile(
    r"same shape|shapes? (?:of|should|must|are|is)|shape: |as same as|shape must be equal"
)
# Functions of functions, whose arguments mean others; names with exact checks of their own.
LEFT_OUT = re.compile(
    r"ops\.(grad|value_and_grad|get_grad|vjp|jvp|jacfwd|jacrev|vmap|jet|derivative|linearize|"
    r"custom_vjp|GradOperation|Conv\w+|conv\w+|BiasAdd|bias_add|Coalesce|Col2Im|OneHot|CumSum|range|equal|Equal)|"
    r"nn\.(Conv\w+|With\w+|Train\w+|SSIM|CosineEmbeddingLoss|InstanceNorm1d|LeakyReLU)|"
    r"Tensor\.(narrow|baddbmm|mean|repeat)"
)
WORDS = {"dtype", "ord", "mode", "reduction", "pad_mode", "approximate", "p"}
NOT_SAME = {"mindspore.ops.BatchNorm"}  # half precision beside float32 statistics, in amp
# Texts that blame the type, and not the value, of a plain argument.
BLAMES = {
    "bool": re.compile(r"[Bb]ool|True"), "int": re.compile(r"\b[Ii]nt"),
    "float": re.compile(r"[Ff]loat"), "str": re.compile(r"\bstr\b|[Ss]tring|'str'"),
    "tuple": re.compile(r"[Tt]uple"), "list": re.compile(r"[Ll]ist"),
    "tensor": re.compile(r"'Tensor'|Tensor'>|got Tensor\b(?!\[)"), "none": re.compile("None"),
}  # fmt: skip
OF_TENSORS = re.compile(r"(list|tuple)\b.{0,12} of tensors?", re.IGNORECASE)
NO_KERNEL = re.compile(
    r"Kernel select failed|not support(ed)? (on|in) .?CPU|on 'CPU'|Unsupported op|not been inited"
)


class Call:
    """One call that was asked about: its answers, ours, and its arguments by place."""

    def __init__(self, case):
        self.case, self.theirs, self.ours = case, {}, {}

    def refusal(self, place, what):
        """Class and text of MindSpore's exception.

        ("", "") where it took the value, if only a kernel lacks; (None, "") where nobody knows.
        """
        cls, text = self.theirs.get((place, what), (None, ""))
        if "exceeds the size of py_args" in text:
            cls = "ValueError"  # what came before decides; this is the usual one
        return ("", "") if NO_KERNEL.search(text) else (cls, text)

    def differs(self, place, what):
        """Whether MindSpore raises, and what we raise is not of the same class."""
        cls, _ = self.refusal(place, what)
        if not cls or cls not in ERRORS:
            return False
        return (place, what) in self.ours and self.ours[place, what] != cls


def read(path):
    with gzip.open(path, "rt") as f:
        return [json.loads(line) for line in f]


def load(calls, answers, ours):
    """Calls by name, with the answers."""
    made = [Call(case) for case in read(calls)]
    for name, number, place, what, cls, text in read(answers):
        assert made[number].case["name"] == name
        made[number].theirs[place, what] = (cls, text)
    for _, number, place, what, cls, _ in read(ours):
        made[number].ours[place, what] = cls
    by_name = defaultdict(list)
    for call in made:
        if call.refusal("base", "")[0] == "":
            by_name[own_name(call.case["name"])].append(call)
    return by_name


@cache
def own_name(name):
    """The name that a function or class calls itself by; None for what is neither."""
    value = resolve(name)
    if not isinstance(value, type) and not inspect.isfunction(value):
        return None
    module, _, last = name.rpartition(".")
    known = getattr(resolve(module), value.__name__, None) is value
    return f"{module}.{value.__name__ if known else last}"


# -- where an argument stands ------------------------------------------------------------------


def resolve(dotted):
    import importlib

    parts = dotted.split(".")
    value = importlib.import_module(parts[0])
    for i, part in enumerate(parts[1:], 1):
        if not hasattr(value, part):
            value = importlib.import_module(".".join(parts[: i + 1]))
        else:
            value = getattr(value, part)
    return value


class Places:
    """From the places of the questions to parameters: by name, or by number where there is none."""

    def __init__(self, case):
        value = resolve(case["name"])
        self.how = case["how"]
        self.init, self.call, self.defaults = [], [], {"init": {}, "call": {}}
        if isinstance(value, type):
            self.init = self._named(value.__init__, "init")[1:]
            method = "construct" if hasattr(value, "construct") else "__call__"
            self.call = self._named(getattr(value, method), "call")[1:]
        else:
            self.call = self._named(value, "call")

    def _named(self, function, part):
        parameters = inspect.signature(function).parameters.values()
        for p in parameters:
            if p.default is not p.empty:
                kind = "dtype" if hasattr(p.default, "_name") else type(p.default).__name__
                self.defaults[part][p.name] = {"kind": "none" if p.default is None else kind}
        named = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
        return [p.name for p in parameters if p.kind in named]

    def of(self, place):
        """(part, parameter) of a place such as "args/0"."""
        if place == "self":
            return "call", self.call[0] if self.call else 0
        part, _, key = place.partition("/")
        if part in ("initkw", "kw"):
            return ("init" if part == "initkw" else "call"), key
        names = self.init if part == "init" else self.call
        index = int(key) + (self.how == "method" or (self.how == "opt" and part == "init"))
        return ("init" if part == "init" else "call"), names[index] if index < len(names) else index


# -- what the answers say ----------------------------------------------------------------------


class Facts:
    """All that is known of one parameter."""

    def __init__(self):
        self.listed, self.refused, self.taken = None, set(), set()
        self.mixed, self.base, self.name = False, set(), None
        self.kinds, self.kinds_taken = {}, set()
        self.ranks, self.ranks_taken = {}, set()
        self.needs_types = self.needs_ranks = False
        self.tensor = False

    def add(self, call, place, parameter, spec):
        held = tensor_of(spec)
        if held is not None:
            self.tensor = True
            self.base.add(held["d"])
            self._add_dtypes(call, place)
            self._add_ranks(call, place, len(shape_of(held)))
        self._add_kinds(call, place, parameter, held is not None)

    def _add_dtypes(self, call, place):
        for letter in LETTERS:
            cls, text = call.refusal(place, letter)
            if cls == "":
                self.taken.add(letter)
            if cls != "TypeError":
                continue
            self.needs_types |= call.differs(place, letter)
            if not self._listing(letter, text):
                if MIXED.search(text):
                    self.mixed = True
                else:
                    self.refused.add(letter)

    def _listing(self, letter, text):
        """Read the dtypes that the text of an error lists, where it blames this argument's."""
        found = re.search(
            r"the input argument\[([^\]]*)\] must be a type of \{(.*?)\}, but got "
            r"(?:Tensor\[)?(\w+)",
            text,
        ) or re.search(
            r"the element of '([^']*)' must be (?:one of )?(.*?),? but got Tensor\[(\w+)\]", text
        )
        if not found or OF_TEXT.get(found[3]) != letter:
            return False
        letters = {OF_TEXT[word] for word in re.findall(r"\w+", found[2]) if word in OF_TEXT}
        if not letters or letter in letters:
            return False
        self.listed, self.name = letters, found[1]
        return True

    def _add_ranks(self, call, place, rank):
        self.ranks_taken.add(rank)
        ranks = {"rank-1": rank - 1, "rank+1": rank + 1, "rank+2": rank + 2, "rank0": 0}
        for what, other in ranks.items():
            cls, text = call.refusal(place, what)
            if cls == "":
                self.ranks_taken.add(other)
            elif cls in ERRORS and _fixed_rank(text) == rank:
                self.ranks[other] = cls
                self.needs_ranks |= call.differs(place, what)

    def _blamed(self, kind, text):
        if OF_TENSORS.search(text):
            return False
        return kind not in BLAMES or BLAMES[kind].search(text) is not None

    def _add_kinds(self, call, place, parameter, tensor):
        for kind in KINDS:
            cls, text = call.refusal(place, kind)
            if cls == "":
                self.kinds_taken.add(kind)
            if cls not in ERRORS or not self._blamed(kind, text):
                continue
            if kind == "str" and parameter in WORDS:
                continue  # another word may be one that is known
            if cls == "TypeError" or kind not in BY_VALUE:
                self.kinds[kind] = cls
                self.needs_types |= call.differs(place, kind)
        if not tensor:
            whats = ("tensor", "number", "matrix")
            answers = [call.refusal(place, what) for what in whats]
            if all(cls == "TypeError" and self._blamed("tensor", text) for cls, text in answers):
                self.kinds["tensor"] = "TypeError"
                self.needs_types |= any(call.differs(place, what) for what in whats)

    def dtypes(self):
        """Letters of the dtypes that may come, None where all may."""
        if not self.tensor:
            return None
        bases = {k for k, d in LETTERS.items() if d in self.base}
        found = self.listed or set(LETTERS) - self.refused
        found = found | self.taken | bases
        return None if len(found) == len(LETTERS) else [k for k in LETTERS if k in found]

    def row(self, at, types):
        row = {"at": at}
        if self.name and self.name != at:
            row["name"] = self.name
        letters = self.dtypes() if types else None
        if letters is not None:
            row["dtypes"] = " ".join(letters)
        kinds = {k: e for k, e in self.kinds.items() if k not in self.kinds_taken}
        if types and kinds:
            row["refuses"] = _by_error(kinds)
        ranks = {str(r): e for r, e in self.ranks.items() if r not in self.ranks_taken}
        if self.needs_ranks and ranks:
            row["ranks"] = _by_error(ranks)
        return row if len(row) > ("name" in row) + 1 else None


def _by_error(found):
    by = defaultdict(list)
    for word, error in found.items():
        by[error].append(word)
    return {error: " ".join(words) for error, words in sorted(by.items())}


def _fixed_rank(text):
    """The rank that the text of an error asks for, None where it depends on another tensor."""
    found = RANK.search(text)
    return int(found[1] or found[2]) if found and not ANOTHER.search(text) else None


def facts_of(calls):
    """{part: {parameter: Facts}} of a name."""
    found = {"init": defaultdict(Facts), "call": defaultdict(Facts)}
    for call in calls:
        places = Places(call.case)
        given = dict(arguments_of(call.case))
        asked = {place for place, _ in call.theirs if "/" in place or place == "self"}
        for place in sorted(asked):
            part, parameter = places.of(place)
            found[part][parameter].add(call, place, parameter, given.get(place))
    return found


def same_groups(facts):
    """Parameters that MindSpore wants to have one dtype."""
    by_base = defaultdict(list)
    for parameter, fact in facts.items():
        alone = {LETTERS[letter] for letter in fact.taken} <= fact.base
        if fact.mixed and fact.tensor and alone and len(fact.base) == 1:
            by_base[next(iter(fact.base))].append(parameter)
    groups = [group for group in by_base.values() if len(group) > 1]
    return [max(groups, key=len)] if groups else []


def alike_groups(calls):
    """Pairs of parameters whose shapes must be equal, where we would take other shapes."""
    found = []
    for call in calls:
        places = Places(call.case)
        tensors = [(p, tensor_of(s)) for p, s in arguments_of(call.case) if tensor_of(s)]
        tensors = [(p, t) for p, t in tensors if not p.startswith("init")]
        for (p, t), (q, u) in itertools.combinations(tensors, 2):
            if shape_of(t) == shape_of(u) and _want_equal(call, p) and _want_equal(call, q):
                needs = [call.differs(place, what) for place in (p, q) for what in SHAPES]
                if any(needs):
                    found.append([places.of(p)[1], places.of(q)[1]])
    return found


def _want_equal(call, place):
    answers = [call.refusal(place, what) for what in SHAPES]
    answers = [(cls, text) for cls, text in answers if cls is not None]
    return len(answers) > 2 and all(
        cls == "ValueError" and ALIKE.search(text) for cls, text in answers
    )


def number_of(calls):
    """[number of operands, errors for none, fewer, more] of an operator where ours differ."""
    for call in calls:
        case = call.case
        if case["how"] != "cls" or case.get("kw") or "nn." in case["name"]:
            continue
        whats = ("none", "less", "more")
        classes = [call.refusal("args", what)[0] for what in whats]
        if all(cls in ERRORS for cls in classes) and any(call.differs("args", w) for w in whats):
            return [len(case.get("args", [])), *classes]
    return None


def _checked(name, part, calls):
    """Whether the construction or the calls of a name are looked at."""
    value = resolve(name)
    if part == "init":
        return inspect.isfunction(value.__init__) if isinstance(value, type) else False
    if isinstance(value, type):
        called = value.construct if hasattr(value, "construct") else value.__call__
        if not inspect.isfunction(called):
            return False
    networks = [s for call in calls for s in call.case.get("init", []) if "obj" in str(s)]
    return not networks and not HOT.fullmatch(name.removeprefix("mindspore."))


def row_of(name, calls):
    """The row of a name, empty where it needs none."""
    found = {}
    for part, facts in facts_of(calls).items():
        if not _checked(name, part, calls):
            continue
        types = any(fact.needs_types for fact in facts.values())
        as_numpy = name.startswith(
            "mindspore.numpy"
        )  # mixed dtypes and numbers as NumPy takes them
        for fact in facts.values():
            fact.kinds_taken |= {"bool", "int", "float"} if as_numpy and fact.tensor else set()
        rows = {p: fact.row(p, types) for p, fact in facts.items()}
        same = same_groups(facts) if types and not as_numpy and name not in NOT_SAME else []
        alike = alike_groups(calls) if part == "call" else []
        for parameter in {p for group in same + alike for p in group}:
            rows[parameter] = rows[parameter] or {"at": parameter}
        rows = {p: row for p, row in rows.items() if row}
        number = number_of(calls) if part == "call" else None
        if rows or number:
            order = list(rows)
            row = {"arguments": list(rows.values())}
            row |= {"same": [[order.index(p) for p in g] for g in same]} if same else {}
            row |= {"alike": [[order.index(p) for p in g] for g in alike]} if alike else {}
            row |= {"number": number} if number else {}
            found[part] = row
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("calls")
    parser.add_argument("answers")
    parser.add_argument("ours")
    parser.add_argument("--witnesses", nargs="*", default=[], help="calls whose outcome is known")
    parser.add_argument("--keep", help="write the calls that changed the table")
    parser.add_argument("--table", default=str(TABLE))
    args = parser.parse_args()
    table, heeded = {}, []
    by_name = load(args.calls, args.answers, args.ours)
    for name, calls in sorted(by_name.items(), key=str):
        left_out = not name or LEFT_OUT.fullmatch(name.removeprefix("mindspore."))
        row = None if left_out else row_of(name, calls)
        if row:
            table[name] = row
    witnesses = [call.case for calls in by_name.values() for call in calls]
    witnesses += [case for path in args.witnesses for case in read(path)]
    by_name = defaultdict(list)
    for case in witnesses:
        by_name[own_name(case["name"])].append(case)
    for name in list(table):
        heeded += heed(table[name], by_name[name], Places)
        if not table[name]:
            del table[name]
    lines = [f"{json.dumps(name)}: {json.dumps(row)}" for name, row in table.items()]
    Path(args.table).write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")
    if args.keep:
        with gzip.open(args.keep, "wt") as f:
            f.writelines(json.dumps(case) + "\n" for case in heeded)
    print(f"{len(table)} names; {len(heeded)} calls changed them")


if __name__ == "__main__":
    main()
