# Trains a network with batch norm on this rank's share of the rows; prints losses, parameters and
# the averaged gradients of the first batch.
import json
import sys

import mindspore as ms
import numpy as np
from mindspore import Tensor, nn, ops
from mindspore.communication import get_group_size, get_rank, init

ms.set_context(mode=ms.PYNATIVE_MODE)
steps = int(sys.argv[1])
init()
rank, size = get_rank(), get_group_size()
ms.set_auto_parallel_context(
    parallel_mode=ms.ParallelMode.DATA_PARALLEL, gradients_mean=True, parameter_broadcast=True
)
ms.set_seed(1 + rank)  # unequal at the start: rank 0's values are broadcast


class Block(nn.Cell):
    def __init__(self, channels):
        super().__init__()
        self.conv = nn.Conv2d(channels, channels, 3)
        self.norm = nn.SyncBatchNorm(channels)

    def construct(self, x):
        return ops.relu(self.norm(self.conv(x)) + x)


net = nn.SequentialCell(
    nn.Conv2d(1, 4, 3, stride=2), nn.SyncBatchNorm(4), nn.ReLU(), Block(4), nn.Flatten(),
    nn.Dense(64, 5),
)  # fmt: skip
loss_fn = nn.SoftmaxCrossEntropyWithLogits(sparse=True, reduction="mean")
optimizer = nn.Momentum(net.trainable_params(), 0.05, 0.9)
step = nn.TrainOneStepCell(nn.WithLossCell(net, loss_fn), optimizer).set_train()
random = np.random.RandomState(0)
losses = []
gradients = None
for _ in range(steps):
    images = random.randn(8, 1, 8, 8).astype("float32")
    labels = random.randint(0, 5, 8).astype("int32")
    mine = slice(rank * 8 // size, (rank + 1) * 8 // size)
    batch = Tensor(images[mine]), Tensor(labels[mine])
    losses.append(float(step(*batch).asnumpy()))
    if gradients is None:  # parameters are equal now
        one = ops.GradOperation(get_by_list=True)(step.network, step.weights)(*batch)
        reduced = nn.DistributedGradReducer(step.weights, True)(one)
        gradients = {p.name: g for p, g in zip(step.weights, reduced)}


def listed(arrays):
    return {k: a.asnumpy().astype("float64").ravel().tolist() for k, a in arrays.items()}


parameters = listed({p.name: p for p in net.get_parameters()})
found = {"losses": losses, "parameters": parameters, "gradients": listed(gradients)}
print(json.dumps({"rank": rank, **found}))
