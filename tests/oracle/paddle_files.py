"""Trains a layer with every optimizer and schedule; saves it, or goes on from the files.

    python paddle_files.py save FOLDER RESULT.json
    python paddle_files.py resume FOLDER RESULT.json

Runs under Paddle 1.8.5 and under compat: files of the one are read by the other, and the losses of
the steps that follow are compared (`check_files.py`).
"""

import json
import os
import sys

import numpy as np
import paddle.fluid as fluid

D = fluid.dygraph
O = fluid.optimizer
RATES = {
    "constant": lambda: 0.1,
    "piecewise": lambda: D.PiecewiseDecay([2, 4], [0.1, 0.05, 0.01], 0),
    "noam": lambda: D.NoamDecay(64, 10),
    "exponential": lambda: D.ExponentialDecay(0.1, 2, 0.5, True),
    "natural_exp": lambda: D.NaturalExpDecay(0.1, 2, 0.5),
    "inverse_time": lambda: D.InverseTimeDecay(0.1, 2, 0.5),
    "polynomial": lambda: D.PolynomialDecay(0.1, 5, 0.01),
    "cosine": lambda: D.CosineDecay(0.1, 2, 4),
    "warmup": lambda: D.LinearLrWarmup(0.1, 4, 0.0, 0.1),
    "step": lambda: D.StepDecay(0.1, step_size=2),
    "multistep": lambda: D.MultiStepDecay(0.1, [1, 3]),
    "lambda": lambda: D.LambdaDecay(0.1, lambda epoch: 0.9**epoch),
    "plateau": lambda: D.ReduceLROnPlateau(0.1, patience=0),
}
OPTIMIZERS = {
    "momentum": lambda rate, ps: O.Momentum(rate, 0.9, parameter_list=ps),
    "lars": lambda rate, ps: O.LarsMomentum(rate, 0.9, parameter_list=ps),
    "adagrad": lambda rate, ps: O.Adagrad(rate, parameter_list=ps),
    "adam": lambda rate, ps: O.Adam(rate, parameter_list=ps),
    "adamax": lambda rate, ps: O.Adamax(rate, parameter_list=ps),
    "decayed": lambda rate, ps: O.DecayedAdagrad(rate, parameter_list=ps),
    "adadelta": lambda rate, ps: O.Adadelta(rate, parameter_list=ps),
    "rmsprop": lambda rate, ps: O.RMSProp(rate, momentum=0.5, centered=True, parameter_list=ps),
    "ftrl": lambda rate, ps: O.Ftrl(rate, parameter_list=ps),
    "lamb": lambda rate, ps: O.Lamb(rate, parameter_list=ps),
}
CASES = [(o, "constant") for o in OPTIMIZERS] + [("adam", r) for r in RATES if r != "constant"]


def samples():
    """Inputs and targets, the same everywhere."""
    r = np.random.RandomState(0)
    return r.randn(8, 4).astype("float32"), r.randn(8, 2).astype("float32")


def step(net, optimizer, rate):
    """One step; returns its loss."""
    x, y = map(D.to_variable, samples())
    loss = fluid.layers.mean(fluid.layers.square(net(x) - y))
    loss.backward()
    optimizer.minimize(loss)
    net.clear_gradients()
    if isinstance(rate, D.ReduceLROnPlateau):
        rate.step(loss)
    elif hasattr(rate, "epoch"):
        rate.epoch()
    return float(loss.numpy().reshape(-1)[0])


def run(mode, path, optimizer, rate):
    """Losses of the three steps behind the files, the rate then and the names of the state."""
    with D.guard(fluid.CPUPlace()), fluid.unique_name.guard():
        net, schedule = D.Linear(4, 2), RATES[rate]()
        chosen = OPTIMIZERS[optimizer](schedule, net.parameters())
        if mode == "save":
            weight = np.random.RandomState(1).randn(4, 2).astype("float32")
            net.set_dict({"weight": weight, "bias": np.zeros(2, "float32")})
            for _ in range(3):
                step(net, chosen, schedule)
            fluid.save_dygraph(net.state_dict(), path)
            fluid.save_dygraph(chosen.state_dict(), path)
        else:
            parameters, state = fluid.load_dygraph(path)
            net.set_dict(parameters)
            chosen.set_dict(state)
        losses = [step(net, chosen, schedule) for _ in range(3)]
        return [losses, float(chosen.current_step_lr()), sorted(chosen.state_dict())]


def main(mode, folder, result):
    """All cases, their results in one file."""
    found = {}
    for optimizer, rate in CASES:
        name = "{}_{}".format(optimizer, rate)
        found[name] = run(mode, os.path.join(folder, name), optimizer, rate)
    with open(result, "w") as file:
        json.dump(found, file, indent=0, sort_keys=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
