"""The dtype objects: `Float(32)`, `Tensor[Float32]` and their kin."""

from __future__ import annotations

_BYTES = {"bool": 1, "complex64": 8, "complex128": 16}


class Type:
    """A type of the framework. Two of one class and width are equal."""

    __slots__ = ("_key", "_name")
    _text = ""
    _public = ""

    def __init__(self):
        if type(self) is Type:
            raise TypeError("mindspore._c_expression.typing.Type: No constructor defined!")
        self._set(None, None)

    def _set(self, key, name):
        self._key = key
        self._name = name

    def __eq__(self, other):
        return self is other or (type(self) is type(other) and self._key == other._key)

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return hash((type(self).__name__, self._key))

    def __str__(self):
        return self._text if self._key is None else f"{self._text}{self._key}"

    def __repr__(self):
        return f"mindspore.{self._public}"

    def __reduce__(self):
        return type(self), () if self._key is None else (self._key,)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


class Number(Type):
    """Any number."""

    __slots__ = ()
    _text, _public = "Number", "number"


class Bool(Number):
    """bool."""

    __slots__ = ()
    _text, _public = "Bool", "bool_"

    def __init__(self):
        self._set(None, "bool")


class _Sized(Number):
    """A number with a width in bits; without one, the family."""

    __slots__ = ()
    _stem = ""
    _widths = ()

    def __init__(self, bits=None):
        if bits is not None and bits not in self._widths:
            raise ValueError(f"{self._text} has the widths {self._widths}, but got {bits}.")
        self._set(bits, None if bits is None else f"{self._stem}{bits}")

    def __repr__(self):
        return f"mindspore.{self._public if self._name is None else self._name}"


class Int(_Sized):
    """Signed integers."""

    __slots__ = ()
    _text, _public, _stem, _widths = "Int", "int_", "int", (8, 16, 32, 64)


class UInt(_Sized):
    """Unsigned integers."""

    __slots__ = ()
    _text, _public, _stem, _widths = "UInt", "uint", "uint", (8, 16, 32, 64)


class Float(_Sized):
    """Floats."""

    __slots__ = ()
    _text, _public, _stem, _widths = "Float", "float_", "float", (16, 32, 64)


class Complex(_Sized):
    """Complex numbers."""

    __slots__ = ()
    _text, _public, _stem, _widths = "Complex", "complex", "complex", (64, 128)


class String(Type):
    """str."""

    __slots__ = ()
    _text, _public = "String", "string_"


class _Container(Type):
    """A container, with or without the types of its elements."""

    __slots__ = ()

    def __init__(self, elements=None):
        self._set(None if elements is None else tuple(elements), None)

    def __str__(self):
        if self._key is None:
            return self._text
        return f"{self._text}[{', '.join(str(e) for e in self._key)}]"


class List(_Container):
    """list."""

    __slots__ = ()
    _text, _public = "List", "list_"


class Tuple(_Container):
    """tuple."""

    __slots__ = ()
    _text, _public = "Tuple", "tuple_"


class TensorType(Type):
    """Tensor of an element type."""

    __slots__ = ()
    _text, _public = "Tensor", "tensor"

    def __init__(self, element=None):
        self._set(element, None)

    def element_type(self):
        """The dtype of the elements."""
        return self._key

    def __str__(self):
        return self._text if self._key is None else f"{self._text}[{self._key}]"

    def __repr__(self):
        inner = "" if self._key is None else f"[{repr(self._key).rpartition('.')[2]}]"
        return f"mindspore.{self._public}{inner}"


class RefType(TensorType):
    """Reference to a tensor."""

    __slots__ = ()
    _text = "Ref"


def _plain(name, text, public):
    return type(
        name,
        (Type,),
        {
            "__slots__": (),
            "_text": text,
            "_public": public,
            "__doc__": text,
            "__module__": __name__,
        },
    )


COOTensorType = _plain("COOTensorType", "COOTensor", "COOTensor")
CSRTensorType = _plain("CSRTensorType", "CSRTensor", "CSRTensor")
RowTensorType = _plain("RowTensorType", "RowTensor", "RowTensor")
Dict = _plain("Dict", "Dictionary", "Dictionary")
EnvType = _plain("EnvType", "Object:EnvType", "env_type")
Function = _plain("Function", "Func", "function")
RefKeyType = _plain("RefKeyType", "Object:RefKey", "type_refkey")
Slice = _plain("Slice", "Slice", "Slice")
SymbolicKeyType = _plain("SymbolicKeyType", "Object:SymbolicKey", "symbolic_key")
TypeAnything = _plain("TypeAnything", "Anything", "Anything")
TypeEllipsis = _plain("TypeEllipsis", "Ellipsis", "Ellipsis")
TypeMsClassType = _plain("TypeMsClassType", "Class", "Class")
TypeNone = _plain("TypeNone", "None", "type_none")
TypeNull = _plain("TypeNull", "Null", "Null")
TypeType = _plain("TypeType", "TypeType", "type_type")
UndeterminedType = _plain("UndeterminedType", "Undetermined", "Undetermined")


def is_subclass(type_, base):
    """True when `type_` is `base` or belongs to the family `base`."""
    if not isinstance(type_, type(base)):
        return False
    return base._key is None or type_._key == base._key


def type_size_in_bytes(dtype):
    """Bytes of one element."""
    if dtype._name is None:
        raise TypeError(f"{dtype} has no size.")
    return _BYTES.get(dtype._name) or dtype._key // 8


def str_to_type(name):
    """The type that prints as `name`: "Float32"."""
    for family in (Bool, Int, UInt, Float, Complex):
        for width in getattr(family, "_widths", (None,)):
            candidate = family() if width is None else family(width)
            if str(candidate) == name or candidate._name == name:
                return candidate
    raise ValueError(f"unknown type name {name!r}")
