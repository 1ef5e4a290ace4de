"""Where compat differs from the frameworks on purpose, and what to use for what is missing.

Keys of DIFFERENCES are names under their home module, or as programs spell them.
"""

from __future__ import annotations

DIFFERENCES = {
    "mindspore.GRAPH_MODE": "runs eagerly, with the same numbers",
    "mindspore.context.GRAPH_MODE": "runs eagerly, with the same numbers",
    "mindspore.common.api.jit": "runs eagerly, with the same numbers",
    "mindspore.common.api.ms_function": "runs eagerly, with the same numbers",
    "mindspore.train.serialization.export": (
        'writes file_format="ONNX" on the torch backend; MINDIR and AIR raise'
    ),
    "mindspore.ops.Print": "prints at once; the device buffer of MindSpore does not exist",
    "paddle.fluid.dygraph.jit.declarative": "runs eagerly, with the same numbers",
    "paddle.fluid.CUDAPlace": "the backend's own device where there is no CUDA GPU",
    "paddle.fluid.framework.CUDAPlace": "the backend's own device where there is no CUDA GPU",
}

STATIC = "static-graph Paddle is not provided: build the network in fluid.dygraph.guard()"
REPLACEMENTS = {
    "paddle.fluid.Executor": STATIC,
    "paddle.fluid.Program": STATIC,
    "paddle.fluid.CompiledProgram": STATIC,
    "paddle.fluid.compiler": STATIC,
    "paddle.fluid.transpiler": STATIC,
    "paddle.fluid.DistributeTranspiler": STATIC,
    "paddle.fluid.io.save_inference_model": "use fluid.save_dygraph and load it in a dygraph Layer",
    "paddle.fluid.io.load_inference_model": "use fluid.load_dygraph and the network's class",
    "mindspore.boost": "leave boost_level at O0: boost changes speed, not numbers",
    "mindspore.rewrite": "edit the network's class instead",
    "mindspore.parallel.nn": "one device: use the layers of mindspore.nn",
}

# Names of later versions, or of other frameworks -> what the versions served here have.
EARLIER = {
    "paddle.to_tensor": "fluid.dygraph.to_variable(numpy array)",
    "paddle.Tensor": "fluid.Variable, made by fluid.dygraph.to_variable",
    "paddle.disable_static": "fluid.enable_dygraph(), or with fluid.dygraph.guard():",
    "paddle.enable_static": "leave fluid.dygraph.guard()",
    "paddle.set_device": "fluid.dygraph.guard(fluid.CPUPlace())",
    "paddle.no_grad": "fluid.dygraph.no_grad",
    "paddle.grad": "fluid.dygraph.grad",
    "paddle.seed": "fluid.default_startup_program().random_seed = n",
    "paddle.save": "fluid.save_dygraph(layer.state_dict(), path)",
    "paddle.load": "fluid.load_dygraph(path)",
    "paddle.Model": "a loop: loss.backward(); optimizer.minimize(loss); layer.clear_gradients()",
    "paddle.ParamAttr": "fluid.ParamAttr",
    "paddle.DataParallel": "fluid.dygraph.DataParallel",
    "paddle.CPUPlace": "fluid.CPUPlace",
    "paddle.CUDAPlace": "fluid.CUDAPlace",
    "paddle.nn.functional": "fluid.layers",
    "paddle.nn.initializer": "fluid.initializer",
    "paddle.nn.Layer": "fluid.dygraph.Layer",
    "paddle.nn": "the layers of fluid.dygraph and the functions of fluid.layers",
    "paddle.optimizer": "fluid.optimizer, with parameter_list=layer.parameters()",
    "paddle.regularizer": "fluid.regularizer",
    "paddle.metric": "fluid.metrics, fluid.layers.accuracy",
    "paddle.io": "paddle.batch, paddle.reader and fluid.io.DataLoader",
    "paddle.vision": "paddle.dataset, and layers of fluid.dygraph",
    "paddle.text": "paddle.dataset",
    "paddle.jit": "fluid.dygraph.jit",
    "paddle.static": STATIC,
    "paddle.distributed": "fluid.dygraph.parallel",
    "paddle.autograd": "fluid.dygraph.grad",
    "paddle.amp": "float32: Paddle 1.8's dygraph has no automatic mixed precision",
    "mindspore.nn.Linear": "mindspore.nn.Dense",
    "mindspore.nn.Module": "mindspore.nn.Cell",
    "mindspore.nn.Sequential": "mindspore.nn.SequentialCell",
    "mindspore.nn.ModuleList": "mindspore.nn.CellList",
    "paddle.fluid.Tensor": "fluid.Variable, made by fluid.dygraph.to_variable",
    "paddle.fluid.dygraph.Module": "fluid.dygraph.Layer",
    "mindspore.mint.nn": "mindspore.nn",
    "mindspore.mint.optim": "mindspore.nn",
    "mindspore.mint": "mindspore.ops",
    "mindspore.nn.extend": "mindspore.nn",
    "mindspore.ops.extend": "mindspore.ops",
    "mindspore.ops.auto_generate": "mindspore.ops",
    "mindspore.ops.silu": "mindspore.nn.SiLU()(x)",
    "mindspore.ops.rms_norm": "x * ops.rsqrt(ops.square(x).mean(-1, True) + eps) * gamma",
    "mindspore.experimental.optim": "mindspore.nn",
    "mindspore.hal": "mindspore.context",
    "mindspore.runtime": "mindspore.context",
    "mindspore.device_context": "mindspore.context",
    "mindspore.recompute": "cell.recompute()",
    "mindspore.lazy_inline": "take the decorator out",
    "mindspore.no_inline": "take the decorator out",
}


def replacement(full: str) -> str | None:
    """What to use for a name that is not provided, as far as it is known."""
    return _by_prefix(full, REPLACEMENTS)


def earlier(full: str) -> str | None:
    """What to use for a name of a later version; the functions of Paddle 2 are in fluid.layers."""
    found = _by_prefix(full, EARLIER)
    parts = full.split(".")
    if found is None and parts[0] == "paddle" and len(parts) == 2:
        from .versions import PADDLE2

        return f"fluid.layers.{parts[1]}" if parts[1] in PADDLE2 else None
    return found


def _by_prefix(full: str, table: dict[str, str]) -> str | None:
    parts = full.split(".")
    for n in range(len(parts), 1, -1):
        if ".".join(parts[:n]) in table:
            return table[".".join(parts[:n])]
    return None
