"""Ask MindSpore what it raises when one argument of a working call is of another type.

    python tests/oracle/ask_arguments.py CALLS ANSWERS [--only PART]            (MindSpore's Python)
    python -m compat tests/oracle/ask_arguments.py CALLS ANSWERS --bare         (ours, no table)

Each line of CALLS (gzip, JSON) is a call that works: "name"; "how" ("fn", "cls", "method", "opt",
"metric"); "init", "initkw", "args", "kw", "self", "params". Values are themselves, or as `Maker`
reads them. Each argument is replaced in turn, by tensors of other dtypes and shapes and by plain
values, parameters with defaults too; one argument is left out or added. Each answer is
[name, number of the call, place, what stood there, class of the exception or "", its text].
Runs under Python 3.9, and takes some minutes.
"""

import argparse
import copy
import gzip
import importlib
import inspect
import json
import os
import select
import signal

import numpy as np

DTYPES = {
    "b": "bool", "i1": "int8", "i2": "int16", "i4": "int32", "i8": "int64", "u1": "uint8",
    "u2": "uint16", "u4": "uint32", "u8": "uint64", "f2": "float16", "f4": "float32",
    "f8": "float64", "c8": "complex64", "c16": "complex128",
}  # fmt: skip
PLAIN = {
    "bool": True, "int": 2, "float": 2.5, "str": "abc", "none": None, "tuple": {"tup": [1, 2]},
    "list": [1, 2], "dict": {"dict": []}, "dtype": {"dt": "float32"}, "slice": {"sl": [0, 1, None]},
}  # fmt: skip
TENSORS = {
    "tensor": {"t": [2], "d": "float32"},
    "number": {"t": [], "d": "int32", "k": "ones"},
    "matrix": {"t": [2, 2], "d": "float32"},
}
LIMIT = 15.0  # seconds for one question


def is_tensor(spec):
    return isinstance(spec, dict) and ("t" in spec or "v" in spec)


# -- questions ---------------------------------------------------------------------------------


def places(case):
    """(path, value) of each argument."""
    for part in ("init", "args"):
        for i, spec in enumerate(case.get(part) or []):
            yield (part, i), spec
    for part in ("initkw", "kw"):
        for key, spec in sorted((case.get(part) or {}).items()):
            yield (part, key), spec
    if "self" in case:
        yield ("self",), case["self"]


def put(case, path, spec):
    """A copy of the call with another argument at a path."""
    case = copy.deepcopy(case)
    box = case
    for step in path[:-1]:
        box = box.setdefault(step, {})
    box[path[-1]] = copy.deepcopy(spec)
    return case


def of_dtype(spec, dtype):
    spec = dict(spec, d=dtype)
    if spec.get("k", "").startswith("int:") and dtype == "bool":
        spec["k"] = "bool"
    return spec


def of_shape(spec, shape):
    if "v" in spec:
        return dict(spec, v=np.resize(np.array(spec["v"]), shape).tolist())
    return dict(spec, t=list(shape))


def other_tensors(spec):
    """(what, tensor) of other dtypes and shapes."""
    shape = list(spec["t"]) if "t" in spec else list(np.shape(spec["v"]))
    for letter, dtype in DTYPES.items():
        if dtype != spec["d"]:
            yield letter, of_dtype(spec, dtype)
    forms = {
        "rank-1": shape[1:], "rank+1": [1] + shape, "rank+2": [1, 1] + shape, "rank0": [],
        "dim+1": [n + 1 for n in shape[:1]] + shape[1:],
        "dim-1": shape[:-1] + [n + 1 for n in shape[-1:]],
    }  # fmt: skip
    seen = [shape]
    for what, form in forms.items():
        if form not in seen:
            seen.append(form)
            yield what, of_shape(spec, form)


def questions(case, defaults):
    """(place, what, call) of each question."""
    yield "base", "", case
    for path, spec in places(case):
        place = "/".join(map(str, path))
        held = spec["p"] if isinstance(spec, dict) and "p" in spec else spec
        if is_tensor(held):
            for what, other in other_tensors(held):
                yield place, what, put(case, path, {"p": other} if held is not spec else other)
        if path != ("self",):
            others = PLAIN if is_tensor(held) else {**PLAIN, **TENSORS}
            for what, other in others.items():
                yield place, what, put(case, path, other)
    for part, names in defaults.items():
        for name in names:
            for what, other in {**PLAIN, **TENSORS}.items():
                yield part + "/" + name, what, put(case, (part, name), other)
    for part, named in (("init", "initkw"), ("args", "kw")):
        if part in case:
            given = list(case[part])
            if given:
                yield part, "less", dict(case, **{part: given[:-1]})
                yield part, "none", dict(case, **{part: [], named: {}})
            yield part, "more", dict(case, **{part: given + [TENSORS["tensor"]]})


def resolve(dotted):
    parts = dotted.split(".")
    for cut in range(len(parts), 0, -1):
        try:
            value = importlib.import_module(".".join(parts[:cut]))
        except ImportError:
            continue
        for part in parts[cut:]:
            value = getattr(value, part)
        return value
    raise ImportError(dotted)


def defaults_of(case):
    """Parameters with defaults that the call does not give, by part."""
    value, how = resolve(case["name"]), case["how"]
    if how in ("cls", "opt", "metric"):
        count = len(case.get("init") or []) + 1 + (how == "opt")
        return {"initkw": optional(value.__init__, count, case.get("initkw") or {})}
    count = len(case.get("args") or []) + (how == "method")
    return {"kw": optional(value, count, case.get("kw") or {})}


def optional(function, given, named):
    try:
        function = getattr(function, "decorated_func", function)
        parameters = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):
        return []
    free = [p for p in parameters[given:] if p.default is not p.empty and p.name not in named]
    return [p.name for p in free if p.name != "name" and p.kind is p.POSITIONAL_OR_KEYWORD][:10]


# -- calls -------------------------------------------------------------------------------------


def array(spec):
    """NumPy array of a tensor: "v" its numbers, or "t" its shape, "k" what fills it, "s" a seed."""
    rng = np.random.RandomState(spec.get("s", 0) & 0x7FFFFFFF)
    if "v" in spec:
        made = np.array(spec["v"])
    else:
        kind, _, bounds = spec.get("k", "normal").partition(":")
        made = filled(rng, kind, tuple(spec["t"]), [int(b) for b in bounds.split(",") if b])
    if spec["d"].startswith("uint"):
        made = np.abs(made)
    return np.asarray(made).astype("bool_" if spec["d"] == "bool" else spec["d"])


def filled(rng, kind, shape, bounds):
    low, high = bounds if len(bounds) == 2 else (0, 2)
    if kind in ("normal", "big"):
        return rng.standard_normal(shape)
    if kind in ("int", "bool"):
        return rng.randint(low, max(high, low + 1), shape)
    if kind in ("zeros", "ones"):
        return np.full(shape, float(kind == "ones"))
    if kind == "perm":
        return rng.permutation(int(np.prod(shape))).reshape(shape)
    made = rng.uniform(0.1, 0.9, shape)
    if kind == "boxes":
        return np.sort(made * 10, -1)
    if kind == "onehot" and made.size and made.ndim:
        return np.eye(shape[-1])[rng.randint(0, shape[-1], shape[:-1])]
    if kind == "spd" and made.ndim > 1 and shape[-1] == shape[-2]:
        return np.matmul(made, np.swapaxes(made, -1, -2)) + shape[-1] * np.eye(shape[-1])
    return made


class Maker:
    """Arguments from JSON."""

    def __init__(self, ms):
        self.ms, self.parameters = ms, 0

    def __call__(self, spec):
        if isinstance(spec, list):
            return [self(s) for s in spec]
        if not isinstance(spec, dict) or not spec:
            return spec
        if is_tensor(spec):
            return self.ms.Tensor(array(spec))
        made = next(getattr(self, "of_" + key) for key in spec if hasattr(self, "of_" + key))
        return made(**{"with_" + key if key in ("a", "k") else key: spec[key] for key in spec})

    def of_p(self, p):
        self.parameters += 1
        return self.ms.Parameter(self.ms.Tensor(array(p)), name="p%d" % self.parameters)

    def of_np(self, np):
        return array(np)

    def of_tup(self, tup):
        return tuple(self(s) for s in tup)

    def of_dict(self, **spec):
        return {self(k): self(v) for k, v in spec["dict"]}

    def of_dt(self, dt):
        return getattr(self.ms.common.dtype, "bool_" if dt == "bool" else dt)

    def of_f(self, f):
        return float(f)

    def of_sl(self, sl):
        return slice(*[self(s) for s in sl])

    def of_el(self, el):
        return Ellipsis

    def of_obj(self, obj, with_a=(), with_k=None):
        return resolve(obj)(*self(list(with_a)), **{k: self(v) for k, v in (with_k or {}).items()})

    def of_ref(self, ref):
        return resolve(ref)


def read_out(value):
    if hasattr(value, "asnumpy"):
        value.asnumpy()
    elif isinstance(value, (tuple, list)):
        for v in value[:4]:
            read_out(v)


def call(ms, case):
    make = Maker(ms)
    kw = {k: make(v) for k, v in (case.get("kw") or {}).items()}
    how = case["how"]
    if how == "method":
        me = make(case["self"])
        function = getattr(me, case["name"].rsplit(".", 1)[1])
    elif how == "fn":
        function = resolve(case["name"])
    else:
        initkw = {k: make(v) for k, v in (case.get("initkw") or {}).items()}
        init = make(case.get("init") or [])
        if how == "opt":
            ones = [ms.Tensor(np.ones(shape, dtype)) for shape, dtype in case["params"]]
            init = [[ms.Parameter(x, name="w%d" % i) for i, x in enumerate(ones)]] + init
        function = resolve(case["name"])(*init, **initkw)
        if how == "metric":
            return
        if how == "opt":
            function(tuple(ones))
            return
    read_out(function(*make(case.get("args") or []), **kw))


def outcome(ms, case):
    """Class of the exception, "" for none, and the first line of its text that says something."""
    try:
        call(ms, case)
    except Exception as e:
        lines = [line.strip() for line in str(e).split("\n")]
        lines = [t for t in lines if t and not t.startswith("----") and "Call Stack" not in t]
        return [type(e).__name__, lines[0][:400] if lines else ""]
    return ["", ""]


# -- processes ---------------------------------------------------------------------------------


def answer(ms, number, case, start, out):
    """In the child: answer the questions from `start` on."""
    null = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(null, fd)
    for i, (place, what, asked) in enumerate(questions(case, defaults_of(case))):
        if i >= start:
            os.write(out, b"S%d\n" % i)
            line = json.dumps([case["name"], number, place, what] + outcome(ms, asked))
            os.write(out, ("R" + line + "\n").encode())


def ask(ms, number, case, each):
    """All answers of a call; a question that ends the process or takes too long has none."""
    start = 0
    while True:
        read, write = os.pipe()
        pid = os.fork()
        if pid == 0:
            try:
                os.close(read)
                answer(ms, number, case, start, write)
                os._exit(0)
            finally:
                os._exit(3)
        os.close(write)
        at = listen(read, pid, start, each)
        os.close(read)
        if os.waitpid(pid, 0)[1] == 0 or (start and at < start):
            return
        start = at + 1


def listen(read, pid, at, each):
    """Hand on the answers of a child; returns the last question it began."""
    buffer = b""
    while True:
        if not select.select([read], [], [], LIMIT)[0]:
            os.kill(pid, signal.SIGKILL)
            return at
        chunk = os.read(read, 1 << 16)
        if not chunk:
            return at
        buffer += chunk
        while b"\n" in buffer:
            line, _, buffer = buffer.partition(b"\n")
            if line[:1] == b"S":
                at = int(line[1:])
            else:
                each(line[1:].decode())


def take_off(name):
    """Take the table's checks off a name, to see what our own checks say."""
    parent, _, last = name.rpartition(".")
    parent, value = resolve(parent), resolve(name)
    holders = [(parent, last)]
    if isinstance(value, type):
        holders = [(value, method) for method in ("__init__", "construct", "__call__")]
    for holder, key in holders:
        function = getattr(holder, key, None)
        code = getattr(function, "__code__", None)
        if code is not None and code.co_filename.endswith("_argument_types.py"):
            setattr(holder, key, function.__wrapped__)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("calls")
    parser.add_argument("answers")
    parser.add_argument("--only", default="", help="part of the names")
    parser.add_argument("--bare", action="store_true", help="without the table of this project")
    args = parser.parse_args()
    import mindspore as ms

    ms.set_context(mode=ms.PYNATIVE_MODE)
    with gzip.open(args.calls, "rt") as f:
        cases = [json.loads(line) for line in f]
    with gzip.open(args.answers, "wt") as f:
        for number, case in enumerate(cases):
            if args.only in case["name"] and not case.get("witness"):
                if args.bare:
                    take_off(case["name"])
                ask(ms, number, case, lambda line: f.write(line + "\n"))


if __name__ == "__main__":
    main()
