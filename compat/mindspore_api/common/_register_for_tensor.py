"""Operators that tensors call by name."""

from collections import UserDict

from .forwarding import functions


class Registry(UserDict):
    """Name -> function; names not registered are looked up among the functions of `ops`."""

    def register(self, obj_str, obj):
        """Make `obj` known as `obj_str`."""
        if isinstance(obj_str, str):
            self[obj_str] = obj

    def get(self, obj_str):
        """The operator registered as `obj_str`."""
        if not isinstance(obj_str, str):
            raise TypeError("key for tensor registry must be string.")
        found = self.data.get(obj_str)
        if found is None:
            found = getattr(functions(), obj_str)
            self[obj_str] = found
        return found


tensor_operator_registry = Registry()
