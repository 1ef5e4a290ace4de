"""The `-graph.meta` file beside checkpoints: the network as a message of MindSpore's graph format.

MindSpore writes the graph its compiler made. Here a node stands for each innermost cell, with class
and scope but without the operators inside, and parameters come with dtype and shape.
"""

from __future__ import annotations

from compat.core.serialize import wire
from compat.core.serialize.whole import write_whole

_VERSION = 1
_TENSOR = 14
_ELEMENTS = (
    "bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float16",
    "float32", "float64",
)  # fmt: skip
_NUMBERS = {name: i for i, name in enumerate(_ELEMENTS, start=1)}


def write_graph(network, path):
    """Write the file, readable and writable by its owner only."""
    message = wire.number_field(1, _VERSION) + wire.bytes_field(4, graph(network))
    write_whole(path, [message], 0o600)


def graph(network):
    """The bytes of the graph message of a network."""
    nodes = [wire.bytes_field(1, _node(name, cell)) for name, cell in _innermost(network)]
    name = wire.bytes_field(2, type(network).__name__.encode())
    found = {p.name: p for p in network.get_parameters()}
    parameters = [wire.bytes_field(3, _parameter(p)) for p in found.values()]
    return b"".join([*nodes, name, *parameters])


def _innermost(network):
    for name, cell in network.cells_and_names():
        if not cell.name_cells():
            yield name, cell


def _node(name, cell):
    kind = type(cell).__name__
    texts = ((2, name), (3, kind), (4, f"Default/{name.replace('.', '/')}"), (8, f"{name}-{kind}"))
    return b"".join(wire.bytes_field(number, text.encode()) for number, text in texts)


def _parameter(parameter):
    dims = [wire.bytes_field(1, wire.number_field(1, n)) for n in parameter.shape]
    element = _NUMBERS.get(str(parameter.dtype).lower(), 0)
    tensor = wire.number_field(1, element) + wire.bytes_field(2, b"".join(dims))
    kind = wire.number_field(1, _TENSOR) + wire.bytes_field(2, tensor)
    return wire.bytes_field(1, parameter.name.encode()) + wire.bytes_field(2, kind)
