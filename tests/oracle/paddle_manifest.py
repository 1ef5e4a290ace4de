"""Write `tests/manifest/paddle-1.8.5.json`; to be run by an interpreter with the real Paddle 1.8.5.

python tests/oracle/paddle_manifest.py tests/manifest/paddle-1.8.5.json
"""

import importlib
import inspect
import json
import sys

MODULES = [
    "paddle.reader",
    "paddle.fluid",
    "paddle.fluid.clip",
    "paddle.fluid.core",
    "paddle.fluid.data_feeder",
    "paddle.fluid.dygraph",
    "paddle.fluid.dygraph.backward_strategy",
    "paddle.fluid.dygraph.base",
    "paddle.fluid.dygraph.checkpoint",
    "paddle.fluid.dygraph.container",
    "paddle.fluid.dygraph.jit",
    "paddle.fluid.dygraph.layers",
    "paddle.fluid.dygraph.learning_rate_scheduler",
    "paddle.fluid.dygraph.nn",
    "paddle.fluid.dygraph.parallel",
    "paddle.fluid.framework",
    "paddle.fluid.initializer",
    "paddle.fluid.io",
    "paddle.fluid.layers",
    "paddle.fluid.layers.control_flow",
    "paddle.fluid.layers.detection",
    "paddle.fluid.layers.learning_rate_scheduler",
    "paddle.fluid.layers.loss",
    "paddle.fluid.layers.metric_op",
    "paddle.fluid.layers.nn",
    "paddle.fluid.layers.ops",
    "paddle.fluid.layers.rnn",
    "paddle.fluid.layers.sequence_lod",
    "paddle.fluid.layers.tensor",
    "paddle.fluid.metrics",
    "paddle.fluid.optimizer",
    "paddle.fluid.param_attr",
    "paddle.fluid.regularizer",
    "paddle.fluid.unique_name",
]
EXTRA = {
    "paddle.fluid.core": [
        "VarBase",
        "CPUPlace",
        "CUDAPlace",
        "EnforceNotMet",
        "EOFException",
        "Scope",
        "LoDTensor",
    ],
    "paddle.fluid.framework": [
        "Parameter",
        "ParamBase",
        "Block",
        "grad_var_name",
        "dtype_is_floating",
        "convert_np_dtype_to_dtype_",
        "switch_main_program",
        "switch_startup_program",
    ],
    "paddle.fluid": [
        "LayerHelper",
        "save_dygraph",
        "load_dygraph",
        "Layer",
        "Linear",
        "Conv2D",
        "Embedding",
    ],
}
OWNERS = ("paddle.fluid.dygraph", "paddle.fluid.optimizer", "paddle.fluid.initializer")
OWNERS += ("paddle.fluid.metrics", "paddle.fluid.clip")


def text(value):
    try:
        found = inspect.signature(value)
    except (TypeError, ValueError):
        return None
    return str(found)


def names_of(name):
    module = importlib.import_module(name)
    found = list(getattr(module, "__all__", None) or [])
    return sorted(set(found) | set(EXTRA.get(name, [])))


def facts(value):
    if inspect.ismodule(value):
        return ["module"]
    if isinstance(value, type):
        init = value.__dict__.get("__init__", getattr(value, "__init__", None))
        plain = value.__init__ is object.__init__
        compiled = "core_avx" in value.__module__ or not inspect.isfunction(init)
        return ["class", value.__module__, "(self)" if plain else None if compiled else text(init)]
    if inspect.isfunction(value):
        return ["function", value.__module__, text(value)]
    return ["value"]


def members_of(cls):
    found = {}
    for name, member in sorted(vars(cls).items()):
        if name.startswith("_") and name not in ("__call__", "__getitem__", "__len__"):
            continue
        if isinstance(member, property):
            found[name] = ["property"]
        elif inspect.isfunction(member):
            signature = text(member)
            if signature.startswith("(self"):
                bare = "(" + signature[len("(self") :].lstrip(", ")
                found[name] = ["method", bare]
    return found


def main(path):
    seen, names, members = {}, {}, {}
    for module_name in MODULES:
        module = importlib.import_module(module_name)
        rows = names[module_name] = {}
        for name in names_of(module_name):
            value = getattr(module, name, None)
            if value is None:
                continue
            public = module_name + "." + name
            row = facts(value)
            if row[0] in ("class", "function"):
                first = seen.setdefault(id(value), public)
                if first != public:
                    row = ["alias", first]
                elif row[0] == "class" and module_name in OWNERS:
                    own = members_of(value)
                    if own:
                        members[public] = own
            rows[name] = row
    manifest = {
        "framework": "paddle",
        "version": "1.8.5",
        "canonical": "compat.paddle_api",
        "names": names,
        "members": members,
    }
    with open(path, "w") as file:
        json.dump(manifest, file, indent=0, sort_keys=True)
        file.write("\n")


if __name__ == "__main__":
    main(sys.argv[1])
