"""Data parallel training of MindSpore programs, and the launchers that start them."""

from __future__ import annotations

import json
import os
import re
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

import compat.mindspore_api as ms
from compat.core.errors import ProcessError
from compat.core.processes import World, time_limit
from compat.mindspore_api import nn, ops
from compat.mindspore_api.communication._launch import described_world, scheduled

from .launching import LIMIT, run_ranks

PROGRAMS = Path(__file__).with_name("programs")
TRAINING = str(PROGRAMS / "mindspore_training.py")
LAUNCHER = ("-m", "compat")
STEPS = int(os.environ.get("COMPAT_TEST_STEPS", "12"))  # 50 in `tox -e processes-torch`


def train(size, folder, common=None, **env):
    done = run_ranks([TRAINING, str(STEPS)], size, folder, LAUNCHER, common, **env)
    assert [d.status for d in done] == [0] * size, "\n".join(d.errors[-1500:] for d in done)
    return [json.loads(d.output) for d in done]


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    return train(1, tmp_path_factory.mktemp("alone"))[0]


def check_equal(ranks, alone):
    """Ranks agree bit for bit; together they are one process on the whole batch."""
    for one in ranks[1:]:
        assert one["parameters"] == ranks[0]["parameters"]
        assert one["gradients"] == ranks[0]["gradients"]
    for name, values in alone["gradients"].items():
        assert np.allclose(ranks[0]["gradients"][name], values, rtol=1e-6, atol=1e-6), name
    losses = np.mean([one["losses"] for one in ranks], axis=0)
    assert np.allclose(losses, alone["losses"], atol=5e-6)
    for name, values in alone["parameters"].items():
        assert np.allclose(ranks[0]["parameters"][name], values, atol=1e-5)


needs_torch = pytest.mark.skipif(find_spec("torch") is None, reason="gloo comes with torch")


@needs_torch
@pytest.mark.parametrize("size", [2, 4])
def test_training_equals_one_process_on_the_whole_batch(tmp_path, alone, size):
    check_equal(train(size, tmp_path), alone)


def rank_table(folder, servers=("127.0.0.1",), ranks=(0, 1)):
    share = len(ranks) // len(servers)
    table = {
        "version": "1.0",
        "server_count": str(len(servers)),
        "server_list": [
            {
                "server_id": server,
                "device": [
                    {"device_id": str(i), "device_ip": f"192.1.0.{i}", "rank_id": str(r)}
                    for i, r in enumerate(ranks[k * share : (k + 1) * share])
                ],
            }
            for k, server in enumerate(servers)
        ],
        "status": "completed",
    }
    path = folder / "hccl.json"
    path.write_text(json.dumps(table))
    return str(path)


def started(folder, script, *words):
    """What the ranks print that a shell script of a program starts."""
    command = ["exec", "bash", str(PROGRAMS / script), *words, TRAINING, str(STEPS)]
    path = os.pathsep.join([str(PROGRAMS / "bin"), os.environ["PATH"]])

    def common(rank, port):
        return {"MASTER_PORT": port, "COMPAT_PROCESS_TIMEOUT": LIMIT, "PATH": path}

    done = run_ranks(command, 1, folder, LAUNCHER, common)[0]
    assert done.status == 0, done.errors
    logs = [p.read_text() for p in sorted(folder.glob("**/*.log")) + sorted(folder.glob("log_*"))]
    found = [log.splitlines()[-1:] for log in logs if log]
    return [json.loads(last) for (last,) in found]


@needs_torch
def test_the_same_program_under_the_shell_script_for_ascend(tmp_path, alone):
    ranks = started(tmp_path, "run_distribute_train.sh", rank_table(tmp_path))
    assert [one["rank"] for one in ranks] == [0, 1]
    check_equal(ranks, alone)


@needs_torch
def test_the_same_program_under_the_shell_script_with_mpirun(tmp_path, alone):
    ranks = started(tmp_path, "run_distribute_train_gpu.sh", "2")
    assert [one["rank"] for one in ranks] == [0, 1]
    check_equal(ranks, alone)


@needs_torch
def test_two_machines_played_by_two_addresses(tmp_path, alone):
    table = rank_table(tmp_path, ("127.0.0.2", "127.0.0.3"))

    def common(rank, port):
        return {
            "RANK_ID": rank, "RANK_SIZE": 2, "DEVICE_ID": 0, "RANK_TABLE_FILE": table,
            "MASTER_PORT": port, "COMPAT_PROCESS_TIMEOUT": LIMIT,
        }  # fmt: skip

    check_equal(train(2, tmp_path, common), alone)


@needs_torch
def test_scheduler_and_workers(tmp_path):
    program = (
        "from mindspore.communication import init, get_rank, get_group_size\n"
        "init(); print(get_rank(), get_group_size())"
    )

    def common(rank, port):
        role = "MS_SCHED" if rank == 2 else "MS_WORKER"
        return {
            "MS_ROLE": role, "MS_WORKER_NUM": 2, "MS_SCHED_HOST": "127.0.0.1",
            "MS_SCHED_PORT": port, "COMPAT_PROCESS_TIMEOUT": LIMIT,
        }  # fmt: skip

    done = run_ranks(program, 3, tmp_path, LAUNCHER, common)
    assert [d.status for d in done] == [0, 0, 0], done[0].errors
    assert sorted(d.output for d in done) == ["", "0 2\n", "1 2\n"]


VARIABLES = (
    "RANK WORLD_SIZE LOCAL_RANK LOCAL_WORLD_SIZE MASTER_ADDR MASTER_PORT RANK_ID RANK_SIZE "
    "DEVICE_ID RANK_TABLE_FILE OMPI_COMM_WORLD_RANK OMPI_COMM_WORLD_SIZE MS_ROLE MS_WORKER_NUM "
    "MS_NODE_ID MS_SCHED_HOST MS_SCHED_PORT COMPAT_PROCESS_TIMEOUT"
)


@pytest.fixture
def variables(monkeypatch):
    for name in VARIABLES.split():
        monkeypatch.delenv(name, raising=False)

    def give(**values):
        for name, value in values.items():
            monkeypatch.setenv(name, str(value))

    return give


def test_without_variables_there_is_one_process(variables):
    variables()
    assert described_world() == World()
    assert scheduled() is None
    variables(RANK_ID=0, RANK_SIZE=1, DEVICE_NUM=8)
    assert described_world() == World()


def test_servers_of_a_rank_table_give_the_address(variables, tmp_path):
    table = rank_table(tmp_path, ("10.0.0.7", "10.0.0.8"), (0, 1, 2, 3))
    variables(RANK_ID=3, RANK_SIZE=4, DEVICE_ID=1, RANK_TABLE_FILE=table, MASTER_PORT=3000)
    found = described_world()
    assert (found.rank, found.size, found.address, found.port) == (3, 4, "10.0.0.7", 3000)
    assert found.local_rank == 1


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"RANK_SIZE": 4}, "'RANK_ID' has not been exported"),
        ({"RANK_SIZE": 4, "RANK_ID": 4}, "RANK_ID must be in [0, 4), but got 4"),
        ({"RANK_SIZE": 4, "RANK_ID": "x"}, "RANK_ID must be a number, but got 'x'"),
        ({"RANK_SIZE": 4, "RANK_ID": 1, "WORLD_SIZE": 2, "RANK": 1}, "contradictory"),
        ({"RANK_SIZE": 2, "RANK_ID": 1, "RANK_TABLE_FILE": "/no/table"}, "FileNotFoundError"),
        ({"MS_WORKER_NUM": 2}, "MS_SCHED_HOST and MS_SCHED_PORT must name the scheduler"),
    ],
    ids=str,
)
def test_wrong_variables_are_named_before_training(variables, given, words):
    variables(**given)
    with pytest.raises(RuntimeError, match=re.escape(words)):
        described_world()


@pytest.mark.parametrize("text", ["{", "[]", '{"server_list": [{"server_id": "a"}]}'])
def test_broken_rank_tables_are_named(variables, tmp_path, text):
    path = tmp_path / "table.json"
    path.write_text(text)
    variables(RANK_SIZE=2, RANK_ID=0, RANK_TABLE_FILE=path)
    with pytest.raises(RuntimeError, match="Get hccl rank_table_file failed"):
        described_world()
    path = rank_table(tmp_path, ranks=(0, 1, 2))
    variables(RANK_TABLE_FILE=path)
    with pytest.raises(RuntimeError, match="has the ranks"):
        described_world()


@pytest.mark.parametrize("text", ["x", "0", "-3", "inf", "nan"])
def test_a_wrong_time_limit_is_named(variables, text):
    variables(COMPAT_PROCESS_TIMEOUT=text)
    with pytest.raises(ProcessError, match="COMPAT_PROCESS_TIMEOUT"):
        time_limit()


def normalised(x, gamma, beta, g):
    """Output and gradients of a batch norm over the joined batch, in float64."""
    axes, column = (0, 2, 3), (1, 3, 1, 1)
    mean, variance = x.mean(axes, keepdims=True), x.var(axes, keepdims=True)
    unit = (x - mean) / np.sqrt(variance + 1e-5)
    g_unit = g * gamma.reshape(column)
    dx = g_unit - g_unit.mean(axes, keepdims=True)
    dx -= unit * (g_unit * unit).mean(axes, keepdims=True)
    dx /= np.sqrt(variance + 1e-5)
    y = unit * gamma.reshape(column) + beta.reshape(column)
    return y, dx, (g * unit).sum(axes), g.sum(axes), mean.ravel()


@needs_torch
@pytest.mark.parametrize("size", [2, 3])
def test_synchronised_batch_norm_is_that_of_the_joined_batch(tmp_path, size):
    done = run_ranks([str(PROGRAMS / "batch_norm.py")], size, tmp_path, LAUNCHER)
    assert [d.status for d in done] == [0] * size, done[0].errors
    x, g = np.random.RandomState(0).randn(2, 6, 3, 5, 4).astype("float32").astype("float64")
    gamma, beta = np.array([1.0, 2, 3]), np.array([0.0, 1, -1])
    for name, parts in (("all", [slice(0, 6)]), ("own", np.split(np.arange(6), size))):
        ranks = [json.loads(d.output)[name] for d in done]
        joined = [np.concatenate([one[i] for one in ranks]) for i in range(2)]
        wanted = [normalised(x[part], gamma, beta, g[part]) for part in parts]
        for i in range(2):
            assert np.allclose(joined[i], np.concatenate([w[i] for w in wanted]), atol=2e-5)
        for i in (2, 3):  # gradients of gamma and beta are those of the own rows: their sum
            total = sum(np.array(one[i]) for one in ranks)
            assert np.allclose(total, sum(w[i] for w in wanted), atol=1e-4)


@needs_torch
def test_operators_between_processes(tmp_path):
    program = """
import numpy as np
import compat.mindspore_api as ms
from mindspore import Tensor, ops
from mindspore.communication import create_group, get_rank, init
init()
rank = get_rank()
x = Tensor(np.arange(4, dtype=np.float32).reshape(2, 2) + rank)
out = [ops.AllReduce()(x), ops.AllReduce("max")(x), ops.AllGather()(x), ops.ReduceScatter()(x),
       ops.Broadcast(1)((x,))[0], ops.AlltoAll(2, 1, 0)(x)]
other = 1 - rank
swap = ops.NeighborExchange([other], [other], ((2, 2),), ((2, 2),), ms.float32)
out.append(swap((x,))[0])
grad = ops.grad(lambda x: (ops.AllReduce()(x) * (rank + 1)).sum())
out += [grad(x), ops.grad(lambda x: (swap((x,))[0] * (rank + 1)).sum())(x)]
print([o.asnumpy().ravel().tolist() for o in out])
try:
    ms.set_auto_parallel_context(parallel_mode="semi_auto_parallel")
except NotImplementedError as error:
    print("refused", "semi_auto_parallel" in str(error))
"""
    done = run_ranks(program, 2, tmp_path, LAUNCHER)
    assert [d.status for d in done] == [0, 0], done[0].errors
    a, b = [0.0, 1, 2, 3], [1.0, 2, 3, 4]
    both = [[1.0, 3, 5, 7], b, a + b]
    mine = [
        [[1.0, 3], b, [0.0, 2, 1, 3], b, [3.0] * 4, [2.0] * 4],
        [[5.0, 7], b, [1.0, 3, 2, 4], a, [3.0] * 4, [1.0] * 4],
    ]
    for rank in range(2):
        values, refused = done[rank].output.splitlines()
        assert json.loads(values) == both + mine[rank]
        assert refused == "refused True"


def test_data_parallel_without_init_is_refused(variables, monkeypatch):
    """A process that was told of others, but never meets them, must not train alone."""
    monkeypatch.setattr(ms.communication.GlobalComm, "INITED", False)
    variables(RANK_SIZE=2, RANK_ID=0)
    net = nn.Dense(2, 2)
    optimizer = nn.Momentum(net.trainable_params(), 0.1, 0.9)
    ms.set_auto_parallel_context(parallel_mode="data_parallel", device_num=2)
    try:
        with pytest.raises(RuntimeError, match="Distributed Communication has not been inited"):
            nn.TrainOneStepCell(nn.WithLossCell(net, nn.MSELoss()), optimizer)
    finally:
        ms.reset_auto_parallel_context()
    for construct in (ops.AllGather, ops.ReduceScatter, lambda: nn.SyncBatchNorm(3)):
        with pytest.raises(RuntimeError, match="Distributed Communication has not been inited"):
            construct()


SAVING = """
import os, signal, threading
import mindspore as ms
import numpy as np
from mindspore import Parameter, Tensor, nn, ops
from mindspore.communication import get_rank, init
init()
rank = get_rank()
class Net(nn.Cell):
    def __init__(self):
        super().__init__()
        self.w = Parameter(Tensor(np.zeros(200000, np.float32)), name="w")
net, total = Net(), ops.AllReduce()
for step in range(1000000):
    net.w.set_data(Tensor(np.full(200000, step, np.float32)))
    if rank and step == 3:  # killed somewhere in one of the saves that follow
        threading.Timer(0.05, os.kill, (os.getpid(), signal.SIGKILL)).start()
    ms.save_checkpoint(net, f"rank{rank}.ckpt")
    total(Tensor([1.0]))
"""


@needs_torch
@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_checkpoints_stay_whole_when_a_rank_is_killed(tmp_path):
    done = run_ranks(SAVING, 2, tmp_path, LAUNCHER)
    assert [d.status for d in done] == [1, -9], done[0].errors
    assert "rank 1 does not answer: it died" in done[0].errors
    for rank in range(2):
        (values,) = ms.load_checkpoint(str(tmp_path / f"rank{rank}.ckpt")).values()
        assert values.shape == (200000,)
        assert len(np.unique(values.asnumpy())) == 1


@needs_torch
def test_the_launcher_prefixes_output_and_has_one_status(tmp_path):
    program = (
        "import sys\nfrom mindspore import Tensor, ops\nfrom mindspore.communication import *\n"
        "init(); print('rank', get_rank(), 'of', get_group_size())\n"
        "ops.AllReduce()(Tensor([1.0]))  # both have printed\nsys.exit(3 * get_rank())"
    )
    (tmp_path / "train.py").write_text(program)
    words = ["-m", "compat", "--processes", "2", "train.py"]
    env = {k: None for k in os.environ if k.startswith(("RANK", "MASTER"))}
    done = run_ranks(words, 1, tmp_path, (), lambda rank, port: env)[0]
    assert sorted(done.output.splitlines()) == ["[0] rank 0 of 2", "[1] rank 1 of 2"], done.errors
    assert done.status == 3
