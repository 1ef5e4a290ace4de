"""What cells offer for training on several devices; here there is one process."""

from __future__ import annotations

from .. import _checkparam as validator
from .. import log as logger


def _checked(name, kind, default):
    """A property of one type that nothing here reads."""

    def read(self):
        return self.__dict__.setdefault("_" + name, default())

    def write(self, value):
        if not isinstance(value, kind):
            raise TypeError(
                f"For 'Cell', the property '{name}' must be {kind.__name__} type, "
                f"but got type {type(value)}."
            )
        self.__dict__["_" + name] = value

    return property(read, write, doc=f"The {kind.__name__} that was set; it has no effect here.")


class CellParallel:
    """Part of `Cell`."""

    parameter_layout_dict = _checked("parameter_layout_dict", dict, dict)
    parallel_parameter_name_list = _checked("parallel_parameter_name_list", list, tuple)
    parallel_parameter_merge_net_dict = _checked("parallel_parameter_merge_net_dict", dict, dict)

    @property
    def pipeline_stage(self):
        """Stage of pipeline parallelism; a world of one has no stages."""
        return self._pipeline_stage

    @pipeline_stage.setter
    def pipeline_stage(self, value):
        if not isinstance(value, int) or isinstance(value, bool):
            raise TypeError(
                "For 'Cell', the property 'pipeline_stage' must be int type, "
                f"but got type : {type(value)}"
            )
        if value < 0:
            raise ValueError(
                f"For 'Cell', the property 'pipeline_stage' can not be less than 0, but got {value}"
            )
        self._pipeline_stage = value

    def set_comm_fusion(self, fusion_type, recurse=True):
        """Set `comm_fusion` of the trainable parameters."""
        validator.check_non_negative_int(fusion_type)
        for parameter in self.trainable_params(recurse):
            parameter.comm_fusion = fusion_type
        return self

    def set_data_parallel(self):
        """Refused as the original's PyNative mode does."""
        raise ValueError("set_data_parallel: does not support PyNative mode.")

    def shard(self, in_strategy, out_strategy=None, parameter_plan=None, device="Ascend", level=0):
        """Refused, as MindSpore does outside automatic parallelism.

        Args:
            in_strategy (tuple): how inputs are divided.
            out_strategy (None or tuple, default None): how results are divided.
            parameter_plan (dict or None, default None): how parameters are divided.
            device (str, default 'Ascend'): the device.
            level (int, default 0): the level of the search.

        Returns:
            function.

        Raises:
            AssertionError: always.

        Example:
            >>> try:
            ...     nn.ReLU().shard(((1, 1),))
            ... except (AssertionError, RuntimeError):
            ...     print("refused")
            refused
        """
        raise AssertionError(
            "Cell shard only supports auto parallel under PyNative mode. "
            "Please check if you call Cell.shard in the script."
        )

    def set_param_ps(self, recurse=True, init_in_server=False):
        """Refused, as there is no parameter server here.

        Args:
            recurse (bool, default True): parameters of all cells below, too.
            init_in_server (bool, default False): they start on the server.

        Returns:
            None.

        Raises:
            RuntimeError: parameter server mode is not on.

        Example:
            >>> nn.ReLU().set_param_ps()
        """
        for parameter in self.trainable_params(recurse):
            parameter.set_param_ps(init_in_server)

    def set_auto_parallel(self):
        """Deprecated in the original, without effect there too."""
        logger.warning("'set_auto_parallel' function is deprecated.")

    def load_parameter_slice(self, params):
        """Deprecated in the original, without effect there too."""
        logger.warning("'load_parameter_slice' function is deprecated.")

    def auto_parallel_compile_and_run(self):
        """Deprecated in the original, without effect there too."""
        logger.warning("'auto_parallel_compile_and_run' function is deprecated.")

    def set_parallel_input_with_inputs(self, *inputs):
        """Deprecated in the original, without effect there too."""
        logger.warning("'set_parallel_input_with_inputs' function is deprecated.")

    def set_param_fl(self, push_to_server=False, pull_from_server=False, requires_aggr=True):
        """Note whether federated learning would aggregate the parameters."""
        for parameter in self.get_parameters():
            parameter.set_param_fl(push_to_server, pull_from_server, requires_aggr)

    def infer_param_pipeline_stage(self):
        """The trainable parameters: all of them belong to the only stage."""
        logger.warning("This interface may be deleted in the future.")
        for parameter in self.trainable_params():
            if not parameter._pipeline_stage_list:
                raise RuntimeError(
                    f"For 'infer_param_pipeline_stage', the parameter {parameter.name} does not "
                    "belong to any stage, please check whether the cell where the param locates "
                    "has been set 'pipeline_stage'. Otherwise, the parameter should use "
                    "'add_pipeline_stage' to add its stage information"
                )
        return self.trainable_params()

    def place(self, role, rank_id):
        """Record the process that shall run the operators; it takes no effect here."""
        for _, cell in self.cells_and_names():
            for primitive in cell._primitives.values():
                primitive.place(role, rank_id)

    def remove_redundant_parameters(self):
        """Drop the parameters that `parallel_parameter_name_list` does not name."""
        kept = self.parallel_parameter_name_list
        for _, cell in self.cells_and_names():
            for name, parameter in list(cell._params.items()):
                if parameter is not None and parameter.name not in kept:
                    del cell._params[name]

    def exec_checkpoint_graph(self):
        """Refused: there is no graph that saves checkpoints."""
        raise NotImplementedError(
            "mindspore.nn.Cell.exec_checkpoint_graph is not supported; use "
            "mindspore.save_checkpoint"
        )

    def get_func_graph_proto(self):
        """Refused: there is no compiled graph."""
        raise NotImplementedError(
            "mindspore.nn.Cell.get_func_graph_proto is not supported; cells are not compiled"
        )
