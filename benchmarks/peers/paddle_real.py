"""The original Paddle 1.8 on its CPU, in dygraph mode."""

import paddle
from arrays import each, operands
from paddle import fluid

fluid.enable_imperative(fluid.CPUPlace())


def about():
    return f"Paddle {paddle.__version__}"


def prepare(task):
    rank = len(task["space"])
    if rank == 1:
        return None
    x, w, g = [fluid.dygraph.to_variable(a) for a in operands(task)]
    names = (("strides", "stride"), ("paddings", "pad"), ("dilations", "dilation"))
    steps = [part for name, key in names for part in (name, list(each(task, key)))]
    steps += ["groups", task["groups"]]
    ops = fluid.core.ops
    conv = getattr(ops, f"conv{rank}d")
    back = getattr(ops, f"conv{rank}d_transpose")

    def forward():
        with fluid.dygraph.no_grad():
            return conv(x, w, *steps)

    def transposed():
        with fluid.dygraph.no_grad():
            return back(g, w, "output_size", list(task["space"]), *steps)

    def step():
        x.stop_gradient = w.stop_gradient = False
        conv(x, w, *steps).backward()

    return {"forward": forward, "transposed": transposed, "gradients": step}[task["map"]]
