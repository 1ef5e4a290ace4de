"""The table of the core over the backend that COMPAT_BACKEND names."""

from arrays import each, operands

from compat.core import op


def about():
    info = op.backend_info()
    return "compat over {} {}".format(info["library"], info["version"])


def prepare(task):
    x, w, g = [op.asarray(a, "float32", "cpu") for a in operands(task)]
    names = ("stride", "pad", "dilation")
    stride, lead, dilation = (each(task, name) for name in names)
    padding, groups = tuple((n, n) for n in lead), task["groups"]
    space, kernel = op.shape_of(x), op.shape_of(w)

    def forward():
        return op.conv(x, w, stride, padding, dilation, groups)

    def transposed():
        return op.conv_input_grad(g, w, space, stride, lead, dilation, groups)

    def step():
        return (
            forward(),
            transposed(),
            op.conv_filter_grad(x, g, kernel, stride, lead, dilation, groups),
        )

    call = {"forward": forward, "transposed": transposed, "gradients": step}[task["map"]]
    return settled(call)


def settled(call):
    """The call with its results brought to the end, where a library computes later."""
    if op.backend_info()["library"] != "tensorflow":
        return call

    def waiting():
        result = call()
        op.synchronize("cpu")
        return result

    return waiting
