# SyncBatchNorm on this rank's rows: output, gradients, statistics.
import json

import mindspore as ms
import numpy as np
from mindspore import Tensor, nn, ops
from mindspore.communication import get_group_size, get_rank, init

init()
rank, size = get_rank(), get_group_size()
random = np.random.RandomState(0)
x, g = random.randn(2, 6, 3, 5, 4).astype("float32")
mine = slice(rank * 6 // size, (rank + 1) * 6 // size)
found = {}
groups = {"all": None, "own": [[r] for r in range(size)]}
for name, process_groups in groups.items():
    norm = nn.SyncBatchNorm(3, momentum=0.9, process_groups=process_groups).set_train()
    norm.gamma.set_data(Tensor(np.float32([1, 2, 3])))
    norm.beta.set_data(Tensor(np.float32([0, 1, -1])))
    weights = ms.ParameterTuple(norm.trainable_params())
    gradient = ops.GradOperation(get_all=True, get_by_list=True, sens_param=True)(norm, weights)
    (dx,), by_weight = gradient(Tensor(x[mine]), Tensor(g[mine]))
    arrays = [norm(Tensor(x[mine])), dx, *by_weight, norm.moving_mean]
    found[name] = [a.asnumpy().astype("float64").tolist() for a in arrays]
print(json.dumps(found))
