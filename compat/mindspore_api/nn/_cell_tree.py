"""The tree of a cell: children, parameters, their names."""

from __future__ import annotations

from collections import OrderedDict

from .. import _checkparam as validator
from ..common.parameter import PARAMETER_NAME_DEFAULT, Parameter, ParameterTuple


class CellTree:
    """Part of `Cell`: walks over child cells and parameters."""

    @property
    def cls_name(self):
        """Name of the class, which texts of errors use.

        Example:
            >>> nn.ReLU().cls_name
            'ReLU'
        """
        return self.__class__.__name__

    @property
    def param_prefix(self):
        """Prefix of the names of this cell's parameters, set by `update_cell_prefix`."""
        return self._param_prefix

    # -- inserting -----------------------------------------------------------------------------

    def insert_param_to_cell(self, param_name, param, check_name_contain_dot=True):
        """Add a parameter under a name."""
        if not param_name:
            raise KeyError(
                "For 'insert_param_to_cell', the argument 'param_name' should not be None."
            )
        if check_name_contain_dot and "." in param_name:
            raise KeyError(
                "For 'insert_param_to_cell', the argument 'param_name' should not contain \".\""
            )
        if "_params" not in self.__dict__:
            raise AttributeError("For 'insert_param_to_cell', please call Cell.__init__() firstly.")
        if param_name not in self._params and hasattr(self, param_name):
            raise KeyError(
                f"For 'insert_param_to_cell', the {param_name} parameter already exists in the "
                "network. Cannot insert another parameter with the same name."
            )
        if not isinstance(param, Parameter) and param is not None:
            raise TypeError(
                "For 'insert_param_to_cell', the argument 'param' must be 'Parameter' if not None, "
                f"but got {type(param)}."
            )
        if param is not None and param.name == PARAMETER_NAME_DEFAULT:
            param.name = param_name
        self._params[param_name] = param

    def insert_child_to_cell(self, child_name, child_cell):
        """Adds a child cell under a name; the names of its parameters stay.

        Args:
            child_name (str): not empty, without a dot, not taken.
            child_cell (Cell or None): the cell.

        Returns:
            None.

        Raises:
            TypeError: an argument is of another kind.
            KeyError: the name is empty, has a dot or is taken.

        Example:
            >>> net = nn.Cell()
            >>> net.insert_child_to_cell("activation", nn.ReLU())
            >>> net.activation
            ReLU<>
        """
        if not isinstance(child_name, str):
            raise TypeError(
                "For 'insert_child_to_cell', the type of parameter 'child_name' must be str, "
                f"but got {type(child_name)}."
            )
        if not child_name or "." in child_name:
            raise KeyError(
                "For 'insert_child_to_cell', the parameter 'child_name' can not be None and "
                "can not contain '.'"
            )
        if child_name not in self._cells and hasattr(self, child_name):
            raise KeyError(
                f"For 'insert_child_to_cell', the {child_name} child cell already exists in the "
                "network. Cannot insert another child cell with the same name."
            )
        if not isinstance(child_cell, CellTree) and child_cell is not None:
            raise TypeError(
                "For 'insert_child_to_cell', the argument 'child_cell' must be 'Cell' if not None, "
                f"but got type {type(child_cell)}."
            )
        self._cells[child_name] = child_cell

    # -- children ------------------------------------------------------------------------------

    def cells(self):
        """The child cells.

        Returns:
            values of a dict, each a Cell.

        Example:
            >>> len(nn.SequentialCell(nn.ReLU(), nn.Tanh()).cells())
            2
        """
        return self.name_cells().values()

    def name_cells(self):
        """The child cells by their names, each cell once.

        Returns:
            OrderedDict of name and Cell.

        Example:
            >>> list(nn.SequentialCell(nn.ReLU(), nn.Tanh()).name_cells())
            ['0', '1']
        """
        seen, found = set(), OrderedDict()
        for name, cell in self._cells.items():
            if cell is not None and id(cell) not in seen:
                seen.add(id(cell))
                found[name] = cell
        return found

    def cells_and_names(self, cells=None, name_prefix=""):
        """This cell and everything below, each cell once.

        Args:
            cells (set or None, default None): cells that were seen before.
            name_prefix (str, default ''): put before the names.

        Yields:
            tuple of the dotted name and the cell.

        Example:
            >>> net = nn.SequentialCell(nn.ReLU(), nn.Tanh())
            >>> [name for name, cell in net.cells_and_names()]
            ['', '0', '1']
        """
        seen = cells if cells else set()
        if self in seen:
            return
        seen.add(self)
        yield name_prefix, self
        for name, cell in self._cells.items():
            if cell:
                child = f"{name_prefix}.{name}" if name_prefix else name
                yield from cell.cells_and_names(seen, child)

    def apply(self, fn):
        """Calls a function with every cell below, children first, then with this one.

        Args:
            fn (function): is given a Cell.

        Returns:
            the cell.

        Raises:
            TypeError: `fn` is not callable.

        Example:
            >>> names = []
            >>> net = nn.SequentialCell(nn.ReLU()).apply(lambda cell: names.append(cell.cls_name))
            >>> names
            ['ReLU', 'SequentialCell']
        """
        for cell in self.cells():
            cell.apply(fn)
        fn(self)
        return self

    # -- parameters ----------------------------------------------------------------------------

    def parameters_and_names(self, name_prefix="", expand=True):
        """Parameters with their names by the place in the tree, each parameter once.

        Args:
            name_prefix (str, default ''): put before the names.
            expand (bool, default True): those of all cells below, too.

        Yields:
            tuple of the dotted name and the Parameter.

        Example:
            >>> [name for name, p in nn.Dense(2, 1).parameters_and_names()]
            ['weight', 'bias']
        """
        cells = self.cells_and_names(name_prefix=name_prefix) if expand else [(name_prefix, self)]
        seen = set()
        for cell_name, cell in cells:
            for name, parameter in cell._params.items():
                if parameter is not None and id(parameter) not in seen:
                    seen.add(id(parameter))
                    yield (f"{cell_name}.{name}" if cell_name else name), parameter

    def get_parameters(self, expand=True):
        """The parameters of this cell and of all below.

        Args:
            expand (bool, default True): those below, too.

        Yields:
            Parameter.

        Example:
            >>> [p.shape for p in nn.Dense(2, 1).get_parameters()]
            [(1, 2), (1,)]
        """
        for _, parameter in self.parameters_and_names(expand=expand):
            yield parameter

    def trainable_params(self, recurse=True):
        """The parameters that require a gradient.

        Args:
            recurse (bool, default True): those of all cells below, too.

        Returns:
            list of Parameter, in the order in which they were set.

        Example:
            >>> [p.name for p in nn.Dense(2, 1).trainable_params()]
            ['weight', 'bias']
        """
        return [p for p in self.get_parameters(expand=recurse) if p.requires_grad]

    def untrainable_params(self, recurse=True):
        """List of the parameters that require none."""
        return [p for p in self.get_parameters(expand=recurse) if not p.requires_grad]

    def parameters_dict(self, recurse=True):
        """Parameters by their own names.

        Args:
            recurse (bool, default True): those of all cells below, too.

        Returns:
            OrderedDict of name and Parameter.

        Example:
            >>> list(nn.Dense(2, 1).parameters_dict())
            ['weight', 'bias']
        """
        return OrderedDict((p.name, p) for p in self.get_parameters(expand=recurse))

    def parameters_broadcast_dict(self, recurse=True):
        """As `parameters_dict`, without layerwise parallel ones; None when empty."""
        found = OrderedDict(
            (p.name, p)
            for p in self.get_parameters(expand=recurse)
            if p.layerwise_parallel is False
        )
        return found or None

    def update_parameters_name(self, prefix="", recurse=True):
        """Name every parameter by its position in the tree behind `prefix`."""
        validator.check_str_by_regular(prefix)
        for name, parameter in self.parameters_and_names(expand=recurse):
            if prefix != "":
                parameter.is_init = False
            parameter.name = prefix + name

    def _update_local_parameters_name(self, prefix="", recurse=True):
        validator.check_str_by_regular(prefix)
        for name, parameter in self.parameters_and_names(expand=recurse):
            if name not in self._user_parameters:
                parameter.name = prefix + name

    def update_cell_prefix(self):
        """Let every cell below know its dotted name."""
        for name, cell in self.cells_and_names():
            cell._param_prefix = name

    def check_names(self):
        """Raise ValueError when two parameters have one name."""
        names = set()
        for value, parameter in self.parameters_and_names():
            if parameter.name in names:
                raise ValueError(
                    f"The value of {value} is {parameter}, its name '{parameter.name}' already "
                    "exists. Please set a unique name for the parameter."
                )
            names.add(parameter.name)

    def init_parameters_data(self, auto_parallel_mode=False):
        """Gives data to parameters that have none yet.

        Args:
            auto_parallel_mode (bool, default False): slices of automatic parallelism; no effect
                here.

        Returns:
            dict: {parameter before: parameter now}.

        Example:
            >>> nn.Dense(2, 1).init_parameters_data() is not None
            True
        """
        replaced = {}
        for _, cell in self.cells_and_names():
            for name, parameter in list(cell._params.items()):
                if parameter is not None:
                    new = _initialised(parameter, replaced)
                    if new is not parameter:
                        cell._params[name] = new
            for name, items in list(cell._params_list.items()):
                new = ParameterTuple([_initialised(p, replaced) for p in items])
                cell._params_list[name] = new
                cell.__dict__[name] = new
        return replaced


def _initialised(parameter, replaced):
    if parameter not in replaced:
        replaced[parameter] = parameter.init_data()
    return replaced[parameter]
