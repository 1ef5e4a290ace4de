"""Callbacks that save a run before it ends, and go on from there."""

import os
import signal

import numpy as np
import pytest

import compat.mindspore_api as ms
from compat.mindspore_api import Model, nn, train
from compat.mindspore_api import dataset as ds


def run(*callbacks, epochs=3):
    ms.set_seed(1)
    net = nn.Dense(1, 1)
    model = Model(net, nn.MSELoss(), nn.SGD(net.trainable_params(), 0.1), metrics={"mse"})
    x = np.ones((6, 1), np.float32)
    data = ds.NumpySlicesDataset((x, 3 * x), shuffle=False).batch(2)
    model.train(epochs, data, list(callbacks), dataset_sink_mode=False)
    return float(net.weight.asnumpy()[0, 0])


class After(train.Callback):
    """Does something at the end of an epoch."""

    def __init__(self, epoch, act):
        self.epoch, self.act = epoch, act

    def on_train_epoch_end(self, run_context):
        if run_context.original_args().cur_epoch_num == self.epoch:
            self.act()


@pytest.fixture
def quiet_signal():
    before = signal.getsignal(signal.SIGUSR1)
    yield signal.SIGUSR1
    signal.signal(signal.SIGUSR1, before)


def test_a_signal_ends_the_run_with_a_checkpoint_to_go_on_from(tmp_path, quiet_signal):
    exits = train.OnRequestExit(directory=str(tmp_path), file_name="net", sig=int(quiet_signal))
    ask = After(1, lambda: os.kill(os.getpid(), quiet_signal))
    one = run(ask, exits)
    assert one == run(epochs=1)
    assert [p.name for p in tmp_path.iterdir()] == ["net_train.ckpt"]
    again = train.OnRequestExit(directory=str(tmp_path), file_name="net", sig=int(quiet_signal))
    assert run(again, epochs=1) == run(epochs=2)


def test_sigkill_cannot_be_asked_for(tmp_path):
    with pytest.raises(ValueError, match="SIGKILL"):
        train.OnRequestExit(directory=str(tmp_path), sig=signal.SIGKILL)


def test_a_backup_is_loaded_by_the_next_run_and_removed_at_its_end(tmp_path):
    def fail():
        raise OverflowError

    with pytest.raises(OverflowError):
        run(train.BackupAndRestore(str(tmp_path)), After(1, fail))
    assert [p.name for p in tmp_path.iterdir()] == ["backup.ckpt"]
    assert run(train.BackupAndRestore(str(tmp_path)), epochs=1) == run(epochs=2)
    assert not list(tmp_path.iterdir())
    run(train.BackupAndRestore(str(tmp_path), save_freq=2, delete_checkpoint=False))
    assert [p.name for p in tmp_path.iterdir()] == ["backup.ckpt"]
