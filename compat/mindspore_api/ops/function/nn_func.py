"""Functions of neural networks."""

from . import (
    _activation,
    _arranging,
    _convolve,
    _distance_loss,
    _dropout,
    _loss,
    _normalize,
    _pooling,
    _resize,
    _statistics,
    _unpooling,
)
from ._gather_up import take

take(
    globals(),
    """
    adaptive_avg_pool1d adaptive_avg_pool2d adaptive_avg_pool3d adaptive_max_pool1d
    adaptive_max_pool2d adaptive_max_pool3d avg_pool1d avg_pool2d avg_pool3d batch_norm bias_add
    binary_cross_entropy binary_cross_entropy_with_logits celu channel_shuffle conv1d conv2d
    conv3d conv3d_transpose cosine_embedding_loss cross_entropy ctc_greedy_decoder ctc_loss
    deformable_conv2d dense dropout dropout1d dropout2d dropout3d elu fast_gelu flip fliplr flipud
    gaussian_nll_loss gelu glu grid_sample hardshrink hardsigmoid hardswish hardtanh
    hinge_embedding_loss huber_loss interpolate intopk is_floating_point kl_div l1_loss leaky_relu
    log_softmax logsigmoid lp_pool1d lp_pool2d lrn margin_ranking_loss max_pool2d max_pool3d
    max_unpool1d max_unpool2d max_unpool3d mirror_pad mish mse_loss msort multi_margin_loss
    multilabel_soft_margin_loss nll_loss pad pdist pixel_shuffle pixel_unshuffle prelu relu relu6
    rrelu selu sigmoid silu smooth_l1_loss soft_shrink softmax softmin softshrink softsign
    threshold triplet_margin_loss upsample
    """,
    _activation,
    _arranging,
    _convolve,
    _distance_loss,
    _dropout,
    _loss,
    _normalize,
    _pooling,
    _resize,
    _statistics,
    _unpooling,
)
