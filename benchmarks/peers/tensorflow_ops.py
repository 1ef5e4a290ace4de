"""TensorFlow called directly, with its own gradients."""

import tensorflow as tf
from small import chained, square


def about():
    return f"tensorflow {tf.__version__}"


def prepare(task):
    x, y = tf.constant(square(0)), tf.constant(square(1))
    call = {
        "add": lambda x, y: x + y,
        "multiply": lambda x, y: x * y,
        "exp": lambda x, y: tf.exp(x),
        "relu": lambda x, y: tf.nn.relu(x),
        "matmul": lambda x, y: x @ y,
        "sum": lambda x, y: tf.reduce_sum(x),
        "reshape": lambda x, y: tf.reshape(x, (8, 8)),
        "transpose": lambda x, y: tf.transpose(x, (1, 0)),
        "softmax": lambda x, y: tf.nn.softmax(x, -1),
        "concat": lambda x, y: tf.concat((x, y), 0),
    }[task["operator"]]
    if task["map"] == "forward":
        return lambda: call(x, y)
    call = chained(task, call)
    if call is None:
        return None

    def step():
        with tf.GradientTape() as tape:
            tape.watch(x)
            result = call(x, y)
        return tape.gradient(result, x)

    return step
