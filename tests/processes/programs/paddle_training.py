# Trains on this rank's share of the rows; prints losses, parameters and the averaged gradients of
# the first batch.
import json
import sys

import numpy as np
import paddle.fluid as fluid
from paddle.fluid import dygraph

steps = int(sys.argv[1])
env = dygraph.ParallelEnv()
rank, size = env.local_rank, env.nranks


class Net(dygraph.Layer):
    def __init__(self):
        super().__init__()
        self.conv = dygraph.Conv2D(1, 4, 3, act="relu")
        self.up = dygraph.Conv2DTranspose(4, 2, 2, stride=2)
        self.linear = dygraph.Linear(2 * 12 * 12, 5)

    def forward(self, x):
        x = self.up(self.conv(x))
        return self.linear(fluid.layers.reshape(x, [-1, 2 * 12 * 12]))


with dygraph.guard(fluid.CPUPlace()):
    fluid.default_startup_program().random_seed = 1 + rank  # rank 0's parameters are broadcast
    fluid.default_main_program().random_seed = 1 + rank
    strategy = dygraph.prepare_context()
    net = Net()
    if size > 1:
        net = dygraph.DataParallel(net, strategy)
    optimizer = fluid.optimizer.MomentumOptimizer(0.05, 0.9, net.parameters())
    random = np.random.RandomState(0)
    losses, gradients = [], None
    for _ in range(steps):
        images = random.randn(8, 1, 8, 8).astype("float32")
        labels = random.randint(0, 5, (8, 1)).astype("int64")
        mine = slice(rank * 8 // size, (rank + 1) * 8 // size)
        logits = net(dygraph.to_variable(images[mine]))
        label = dygraph.to_variable(labels[mine])
        loss = fluid.layers.mean(fluid.layers.softmax_with_cross_entropy(logits, label))
        losses.append(float(loss.numpy()[0]))
        if size > 1:
            loss = net.scale_loss(loss)
        loss.backward()
        if size > 1:
            net.apply_collective_grads()
        if gradients is None:
            named = net.state_dict().items()
            gradients = {k: v.gradient().astype("float64").ravel().tolist() for k, v in named}
        optimizer.minimize(loss)
        net.clear_gradients()
    state = {k: v.numpy().astype("float64").ravel().tolist() for k, v in net.state_dict().items()}
    found = {"losses": losses, "parameters": state, "gradients": gradients}
    print(json.dumps({"rank": rank, **found}))
