"""Functions that make, reshape, join, index and order tensors."""

from . import (
    _arranging,
    _assign,
    _convolve,
    _creation,
    _diagonals,
    _indexing,
    _joining,
    _matrix,
    _resize,
    _scattering,
    _shaping,
    _spectral,
    _statistics,
)
from ._gather_up import take

take(
    globals(),
    """
    affine_grid aminmax arange argmax argsort argwhere batch_to_space_nd broadcast_to cat chunk
    col2im column_stack concat deepcopy diag diagflat diagonal dsplit dyn_shape expand expand_dims
    eye fill fills flatten fold full full_like gather gather_d gather_elements gather_nd ger
    hamming_window hsplit hstack index_fill index_select is_tensor lstsq masked_fill masked_select
    matrix_band_part matrix_diag matrix_diag_part matrix_set_diag max meshgrid min moveaxis
    movedim mvlgamma narrow nonzero one_hot ones ones_like padding population_count range rank
    ravel repeat_elements repeat_interleave reshape reverse reverse_sequence scalar_cast
    scalar_to_array scalar_to_tensor scatter scatter_add scatter_div scatter_max scatter_min
    scatter_mul scatter_nd scatter_nd_add scatter_nd_div scatter_nd_max scatter_nd_min
    scatter_nd_mul scatter_nd_sub scatter_update searchsorted select sequence_mask shape size
    slice sort space_to_batch_nd split squeeze stack strided_slice swapaxes swapdims
    tensor_scatter_add tensor_scatter_div tensor_scatter_elements tensor_scatter_max
    tensor_scatter_min tensor_scatter_mul tensor_scatter_sub tensor_split tile top_k topk
    transpose tril triu tuple_to_array unbind unfold unique unique_consecutive unique_with_pad
    unsorted_segment_max unsorted_segment_min unsorted_segment_prod unsorted_segment_sum unsqueeze
    unstack vsplit where zeros zeros_like
    """,
    _arranging,
    _assign,
    _convolve,
    _creation,
    _diagonals,
    _indexing,
    _joining,
    _matrix,
    _resize,
    _scattering,
    _shaping,
    _spectral,
    _statistics,
)
