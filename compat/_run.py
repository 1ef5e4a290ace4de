"""Running a program as plain Python would: script, module, code or standard input."""

from __future__ import annotations

import os
import runpy
import signal
import sys
from pathlib import Path
from types import CodeType, ModuleType, TracebackType

from . import _hints

ROOT = str(Path(__file__).resolve().parents[1])


def main(arguments: list[str]) -> int:
    """Run a program; returns the exit status."""
    rest = list(arguments)
    if not rest:
        print("compat run: a script, -m module or -c code is missing", file=sys.stderr)
        return 2
    _prepare()
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
    if ROOT not in sys.path:  # `backends` is imported after the program has replaced sys.path[0]
        sys.path.append(ROOT)


def _set_path(first: str) -> None:
    """What Python itself puts at the head of the path, in place of the launcher's entry."""
    sys.path[0:1] = [first]
    if ROOT not in sys.path:
        sys.path.append(ROOT)


def _new_main(name: str | None) -> ModuleType:
    module = ModuleType("__main__")
    module.__dict__.update(__spec__=None, __builtins__=__builtins__, __package__=None)
    if name is not None:
        module.__dict__.update(__file__=name, __cached__=None)
    sys.modules["__main__"] = module
    return module


def _script(rest: list[str]) -> None:
    name = rest[0]
    sys.argv[:] = rest
    if name == "-":
        _set_path("")
        exec(compile(sys.stdin.read(), "<stdin>", "exec"), vars(_new_main(None)))
        return
    path = Path(name)
    if path.is_dir() or path.suffix in (".zip", ".pyz", ".egg"):
        _set_path(str(path))
        runpy.run_path(name, run_name="__main__")
        return
    try:
        source = path.read_bytes()
    except OSError as error:
        print(
            f"{sys.executable}: can't open file {os.path.abspath(name)!r}: "
            f"[Errno {error.errno}] {error.strerror}",
            file=sys.stderr,
        )
        raise SystemExit(2) from None
    _set_path(str(path.resolve().parent))
    absolute = os.path.join(os.getcwd(), name)  # as Python gives it: joined, not normalised
    exec(_compiled(source, absolute), vars(_new_main(absolute)))


def _compiled(source: bytes, name: str) -> CodeType:
    code: CodeType = compile(source, name, "exec", dont_inherit=True)
    return code


def _module(rest: list[str]) -> None:
    sys.argv[:] = rest
    _set_path(os.getcwd())
    runpy.run_module(rest[0], run_name="__main__", alter_sys=True)


def _code(rest: list[str]) -> None:
    sys.argv[:] = ["-c", *rest[1:]]
    _set_path("")
    exec(compile(rest[0], "<string>", "exec", dont_inherit=True), vars(_new_main(None)))


def _guarded(run, rest: list[str]) -> int:  # type: ignore[no-untyped-def]
    """Run; report an uncaught exception as Python does, without the frames of this launcher."""
    try:
        run(rest)
    except SystemExit:
        raise
    except BaseException as error:
        trace = _own_frames_removed(error.__traceback__)
        error.__traceback__ = trace
        sys.excepthook(type(error), error, trace)
        _hints.show(error)
        if isinstance(error, KeyboardInterrupt):
            sys.stdout.flush()
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            os.kill(os.getpid(), signal.SIGINT)
        return 1
    return 0


def _own_frames_removed(trace: TracebackType | None) -> TracebackType | None:
    launchers = (__file__, runpy.__file__, "<frozen runpy>")
    while trace is not None and trace.tb_frame.f_code.co_filename in launchers:
        trace = trace.tb_next
    return trace
