"""Cells that hold lists of cells."""

from __future__ import annotations

from collections import OrderedDict

from ..cell import Cell

__all__ = ["SequentialCell", "CellList"]


def _valid_index(count, index, name):
    if not isinstance(index, int):
        raise TypeError(
            f"For '{name}', the type of 'index' must be int, but got {type(index).__name__}."
        )
    if not -count <= index < count:
        raise IndexError(
            f"For '{name}', the value of 'index' must be a number in range [{-count}, {count}), "
            f"but got {index}."
        )
    return index % count


def _valid_cell(cell, name):
    if not isinstance(cell, Cell):
        raise TypeError(
            f"For '{name}', each cell must be subclass of Cell, but got {type(cell).__name__}."
        )


def _prefix_and_position(cells):
    """What stands before the container's keys in parameter names, and which part the key is."""
    found = []
    for key, cell in cells.items():
        first = next(cell.get_parameters(), None)
        if first is not None:
            found.append((key, first.name.split(".")))
        if len(found) == 2:
            break
    prefix, position = "", 0
    if not found:
        return prefix, position
    key, parts = found[0]
    for i, part in enumerate(parts):
        if part == key:
            prefix = ".".join(parts[:i]) + "." if i else ""
            position = i
            if len(found) == 2 and found[1][1][i] == found[1][0]:
                break
    return prefix, position


def _rename(cell, start, position):
    """Exchange everything up to and including the container's key."""
    for parameter in cell.get_parameters():
        rest = parameter.name.split(".")[position + 1 :]
        parameter.name = start + ".".join(rest)


def _renumbered(container, position, prefix, rename):
    cells = OrderedDict()
    for i, (key, cell) in enumerate(container._cells.items()):
        if rename[i]:
            _rename(cell, f"{prefix}{i}.", position)
        cells[str(i) if rename[i] is not None else key] = cell
    return cells


class SequentialCell(Cell):
    """Cell: cells that run one after the other, each with the result of the one before.

    Args:
        *args (Cell, list of Cell or OrderedDict): the cells; names of a dict are those of the
            children.

    Inputs:
        x (Tensor): is given to the first cell.

    Outputs:
        the result of the last cell.

    Raises:
        TypeError: an argument is no Cell.

    Example:
        >>> net = nn.SequentialCell(nn.Dense(2, 3, weight_init="ones"), nn.ReLU())
        >>> print(net(Tensor([[1.0, -2.0]])))
        [[0. 0. 0.]]
        >>> len(net), net[1]
        (2, ReLU<>)
    """

    def __init__(self, *args):
        super().__init__()
        self._is_dynamic_name = []
        named, dynamic = _named_cells(self.cls_name, args)
        for name, cell in named:
            self.insert_child_to_cell(name, cell)
            cell.update_parameters_name(name + ".")
            self._is_dynamic_name.append(dynamic)
        self._refresh()

    def _refresh(self):
        self.__dict__["cell_list"] = list(self._cells.values())

    def __setstate__(self, state):
        super().__setstate__(state)
        self._refresh()

    def __getitem__(self, index):
        if isinstance(index, slice):
            return self.__class__(OrderedDict(list(self._cells.items())[index]))
        index = _valid_index(len(self), index, self.cls_name)
        return list(self._cells.values())[index]

    def __setitem__(self, index, cell):
        _valid_cell(cell, self.cls_name)
        prefix, _ = _prefix_and_position(self._cells)
        index = _valid_index(len(self), index, self.cls_name)
        key = list(self._cells)[index]
        self._cells[key] = cell
        cell.update_parameters_name(prefix + key + ".")
        self._refresh()

    def __delitem__(self, index):
        if isinstance(index, int):
            index = _valid_index(len(self), index, self.cls_name)
            del self._cells[list(self._cells)[index]]
        elif isinstance(index, slice):
            for key in list(self._cells)[index]:
                del self._cells[key]
        else:
            raise TypeError(
                f"For '{self.cls_name}', the type of index must be int type or slice type, "
                f"but got {type(index).__name__}"
            )
        del self._is_dynamic_name[index]
        prefix, position = _prefix_and_position(self._cells)
        rename = [True if dynamic else None for dynamic in self._is_dynamic_name]
        self._cells = _renumbered(self, position, prefix, rename)
        self._refresh()

    def __bool__(self):
        return len(self._cells) != 0

    def __len__(self):
        return len(self._cells)

    def set_grad(self, flag=True):
        """Mark this cell and its children."""
        super().set_grad(flag)
        for cell in self._cells.values():
            cell.set_grad(flag)

    def append(self, cell):
        """Add a cell at the end."""
        _valid_cell(cell, self.cls_name)
        prefix, _ = _prefix_and_position(self._cells)
        cell.update_parameters_name(f"{prefix}{len(self)}.")
        self._is_dynamic_name.append(True)
        self._cells[str(len(self))] = cell
        self._refresh()

    def construct(self, input_data):
        """Run the cells in order."""
        for cell in self.cell_list:
            input_data = cell(input_data)
        return input_data


def _named_cells(name, args):
    """(name, cell) pairs of the constructor's arguments, and whether the names are numbers."""
    if len(args) != 1:
        return [(str(i), cell) for i, cell in enumerate(args)], True
    given = args[0]
    if isinstance(given, Cell):
        return [("0", given)], True
    if isinstance(given, list):
        return [(str(i), cell) for i, cell in enumerate(given)], True
    if isinstance(given, OrderedDict):
        return list(given.items()), False
    raise TypeError(
        f"For '{name}', the 'args[0]' must be Cell, list or orderedDict, "
        f"but got {type(given).__name__}"
    )


class CellList(Cell):
    """Cell: cells in a list, whose parameters belong to the network; whoever holds it runs them.

    Args:
        *args (list of Cell): the cells.

    Inputs:
        none: it is not called.

    Outputs:
        none.

    Raises:
        TypeError: an entry is no Cell.

    Example:
        >>> cells = nn.CellList([nn.ReLU()])
        >>> cells.append(nn.Tanh())
        >>> len(cells), cells[1]
        (2, Tanh<>)
    """

    __cell_as_list__ = True

    def __init__(self, *args, **kwargs):
        super().__init__(kwargs.get("auto_prefix", True))
        if len(args) == 1:
            self.extend(args[0])

    def __getitem__(self, index):
        if isinstance(index, slice):
            return self.__class__(list(self._cells.values())[index])
        if isinstance(index, int):
            return self._cells[str(_valid_index(len(self), index, self.cls_name))]
        raise TypeError(
            f"For '{self.cls_name}', the type of 'index' must be int or slice, "
            f"but got {type(index).__name__}."
        )

    def __setitem__(self, index, cell):
        _valid_cell(cell, self.cls_name)
        index = _valid_index(len(self), index, self.cls_name)
        if self._auto_prefix:
            prefix, _ = _prefix_and_position(self._cells)
            cell.update_parameters_name(f"{prefix}{index}.")
        self._cells[str(index)] = cell

    def __delitem__(self, index):
        if isinstance(index, int):
            del self._cells[str(_valid_index(len(self), index, self.cls_name))]
        elif isinstance(index, slice):
            for key in list(self._cells)[index]:
                del self._cells[key]
        else:
            raise TypeError(
                f"For '{self.cls_name}', the type of 'index' must be int or slice, "
                f"but got {type(index).__name__}."
            )
        prefix, position = _prefix_and_position(self._cells)
        rename = [self._auto_prefix] * len(self)
        self._cells = _renumbered(self, position, prefix, rename)

    def __bool__(self):
        return len(self._cells) != 0

    def __len__(self):
        return len(self._cells)

    def __iter__(self):
        return iter(list(self._cells.values()))

    def __iadd__(self, cells):
        self.extend(cells)
        return self

    def insert(self, index, cell):
        """Put a cell before position `index`."""
        index = _valid_index(len(self), index, self.cls_name)
        _valid_cell(cell, self.cls_name)
        prefix, position = _prefix_and_position(self._cells)
        cells = list(self._cells.values())
        if self._auto_prefix:
            for i in range(len(cells) - 1, index - 1, -1):
                _rename(cells[i], f"{prefix}{i + 1}.", position)
            cell.update_parameters_name(f"{prefix}{index}.")
        cells.insert(index, cell)
        self._cells = OrderedDict((str(i), c) for i, c in enumerate(cells))

    def extend(self, cells):
        """Add a list of cells at the end."""
        if not isinstance(cells, list):
            raise TypeError(
                f"For '{self.cls_name}', the new cells wanted to append should be instance of "
                f"list, but got {type(cells).__name__}."
            )
        prefix, _ = _prefix_and_position(self._cells)
        for cell in cells:
            _valid_cell(cell, self.cls_name)
            if self._auto_prefix:
                cell.update_parameters_name(f"{prefix}{len(self)}.")
            self._cells[str(len(self))] = cell
        return self

    def append(self, cell):
        """Add a cell at the end."""
        _valid_cell(cell, self.cls_name)
        if self._auto_prefix:
            prefix, _ = _prefix_and_position(self._cells)
            cell.update_parameters_name(f"{prefix}{len(self)}.")
        self._cells[str(len(self))] = cell

    def set_grad(self, flag=True):
        """Mark this cell and its children."""
        super().set_grad(flag)
        for cell in self._cells.values():
            cell.set_grad(flag)

    def construct(self, *inputs):
        """A list cannot be called."""
        raise NotImplementedError
