"""Optimizers."""

from compat._absent import absent_names

from .ada_grad import Adagrad
from .adadelta import Adadelta
from .adam import Adam, AdamOffload, AdamWeightDecay
from .adamax import AdaMax
from .asgd import ASGD
from .ftrl import FTRL
from .lamb import Lamb
from .lars import LARS
from .lazyadam import LazyAdam
from .momentum import Momentum
from .optimizer import Optimizer
from .proximal_ada_grad import ProximalAdagrad
from .rmsprop import RMSProp
from .rprop import Rprop
from .sgd import SGD
from .thor import thor

__all__ = [
    "Optimizer", "Momentum", "LARS", "Adam", "AdamWeightDecay", "LazyAdam", "AdamOffload", "Lamb",
    "SGD", "ASGD", "Rprop", "FTRL", "RMSProp", "ProximalAdagrad", "Adagrad", "thor", "AdaFactor",
    "AdaSumByDeltaWeightWrapCell", "AdaSumByGradWrapCell", "AdaMax", "Adadelta",
]  # fmt: skip

__getattr__ = absent_names("mindspore.nn.optim", __name__)
