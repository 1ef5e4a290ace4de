"""Where compat differs from the frameworks on purpose, and what to use for what is missing.

Keys of DIFFERENCES are names under their home module, or as programs spell them.
"""

from __future__ import annotations

DIFFERENCES = {
    "mindspore.GRAPH_MODE": "runs eagerly, with the same numbers",
    "mindspore.context.GRAPH_MODE": "runs eagerly, with the same numbers",
    "mindspore.common.api.jit": "runs eagerly, with the same numbers",
    "mindspore.common.api.ms_function": "runs eagerly, with the same numbers",
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
    "mindspore.export": "save_checkpoint keeps the weights; rebuild the network from its class",
    "mindspore.boost": "leave boost_level at O0: boost changes speed, not numbers",
    "mindspore.rewrite": "edit the network's class instead",
    "mindspore.parallel.nn": "one device: use the layers of mindspore.nn",
}
