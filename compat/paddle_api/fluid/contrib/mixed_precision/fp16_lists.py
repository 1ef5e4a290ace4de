"""Which operators run in half precision."""

from __future__ import annotations

import copy

__all__ = ["AutoMixedPrecisionLists"]

white_list = {"conv2d", "matmul", "mul"}
black_list = {
    *("exp", "square", "log", "mean", "sum", "cos_sim", "softmax"),
    *("softmax_with_cross_entropy", "sigmoid_cross_entropy_with_logits"),
    *("cross_entropy", "cross_entropy2"),
}
gray_list = {
    *("elementwise_add", "elementwise_sub", "elementwise_mul", "elementwise_div"),
    *("elementwise_max", "elementwise_min", "elementwise_pow", "elementwise_mod"),
    *("elementwise_floordiv", "batch_norm", "tanh", "sigmoid", "lookup_table", "top_k"),
    *("pool2d", "pool3d", "dropout", "relu", "relu6", "leaky_relu", "soft_relu"),
    *("flatten2", "stack", "unstack", "uniform_random_batch_size_like"),
    *("gaussian_random", "gaussian_random_batch_size_like", "slice", "rank", "scale"),
    *("transpose2", "reshape2", "gather", "fill_constant", "get_tensor_from_selected_rows"),
    *("sign", "cast"),
}


class AutoMixedPrecisionLists:
    """The lists with a program's own changes; an operator must not be in both of these."""

    def __init__(self, custom_white_list=None, custom_black_list=None, custom_black_varnames=None):
        white, black = set(custom_white_list or ()), set(custom_black_list or ())
        if white & black:
            raise ValueError("Custom white list overlap custom black list")
        self._custom_white_list, self._custom_black_list = custom_white_list, custom_black_list
        self.white_list = (copy.copy(white_list) | white) - black
        self.black_list = (copy.copy(black_list) | black) - white
        self.gray_list = copy.copy(gray_list) - white - black
        self.black_varnames = copy.copy(custom_black_varnames)
