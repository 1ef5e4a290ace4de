"""THOR, a second-order optimizer for Ascend and GPU."""

from __future__ import annotations

__all__ = ["thor"]


def thor(
    net, learning_rate, damping, momentum, weight_decay=0.0, loss_scale=1.0, batch_size=32,
    use_nesterov=False, decay_filter=lambda x: True, split_indices=None,
    enable_clip_grad=False, frequency=100,
):  # fmt: skip
    """Optimizer: second-order steps by factors of the Fisher information (Chen et al., "THOR",
    2021).

    Args:
        net (Cell): the network, of layers with second-order factors.
        learning_rate (Tensor): the rate of each step.
        damping (Tensor): the damping of each step.
        momentum (float): share of the old sum; not negative.
        weight_decay (float or int, default 0.0): times the parameter is added to its gradient.
        loss_scale (float, default 1.0): gradients are divided by it.
        batch_size (int, default 32): examples of a step.
        use_nesterov (bool, default False): look ahead.
        decay_filter (function, default all parameters): tells which parameters decay.
        split_indices (list of ints or None, default None): groups of communication.
        enable_clip_grad (bool, default False): limit the length of the gradients.
        frequency (int, default 100): steps between two updates of the factors; at least 2.

    Returns:
        Optimizer.

    Raises:
        TypeError: an argument is of another kind.
        ValueError: a number is out of range.
    """
    raise NotImplementedError(
        "mindspore.nn.thor is not supported: MindSpore runs it on Ascend and GPU only; use a "
        "first-order optimizer such as mindspore.nn.Momentum"
    )
