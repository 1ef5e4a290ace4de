"""Conv3DTranspose with groups, which MindSpore takes from 2.1 on."""

from __future__ import annotations

import numpy as np
import pytest

import compat

compat.install("mindspore")

from mindspore import Tensor, nn, ops  # noqa: E402


class Cut(nn.Cell):
    """A transposed convolution without padding whose margins are cut off afterwards."""

    def __init__(self, kernel, padding):
        super().__init__()
        self.transposed = ops.Conv3DTranspose(2, 2, kernel, pad_mode="pad", stride=2)
        self.padding = padding

    def construct(self, x, w):
        y = self.transposed(x, w)
        kept = slice(self.padding, y.shape[2] - self.padding)
        return y[:, :, kept, kept, kept]


class Padded(nn.Cell):
    def __init__(self, kernel, padding):
        super().__init__()
        self.transposed = ops.Conv3DTranspose(
            4, 4, kernel, pad_mode="pad", pad=padding, stride=2, group=2
        )

    def construct(self, x, w):
        return self.transposed(x, w)


@pytest.mark.parametrize("dtype", [np.float16, np.float32])
@pytest.mark.parametrize(("kernel", "padding"), [(1, 1), (1, 3), (2, 1), (2, 2), (2, 3)])
def test_gradients_with_groups_and_padding_beyond_the_kernel(dtype, kernel, padding):
    draw = np.random.RandomState(0)
    x = draw.randn(1, 4, 5, 5, 5).astype(dtype)
    w = draw.randn(4, 2, kernel, kernel, kernel).astype(dtype)
    grad = ops.GradOperation(get_all=True)
    by_x, by_w = grad(Padded(kernel, padding))(Tensor(x), Tensor(w))
    halves = [
        grad(Cut(kernel, padding))(Tensor(x[:, part]), Tensor(w[part]))
        for part in (slice(0, 2), slice(2, 4))
    ]
    close = {"rtol": 2e-3, "atol": 2e-2} if dtype == np.float16 else {"rtol": 1e-5, "atol": 1e-5}
    np.testing.assert_allclose(
        by_x.asnumpy(), np.concatenate([h[0].asnumpy() for h in halves], 1), **close
    )
    np.testing.assert_allclose(
        by_w.asnumpy(), np.concatenate([h[1].asnumpy() for h in halves], 0), **close
    )
