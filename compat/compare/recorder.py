"""Records what every layer of an unchanged program computes, in MindSpore or in Paddle.

    python recorder.py -o FOLDER [--steps 3] [--seed N] program.py [arguments]
    python recorder.py -o FOLDER [--steps 3] [--seed N] -m module [arguments]

This file needs NumPy and nothing else, so it can be copied beside the framework itself (MindSpore
2.0, Paddle 1.8, Python 3.7 or later). It writes `manifest.json` and one `.npy` file for each array:
parameters before the first call, outputs of every layer, gradients of the parameters as the
optimizer gets them, parameters behind the update. MindSpore runs in PYNATIVE_MODE, whatever the
program asks for. Behind the last step the program ends.
"""

import argparse
import functools
import importlib
import importlib.util
import json
import os
import random
import runpy
import sys

import numpy

FORMAT = 1
# Longer arrays are thinned out to about this many numbers; both sides of a comparison alike.
MOST_NUMBERS = 1000000


class Recording:
    """The folder that is being written, and what the manifest will say."""

    def __init__(self, folder, steps, calls):
        self.folder, self.steps, self.calls = folder, steps, calls
        self.step, self.events, self.stack = 0, [], []
        self.counts, self.kept, self.names = {}, [], {}
        self.owners = {}  # id of a parameter -> (path of its layer, its name there)
        self.framework = self.version = ""
        self.paused = False  # inside an optimizer, whose own cells are no layers
        os.makedirs(os.path.join(folder, "arrays"), exist_ok=True)

    @property
    def over(self):
        """True while nothing is to be recorded: inside an optimizer, and behind the last step."""
        return self.paused or self.step >= self.steps

    def add(self, kind, path, operator, arrays, **facts):
        """One event, with its arrays in files."""
        if not arrays and kind != "forward":
            return
        event = {"kind": kind, "step": self.step, "path": path, "operator": operator}
        event.update(facts)
        event["arrays"] = [self._saved(name, x) for name, x in arrays]
        self.events.append(event)

    def _saved(self, name, x):
        x = numpy.asarray(x)
        row = {"name": name, "shape": list(x.shape), "dtype": x.dtype.name}
        every = -(-x.size // MOST_NUMBERS)
        if every > 1:
            row["every"], x = every, x.reshape(-1)[::every]
        row["file"] = "arrays/%06d.npy" % self._number()
        numpy.save(os.path.join(self.folder, row["file"]), x, allow_pickle=False)
        return row

    def _number(self):
        self.counts[""] = self.counts.get("", 0) + 1
        return self.counts[""]

    def write(self, program, ended):
        """Write the manifest."""
        manifest = {
            "format": FORMAT,
            "framework": self.framework,
            "version": self.version,
            "backend": os.environ.get("COMPAT_BACKEND", ""),
            "python": sys.version.split()[0],
            "program": program,
            "steps": self.step,
            "ended": ended,
            "events": self.events,
        }
        path = os.path.join(self.folder, "manifest.json")
        with open(path + ".part", "w") as file:
            json.dump(manifest, file)
        os.replace(path + ".part", path)

    # -- layers --------------------------------------------------------------------------------

    def path_of(self, layer, children):
        """`Net.features.3`: by attributes below the layer that called it."""
        if not self.stack:
            return self._outermost(layer)
        parent, above = self.stack[-1]
        found = name_within(parent, layer, children)
        return above + "." + (found or "<" + type(layer).__name__ + ">")

    def _outermost(self, layer):
        key = id(layer)
        if key not in self.names:
            name = type(layer).__name__
            same = sum(n.partition("#")[0] == name for n in self.names.values())
            self.names[key] = name if not same else "%s#%d" % (name, same + 1)
            self.kept.append(layer)  # or its id could be given to another
        return self.names[key]

    def call(self, layer, compute, given, children, parameters, read):
        """Run a layer and record its parameters, when they are new, and its outputs."""
        path = self.path_of(layer, children)
        operator = type(layer).__name__
        self._meet(layer, path, operator, children, parameters, read)
        if not self.stack:
            self.add("input", path, operator, flat(given, read), call=self._count("in", path))
        self.stack.append((layer, path))
        try:
            output = compute()
        finally:
            self.stack.pop()
        self._meet(
            layer, path, operator, children, parameters, read
        )  # layers that build themselves
        number = self._count("out", path)
        if number < self.calls and not self.over:
            self.add("forward", path, operator, flat(output, read), call=number)
        return output

    def _count(self, what, path):
        key = (what, self.step, path)
        self.counts[key] = self.counts.get(key, -1) + 1
        return self.counts[key]

    def _meet(self, layer, path, operator, children, parameters, read):
        own = [(n, p) for n, p in parameters(layer) if p is not None]
        new = [(n, p) for n, p in own if id(p) not in self.owners]
        if not new:
            return
        # Training cells hold the parameters of the whole network once more.
        below = set()
        for inner in all_below(layer, children):
            below.update(id(p) for _, p in parameters(inner) if p is not None)
        for name, parameter in new:
            if id(parameter) not in below:
                self.owners[id(parameter)] = (path, name)
                self.kept.append(parameter)
                self.add("initial", path, operator, flat([parameter], read, name), call=0)

    def of_parameters(self, kind, operator, pairs, read):
        """Gradients or new values of parameters, each at the path of its layer."""
        for parameter, value in pairs:
            if value is None or id(parameter) not in self.owners:
                continue
            path, name = self.owners[id(parameter)]
            self.add(kind, path, operator, flat([value], read, name), call=0)

    def end_step(self, operator, own, read):
        """What the update made of the parameters, and the calls of layers of their statistics."""
        self.of_parameters("update", operator, [(p, p) for p in own], read)
        seen = {id(p) for p in own}
        rest = [p for p in self.kept if id(p) in self.owners and id(p) not in seen]
        self.of_parameters("state", "", [(p, p) for p in rest], read)
        self.step += 1


def name_within(parent, child, children):
    """The dotted name of `child` below `parent`, or None."""
    waiting, seen = [("", parent)], set()
    while waiting:
        above, layer = waiting.pop(0)
        for name, below in children(layer):
            if below is child:
                return above + name
            if below is not None and id(below) not in seen:
                seen.add(id(below))
                waiting.append((above + name + ".", below))
    return None


def all_below(layer, children):
    """Every layer below, each once."""
    waiting, seen = [layer], {id(layer)}
    while waiting:
        for _, below in children(waiting.pop()):
            if below is not None and id(below) not in seen:
                seen.add(id(below))
                waiting.append(below)
                yield below


def flat(value, read, name=""):
    """(name, array) of every tensor in a nest of tuples, lists and dictionaries."""
    if isinstance(value, (list, tuple)):
        rows = [flat(v, read, name or str(i)) for i, v in enumerate(value)]
        return [row for part in rows for row in part]
    if isinstance(value, dict):
        return [row for key in sorted(value, key=str) for row in flat(value[key], read, str(key))]
    array = read(value)
    return [] if array is None else [(name or "0", array)]


# -- MindSpore ---------------------------------------------------------------------------------


def attach_to_mindspore(recording):
    """Watch the cells and optimizers of MindSpore."""
    mindspore = importlib.import_module("mindspore")
    nn, context = mindspore.nn, mindspore.context
    recording.framework, recording.version = "mindspore", mindspore.__version__
    _pynative(mindspore, context)
    call = nn.Cell.__call__

    def read(value):
        return value.asnumpy() if isinstance(value, mindspore.Tensor) else None

    def children(cell):
        return list(cell._cells.items())

    def parameters(cell):
        return list(cell._params.items())

    @functools.wraps(call)
    def watched(self, *given, **named):
        if recording.over:
            return call(self, *given, **named)
        compute = functools.partial(call, self, *given, **named)
        if isinstance(self, nn.Optimizer):
            return update(self, compute, given)
        inputs = [given, named]
        return recording.call(self, compute, inputs, children, parameters, read)

    def update(optimizer, compute, given):
        own, operator = list(optimizer.parameters), type(optimizer).__name__
        gradients = given[0] if given else ()
        recording.of_parameters("backward", operator, list(zip(own, gradients)), read)
        recording.paused = True
        try:
            result = compute()
        finally:
            recording.paused = False
        recording.end_step(operator, own, read)
        return result

    nn.Cell.__call__ = watched
    _stop_behind(recording, nn.Cell, "__call__")


def _pynative(mindspore, context):
    """Every cell is to be called from Python: graphs are not compiled."""
    plain = context.set_context

    @functools.wraps(plain)
    def set_context(**settings):
        if settings.get("mode") == context.GRAPH_MODE:
            settings["mode"] = context.PYNATIVE_MODE
        return plain(**settings)

    context.set_context = mindspore.set_context = set_context
    plain(mode=context.PYNATIVE_MODE)


# -- Paddle ------------------------------------------------------------------------------------


def attach_to_paddle(recording):
    """Watch the layers and optimizers of Paddle's dygraph."""
    fluid = importlib.import_module("paddle.fluid")
    paddle = importlib.import_module("paddle")
    layers, optimizers = fluid.dygraph.Layer, fluid.optimizer.Optimizer
    recording.framework, recording.version = "paddle", paddle.__version__
    call, minimize = layers.__call__, optimizers.minimize
    variable = fluid.core.VarBase

    def read(value):
        return value.numpy() if isinstance(value, variable) else None

    def children(layer):
        return list(layer._sub_layers.items())

    def parameters(layer):
        return list(layer._parameters.items())

    def gradient(parameter):
        return None if parameter.stop_gradient else parameter.gradient()

    @functools.wraps(call)
    def watched(self, *given, **named):
        if recording.over:
            return call(self, *given, **named)
        compute = functools.partial(call, self, *given, **named)
        return recording.call(self, compute, [given, named], children, parameters, read)

    @functools.wraps(minimize)
    def watched_minimize(self, *given, **named):
        if recording.over:
            return minimize(self, *given, **named)
        own, operator = list(self._parameter_list or []), type(self).__name__
        pairs = [(p, gradient(p)) for p in own]
        recording.of_parameters("backward", operator, pairs, as_array)
        result = minimize(self, *given, **named)
        recording.end_step(operator, own, read)
        return result

    def as_array(value):
        return value if isinstance(value, numpy.ndarray) else None

    layers.__call__ = watched
    optimizers.minimize = watched_minimize
    _stop_behind(recording, layers, "__call__")


# -- running -----------------------------------------------------------------------------------


class EnoughError(SystemExit):
    """Ends the program behind the last step, unless a program goes on all the same."""


def _stop_behind(recording, owner, name):
    """Before the first layer of the step behind the last one, the program ends."""
    watched = getattr(owner, name)

    @functools.wraps(watched)
    def stopping(self, *given, **named):
        if recording.over and not recording.paused and not recording.stack:
            raise EnoughError(0)
        return watched(self, *given, **named)

    setattr(owner, name, stopping)


ATTACH = {"mindspore": attach_to_mindspore, "paddle": attach_to_paddle}


def attach(recording, wanted):
    """Watch the frameworks that the program names and that can be imported here."""
    found = [n for n in ATTACH if n in wanted and importlib.util.find_spec(n) is not None]
    if not found:
        raise SystemExit("recorder: cannot import %s here" % " or ".join(wanted))
    for name in found:
        ATTACH[name](recording)


def frameworks_of(path):
    """The frameworks whose names stand in the text of the program; all where none does."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            text = file.read()
    except OSError:
        text = ""
    return [name for name in ATTACH if name in text] or list(ATTACH)


def seed(number):
    """Seed Python, NumPy and the framework; what the program sets itself comes later."""
    random.seed(number)
    numpy.random.seed(number)
    if "mindspore" in sys.modules:
        sys.modules["mindspore"].set_seed(number)
    if "paddle" in sys.modules:
        fluid = importlib.import_module("paddle.fluid")
        fluid.default_startup_program().random_seed = number
        fluid.default_main_program().random_seed = number


def run(words):
    """Run the program as Python would."""
    if words[0] == "-m":
        if len(words) < 2:
            raise SystemExit("recorder: -m needs the name of a module")
        sys.argv, sys.path[0] = words[1:], os.getcwd()
        runpy.run_module(words[1], run_name="__main__", alter_sys=True)
        return
    sys.argv, sys.path[0] = words, os.path.dirname(os.path.abspath(words[0]))
    runpy.run_path(words[0], run_name="__main__")


def main(arguments=None):
    """Record a program; returns the exit status."""
    about = __doc__.partition("\n")[0]
    parser = argparse.ArgumentParser(prog="recorder.py", description=about)
    parser.add_argument("-o", "--output", required=True, help="folder for the recording")
    parser.add_argument("--steps", type=int, default=3, help="updates to record [3]")
    parser.add_argument("--calls", type=int, default=20, help="calls of a layer in a step [20]")
    parser.add_argument("--seed", type=int, default=None, help="set before the program starts")
    parser.add_argument("program", nargs=argparse.REMAINDER, help="program.py or -m module, ...")
    chosen = parser.parse_args(arguments)
    if not chosen.program:
        parser.error("a program is missing")
    if chosen.program[0] != "-m" and not os.path.isfile(chosen.program[0]):
        parser.error("no such program: " + chosen.program[0])
    recording = Recording(os.path.abspath(chosen.output), chosen.steps, chosen.calls)
    attach(recording, frameworks_of(chosen.program[0]))
    if chosen.seed is not None:
        seed(chosen.seed)
    ended = "whole"
    try:
        run(chosen.program)
    except EnoughError:
        ended = "behind the last step"
    except SystemExit as error:
        ended = "exit %r" % (error.code,)
    except BaseException as error:
        ended = "%s: %s" % (type(error).__name__, error)
        raise
    finally:
        recording.write(chosen.program, ended)
        print(
            "recorder: %d events of %d steps in %s (the program ended: %s)"
            % (len(recording.events), recording.step, chosen.output, ended),
            file=sys.stderr,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
