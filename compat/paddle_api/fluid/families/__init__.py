"""Operators by family.

The kernel `<name>_op`, the function `<name>` of `fluid.layers` and the dygraph class of one name
stand together.
"""
