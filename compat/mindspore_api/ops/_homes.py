"""Operator classes that live in another public module than the one of their family.

They are written beside their relatives; programs find them, and see them called, where the
original has them.
"""

from __future__ import annotations

from importlib import import_module

_HOMES = {
    "array_ops": (
        "AffineGrid",
        "Bincount",
        "Col2Im",
        "CountNonZero",
        "Cummax",
        "Im2Col",
        "LeftShift",
        "LogSpace",
        "Mvlgamma",
        "PopulationCount",
        "ResizeNearestNeighbor",
        "ResizeNearestNeighborV2",
        "RightShift",
        "Rint",
        "TopK",
    ),
    "image_ops": ("ResizeBicubic", "ResizeBilinearV2", "ResizeLinear1D"),
    "inner_ops": ("FusedCastAdamWeightDecay", "FusedWeightScaleApplyMomentum", "Randperm"),
    "_inner_ops": ("Cummin",),
    "math_ops": (
        "Bernoulli",
        "Eps",
        "EuclideanNorm",
        "IndexAdd",
        "InplaceAdd",
        "InplaceIndexAdd",
        "InplaceSub",
        "InplaceUpdate",
        "InplaceUpdateV2",
        "NMSWithMask",
        "Qr",
        "Roll",
    ),
    "nn_ops": (
        "AdaptiveMaxPool3D",
        "ChannelShuffle",
        "DataFormatDimMap",
        "DataFormatVecPermute",
        "Flatten",
        "NthElement",
        "NuclearNorm",
        "OneHot",
        "Pdist",
        "ROIAlign",
    ),
    "other_ops": ("ConfusionMatrix",),
}


def move_all(namespace):
    """Give the operators of a package `operations`, whose names are `namespace`, their modules."""
    for home, names in _HOMES.items():
        module = import_module(f"{namespace['__name__']}.{home}")
        for name in names:
            value = namespace[name]
            value.__module__ = module.__name__
            setattr(module, name, value)
