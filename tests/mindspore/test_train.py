"""Training cells, models, callbacks, metrics, datasets, mixed precision."""

import numpy as np
import pytest

import compat.mindspore_api as ms
from compat.mindspore_api import dataset as ds
from compat.mindspore_api import nn, train
from compat.mindspore_api.train import amp
from compat.mindspore_api.train.callback import (
    Callback,
    CheckpointConfig,
    EarlyStopping,
    History,
    LambdaCallback,
    LossMonitor,
    ModelCheckpoint,
    ReduceLROnPlateau,
    TimeMonitor,
)


def line(batch_size=4):
    """Points of a line."""
    x = np.linspace(-1, 1, 16, dtype=np.float32).reshape(16, 1)
    return ds.NumpySlicesDataset((x, 2 * x + 1), ["x", "y"], shuffle=False).batch(batch_size)


def model(**kwargs):
    net = nn.Dense(1, 1, weight_init="zeros", bias_init="zeros")
    optimizer = nn.Momentum(net.trainable_params(), 0.1, 0.5)
    return train.Model(net, nn.MSELoss(), optimizer, **kwargs)


def test_a_model_learns_a_line(capsys):
    fitted = model(metrics={"mse", "mae", "loss"})
    fitted.train(30, line(), callbacks=[LossMonitor(4), TimeMonitor()])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("epoch: 1 step: 4, loss is ")
    assert lines[1].startswith("Train epoch time: ")
    result = fitted.eval(line())
    assert set(result) == {"mse", "mae", "loss"}
    assert result["mse"] < 1e-3
    assert abs(fitted.predict(ms.Tensor([[0.5]])).asnumpy()[0, 0] - 2) < 0.1


def test_callbacks_see_every_stage_in_order():
    log = []
    names = [
        f"on_train_{s}" for s in ("begin", "epoch_begin", "step_begin", "step_end", "epoch_end")
    ]
    stages = {n: (lambda run, n=n: log.append(n)) for n in [*names, "on_train_end"]}
    model().train(1, line(8), callbacks=LambdaCallback(**stages))
    step = ["on_train_step_begin", "on_train_step_end"]
    assert log == [*names[:2], *step, *step, "on_train_epoch_end", "on_train_end"]


def test_a_callback_may_stop_the_run():
    class Stop(Callback):
        def on_train_step_end(self, run_context):
            run_context.request_stop()

    history = History()
    model().train(5, line(), callbacks=[Stop(), history])
    assert history.epoch == {"epoch": [1]}


def test_fit_evaluates_between_epochs():
    seen = []

    class Watch(Callback):
        def on_eval_end(self, run_context):
            seen.append(sorted(run_context.original_args().eval_results))

    watches = [Watch(), LambdaCallback(on_eval_end=lambda run: seen.append("not called"))]
    model(metrics={"mse"}).fit(4, line(), line(), valid_frequency=2, callbacks=watches)
    assert seen == [["eval_loss", "mse"]] * 2


def test_checkpoints_of_a_run(tmp_path):
    config = CheckpointConfig(save_checkpoint_steps=2, keep_checkpoint_max=2)
    saver = ModelCheckpoint("line", str(tmp_path), config)
    trained = model()
    trained.train(2, line(), callbacks=saver)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["line-2_2.ckpt", "line-2_4.ckpt"]
    found = train.load_checkpoint(saver.latest_ckpt_file_name)
    np.testing.assert_array_equal(
        found["weight"].asnumpy(), trained.train_network.network.backbone_network.weight.asnumpy()
    )
    assert "moments.weight" in found
    assert ModelCheckpoint("line", str(tmp_path))._prefix == "line_1"


def test_a_loss_that_is_not_finite_ends_training():
    rows = ds.NumpySlicesDataset(
        (np.array([[np.inf]], np.float32), np.ones((1, 1), np.float32)), shuffle=False
    ).batch(1)
    with pytest.raises(ValueError, match="In epoch: 1 step: 1, loss is NAN or INF"):
        model().train(1, rows, callbacks=LossMonitor())


def test_dynamic_loss_scale_falls_and_grows():
    net = nn.Dense(1, 1, weight_init="zeros", bias_init="zeros")
    loss = nn.WithLossCell(net, nn.MSELoss())
    manager = nn.DynamicLossScaleUpdateCell(16.0, 2, 2)
    step = nn.TrainOneStepWithLossScaleCell(loss, nn.SGD(net.trainable_params(), 0.5), manager)
    step.set_train()
    target = ms.Tensor([[1.0]])
    scales, weights = [], []
    for value in (1.0, np.inf, 1.0, 1.0):
        _, overflow, scale = step(ms.Tensor([[value]]), target)
        scales.append(float(scale.asnumpy()))
        weights.append(float(net.bias.asnumpy()[0]))
        assert bool(overflow) == (value == np.inf)
    assert scales == [16.0, 16.0, 8.0, 8.0]
    assert float(step.scale_sense.asnumpy()) == 16.0
    assert weights[0] == weights[1] == 1.0


def test_level_o3_trains_in_half_precision():
    net = nn.SequentialCell(nn.Dense(1, 4), nn.BatchNorm1d(4), nn.Dense(4, 1))
    step = amp.build_train_network(
        net, nn.SGD(net.trainable_params(), 0.1), nn.MSELoss(), level="O3"
    )
    loss = step(ms.Tensor([[1.0], [2.0]]), ms.Tensor([[1.0], [2.0]]))
    assert loss.dtype == ms.float32
    assert net(ms.Tensor([[1.0], [2.0]])).dtype == ms.float16
    assert {p.dtype for p in net.get_parameters()} == {ms.float32}


def test_level_o2_keeps_normalisation_in_float32():
    net = nn.SequentialCell(nn.Dense(1, 4), nn.BatchNorm1d(4))
    result = amp.auto_mixed_precision(net, "O2")(ms.Tensor([[1.0], [2.0]]))
    assert result.dtype == ms.float32
    assert net[0]._mixed_dtype == ms.float16
    assert type(net[1]).__name__ == "_OutputTo16"


@pytest.mark.parametrize(
    ("call", "error", "text"),
    [
        (lambda: train.Model(nn.ReLU(), what=3), ValueError, "but got 'what'"),
        (lambda: train.Model(nn.ReLU(), metrics={"mse"}), ValueError, "`eval_network`"),
        (lambda: model(metrics={"nothing"}), KeyError, "unsupported metric nothing"),
        (lambda: model().train(0, line()), ValueError, "must bigger than"),
        (lambda: model().train(1, line(), callbacks=3), TypeError, "must be Callback functions"),
        (lambda: model().eval(line()), ValueError, "can not be None or empty"),
        (lambda: nn.TrainOneStepWithLossScaleCell, None, ""),
        (lambda: amp.auto_mixed_precision(nn.ReLU(), "O9"), ValueError, "not supported"),
    ],
)
def test_wrong_arguments(call, error, text):
    if error is None:
        call()
        return
    with pytest.raises(error, match=text):
        call()


def test_datasets_batch_shuffle_repeat_and_map():
    ms.set_seed(3)
    rows = ds.GeneratorDataset([(i, i * i) for i in range(10)], ["a", "b"])
    assert rows.get_dataset_size() == 10
    seen = [int(r["a"]) for r in rows.create_dict_iterator(num_epochs=1, output_numpy=True)]
    assert sorted(seen) == list(range(10)) != seen
    data = rows.map(lambda b: b + 1, "b").batch(4, drop_remainder=True).repeat(2)
    batches = list(data.create_tuple_iterator(num_epochs=1))
    assert len(batches) == data.get_dataset_size() == 4
    a, b = batches[0]
    assert b.asnumpy().tolist() == (a.asnumpy() ** 2 + 1).tolist()


def test_iterators_start_anew_for_every_epoch():
    iterator = line().create_dict_iterator(num_epochs=2)
    assert [len(list(iterator)) for _ in range(2)] == [4, 4]
    with pytest.raises(RuntimeError, match="EOF buffer encountered"):
        next(iterator)


def test_a_scaler_follows_overflow():
    from compat.mindspore_api import amp as top

    scaler = top.DynamicLossScaler(8.0, 2, 2)
    scales = []
    for value in (1.0, 1.0, np.nan, 1.0):
        grads = (ms.Tensor([value]), ms.Tensor([1.0]))
        assert bool(top.all_finite(grads)) == (value == 1.0)
        scaler.adjust(top.all_finite(grads))
        scales.append(float(scaler.scale_value.asnumpy()))
    assert scales == [8.0, 16.0, 8.0, 8.0]
    assert [x.asnumpy().tolist() for x in scaler.unscale((ms.Tensor([8.0]),))] == [[1.0]]
    with pytest.raises(ValueError, match="must be > 1"):
        top.StaticLossScaler(0.5)


class _Results(Callback):
    """Stands in for evaluation."""

    values = (3.0, 2.0, 2.5, 2.4, 1.9999, 2.2, 0.0, 2.3, 2.0, 2.0)

    def on_train_epoch_end(self, run_context):
        params = run_context.original_args()
        value = self.values[params.cur_epoch_num - 1]
        params.eval_results = {"eval_loss": value, "acc": 1 - value}


def _epochs_with(callback):
    """Number of epochs, weights after each of them, rates, final weights."""
    fitted = model()
    optimizer = fitted._optimizer
    rates, weights = [], []

    def look(run_context):
        rates.append(round(float(optimizer.learning_rate.asnumpy()), 6))
        weights.append([p.asnumpy().item() for p in optimizer.parameters])

    fitted.train(
        10, line(), callbacks=[_Results(), LambdaCallback(on_train_epoch_end=look), callback]
    )
    return rates, weights, [p.asnumpy().item() for p in optimizer.parameters]


def test_training_stops_early_with_the_best_weights(capsys):
    callback = EarlyStopping(patience=2, verbose=True, restore_best_weights=True)
    rates, weights, last = _epochs_with(callback)
    assert len(rates) == 4
    assert last == weights[1]
    assert capsys.readouterr().out.splitlines() == [
        "Restoring model weights from the end of the best epoch.",
        "Epoch 00004: early stopping",
    ]
    # A value of 0 counts as none at all.
    rates, _, _ = _epochs_with(EarlyStopping(patience=3))
    assert len(rates) == 9
    rates, _, _ = _epochs_with(EarlyStopping(monitor="acc", min_delta=0.5, patience=3))
    assert len(rates) == 5


def test_the_rate_falls_on_a_plateau():
    rates, _, _ = _epochs_with(ReduceLROnPlateau(patience=1, factor=0.5, min_lr=0.04))
    assert rates[:6] == [0.1, 0.1, 0.1, 0.05, 0.04, 0.04]
    with pytest.raises(ValueError, match=r"mode should be .*, but got x"):
        ReduceLROnPlateau(mode="x")
