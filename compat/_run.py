"""Running a program as plain Python would: script, module, code or standard input."""

from __future__ import annotations

import builtins
import os
import pkgutil
import runpy
import signal
import sys
from collections.abc import Callable
from importlib.machinery import BuiltinImporter, ModuleSpec, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType, TracebackType
from typing import Any


def main(arguments: list[str]) -> int:
    """Run a program; returns the exit status."""
    rest = list(arguments)
    if not rest:
        print("compat run: a script, -m module or -c code is missing", file=sys.stderr)
        return 2
    _prepare()
    trouble = _trouble()
    if trouble is not None:
        print(trouble, file=sys.stderr)
        return 2
    if os.environ.get("COMPAT_SEED_REPORT") == "1":
        from .porting import seeds

        seeds.begin()
    kind, target = rest[0], rest[1:]
    if kind in ("-m", "-c") and not target:
        print(f"Argument expected for the {kind} option", file=sys.stderr)
        return 2
    if kind == "-m":
        return _guarded(_module, target)
    if kind == "-c":
        return _guarded(_code, target)
    return _guarded(_script, rest)


def _prepare() -> None:
    import compat

    from . import _legacy

    compat.install(children=True)
    _legacy.install()


def _trouble() -> str | None:
    if not (os.environ.get("COMPAT_BACKEND") or os.environ.get("COMPAT_DEVICE")):
        return None
    from .failure import before

    return before.trouble()


def _set_path(first: str) -> None:
    """What Python itself puts at the head of the path, in place of the launcher's entry."""
    sys.path[0:1] = [first]
    _warn_of_namesake(first)


def _warn_of_namesake(folder: str) -> None:
    """Say that `import compat` in the program gives this package, where it has one of its own."""
    for name in ("compat.py", os.path.join("compat", "__init__.py")):
        path = os.path.abspath(os.path.join(folder, name))
        if os.path.isfile(path) and not os.path.samefile(
            path, Path(__file__).with_name("__init__.py")
        ):
            print(
                f"compat: warning: `import compat` gives the package that runs this program, not "
                f"{path}; give that module another name",
                file=sys.stderr,
            )


def _new_main(**names: object) -> dict[str, object]:
    """The namespace of a new `__main__`, with what Python itself puts there."""
    module = ModuleType("__main__")
    module.__dict__.update(__builtins__=builtins, __package__=None, __loader__=BuiltinImporter)
    if sys.version_info < (3, 14):
        names = {"__annotations__": {}, **names}
    module.__dict__.update(names)
    sys.modules["__main__"] = module
    return vars(module)


def _script(rest: list[str]) -> None:
    name = rest[0]
    sys.argv[:] = rest
    if name == "-":
        _set_path("")
        namespace = _new_main(__file__="<stdin>", __cached__=None)
        exec(compile(sys.stdin.read(), "<stdin>", "exec", dont_inherit=True), namespace)
        return
    if pkgutil.get_importer(name) is not None:  # a folder or an archive, whatever its suffix
        _set_path(os.path.join(os.getcwd(), name))
        _run_found(_details(runpy._get_main_module_details))  # type: ignore[attr-defined]
        return
    try:
        source = Path(name).read_bytes()
    except OSError as error:
        print(
            f"{sys.executable}: can't open file {os.path.abspath(name)!r}: "
            f"[Errno {error.errno}] {error.strerror}",
            file=sys.stderr,
        )
        raise SystemExit(2) from None
    _set_path(str(Path(name).resolve().parent))
    absolute = os.path.join(os.getcwd(), name)  # as Python gives it: joined, not normalised
    code, loader = _compiled(source, absolute), SourceFileLoader("__main__", absolute)
    exec(code, _new_main(__file__=absolute, __cached__=None, __loader__=loader))


class _NotFoundError(Exception):
    """What `python -m` says in one line."""


def _details(find: Callable[..., Any], *names: str) -> tuple[str, ModuleSpec, CodeType]:
    """What `runpy` finds; its own error is one line and the status 1, as of Python."""
    try:
        name, spec, code = find(*names, _NotFoundError)
    except _NotFoundError as error:
        print(f"{sys.executable}: {error}", file=sys.stderr)
        raise SystemExit(1) from None
    return name, spec, code


def _run_found(details: tuple[str, ModuleSpec, CodeType]) -> None:
    _, spec, code = details
    namespace = _new_main(
        __spec__=spec,
        __loader__=spec.loader,
        __file__=spec.origin,
        __cached__=spec.cached,
        __package__=spec.parent,
    )
    exec(code, namespace)


def _compiled(source: bytes, name: str) -> CodeType:
    code: CodeType = compile(source, name, "exec", dont_inherit=True)
    return code


def _module(rest: list[str]) -> None:
    sys.argv[:] = ["-m", *rest[1:]]
    _set_path(os.getcwd())
    details = _details(runpy._get_module_details, rest[0])  # type: ignore[attr-defined]
    sys.argv[0] = str(details[1].origin)
    _run_found(details)


def _code(rest: list[str]) -> None:
    sys.argv[:] = ["-c", *rest[1:]]
    _set_path("")
    exec(compile(rest[0], "<string>", "exec", dont_inherit=True), _new_main())


def _guarded(run, rest: list[str]) -> int:  # type: ignore[no-untyped-def]
    """Run; report an uncaught exception as Python does, without the frames of this launcher."""
    try:
        run(rest)
    except SystemExit:
        raise
    except BaseException as error:
        trace = _own_frames_removed(error.__traceback__)
        error.__traceback__ = trace
        _report(error, trace)
        if isinstance(error, KeyboardInterrupt):
            sys.stdout.flush()
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            os.kill(os.getpid(), signal.SIGINT)
        return 1
    return 0


def _report(error: BaseException, trace: TracebackType | None) -> None:
    """The traceback, and behind it the cause and the next command."""
    from . import failure

    text = failure.attach(error)
    sys.excepthook(type(error), error, trace)
    if text is not None:
        print(text, file=sys.stderr)


def _own_frames_removed(trace: TracebackType | None) -> TracebackType | None:
    launchers = (__file__, runpy.__file__, "<frozen runpy>")
    while trace is not None and trace.tb_frame.f_code.co_filename in launchers:
        trace = trace.tb_next
    return trace
