"""Selecting backends, validating them, wrapping them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import timeit
import types
from pathlib import Path

import numpy as np
import pytest

from compat.core import op, registry, state
from compat.core.contract import PRIMITIVES, hookimpl, implements
from compat.core.errors import BackendError, DeviceError, PluginError

ROOT = Path(__file__).parents[2]


def fresh(code: str, **environment: str) -> subprocess.CompletedProcess:
    names = ("COMPAT_BACKEND", "COMPAT_DEVICE", "COMPAT_PLUGINS", "COMPAT_AUTODIFF")
    env = {k: v for k, v in os.environ.items() if k not in names}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**env, **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )


def array(values, dtype="float32"):
    return op.asarray(values, dtype, state.device())


@pytest.fixture(autouse=True)
def restored():
    """Whatever a test selects, the backend under test is back afterwards."""
    name = registry.ensure()
    yield
    if registry.backend != name:
        registry.select(name)


def test_first_use_selects_by_the_environment():
    code = (
        "from compat.core import op, registry\n"
        "op.asarray([1.0], 'float32', 'cpu')\nprint(registry.backend)"
    )
    assert fresh(code).stdout == "numpy\n"
    assert fresh(code, COMPAT_BACKEND="numpy").stdout == "numpy\n"


def test_unknown_backend_lists_what_is_there():
    with pytest.raises(BackendError) as caught:
        registry.select("nosuch")
    text = str(caught.value)
    assert "'nosuch'" in text
    assert all(name in text for name in ("numpy", "torch", "tensorflow"))


def test_unknown_backend_leaves_the_process_usable():
    before = registry.backend
    with pytest.raises(BackendError):
        registry.select("nosuch")
    assert registry.backend == before
    assert op.to_numpy(op.add(array([1.0]), array([2.0]))).tolist() == [3.0]


def test_unknown_backend_in_the_environment_is_an_error_at_first_use():
    done = fresh(
        "import compat.core as c; c.op.asarray([1.0], 'float32', 'cpu')", COMPAT_BACKEND="nosuch"
    )
    assert "BackendError" in done.stderr
    assert "'nosuch'" in done.stderr


def test_missing_library_names_the_install_command():
    code = (
        "import sys\nclass No:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'torch': raise ModuleNotFoundError('No module torch', name=name)\n"
        "sys.meta_path.insert(0, No())\n"
        "import compat\n"
        "try:\n    compat.use('torch')\nexcept Exception as e:\n    print(type(e).__name__, e)"
    )
    out = fresh(code).stdout
    assert out.startswith("BackendError")
    assert "pip install torch" in out


def test_missing_device_lists_the_devices():
    with pytest.raises(DeviceError, match="cuda:7"):
        registry.select(registry.backend, device="cuda:7")
    assert op.to_numpy(array([1.0])).tolist() == [1.0]


def toy(**functions):
    module = types.ModuleType("toy")
    for name, function in functions.items():
        setattr(module, name, function)
    return module


def test_second_implementation_is_routed_and_removed():
    calls = []

    @implements
    def negative(x):
        calls.append(x)
        return None  # declined: the backend's own is asked next

    plugin = toy(negative=negative)
    registry.register(plugin)
    try:
        assert op.to_numpy(op.negative(array([2.0]))).tolist() == [-2.0]
        assert len(calls) == 1
    finally:
        registry.unregister(plugin)
    op.negative(array([2.0]))
    assert len(calls) == 1


def test_plugin_with_a_wrong_signature_is_refused_by_name():
    @implements
    def add(left, right):
        return left

    with pytest.raises(BackendError, match=r"toy.*add"):
        registry.register(toy(add=add))
    assert op.to_numpy(op.add(array([1.0]), array([2.0]))).tolist() == [3.0]


def test_plugin_for_an_unknown_hook_is_refused_by_name():
    @implements
    def no_such_primitive(x):
        return x

    with pytest.raises(BackendError, match="no_such_primitive"):
        registry.register(toy(no_such_primitive=no_such_primitive))


def test_wrapper_sees_the_call_and_may_fail_by_name():
    @hookimpl(wrapper=True)
    def exp(x):
        yield
        raise RuntimeError("broken wrapper")

    plugin = toy(exp=exp)
    registry.register(plugin, "brittle")
    try:
        with pytest.raises(PluginError, match=r"brittle.*exp"):
            op.exp(array([0.0]))
    finally:
        registry.unregister(plugin)
    assert op.to_numpy(op.exp(array([0.0]))).tolist() == [1.0]


def test_error_of_the_backend_is_not_blamed_on_a_wrapper():
    @hookimpl(wrapper=True)
    def matmul(x1, x2):
        return (yield)

    plugin = toy(matmul=matmul)
    registry.register(plugin, "innocent")
    try:
        with pytest.raises(Exception) as caught:
            op.matmul(array([[1.0, 2.0]]), array([[1.0, 2.0]]))
        assert not isinstance(caught.value, PluginError)
    finally:
        registry.unregister(plugin)


def test_monitoring_sees_every_call_and_ends():
    seen = []
    undo = registry.add_hookcall_monitoring(
        lambda name, impls, kwargs: seen.append(name), lambda outcome, name, impls, kwargs: None
    )
    op.add(array([1.0]), array([1.0]))
    undo()
    op.add(array([1.0]), array([1.0]))
    assert seen.count("add") == 1


def direct_slots():
    """(name, plugin function, what fills its slot) where a library function does that."""
    for name in PRIMITIVES:
        for found in registry._implementations(name):
            direct = getattr(found.function, "__native__", None)
            if direct is not None:
                yield name, found.function, direct


def test_a_library_function_fills_the_slot_until_something_wraps_it():
    name, function, direct = next(direct_slots(), (None, None, None))
    if name is None:
        pytest.skip("this backend names no library functions")
    assert registry._raw_slot(PRIMITIVES[name]) is direct

    @hookimpl(wrapper=True, specname=name)
    def wrapper():
        return (yield)

    plugin = toy(wrapper=wrapper)
    registry.register(plugin, "onlooker")
    try:
        assert registry._raw_slot(PRIMITIVES[name]) not in (direct, function)
    finally:
        registry.unregister(plugin)
    assert registry._raw_slot(PRIMITIVES[name]) is direct


ARGUMENTS = {
    "reshape": ((3, 2),), "permute_dims": ((1, 0),), "broadcast_to": ((4, 2, 3),),
    "softmax": (1,), "log_softmax": (1,),
}  # fmt: skip


def test_library_functions_do_what_the_plugin_does():
    x = array([[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]])
    for name, function, direct in direct_slots():
        given = ([x, x], 0) if name == "concat" else (x, *ARGUMENTS.get(name, ()))
        expected, found = function(*given), direct(*given)
        if PRIMITIVES[name].results:
            np.testing.assert_array_equal(op.to_numpy(found), op.to_numpy(expected), name)
        else:
            assert found == expected, name


def test_library_functions_for_arrays_do_what_the_plugin_does():
    x, y = array([[0.1, 0.2, 0.3]]), array([[0.4, 0.2, 0.1]])
    whole = [array([[5, 2, 9]], "int32"), array([[1, 2, 3]], "int32")]
    truth = [array([[True, False]], "bool"), array([[True, True]], "bool")]
    named, compared = set(), set()
    for name in PRIMITIVES:
        for found in registry._implementations(name):
            alike = getattr(found.function, "__fast_binary__", None)
            for given in ([x, y], whole, truth) if alike else ():
                named.add(name)
                try:
                    result = alike(*given)
                except Exception:  # the plugin's own function decides then
                    continue
                expected = op.to_numpy(found.function(*given))
                np.testing.assert_array_equal(op.to_numpy(result), expected, name)
                compared.add(name)
    assert compared == named


PROGRAM = (
    "from compat.core import op\n"
    "x = op.asarray([0.0, 1.0], 'float32', 'cpu')\n"
    "y = op.log(op.add(x, x))\n"
)


def test_primitives_prints_a_table():
    done = fresh(PROGRAM, COMPAT_PLUGINS="primitives")
    assert "add" in done.stderr
    assert "compat primitives" in done.stderr


def test_trace_prints_shapes_and_dtypes():
    done = fresh(PROGRAM, COMPAT_PLUGINS="trace")
    assert "add(float32[2], float32[2]) -> float32[2]" in done.stderr


def test_nan_check_names_the_primitive():
    done = fresh(PROGRAM, COMPAT_PLUGINS="nan_check")
    assert "FloatingPointError" in done.stderr
    assert "'log'" in done.stderr


def test_unknown_plugin_is_refused_by_name():
    done = fresh(PROGRAM, COMPAT_PLUGINS="nosuch")
    assert "PluginError" in done.stderr
    assert "'nosuch'" in done.stderr


def test_third_party_backend_through_an_entry_point(tmp_path):
    info = tmp_path / "compat_strict_backend-0.1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: compat-strict-backend\nVersion: 0.1.0\n"
    )
    (info / "entry_points.txt").write_text("[compat]\nstrict = strict_backend\n")
    paths = os.pathsep.join([str(tmp_path), str(ROOT / "tests/strict_backend")])
    code = (
        "from compat.core import op, registry\n"
        "x = op.asarray([1.0, 2.0], 'float32', 'cpu')\n"
        "print(registry.backend, op.to_numpy(op.add(x, x)))\n"
        "try:\n    x + x\nexcept TypeError as e:\n    print(e)\n"
        "y = op.asarray([1, 2], 'int32', 'cpu')\n"
        "try:\n    op.add(x, y)\nexcept TypeError as e:\n    print(e)"
    )
    done = fresh(code, COMPAT_BACKEND="strict", PYTHONPATH=paths)
    assert done.stdout.splitlines() == [
        "strict [2. 4.]",
        "a backend array is used without a primitive",
        "add: dtypes differ: ['float32', 'int32']",
    ], done.stderr


def test_info_names_backends_and_the_reason():
    code = "from compat.cli import main; main(['info'])"
    done = fresh(code, COMPAT_BACKEND="numpy")
    assert done.returncode == 0
    for word in ("numpy", "torch", "tensorflow", "COMPAT_BACKEND = 'numpy'", "MindSpore", "cpu"):
        assert word.lower() in done.stdout.lower()


def test_every_slot_is_filled():
    for name in PRIMITIVES:
        assert callable(getattr(op, name))


def test_table_call_costs_less_than_three_plain_calls():
    """Relative, so that the load of the machine does not matter; absolute figures are in
    benchmarks/.
    """

    def f(a, b):
        return a

    def g(a, b):
        return f(f(f(a, b), b), b)

    name = "not_equal"
    saved = getattr(op, name)
    setattr(op, name, f)
    try:
        table = min(timeit.repeat(lambda: op.not_equal(1, 2), number=20000, repeat=7))
    finally:
        setattr(op, name, saved)
    plain = min(timeit.repeat(lambda: g(1, 2), number=20000, repeat=7))
    assert table < plain
    assert np.isfinite(table)


@pytest.fixture
def broken_torch(tmp_path):
    """A path on which torch is installed but cannot be imported."""
    (tmp_path / "torch").mkdir()
    (tmp_path / "torch/__init__.py").write_text("raise OSError('libgone.so: cannot open')\n")
    (tmp_path / "tensorflow").mkdir()
    (tmp_path / "tensorflow/__init__.py").write_text("raise RuntimeError('built for another')\n")
    return str(tmp_path)


def test_auto_passes_over_a_library_that_is_broken(broken_torch):
    code = "from compat.core import registry; print(registry.ensure())"
    done = fresh(code, COMPAT_BACKEND="auto", PYTHONPATH=broken_torch)
    assert done.stdout == "numpy\n", done.stderr


def test_error_of_a_broken_library_names_it(broken_torch):
    code = "from compat.core import registry; registry.ensure()"
    done = fresh(code, COMPAT_BACKEND="torch", PYTHONPATH=broken_torch)
    assert "BackendError: backend 'torch' cannot be used" in done.stderr
    assert "installed but cannot be imported: OSError: libgone.so: cannot open" in done.stderr


def test_info_says_that_a_library_is_broken(broken_torch):
    code = "from compat.cli import main; main(['info', '--json'])"
    done = fresh(code, COMPAT_BACKEND="numpy", PYTHONPATH=broken_torch)
    rows = {row["name"]: row for row in json.loads(done.stdout)["backends"]}
    assert rows["torch"]["broken"] == "OSError: libgone.so: cannot open"
    assert rows["tensorflow"]["broken"] == "RuntimeError: built for another"
    assert rows["numpy"]["broken"] is None
