"""Paddle's operators: the original's, or the frontend's where compat is installed."""

import paddle
from paddle import fluid
from small import chained, square

fluid.enable_imperative(fluid.CPUPlace())


def about():
    return "Paddle {}".format(getattr(paddle, "__version__", "1.8"))


def prepare(task):
    x, y = fluid.dygraph.to_variable(square(0)), fluid.dygraph.to_variable(square(1))
    layers = fluid.layers
    call = {
        "add": lambda x, y: x + y,
        "multiply": lambda x, y: x * y,
        "exp": lambda x, y: layers.exp(x),
        "relu": lambda x, y: layers.relu(x),
        "matmul": lambda x, y: layers.matmul(x, y),
        "sum": lambda x, y: layers.reduce_sum(x),
        "reshape": lambda x, y: layers.reshape(x, [8, 8]),
        "transpose": lambda x, y: layers.transpose(x, [1, 0]),
        "softmax": lambda x, y: layers.softmax(x),
        "concat": lambda x, y: layers.concat([x, y], 0),
    }[task["operator"]]
    if task["map"] == "forward":
        return lambda: call(x, y)
    call = chained(task, call)
    if call is None:
        return None
    x.stop_gradient = False

    def step():
        x.clear_gradient()
        call(x, y).backward()

    return step
