"""Loaders: what they give, what they say of failures, and that nothing stays behind."""

import contextlib
import gc
import logging
import multiprocessing
import os
import signal
import subprocess
import sys
import time
import weakref

import numpy as np
import paddle.fluid as fluid
import pytest
from paddle.fluid.io import BatchSampler, DataLoader, Dataset
from paddle.incubate.hapi.distributed import DistributedBatchSampler

from compat.paddle_api.fluid import reader as reader_module

EnforceNotMet = fluid.core.EnforceNotMet
CPU = fluid.CPUPlace()
MODES = [
    pytest.param({}, id="thread"),
    pytest.param({"num_workers": 2}, id="processes"),
    pytest.param({"num_workers": 2, "use_shared_memory": False}, id="pipes"),
]


@pytest.fixture(autouse=True)
def dynamic():
    with fluid.dygraph.guard(CPU):
        yield
    assert multiprocessing.active_children() == []


class Numbers(Dataset):
    """20 samples; `at_nine` is called in place of sample 9."""

    def __init__(self, at_nine=None, count=20):
        super().__init__()
        self.at_nine, self.count = at_nine, count

    def __len__(self):
        return self.count

    def __getitem__(self, i):
        if i == 9 and self.at_nine is not None:
            self.at_nine()
        return np.full(3, i, "float32"), np.array([i])


def fail():
    raise ValueError("no such picture")


def die():
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("mode", MODES)
def test_batches_are_lists_of_variables_in_order(mode):
    loader = DataLoader(Numbers(), places=CPU, batch_size=6, **mode)
    assert len(loader) == 4
    for _ in range(2):
        batches = list(loader())
        assert [b[1].numpy().ravel().tolist() for b in batches][-1] == [18, 19]
        x, y = batches[0]
        assert (x.shape, y.shape, x.stop_gradient, x.persistable) == ([6, 3], [6, 1], True, False)
        assert x.numpy().dtype == np.float32
        assert y.numpy().dtype == np.int64
        assert [n for b in batches for n in b[1].numpy().ravel().tolist()] == list(range(20))


@pytest.mark.parametrize("mode", MODES)
def test_fields_are_collated_by_the_function_given(mode):
    def collate(samples):
        return [np.concatenate([s[1] for s in samples])]

    loader = DataLoader(Numbers(), places=[CPU], batch_size=5, collate_fn=collate, **mode)
    assert [b[0].numpy().tolist() for b in loader][1] == [5, 6, 7, 8, 9]


class Drawn(Dataset):
    def __len__(self):
        return 20

    def __getitem__(self, i):
        return np.random.rand(1)


@pytest.mark.parametrize("mode", MODES)
def test_random_numbers_of_workers_are_those_of_paddle(mode):
    # Recorded from Paddle 1.8.5: processes are forked with the state of the program's generator.
    np.random.seed(3)
    found = [b[0].numpy()[:2, 0] for b in DataLoader(Drawn(), places=CPU, batch_size=4, **mode)]
    if mode:
        np.random.seed(3)
        first = np.random.rand(12)[[0, 1, 4, 5]].reshape(2, 2)
        expected = [first[0], first[0], first[1]]
    else:
        expected = [[0.5507979, 0.70814782], [0.89294695, 0.89629309], [0.0514672, 0.44080984]]
    np.testing.assert_allclose(found[:3], expected, rtol=1e-7)


def test_processes_are_forked_before_the_sampler_shuffles():
    np.random.seed(5)
    loader = DataLoader(Drawn(), places=CPU, batch_size=4, shuffle=True, num_workers=2)
    found = next(iter(loader))[0].numpy()[0, 0]
    np.random.seed(5)
    assert found == np.random.rand()  # the shuffle of the program does not move the workers


@pytest.mark.parametrize("mode", MODES)
def test_an_exception_in_a_data_set_is_named_with_its_sample(mode):
    loader = DataLoader(Numbers(fail), places=CPU, batch_size=4, **mode)
    seen = []
    with pytest.raises(EnforceNotMet, match=r"ValueError: no such picture \(sample 9\)") as raised:
        seen.extend(loader)
    assert len(seen) == 2
    assert "Blocking queue is killed because the data reader raises an exception" in str(
        raised.value
    )
    assert ("test_loaders.py" in str(raised.value)) == bool(mode)  # the worker's traceback


@pytest.mark.parametrize("mode", MODES[1:])
def test_a_worker_that_dies_is_an_error(mode):
    loader = DataLoader(Numbers(die), places=CPU, batch_size=4, **mode)
    with pytest.raises(EnforceNotMet, match=r"WorkerDiedError: .*ended with signal 9"):
        list(loader)


def test_a_picture_that_cannot_be_read_is_named(tmp_path):
    (tmp_path / "a.png").write_bytes(b"no picture")

    def read():
        from PIL import Image

        Image.open(tmp_path / "a.png")

    loader = DataLoader(Numbers(read), places=CPU, batch_size=4, num_workers=2)
    with pytest.raises(EnforceNotMet, match=r"cannot identify image file .*a\.png.*sample 9"):
        list(loader)


def test_worker_init_fn_runs_in_each_worker_and_its_failure_is_named():
    def start(worker):
        np.random.seed(worker)

    found = [
        b[0].numpy()[0, 0]
        for b in DataLoader(Drawn(), places=CPU, batch_size=4, num_workers=2, worker_init_fn=start)
    ]
    for worker in range(2):
        np.random.seed(worker)
        assert found[worker] == np.random.rand()

    def broken(worker):
        raise OSError("no card")

    loader = DataLoader(Numbers(), places=CPU, num_workers=2, worker_init_fn=broken)
    with pytest.raises(EnforceNotMet, match=r"init_fn failed in worker 0: OSError\('no card'\)"):
        list(loader)


def test_fields_of_unequal_length_are_a_type_error():
    def collate(samples):
        return [[[1], [1, 2]]]

    loader = DataLoader(Numbers(), places=CPU, collate_fn=collate)
    with pytest.raises(EnforceNotMet, match=r"(?s)TypeError: .*regular ndarray"):
        list(loader)


def test_a_worker_that_takes_long_is_named_in_a_warning(caplog):
    loader = DataLoader(
        Numbers(lambda: time.sleep(2.5)), places=CPU, batch_size=4, num_workers=2, timeout=1
    )
    with caplog.at_level(logging.WARNING):
        assert len(list(loader)) == 5
    assert "DataLoader has waited" in caplog.text


@pytest.mark.parametrize("mode", MODES)
def test_a_pass_that_is_left_ends_its_workers(mode):
    for _ in DataLoader(Numbers(), places=CPU, **mode):
        break
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ({"dataset": [1]}, "dataset should be subclass instance"),
        ({"places": None}, "places cannot be None"),
        ({"places": [CPU, CPU]}, "Number of places must be 1 in dygraph mode"),
        ({"num_workers": -1}, "num_workers should be a non-negative value"),
        ({"timeout": -1}, "timeout should be a non-negative value"),
        ({"batch_size": 0}, "batch_size should be a positive value"),
        ({"batch_sampler": [[0]]}, "batch_sampler should be None or subclass"),
        (
            {"batch_sampler": BatchSampler(indices=[1]), "shuffle": True},
            "should not be set when batch_sampler is given",
        ),
    ],
)
def test_arguments_of_a_loader_are_checked(arguments, text):
    with pytest.raises(AssertionError, match=text):
        DataLoader(**{"dataset": Numbers(), "places": CPU, **arguments})


def test_samplers_give_numbers():
    sampler = BatchSampler(indices=[3, 1, 2], batch_size=2)
    assert (list(sampler), len(sampler)) == ([[3, 1], [2]], 2)
    sampler = BatchSampler(Numbers(), batch_size=8, drop_last=True)
    assert (len(list(sampler)), len(sampler)) == (2, 2)
    np.random.seed(0)
    order = list(range(20))
    np.random.shuffle(order)
    np.random.seed(0)
    assert next(iter(BatchSampler(Numbers(), shuffle=True, batch_size=20))) == order
    for arguments, text in [
        ({}, "either dataset or indices"),
        ({"dataset": [1]}, "instance of paddle.io.Dataset"),
        ({"indices": 3}, "indices should be a list or tuple"),
        ({"dataset": Numbers(), "indices": [1]}, "should not set both"),
        ({"indices": [1], "batch_size": 0}, "batch_size should be a positive integer"),
        ({"indices": [1], "shuffle": 1}, "shuffle should be a boolean value"),
    ]:
        with pytest.raises(AssertionError, match=text):
            BatchSampler(**arguments)
    with pytest.raises(NotImplementedError, match="'__len__' not implement in class Dataset"):
        len(Dataset())


# (rank of 3, samples, batch size, shuffle, drop the last): two passes, recorded from Paddle 1.8.5.
SHARED_OUT = {
    (0, 11, 3, True, False): ([[6, 0, 4], [3]], [[2, 3, 4], [9]]),
    (1, 11, 3, True, False): ([[10, 2, 8], [0]], [[10, 1, 6], [8]]),
    (2, 11, 3, True, False): ([[1, 7, 9], [5]], [[0, 7, 0], [5]]),
    (0, 7, 2, True, True): ([[0, 2]], [[1, 2]]),
    (2, 7, 2, True, True): ([[1, 6]], [[1, 0]]),
}


@pytest.mark.parametrize("case", SHARED_OUT)
def test_numbers_are_shared_out_among_processes(case, monkeypatch):
    rank, count, *arguments = case
    monkeypatch.setenv("PADDLE_TRAINERS_NUM", "3")
    monkeypatch.setenv("PADDLE_TRAINER_ID", str(rank))
    sampler = DistributedBatchSampler(list(range(count)), *arguments)
    assert (list(sampler), list(sampler)) == SHARED_OUT[case]
    assert len(sampler) == len(SHARED_OUT[case][0])
    sampler.set_epoch(0)
    assert list(sampler) == SHARED_OUT[case][0]


# -- loaders of generators -----------------------------------------------------------------------

GENERATORS = [pytest.param(False, id="thread"), pytest.param(True, id="process")]


def loader_of(processes, capacity=2):
    return DataLoader.from_generator(
        capacity=capacity, return_list=True, use_multiprocess=processes
    )


@pytest.mark.parametrize("processes", GENERATORS)
def test_generators_of_samples_lists_and_batches(processes):
    def samples():
        yield from ((np.full(3, i), i) for i in range(5))

    def lists():
        yield from ([(np.full(3, i), i), (np.full(3, i), i)] for i in range(2))

    def batches():
        yield from ((np.full((2, 3), i), np.array([i, i])) for i in range(2))

    loader = loader_of(processes).set_sample_generator(samples, 2)
    assert [b[1].numpy().tolist() for b in loader()] == [[0, 1], [2, 3]]
    loader = loader_of(processes).set_sample_list_generator(lists)
    assert [b[1].numpy().tolist() for b in loader] == [[0, 0], [1, 1]]
    loader = loader_of(processes).set_batch_generator(batches, places=CPU)
    for _ in range(2):
        assert [(b[0].shape, b[1].numpy().tolist()) for b in loader] == [
            ([2, 3], [0, 0]),
            ([2, 3], [1, 1]),
        ]


@pytest.mark.parametrize("processes", GENERATORS)
def test_a_pass_over_a_generator_can_be_left_and_begun_again(processes):
    def endless():
        i = 0
        while True:
            yield [np.array([i])]
            i += 1

    loader = loader_of(processes).set_batch_generator(endless)
    for _ in range(2):
        for i, (x,) in enumerate(loader()):
            assert x.numpy().tolist() == [i]
            if i == 5:
                break
    loader.close()


@pytest.mark.parametrize("processes", GENERATORS)
def test_an_exception_in_a_generator_is_named(processes):
    def broken():
        yield [np.array([0])]
        raise KeyError("row 7")

    loader = loader_of(processes).set_batch_generator(broken)
    with pytest.raises(EnforceNotMet, match="KeyError: 'row 7'"):
        list(loader)


@pytest.mark.parametrize("fails", [False, True])
def test_what_a_program_holds_is_freed_after_a_pass(fails):
    class Held:
        pass

    def batches():
        yield [np.array([0])]
        if fails:
            raise OSError("row 2")

    def run():
        held = Held()
        with contextlib.suppress(EnforceNotMet):
            list(loader_of(False).set_batch_generator(batches))
        return weakref.ref(held)

    gc.disable()
    try:
        assert run()() is None
    finally:
        gc.enable()


def test_a_process_that_gives_nothing_is_an_error_after_a_while(monkeypatch):
    monkeypatch.setattr(reader_module, "PATIENCE", 0.5)

    def slow():
        time.sleep(60)
        yield [np.array([0])]

    loader = loader_of(True).set_batch_generator(slow)
    with pytest.raises(EnforceNotMet, match="TimeoutError: no data for"):
        list(loader)


def test_generators_may_use_variables():
    def batches():
        x = fluid.dygraph.to_variable(np.ones(2, "float32"))
        yield [fluid.layers.scale(x, 3.0)]

    assert next(iter(loader_of(False).set_batch_generator(batches)))[0].numpy().tolist() == [3, 3]


def test_loaders_of_generators_say_what_dygraph_mode_ignores(caplog):
    with caplog.at_level(logging.WARNING):
        DataLoader.from_generator(capacity=1, iterable=False)
    assert "can support iterable mode only" in caplog.text
    assert "can support return as list only" in caplog.text
    with pytest.raises(ValueError, match="give value to capacity"):
        DataLoader.from_generator()
    with pytest.raises(AssertionError, match="Data source of DataLoader has not set yet"):
        iter(loader_of(False))


# -- whole programs ------------------------------------------------------------------------------

PROGRAM = """
import sys, threading
import numpy as np, paddle.fluid as fluid

class Pictures(fluid.io.Dataset):
    def __len__(self):
        return 8 * int(sys.argv[2])
    def __getitem__(self, i):
        return np.random.rand(3, 64, 64).astype("float32"), np.array([i % 10])

def pages():
    return int(open("/proc/self/statm").read().split()[1])

with fluid.dygraph.guard(fluid.CPUPlace()):
    net = fluid.dygraph.Linear(3 * 64 * 64, 10)
    adam = fluid.optimizer.Adam(1e-3, parameter_list=net.parameters())
    loader = fluid.io.DataLoader(Pictures(), places=fluid.CPUPlace(), batch_size=8, num_workers=4)
    used = []
    for i, (x, y) in enumerate(loader()):
        out = net(fluid.layers.reshape(x, [8, -1]))
        loss = fluid.layers.mean(fluid.layers.softmax_with_cross_entropy(out, y))
        loss.backward()
        adam.minimize(loss)
        net.clear_gradients()
        used.append(pages())
        if i == 3:
            print("started", flush=True)
        if i == 5 and sys.argv[1] == "exception":
            raise RuntimeError("the program failed")
    print("grown", used[-1] - used[len(used) // 3])
"""


def start(tmp_path, kind, steps):
    (tmp_path / "program.py").write_text(PROGRAM)
    command = [sys.executable, "-m", "compat", "program.py", kind, str(steps)]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    return subprocess.Popen(
        command,
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def left_behind(group):
    """Processes of a process group that live on, after a moment to end."""
    until = time.monotonic() + 5
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.05)
    return True


@pytest.mark.parametrize("kind", ["end", "exception", "interrupt"])
def test_no_process_is_left_when_a_program_ends(kind, tmp_path):
    process = start(tmp_path, kind, 12 if kind == "end" else 100_000)
    try:
        assert process.stdout.readline() == "started\n"
        if kind == "interrupt":
            os.killpg(process.pid, signal.SIGINT)  # as Ctrl-C reaches every process
        out, errors = process.communicate(timeout=60)
        assert not left_behind(process.pid)
        expected = {"end": "", "exception": "RuntimeError: the program failed"}
        assert expected.get(kind, "KeyboardInterrupt") in errors
        assert ("grown" in out) == (kind == "end")
        assert "resource_tracker" not in errors
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)


def test_memory_stays_flat_over_many_steps(tmp_path):
    process = start(tmp_path, "end", 300)
    out, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    grown = int(out.split("grown")[1]) * os.sysconf("SC_PAGESIZE")
    assert grown < 4 << 20  # a step that is kept would be 0.4 MiB, 200 of them 80
