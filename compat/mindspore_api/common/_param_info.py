"""What a parameter knows besides its values."""

import copy


class ParamInfo:
    """Attributes of a Parameter."""

    name = "Parameter"
    requires_grad = True
    layerwise_parallel = False
    parallel_optimizer = True
    parallel_optimizer_comm_recompute = False
    comm_fusion = 1
    cache_enable = False
    cache_shape = ()
    key = -1
    parameter_shape = ()
    init_in_server = False
    requires_aggr = True
    use_persistent_storage = False
    origin_shape = ()

    def clone(self):
        """A copy that belongs to no parameter yet."""
        made = copy.copy(self)
        made.__dict__.pop("cloned_obj", None)
        made.__dict__.pop("obj", None)
        return made
