"""THOR, a second-order optimizer for Ascend and GPU."""

from __future__ import annotations

__all__ = ["thor"]


def thor(
    net, learning_rate, damping, momentum, weight_decay=0.0, loss_scale=1.0, batch_size=32,
    use_nesterov=False, decay_filter=lambda x: True, split_indices=None,
    enable_clip_grad=False, frequency=100,
):  # fmt: skip
    """Refused: its layers and kernels exist on Ascend and GPU only."""
    raise NotImplementedError(
        "mindspore.nn.thor is not supported: MindSpore runs it on Ascend and GPU only; use a "
        "first-order optimizer such as mindspore.nn.Momentum"
    )
