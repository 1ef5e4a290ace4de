"""PyTorch called directly, without gradients being recorded."""

import os

import torch
import torch.nn.functional as functional
from arrays import each, operands, tail

torch.set_grad_enabled(False)
torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))


def about():
    return f"torch {torch.__version__}"


def prepare(task):
    x, w, g = [torch.from_numpy(a) for a in operands(task)]
    names = ("stride", "pad", "dilation")
    stride, pad, dilation = (each(task, name) for name in names)
    rank, groups = len(task["space"]), task["groups"]
    conv = getattr(functional, f"conv{rank}d")
    back = getattr(functional, f"conv_transpose{rank}d")
    rest, zeros = tail(task), (0,) * rank
    both = torch.ops.aten.convolution_backward

    def forward():
        return conv(x, w, None, stride, pad, dilation, groups)

    def transposed():
        return back(g, w, None, stride, pad, rest, groups, dilation)

    def step():
        y = forward()
        return y, both(
            *(g, x, w, None, stride, pad, dilation, False, zeros, groups, [True, True, False])
        )

    return {"forward": forward, "transposed": transposed, "gradients": step}[task["map"]]
