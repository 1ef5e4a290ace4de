"""Functions that make, reshape, join, index and order tensors."""

from . import _arranging, _creation, _indexing, _matrix, _shaping
from ._gather_up import take

take(
    globals(),
    """
    aminmax arange argmax argsort argwhere broadcast_to cat chunk column_stack concat deepcopy
    diag diagflat diagonal dsplit dyn_shape expand expand_dims eye fill fills flatten full
    full_like gather gather_d gather_elements gather_nd ger hsplit hstack index_fill index_select
    is_tensor masked_fill masked_select max meshgrid min moveaxis movedim narrow nonzero one_hot
    ones ones_like range rank ravel repeat_elements repeat_interleave reshape reverse
    reverse_sequence scalar_to_array scalar_to_tensor scatter scatter_nd searchsorted select
    sequence_mask shape size slice sort split squeeze stack strided_slice swapaxes swapdims
    tensor_scatter_add tensor_scatter_div tensor_scatter_elements tensor_scatter_max
    tensor_scatter_min tensor_scatter_mul tensor_scatter_sub tensor_split tile top_k topk
    transpose tril triu tuple_to_array unbind unique unique_consecutive unique_with_pad
    unsorted_segment_max unsorted_segment_min unsorted_segment_prod unsorted_segment_sum unsqueeze
    unstack vsplit where zeros zeros_like
    """,
    _arranging, _creation, _indexing, _matrix, _shaping,
)
