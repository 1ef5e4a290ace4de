"""The plugin manager: finds backends, validates them, fills the call table.

pluggy registers, checks and orders implementations. It is on the path of a call only for hooks that
have a wrapper, a second implementation or monitoring; every other slot of the table is the function
itself.
"""

from __future__ import annotations

import importlib
import inspect
import os
import threading
from collections.abc import Callable, Iterable, Mapping
from importlib import util as import_util
from typing import Any, cast

import pluggy

from . import state
from .autodiff.engine import activate, choose, deactivate
from .contract import GROUPS, PRIMITIVES, Primitive
from .contract.marker import PROJECT
from .errors import BackendError, DeviceError, PluginError
from .table import op

BUILTIN = {
    "numpy": "compat._backends.numpy",
    "torch": "compat._backends.torch",
    "tensorflow": "compat._backends.tensorflow",
}
INSTALL = {
    "numpy": "pip install numpy scipy",
    "torch": "pip install torch",
    "tensorflow": "pip install tensorflow",
}
LIBRARY = {"numpy": "numpy", "torch": "torch", "tensorflow": "tensorflow"}
AUTO_ORDER = ("torch", "tensorflow", "numpy")
DEFAULT = "numpy"


class Registry(pluggy.PluginManager):
    """Backends and wrapper plugins; see the module."""

    def __init__(self) -> None:
        super().__init__(PROJECT)
        for group in GROUPS:
            self.add_hookspecs(group)
        self.backend: str | None = None
        self.reason = "nothing selected yet"
        self.broken: dict[str, str] = {}  # backend -> error of importing its installed library
        self._modules: tuple[Any, ...] = ()
        self._monitors = 0
        self._lock = threading.RLock()
        self._reset_slots()

    def _repr_html_(self) -> str:
        from ..notebook import backend_html

        return str(backend_html(self))

    # -- finding -------------------------------------------------------------------------------

    def available(self) -> dict[str, str]:
        """Backend name -> module or entry point that provides it; third parties included."""
        found = dict(BUILTIN)
        found.update({point.name: point.value for point in self._entry_points()})
        return found

    @staticmethod
    def _entry_points() -> Iterable[Any]:
        from importlib import metadata  # 20 ms: only when backends are listed or a name is foreign

        return metadata.entry_points(group=PROJECT)

    def installed(self, name: str) -> bool:
        """True when the library of a built-in backend can be imported; no import happens."""
        library = LIBRARY.get(name)
        try:
            return library is None or import_util.find_spec(library) is not None
        except ImportError:
            return False

    def trouble(self, name: str) -> str | None:
        """Why the installed library of a backend cannot be imported, which is tried; else None."""
        library = LIBRARY.get(name)
        if library is not None and self.installed(name):
            try:
                importlib.import_module(library)
            except Exception as error:  # whatever it raises is the answer
                self.broken[name] = f"{type(error).__name__}: {error}"
        return self.broken.get(name)

    # -- selecting -----------------------------------------------------------------------------

    def ensure(self) -> str:
        """Select by `COMPAT_BACKEND` unless a backend is selected already; returns its name."""
        with self._lock:
            if self.backend is None:
                wanted = os.environ.get("COMPAT_BACKEND", "").strip()
                source = "COMPAT_BACKEND" if wanted else "the default"
                self.select(wanted or DEFAULT, source=source)
            return cast(str, self.backend)

    def select(self, name: str, device: str | None = None, source: str = "compat.use()") -> None:
        """Load backend `name` ("auto" takes the best one installed) and fill the table.

        device: where new arrays go; default `COMPAT_DEVICE`, then the backend's own default.
        Raises BackendError or DeviceError and leaves the previous selection in force.
        """
        with self._lock:
            before = (self.backend, self._modules, self.reason)
            chosen, modules = self._automatic() if name == "auto" else (name, self._load(name))
            try:
                self._exchange(chosen, modules)
                self.reason = f"{source} = {name!r}"
                self._choose_device(device)
            except Exception:
                self._exchange(before[0], before[1])
                self.reason = before[2]
                raise
            self._start_plugins()

    def _automatic(self) -> tuple[str, tuple[Any, ...]]:
        """The first backend whose library is installed and works."""
        for name in AUTO_ORDER:
            if not self.installed(name):
                continue
            try:
                return name, self._load(name)
            except BackendError:
                if name not in self.broken:
                    raise
        raise BackendError(self._listing("auto", "none of the libraries can be imported"))

    def _load(self, name: str) -> tuple[Any, ...]:
        target = BUILTIN.get(name) or self._third_party(name)
        try:
            package = importlib.import_module(target)
        except Exception as error:  # a damaged library raises what it likes, OSError often
            hint = INSTALL.get(name)
            why = f"{type(error).__name__}: {error}"
            if self.installed(name):
                self.broken[name] = why
                why = f"its library is installed but cannot be imported: {why}"
            advice = f"; install it with `{hint}`" if hint else ""
            raise BackendError(self._listing(name, why + advice)) from error
        self.broken.pop(name, None)
        modules = tuple(getattr(package, "MODULES", (package,)))
        owners: dict[str, str] = {}
        for module in modules:
            for hook in self._check_signatures(name, module):
                other = owners.setdefault(hook, module.__name__)
                if other != module.__name__:  # it would be called through pluggy, and slowly
                    raise BackendError(f"backend {name!r}: {hook} in {other} and {module.__name__}")
        return modules

    def _third_party(self, name: str) -> str:
        for point in self._entry_points():
            if point.name == name:
                return str(point.value).partition(":")[0]
        raise BackendError(self._listing(name, "no backend of that name"))

    def _listing(self, name: str, why: str) -> str:
        rows = [f"  {n}: {self._condition(n)}" for n in self.available()]
        return f"backend {name!r} cannot be used: {why}\nbackends found:\n" + "\n".join(rows)

    def _condition(self, name: str) -> str:
        if not self.installed(name):
            return f"not installed ({INSTALL[name]})"
        broken = self.broken.get(name)
        return f"installed but broken ({broken})" if broken else "installed"

    def _check_signatures(self, name: str, module: Any) -> list[str]:
        """The hooks a plugin implements; BackendError where one is not as the contract has it."""
        hooks = []
        for attribute in dir(module):
            function = getattr(module, attribute, None)
            options = getattr(function, f"{PROJECT}_impl", None)
            if not options or not inspect.isroutine(function):
                continue
            hook = options.get("specname") or attribute
            if hook not in PRIMITIVES:
                raise BackendError(
                    f"backend {name!r} implements {hook!r}, which is not a primitive"
                )
            given = tuple(inspect.signature(cast(Callable[..., Any], function)).parameters)
            if not options["wrapper"] and given != PRIMITIVES[hook].parameters:
                raise BackendError(
                    f"backend {name!r}: {hook} takes {given}, the contract says "
                    f"{PRIMITIVES[hook].parameters}"
                )
            hooks.append(hook)
        return hooks

    def _exchange(self, name: str | None, modules: tuple[Any, ...]) -> None:
        for module in self._modules:
            super().unregister(module)
        self._modules = ()
        self.backend = None
        if name is None:
            self._reset_slots()
            return
        self._register_defaults()
        for module in modules:
            super().register(module)
        self._modules, self.backend = modules, name
        self.check_pending()
        self.resolve()

    def _register_defaults(self) -> None:
        from . import defaults  # they call `op`, so they come after the table

        for module in defaults.MODULES:
            if not self.is_registered(module):
                super().register(module)

    def _choose_device(self, device: str | None) -> None:
        info = op.backend_info()
        wanted = device or os.environ.get("COMPAT_DEVICE", "").strip() or info["default_device"]
        if wanted == "cuda":
            wanted = "cuda:0"
        if wanted not in info["devices"]:
            raise DeviceError(
                f"device {wanted!r} is not there; backend {self.backend!r} "
                f"({info['library']} {info['version']}) has {', '.join(info['devices'])}"
                + (
                    "; a CUDA build of the library and a driver are needed"
                    if "cuda" in wanted
                    else ""
                )
            )
        state.set_default_device(wanted)

    # -- the table -----------------------------------------------------------------------------

    def resolve(self) -> None:
        """Fill every slot of the table with the cheapest callable that does the job."""
        raw = {name: self._raw_slot(p) for name, p in PRIMITIVES.items()}
        fallback = {name: self._default_of(name) for name in PRIMITIVES}
        for name, slot in raw.items():
            setattr(op, name, slot)
        chosen = choose(raw["autodiff_engine"])
        for name, slot in chosen.slots(PRIMITIVES, raw, fallback).items():
            setattr(op, name, slot)
        activate(chosen)

    def _implementations(self, name: str) -> list[Any]:
        caller: pluggy.HookCaller = getattr(self.hook, name)
        return caller.get_hookimpls()

    def _default_of(self, name: str) -> Callable[..., Any] | None:
        found = [i for i in self._implementations(name) if i.trylast and not i.wrapper]
        return found[-1].function if found else None

    def _raw_slot(self, p: Primitive) -> Callable[..., Any]:
        found = self._implementations(p.name)
        own = [i for i in found if not (i.wrapper or i.hookwrapper or i.trylast)]
        wrapped = any(i.wrapper or i.hookwrapper for i in found)
        if self._monitors or wrapped or len(own) > 1:
            return self._through_pluggy(p, bool(own) or self._default_of(p.name) is not None)
        function = own[-1].function if own else self._default_of(p.name)
        return getattr(function, "__native__", function) or self._missing(p.name)

    def _through_pluggy(self, p: Primitive, provided: bool) -> Callable[..., Any]:
        caller, names, missing = getattr(self.hook, p.name), p.parameters, self._missing(p.name)
        owners = {
            getattr(i.function, "__code__", None): i.plugin_name
            if i.wrapper or i.hookwrapper
            else ""
            for i in self._implementations(p.name)
        }

        def call(*args: Any) -> Any:
            try:
                result = caller(**dict(zip(names, args, strict=True)))
            except Exception as error:
                culprit = _raised_in(error, owners)
                if culprit:
                    what = f"{type(error).__name__}: {error}"
                    text = f"plugin {culprit!r} failed around {p.name}: {what}"
                    raise PluginError(text) from error
                raise
            return missing(*args) if result is None else result

        call.__name__ = p.name
        return call if provided else missing

    def _missing(self, name: str) -> Callable[..., Any]:
        def missing(*args: Any) -> Any:
            raise NotImplementedError(
                f"primitive {name!r} is not implemented by the backend {self.backend!r}; "
                "choose another one with COMPAT_BACKEND"
            )

        return missing

    def _reset_slots(self) -> None:
        for name in PRIMITIVES:
            setattr(op, name, self._starter(name))
        deactivate(self.ensure)

    def _starter(self, name: str) -> Callable[..., Any]:
        def start(*args: Any) -> Any:
            self.ensure()
            return getattr(op, name)(*args)

        start.__name__ = name
        return start

    # -- wrapper plugins -----------------------------------------------------------------------

    def register(self, plugin: Any, name: str | None = None) -> str | None:
        """Register a plugin (a wrapper, or a second implementation) and fill the table again."""
        with self._lock:
            self._check_signatures(name or str(getattr(plugin, "__name__", plugin)), plugin)
            registered = super().register(plugin, name)
            if self.backend is not None:
                self.resolve()
            return registered

    def unregister(self, plugin: Any = None, name: str | None = None) -> Any:
        """Take a plugin out and fill the table again."""
        with self._lock:
            removed = super().unregister(plugin, name)
            if self.backend is not None:
                self.resolve()
            return removed

    def add_hookcall_monitoring(
        self,
        before: Callable[[str, Any, Mapping[str, Any]], None],
        after: Callable[[pluggy.Result[Any], str, Any, Mapping[str, Any]], None],
    ) -> Callable[[], None]:
        """Route every slot through pluggy and call `before` and `after` around it; returns the
        undo.
        """
        with self._lock:
            undo = super().add_hookcall_monitoring(before, after)
            self._monitors += 1
            self.resolve()

        def stop() -> None:
            with self._lock:
                undo()
                self._monitors -= 1
                self.resolve()

        return stop

    def _start_plugins(self) -> None:
        names = [n.strip() for n in os.environ.get("COMPAT_PLUGINS", "").split(",") if n.strip()]
        for name in names:
            self.start_plugin(name)

    def start_plugin(self, name: str) -> None:
        """Switch on a wrapper plugin of ours or of the entry points `compat.plugins`."""
        from compat import plugins

        if name in plugins.active():
            return
        try:
            plugins.start(name, self)
        except PluginError:
            raise
        except Exception as error:
            raise PluginError(f"plugin {name!r} failed to start: {error}") from error


def _raised_in(error: BaseException, owners: Mapping[Any, str]) -> str:
    """The plugin whose wrapper raised: the innermost frame that belongs to one of `owners`."""
    found, trace = "", error.__traceback__
    while trace is not None:
        found = owners.get(trace.tb_frame.f_code, found)
        trace = trace.tb_next
    return found


registry = Registry()
