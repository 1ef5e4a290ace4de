"""The stack machine of pickle files, for opcodes that build plain values.

It calls nothing that a file names: a `GLOBAL` is looked up in a table of recipes, and an opcode
that this module does not know ends the reading. What a file can make it allocate is bounded by the
size of the file.
"""

from __future__ import annotations

import codecs
import pickle
import struct
from collections.abc import Callable, Mapping
from typing import Any

from ..errors import FileFormatError, UnsafeFileError

Step = Callable[["Machine"], None]
OPCODES: dict[int, Step] = {}
_LONGEST_NUMBER = 4096  # digits; reading decimal digits takes quadratic time


class Unfinished:
    """Something on the stack that is no value: a recipe, an array without data, their tuples."""


class Recipe(Unfinished):
    """What a file may name: makes a value of arguments."""

    def __init__(self, name: str, make: Callable[..., Any]) -> None:
        self.name = name
        self.make = make


class Arguments(tuple[Any, ...], Unfinished):
    """A tuple with something unfinished in it."""


class Draft(Unfinished):
    """An object made by a recipe that a `BUILD` completes; `value` is None before."""

    value: Any = None

    def build(self, state: Any) -> None:
        """Complete the object with `state`."""
        raise NotImplementedError


class _StopError(Exception):
    """A `STOP` has been reached."""


class Machine:
    """Reads one pickle from `data`; `recipes` maps (module, name) to what may be named."""

    def __init__(
        self, data: bytes, recipes: Mapping[tuple[str, str], Recipe], encoding: str
    ) -> None:
        self.data = data
        self.at = 0
        self.recipes = recipes
        self.encoding = encoding
        self.stack: list[Any] = []
        self.marks: list[int] = []
        self.memo: dict[int, Any] = {}

    def run(self) -> Any:
        """The value of the pickle. Raises FileFormatError or UnsafeFileError."""
        try:
            while True:
                code = self.take(1)[0]
                step = OPCODES.get(code)
                if step is None:
                    raise UnsafeFileError(f"the file uses the pickle opcode {code:#04x}")
                step(self)
        except _StopError:
            return self.value()

    def take(self, count: int) -> bytes:
        """The next `count` bytes."""
        end = self.at + count
        if count < 0 or end > len(self.data):
            raise FileFormatError("the file is damaged: it ends early")
        found, self.at = self.data[self.at : end], end
        return found

    def line(self) -> bytes:
        """The bytes up to the end of the line."""
        end = self.data.find(b"\n", self.at)
        if end < 0:
            raise FileFormatError("the file is damaged: it ends early")
        found, self.at = self.data[self.at : end], end + 1
        return found

    def number(self, layout: str) -> Any:
        """The next number in `struct` notation."""
        return struct.unpack(layout, self.take(struct.calcsize(layout)))[0]

    def push(self, value: Any) -> None:
        """Put a value on the stack."""
        self.stack.append(value)

    def pop(self) -> Any:
        """Take the uppermost object from the stack, which a mark may close."""
        if len(self.stack) <= (self.marks[-1] if self.marks else 0):
            raise FileFormatError("the file is damaged: a value is missing")
        found = self.stack.pop()
        if isinstance(found, Draft) and found.value is not None:
            return found.value
        return found

    def value(self) -> Any:
        """Take the uppermost value from the stack."""
        return finished(self.pop())

    def above_mark(self) -> list[Any]:
        """Take what lies above the last mark."""
        if not self.marks:
            raise FileFormatError("the file is damaged: a mark is missing")
        start = self.marks.pop()
        found, self.stack[start:] = self.stack[start:], []
        return [x.value if isinstance(x, Draft) and x.value is not None else x for x in found]

    def top(self, kind: type) -> Any:
        """The container on top of the stack, which stays there."""
        found = self.stack[-1] if self.stack else None
        if not isinstance(found, kind):
            raise UnsafeFileError("the file fills an object that is no plain container")
        return found


def finished(value: Any) -> Any:
    """`value`; raises when it is a recipe or an object without its data."""
    if isinstance(value, Unfinished):
        raise UnsafeFileError("the file holds something that is no plain value")
    return value


def opcode(code: bytes) -> Callable[[Step], Step]:
    """Decorator: the step for an opcode."""

    def register(step: Step) -> Step:
        OPCODES[code[0]] = step
        return step

    return register


def _register(steps: Mapping[bytes, Step]) -> None:
    OPCODES.update({code[0]: step for code, step in steps.items()})


# Numbers and constants.


def _constant(make: Callable[[], Any]) -> Step:
    return lambda m: m.push(make())


def _binary(layout: str) -> Step:
    return lambda m: m.push(m.number(layout))


def _long(layout: str) -> Step:
    return lambda m: m.push(int.from_bytes(m.take(m.number(layout)), "little", signed=True))


def _decimal(kind: Callable[[str], Any], end: str = "") -> Step:
    def step(m: Machine) -> None:
        text = m.line().decode("ascii").removesuffix(end)
        if len(text) > _LONGEST_NUMBER:
            raise FileFormatError(f"the file is damaged: a number of {len(text)} digits")
        m.push(kind(text))

    return step


def _int(text: str) -> int | bool:
    return {"00": False, "01": True}[text] if text in ("00", "01") else int(text)


_register(
    {
        pickle.NONE: _constant(lambda: None),
        pickle.NEWTRUE: _constant(lambda: True),
        pickle.NEWFALSE: _constant(lambda: False),
        pickle.EMPTY_LIST: _constant(list),
        pickle.EMPTY_DICT: _constant(dict),
        pickle.EMPTY_TUPLE: _constant(tuple),
        pickle.EMPTY_SET: _constant(set),
        pickle.BININT: _binary("<i"),
        pickle.BININT1: _binary("<B"),
        pickle.BININT2: _binary("<H"),
        pickle.BINFLOAT: _binary(">d"),
        pickle.LONG1: _long("<B"),
        pickle.LONG4: _long("<i"),
        pickle.INT: _decimal(_int),
        pickle.LONG: _decimal(int, "L"),
        pickle.FLOAT: _decimal(float),
    }
)


# Text and bytes.


def _text(m: Machine, raw: bytes) -> str:
    return raw.decode("utf-8", "surrogatepass")


def _old_text(m: Machine, raw: bytes) -> str | bytes:
    """Python 2's str."""
    return raw if m.encoding == "bytes" else raw.decode(m.encoding)


def _plain(m: Machine, raw: bytes) -> bytes:
    return raw


def _changeable(m: Machine, raw: bytes) -> bytearray:
    return bytearray(raw)


def _counted(layout: str, decode: Callable[[Machine, bytes], Any]) -> Step:
    return lambda m: m.push(decode(m, m.take(m.number(layout))))


_register(
    {
        pickle.BINSTRING: _counted("<i", _old_text),
        pickle.SHORT_BINSTRING: _counted("<B", _old_text),
        pickle.BINUNICODE: _counted("<I", _text),
        pickle.SHORT_BINUNICODE: _counted("<B", _text),
        pickle.BINUNICODE8: _counted("<Q", _text),
        pickle.BINBYTES: _counted("<I", _plain),
        pickle.SHORT_BINBYTES: _counted("<B", _plain),
        pickle.BINBYTES8: _counted("<Q", _plain),
        pickle.BYTEARRAY8: _counted("<Q", _changeable),
    }
)


@opcode(pickle.STRING)
def _quoted(m: Machine) -> None:
    text = m.line()
    if len(text) < 2 or text[:1] != text[-1:] or text[:1] not in (b"'", b'"'):
        raise FileFormatError("the file is damaged: a string without quotes")
    m.push(_old_text(m, codecs.escape_decode(text[1:-1])[0]))


@opcode(pickle.UNICODE)
def _escaped(m: Machine) -> None:
    m.push(m.line().decode("raw-unicode-escape"))


# Containers.


def _packed(items: list[Any]) -> tuple[Any, ...]:
    if any(isinstance(x, Unfinished) for x in items):
        return Arguments(items)
    return tuple(items)


def _tuple_of(count: int) -> Step:
    return lambda m: m.push(_packed([m.pop() for _ in range(count)][::-1]))


def _key(key: Any) -> Any:
    finished(key)
    if isinstance(key, int) and abs(key) >= 2**61:  # these can be chosen to collide
        raise FileFormatError("the file is damaged: an integer of more than 61 bits as a key")
    return key


def _fill(target: Any, items: list[Any]) -> None:
    if len(items) % 2:
        raise FileFormatError("the file is damaged: a key without a value")
    for key, value in zip(items[::2], items[1::2], strict=True):
        target[_key(key)] = finished(value)


@opcode(pickle.MARK)
def _mark(m: Machine) -> None:
    m.marks.append(len(m.stack))


@opcode(pickle.APPENDS)
def _appends(m: Machine) -> None:
    items = m.above_mark()
    m.top(list).extend(map(finished, items))


@opcode(pickle.APPEND)
def _append(m: Machine) -> None:
    item = m.value()
    m.top(list).append(item)


@opcode(pickle.SETITEMS)
def _setitems(m: Machine) -> None:
    items = m.above_mark()
    _fill(m.top(dict), items)


@opcode(pickle.SETITEM)
def _setitem(m: Machine) -> None:
    value, key = m.pop(), m.pop()
    _fill(m.top(dict), [key, value])


@opcode(pickle.ADDITEMS)
def _additems(m: Machine) -> None:
    items = m.above_mark()
    m.top(set).update(map(_key, items))


@opcode(pickle.DICT)
def _dict(m: Machine) -> None:
    found: dict[Any, Any] = {}
    _fill(found, m.above_mark())
    m.push(found)


_register(
    {
        pickle.TUPLE: lambda m: m.push(_packed(m.above_mark())),
        pickle.TUPLE1: _tuple_of(1),
        pickle.TUPLE2: _tuple_of(2),
        pickle.TUPLE3: _tuple_of(3),
        pickle.LIST: lambda m: m.push([finished(x) for x in m.above_mark()]),
        pickle.FROZENSET: lambda m: m.push(frozenset(map(_key, m.above_mark()))),
    }
)


# Memo and stack.


def _put(m: Machine, index: int) -> None:
    if not m.stack or index < 0:
        raise FileFormatError("the file is damaged: nothing to remember")
    m.memo[index] = m.stack[-1]


def _get(m: Machine, index: int) -> None:
    if index not in m.memo:
        raise FileFormatError(f"the file is damaged: nothing was remembered as {index}")
    m.push(m.memo[index])


_register(
    {
        pickle.PUT: lambda m: _put(m, int(m.line()[:20])),
        pickle.BINPUT: lambda m: _put(m, m.number("<B")),
        pickle.LONG_BINPUT: lambda m: _put(m, m.number("<I")),
        pickle.MEMOIZE: lambda m: _put(m, len(m.memo)),
        pickle.GET: lambda m: _get(m, int(m.line()[:20])),
        pickle.BINGET: lambda m: _get(m, m.number("<B")),
        pickle.LONG_BINGET: lambda m: _get(m, m.number("<I")),
    }
)


@opcode(pickle.POP)
def _drop(m: Machine) -> None:
    if m.marks and m.marks[-1] == len(m.stack):
        m.marks.pop()
    else:
        m.pop()


@opcode(pickle.POP_MARK)
def _drop_to_mark(m: Machine) -> None:
    m.above_mark()


@opcode(pickle.DUP)
def _twice(m: Machine) -> None:
    value = m.pop()
    m.stack += [value, value]


@opcode(pickle.PROTO)
def _protocol(m: Machine) -> None:
    found = m.take(1)[0]
    if found > 5:
        raise FileFormatError(f"the file is a pickle of protocol {found}; 5 is the newest known")


@opcode(pickle.FRAME)
def _frame(m: Machine) -> None:
    if m.number("<Q") > len(m.data) - m.at:
        raise FileFormatError("the file is damaged: it ends early")


@opcode(pickle.STOP)
def _stop(m: Machine) -> None:
    raise _StopError


# What is not plain.


def _look_up(m: Machine, module: str, name: str) -> None:
    recipe = m.recipes.get((module, name))
    if recipe is None:
        raise UnsafeFileError(f"the file asks for {module}.{name}")
    m.push(recipe)


@opcode(pickle.GLOBAL)
def _global(m: Machine) -> None:
    module, name = m.line().decode("utf-8"), m.line().decode("utf-8")
    _look_up(m, module, name)


@opcode(pickle.STACK_GLOBAL)
def _stack_global(m: Machine) -> None:
    name, module = m.pop(), m.pop()
    if not isinstance(name, str) or not isinstance(module, str):
        raise FileFormatError("the file is damaged: a name that is no text")
    _look_up(m, module, name)


@opcode(pickle.REDUCE)
def _reduce(m: Machine) -> None:
    arguments, recipe = m.pop(), m.pop()
    if not isinstance(recipe, Recipe) or not isinstance(arguments, tuple):
        raise UnsafeFileError("the file calls something that is no known function")
    try:
        m.push(recipe.make(*arguments))
    except TypeError as error:
        raise FileFormatError(f"the file is damaged: {recipe.name}: {error}") from error


@opcode(pickle.BUILD)
def _build(m: Machine) -> None:
    state = m.pop()
    draft = m.stack[-1] if m.stack else None
    if not isinstance(draft, Draft) or draft.value is not None:
        raise UnsafeFileError("the file changes the state of something that is no array")
    draft.build(state)
