"""What turns networks and models into those of THOR."""

from __future__ import annotations

_TEXT = (
    "mindspore.train.{} belongs to THOR, second-order training on Ascend and GPU, which is not "
    "supported; train with a first-order optimizer such as mindspore.nn.Momentum"
)


class ConvertNetUtils:
    """Exchanges the layers of a network for those of THOR; refused."""

    def convert_to_thor_net(self, net):
        """Raise NotImplementedError."""
        raise NotImplementedError(_TEXT.format("ConvertNetUtils"))


class ConvertModelUtils:
    """Makes a model that trains with THOR; refused.

    Example:
        >>> convert = ms.train.ConvertModelUtils()
    """

    @staticmethod
    def convert_to_thor_model(
        model, network, loss_fn=None, optimizer=None, metrics=None, amp_level="O0",
        loss_scale_manager=None, keep_batchnorm_fp32=False,
    ):  # fmt: skip
        """Raise NotImplementedError."""
        raise NotImplementedError(_TEXT.format("ConvertModelUtils"))
