"""Cases about layers, initial weights, optimizers and learning rates of Paddle 1.8.5.

Runs on the real Paddle and on the frontend alike, so it must stay Python 3.7 and use public names
only.
"""

import numpy as np
import paddle.fluid as fluid
from paddle_cases import D, L, array, attempt, plain, variable


def fill(layer):
    """Give the trained parameters known values."""
    for k, p in enumerate(layer.parameters()):
        if p.trainable:
            p.set_value(array(tuple(p.shape), 50 + k, p.numpy().dtype))


def run_layer(make, *arrays, **options):
    """Result, gradients and state of a layer."""

    def call():
        layer = make()
        fill(layer)
        if options.get("evaluate"):
            layer.eval()
        xs = [variable(a) for a in arrays]
        out = layer(*xs)
        out = out[0] if isinstance(out, tuple) else out
        found = {"names": [p.name for p in layer.parameters()], "out": plain(out)}
        if not out.stop_gradient:
            L.reduce_sum(
                out * variable(array(tuple(out.shape), 9, out.numpy().dtype), False)
            ).backward()
            grads = [v.gradient() for v in xs + layer.parameters()]
            found["grads"] = [None if g is None else plain(np.array(g)) for g in grads]
        found["state"] = [plain(p) for p in layer.parameters() if not p.trainable]
        return found

    with D.guard(fluid.CPUPlace()):
        return attempt(call)


def layers():
    """Layers with their gradients."""
    image, rows = array((2, 4, 5, 6)), array((3, 4))
    ids = np.array([[1, 0], [2, 2]])
    return {
        "Linear": run_layer(lambda: D.Linear(4, 3, act="tanh"), rows),
        "Linear 3d": run_layer(lambda: D.Linear(4, 3), array((2, 3, 4))),
        "Linear bare": run_layer(lambda: D.Linear(4, 3, bias_attr=False), rows),
        "Linear wrong": run_layer(lambda: D.Linear(5, 3), rows),
        "Embedding": run_layer(lambda: D.Embedding([3, 4]), ids),
        "Embedding padded": run_layer(lambda: D.Embedding([3, 4], padding_idx=-1), ids),
        "Embedding wrong": run_layer(lambda: D.Embedding([2, 4]), ids),
        "Pool2D": run_layer(lambda: D.Pool2D(2, "max", 2), image),
        "Pool2D wrong": run_layer(lambda: D.Pool2D(9), image),
        "BatchNorm": run_layer(lambda: D.BatchNorm(4), image),
        "BatchNorm eval": run_layer(lambda: D.BatchNorm(4), image, evaluate=True),
        "BatchNorm 2d": run_layer(lambda: D.BatchNorm(4, momentum=0.6, act="relu"), rows),
        "BatchNorm wrong": run_layer(lambda: D.BatchNorm(3), image),
        "BatchNorm single": run_layer(lambda: D.BatchNorm(4), rows[:1]),
        "InstanceNorm": run_layer(lambda: D.InstanceNorm(4), image),
        "LayerNorm": run_layer(lambda: D.LayerNorm([5, 6]), image),
        "LayerNorm bare": run_layer(lambda: D.LayerNorm(4, scale=False, shift=False), rows),
        "LayerNorm wrong": run_layer(lambda: D.LayerNorm(5), rows),
        "GroupNorm": run_layer(lambda: D.GroupNorm(4, 2), image),
        "GroupNorm full": run_layer(lambda: D.GroupNorm(4, 2, 1e-3, True, True), image),
        "PRelu all": run_layer(lambda: D.PRelu("all"), image),
        "PRelu channel": run_layer(lambda: D.PRelu("channel", 4), image),
        "PRelu element": run_layer(lambda: D.PRelu("element", input_shape=(2, 4, 5, 6)), image),
        "GRUUnit": run_layer(lambda: D.GRUUnit(9), array((2, 9)), array((2, 3), 1)),
        "GRUUnit relu": run_layer(
            lambda: D.GRUUnit(9, activation="relu", bias_attr=False),
            array((2, 9)),
            array((2, 3), 1),
        ),
        "BilinearTensorProduct": run_layer(
            lambda: D.BilinearTensorProduct(4, 3, 2), rows, array((3, 3), 1)
        ),
        "MSELoss": run_layer(lambda: D.MSELoss("sum"), rows, array((3, 4), 1)),
        "L1Loss": run_layer(lambda: D.L1Loss(), rows, array((3, 4), 1)),
        "BCELoss": run_layer(
            lambda: D.BCELoss(), array((3, 4), 1, low=0.0), array((3, 4), 2, low=0.0)
        ),
        "NLLLoss": run_layer(lambda: D.NLLLoss(), rows, np.array([0, 3, 1])),
        "Dropout eval": run_layer(lambda: D.Dropout(0.25), rows, evaluate=True),
        "Dropout seed": run_layer(lambda: D.Dropout(0.5, seed=3), rows),
        "Dropout upscale": run_layer(
            lambda: D.Dropout(0.5, seed=3, dropout_implementation="upscale_in_train"), rows
        ),
    }


def convolutions():
    """The convolution layers, sizes and refusals."""
    planes, volume = array((2, 4, 5, 6)), array((1, 4, 3, 4, 5))
    found = {}
    rows = [
        dict(filter_size=3),
        dict(filter_size=(3, 2), stride=(2, 1), padding=(1, 2), dilation=(1, 2)),
        dict(filter_size=3, groups=2, bias_attr=False, act="relu"),
        dict(filter_size=1, groups=3),
        dict(filter_size=9),
        dict(filter_size=3, padding=-2),
        dict(filter_size=3, dtype="float64"),
        dict(filter_size=3, padding=(1,)),
        dict(filter_size=3, num_channels=3),
        dict(filter_size=3, act="foo"),
        dict(filter_size=3, param_attr=False),
        dict(filter_size=3, use_cudnn="x"),
        dict(filter_size=(2, 2, 2), groups=2, padding=1, stride=2),
        dict(filter_size=2, bias_attr=fluid.ParamAttr(name="b"), dilation=2),
        dict(filter_size=3, groups=4, num_filters=8),
    ]
    for name, x in (("Conv2D", planes), ("Conv3D", volume), ("Conv3DTranspose", volume)):
        for k, row in enumerate(rows):
            options = dict(num_channels=4, num_filters=6)
            options.update(row)
            if name != "Conv2D" and options["filter_size"] in ((3, 2), 9, 3):
                options.update(
                    filter_size=2, stride=1, padding=options.get("padding", 1), dilation=1
                )
            if k == 1 and name != "Conv2D":
                options.update(filter_size=(2, 1, 2), stride=(2, 1, 1), padding=(1, 0, 1))
            make = lambda o=options, n=name: getattr(D, n)(**o)  # noqa: E731
            found["%s %d" % (name, k)] = run_layer(make, x)
        for shape in ((2, 3, 5, 6), (2, 4, 5), (2, 4, 5, 6, 1)):
            make = lambda n=name: getattr(D, n)(4, 6, 2)  # noqa: E731
            found["%s %s" % (name, shape)] = run_layer(make, array(shape))
    return found


def initial_weights():
    """Weights with a seed: layers of one program, and the initialisers."""
    I = fluid.initializer
    makers = {
        "Linear": lambda: D.Linear(5, 4),
        "Conv2D": lambda: D.Conv2D(3, 4, 3),
        "Conv2DTranspose": lambda: D.Conv2DTranspose(3, 4, 3),
        "Embedding": lambda: D.Embedding([5, 4]),
        "GRUUnit": lambda: D.GRUUnit(6),
        "float64": lambda: D.Linear(5, 4, dtype="float64"),
    }
    kinds = {
        "Uniform": lambda: I.Uniform(-0.5, 0.25),
        "Normal": lambda: I.Normal(1.0, 2.0),
        "TruncatedNormal": lambda: I.TruncatedNormal(0.5, 0.1),
        "Xavier": lambda: I.Xavier(False, 3, 4),
        "MSRA": lambda: I.MSRA(),
        "MSRA normal": lambda: I.MSRA(False),
        "own seed": lambda: I.Uniform(0.0, 1.0, seed=42),
        "Constant": lambda: I.Constant(0.1),
        "array": lambda: I.NumpyArrayInitializer(array((5, 4))),
    }
    found = {}
    for seed in (1, 90):
        with D.guard(fluid.CPUPlace()):
            fluid.default_main_program().random_seed = seed
            for name, make in makers.items():
                found["%s %d" % (name, seed)] = [plain(p) for p in make().parameters()]
            for name, make in kinds.items():
                layer = D.Linear(5, 4, param_attr=fluid.ParamAttr(initializer=make()))
                found["%s %d" % (name, seed)] = plain(layer.weight)
            layer = D.Conv2D(2, 2, 4, param_attr=I.Bilinear())
            found["Bilinear %d" % seed] = plain(layer.weight)
            drawn = L.dropout(variable(np.ones((4, 5), "float32"), False), 0.4)
            found["dropout %d" % seed] = plain(drawn)
    return found


def train(make, steps=4):
    """Parameters after steps on a small problem."""

    def call():
        layer = D.Linear(3, 2)
        fill(layer)
        optimizer = make(layer.parameters())
        x, rates = variable(array((4, 3), 3), False), []
        for _ in range(steps):
            loss = L.reduce_mean(L.square(layer(x)) * 2.0)
            loss.backward()
            optimizer.minimize(loss)
            layer.clear_gradients()
            rates.append(float(optimizer.current_step_lr()))
        names = sorted(k for k in optimizer.state_dict() if k != "LR_Scheduler")
        return {"values": [plain(p) for p in layer.parameters()], "rates": rates, "names": names}

    with D.guard(fluid.CPUPlace()):
        return attempt(call)


def optimizers():
    """Trajectories."""
    O, R, C = fluid.optimizer, fluid.regularizer, fluid.clip
    return {
        "SGD": train(lambda p: O.SGD(0.1, parameter_list=p)),
        "Momentum": train(lambda p: O.Momentum(0.1, 0.9, parameter_list=p)),
        "Nesterov": train(lambda p: O.Momentum(0.1, 0.9, parameter_list=p, use_nesterov=True)),
        "Adam": train(lambda p: O.Adam(0.1, parameter_list=p)),
        "Adam eps": train(lambda p: O.Adam(0.1, 0.8, 0.9, 0.1, parameter_list=p)),
        "Adamax": train(lambda p: O.Adamax(0.1, parameter_list=p)),
        "Adagrad": train(lambda p: O.Adagrad(0.1, parameter_list=p, initial_accumulator_value=0.1)),
        "DecayedAdagrad": train(lambda p: O.DecayedAdagrad(0.1, parameter_list=p)),
        "Adadelta": train(lambda p: O.Adadelta(0.1, parameter_list=p)),
        "RMSProp": train(lambda p: O.RMSPropOptimizer(0.1, momentum=0.5, parameter_list=p)),
        "RMSProp centered": train(
            lambda p: O.RMSPropOptimizer(0.1, centered=True, parameter_list=p)
        ),
        "Ftrl": train(lambda p: O.Ftrl(0.1, 0.01, 0.02, parameter_list=p)),
        "Lamb": train(lambda p: O.LambOptimizer(0.1, parameter_list=p)),
        "Lamb excluded": train(
            lambda p: O.LambOptimizer(
                0.1, parameter_list=p, exclude_from_weight_decay_fn=lambda q: q.name.endswith("b_0")
            )
        ),
        "LarsMomentum": train(lambda p: O.LarsMomentum(0.1, 0.9, parameter_list=p)),
        "L2": train(lambda p: O.SGD(0.1, parameter_list=p, regularization=R.L2Decay(0.1))),
        "L1": train(lambda p: O.SGD(0.1, parameter_list=p, regularization=R.L1Decay(0.1))),
        "clip value": train(
            lambda p: O.SGD(0.1, parameter_list=p, grad_clip=C.GradientClipByValue(0.1))
        ),
        "clip norm": train(
            lambda p: O.SGD(0.1, parameter_list=p, grad_clip=C.GradientClipByNorm(0.1))
        ),
        "clip global": train(
            lambda p: O.Adam(0.1, parameter_list=p, grad_clip=C.GradientClipByGlobalNorm(0.1))
        ),
        "decay": train(
            lambda p: O.Momentum(D.ExponentialDecay(0.1, 2, 0.5), 0.9, parameter_list=p)
        ),
        "no list": train(lambda p: O.SGD(0.1)),
        "int rate": train(lambda p: O.SGD(1, parameter_list=p)),
    }


def rates():
    """Learning rates by step."""
    makers = {
        "NoamDecay": lambda: D.NoamDecay(64, 3),
        "PiecewiseDecay": lambda: D.PiecewiseDecay([2, 4], [1.0, 0.5, 0.1], 0),
        "NaturalExpDecay": lambda: D.NaturalExpDecay(0.1, 2, 0.5),
        "NaturalExpDecay stairs": lambda: D.NaturalExpDecay(0.1, 2, 0.5, True),
        "ExponentialDecay": lambda: D.ExponentialDecay(0.1, 2, 0.5),
        "InverseTimeDecay": lambda: D.InverseTimeDecay(0.1, 2, 0.5),
        "PolynomialDecay": lambda: D.PolynomialDecay(0.1, 3, 0.01, 2.0),
        "PolynomialDecay cycle": lambda: D.PolynomialDecay(0.1, 3, 0.01, 2.0, True),
        "CosineDecay": lambda: D.CosineDecay(0.1, 2, 4),
        "LinearLrWarmup": lambda: D.LinearLrWarmup(0.1, 3, 0.01, 0.1),
        "StepDecay": lambda: D.StepDecay(0.1, 2),
        "MultiStepDecay": lambda: D.MultiStepDecay(0.1, [1, 3]),
        "LambdaDecay": lambda: D.LambdaDecay(0.1, lambda e: 0.9**e),
    }
    found = {}
    with D.guard(fluid.CPUPlace()):
        for name, make in makers.items():
            rate, values = make(), []
            for _ in range(6):
                v = rate()
                values.append(float(v.numpy()[0]) if hasattr(v, "numpy") else float(v))
                if hasattr(rate, "epoch"):
                    rate.epoch()
            found[name] = values
    return found
