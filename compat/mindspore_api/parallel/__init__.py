"""Settings of parallel training; a world of one process works."""

from compat._absent import absent_names

from .algo_parameter_config import get_algo_parameters, reset_algo_parameters, set_algo_parameters

__all__ = ["set_algo_parameters", "get_algo_parameters", "reset_algo_parameters"]

__getattr__ = absent_names("mindspore.parallel", __name__)
