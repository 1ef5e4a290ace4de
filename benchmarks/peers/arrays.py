"""The operands of a task, the same for every peer."""

import numpy as np


def operands(task):
    """Input, filter and cotangent of a convolution in float32."""
    draw = np.random.RandomState(0)
    return [draw.standard_normal(shape).astype("float32") for shape in task["shapes"]]


def each(task, name):
    return (task[name],) * len(task["space"])


def tail(task):
    """What the strided convolution leaves unread at the end of each axis."""
    reach = task["dilation"] * (task["kernel"] - 1) + 1
    return tuple((n + 2 * task["pad"] - reach) % task["stride"] for n in task["space"])
