"""Data parallel training of Paddle programs, and their launcher."""

from __future__ import annotations

import json
import os
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from compat.paddle_api.distributed import launch
from compat.paddle_api.fluid import dygraph

from .launching import LIMIT, run_ranks
from .test_mindspore import check_equal

PROGRAMS = Path(__file__).with_name("programs")
TRAINING = str(PROGRAMS / "paddle_training.py")
STEPS = os.environ.get("COMPAT_TEST_STEPS", "12")
needs_torch = pytest.mark.skipif(find_spec("torch") is None, reason="gloo comes with torch")


def nothing(rank, port):
    return {"PADDLE_TRAINERS_NUM": "1", "COMPAT_PROCESS_TIMEOUT": LIMIT}


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    folder = tmp_path_factory.mktemp("alone")
    done = run_ranks([TRAINING, STEPS], 1, folder, ("-m", "compat"), nothing)[0]
    assert done.status == 0, done.errors
    return json.loads(done.output)


@needs_torch
@pytest.mark.parametrize("gpus", ["0,1", "0,1,2,3"])
def test_the_launcher_trains_as_one_process_on_the_whole_batch(tmp_path, alone, gpus):
    words = ["exec", "bash", str(PROGRAMS / "run_paddle.sh"), gpus, TRAINING, STEPS]
    done = run_ranks(["-m", "compat", *words], 1, tmp_path, (), nothing)[0]
    size = len(gpus.split(","))
    logs = [(tmp_path / f"mylog/workerlog.{i}").read_text() for i in range(size)]
    assert done.status == 0, logs
    assert f"selected_gpus: {gpus}" in done.output
    ranks = [json.loads(log.splitlines()[-1]) for log in logs]
    assert [one["rank"] for one in ranks] == list(range(size))
    check_equal(ranks, alone)


@needs_torch
def test_two_machines_played_by_two_addresses(tmp_path, alone):
    """Each starts the launcher with the addresses of both and the own one."""

    def cluster(rank, port):
        addresses = "127.0.0.2,127.0.0.3"
        return {
            "PADDLE_TRAINERS_NUM": 2, "PADDLE_TRAINERS": addresses, "PADDLE_PORT": port,
            "POD_IP": addresses.split(",")[rank], "COMPAT_PROCESS_TIMEOUT": LIMIT,
        }  # fmt: skip

    words = ["-m", "paddle.distributed.launch", "--use_paddlecloud", "--selected_gpus=0"]
    done = run_ranks([*words, TRAINING, STEPS], 2, tmp_path, ("-m", "compat"), cluster)
    assert [d.status for d in done] == [0, 0], done[0].errors
    lines = [d.output.splitlines()[-1] for d in done]
    check_equal([json.loads(line.partition("] ")[2]) for line in lines], alone)


@needs_torch
def test_a_failing_process_ends_the_others_with_its_status(tmp_path):
    (tmp_path / "bad.py").write_text(
        "import os, pathlib, sys, time\nhere = pathlib.Path('here')\n"
        "if os.environ['PADDLE_TRAINER_ID'] == '1':\n"
        "    while not here.exists(): time.sleep(0.05)\n"
        "    sys.exit(7)\n"
        "import torch.distributed\nimport paddle.fluid as fluid\nhere.touch()\n"
        "with fluid.dygraph.guard(): fluid.dygraph.prepare_context()\n"
    )
    words = ["-m", "compat", "-m", "paddle.distributed.launch", "--selected_gpus=0,1", "bad.py"]
    limit = {"COMPAT_PROCESS_TIMEOUT": 2}
    done = run_ranks(words, 1, tmp_path, (), lambda rank, port: limit)[0]
    assert done.status == 7
    assert "rank 1 of 2 did not come" in done.errors


def test_variables_of_every_process(monkeypatch):
    seen = []
    monkeypatch.delenv("CUDA_VISIBLE_DEVICES", raising=False)
    monkeypatch.setattr(launch, "start_all", lambda words, envs, logs: seen.append((words, envs)))
    launch.launch(
        launch._parse_args(
            [
                "--cluster_node_ips=10.0.0.1,10.0.0.2",
                "--node_ip=10.0.0.2",
                "--started_port=7000",
                "--selected_gpus=2,3",
                "train.py",
                "--lr",
                "1",
            ]
        )
    )
    words, environments = seen[0]
    assert words[2:] == ["train.py", "--lr", "1"]
    assert [e["PADDLE_TRAINER_ID"] for e in environments] == ["2", "3"]
    assert [e["FLAGS_selected_gpus"] for e in environments] == ["2", "3"]
    assert environments[0]["PADDLE_CURRENT_ENDPOINT"] == "10.0.0.2:7000"
    assert environments[0]["PADDLE_TRAINER_ENDPOINTS"] == (
        "10.0.0.1:7000,10.0.0.1:7001,10.0.0.2:7000,10.0.0.2:7001"
    )


def test_devices_are_positions_among_the_visible_ones(monkeypatch):
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "4,6")
    assert launch.get_gpus("6") == ["1"]
    assert launch.get_gpus(None) == ["0", "1"]
    with pytest.raises(AssertionError, match="5"):
        launch.get_gpus("5")


@pytest.mark.parametrize(
    ("endpoints", "words"),
    [("127.0.0.1:1", "names 1 processes"), ("a,b", "address:port"), ("a:1,a:1", "names 1")],
)
def test_endpoints_that_do_not_fit_are_named(monkeypatch, endpoints, words):
    monkeypatch.setenv("PADDLE_TRAINERS_NUM", "2")
    monkeypatch.setenv("PADDLE_TRAINER_ENDPOINTS", endpoints)
    with dygraph.guard(), pytest.raises(ValueError, match=words):
        dygraph.prepare_context()


def test_one_process_needs_nothing():
    with dygraph.guard():
        assert dygraph.prepare_context() is None or os.environ.get("PADDLE_TRAINERS_NUM")
        layer = dygraph.DataParallel(dygraph.Linear(2, 2), None)
        x = dygraph.to_variable(np.ones((1, 2), "float32"))
        loss = layer(x)
        assert layer.scale_loss(loss) is loss
        loss.backward()
        layer.apply_collective_grads()
        assert layer._layers.weight.gradient() is not None


def test_gradients_are_joined_and_split_as_in_paddle():
    with dygraph.guard():
        layer = dygraph.DataParallel(dygraph.Linear(2, 2), dygraph.prepare_context())
        values = [
            np.arange(n, dtype="float32").reshape(shape) for n, shape in ((6, (2, 3)), (4, 4))
        ]
        variables = [dygraph.to_variable(v) for v in values]
        joined = layer._coalesce_tensors({0: variables})
        assert joined[0][0].numpy().tolist() == [0, 1, 2, 3, 4, 5, 0, 1, 2, 3]
        assert [v.shape for v in variables] == [[6], [4]]
        layer._split_tensors(joined)
        assert [v.numpy().tolist() for v in variables] == [v.tolist() for v in values]
