"""`compat.install()` and the modules it serves."""

from __future__ import annotations

import copyreg
import importlib
import pickle
import subprocess
import sys
import types
from pathlib import Path

import pytest

import compat
from compat.core.errors import ImportConflictError

ROOT = Path(__file__).parents[2]


@pytest.fixture
def served():
    compat.install()
    yield
    compat.uninstall()


def fresh(code: str) -> str:
    """What a new interpreter prints."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("public", "canonical"),
    [
        ("mindspore", "compat.mindspore_api"),
        ("mindspore.ops.operations", "compat.mindspore_api.ops.operations"),
        ("mindspore.nn.layer.conv", "compat.mindspore_api.nn.layer.conv"),
        ("paddle", "compat.paddle_api"),
        ("paddle.fluid.dygraph.nn", "compat.paddle_api.fluid.dygraph.nn"),
    ],
)
@pytest.mark.parametrize("public_first", [True, False])
def test_both_names_are_one_module(public, canonical, public_first):
    names = (public, canonical) if public_first else (canonical, public)
    code = (
        "import compat, importlib; compat.install()\n"
        f"a, b = [importlib.import_module(n) for n in {names!r}]\n"
        "print(a is b, a.__spec__.name)"
    )
    assert fresh(code) == f"True {canonical}"


def test_classes_carry_public_names(served):
    import mindspore
    from mindspore import nn

    assert repr(nn.Dense) == "<class 'mindspore.nn.layer.basic.Dense'>"
    assert mindspore.Tensor.__module__ == "mindspore.common.tensor"
    assert mindspore.ops.Conv2DTranspose.__module__ == "mindspore.ops.operations.nn_ops"


def test_pickles_name_public_modules_only(served):
    from mindspore import ops

    data = pickle.dumps(ops.Conv2DTranspose(4, 3))
    assert b"mindspore.ops.operations.nn_ops" in data
    assert b"compat" not in data
    assert type(pickle.loads(data)) is ops.Conv2DTranspose
    assert copyreg is not None


def test_absent_name_imports_and_refuses_use(served):
    from mindspore import COOTensor

    with pytest.raises(NotImplementedError, match=r"mindspore\.COOTensor"):
        COOTensor("x")

    class Mine(COOTensor):
        pass

    with pytest.raises(NotImplementedError, match=r"mindspore\.COOTensor \(through .*Mine"):
        Mine()


def test_name_the_original_lacks_is_an_ordinary_error(served):
    import mindspore

    with pytest.raises(AttributeError, match="mindspore"):
        mindspore.no_such_name
    with pytest.raises(ImportError):
        from mindspore.nn import NoSuchLayer  # noqa: F401
    with pytest.raises(ModuleNotFoundError, match=r"mindspore\.no_such_module") as caught:
        importlib.import_module("mindspore.no_such_module")
    assert caught.value.name == "mindspore.no_such_module"


def test_similar_names_are_not_ours(served):
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("mindspore_foo")


def test_one_framework_only():
    code = (
        "import compat; compat.install('paddle'); import paddle.fluid\n"
        "try:\n    import mindspore\nexcept ModuleNotFoundError as e:\n    print(e.name)"
    )
    assert fresh(code) == "mindspore"


def test_unknown_framework_is_refused():
    with pytest.raises(ValueError, match="tensorflow"):
        compat.install("tensorflow")


def test_framework_imported_before_is_a_conflict(monkeypatch):
    real = types.ModuleType("mindspore")
    real.__file__ = "/somewhere/mindspore/__init__.py"
    monkeypatch.setitem(sys.modules, "mindspore", real)
    with pytest.raises(ImportConflictError, match="/somewhere/mindspore"):
        compat.install()
    assert sys.modules["mindspore"] is real


def test_shim_wins_over_a_real_one_that_is_installed(tmp_path):
    (tmp_path / "mindspore").mkdir()
    (tmp_path / "mindspore/__init__.py").write_text("real = True\n")
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "import compat; compat.install(); import mindspore; print(hasattr(mindspore, 'real'))\n"
        "compat.uninstall(); import mindspore; print(hasattr(mindspore, 'real'))"
    )
    assert fresh(code).split() == ["False", "True"]


def test_frontend_has_no_side_effect_without_install():
    code = "import compat.mindspore_api, sys; print('mindspore' in sys.modules)"
    assert fresh(code) == "False"


def test_reload_keeps_the_module(served):
    import mindspore.version as version

    assert importlib.reload(version) is version


def test_install_twice_and_uninstall():
    before = list(sys.meta_path)
    compat.install()
    compat.install()
    assert len(sys.meta_path) == len(before) + 1
    compat.uninstall()
    compat.uninstall()
    assert sys.meta_path == before
    assert not any(n.partition(".")[0] == "mindspore" for n in sys.modules)


@pytest.mark.parametrize(
    "module", ["compat", "compat.core", "compat.mindspore_api", "compat.paddle_api"]
)
def test_importing_loads_no_other_library(module):
    code = (
        f"import sys, {module}\n"
        "print([m for m in ('torch', 'tensorflow', 'scipy', 'yaml', 'PIL') if m in sys.modules])"
    )
    assert fresh(code) == "[]"


def test_bare_package_imports_no_numpy():
    assert fresh("import sys, compat; print('numpy' in sys.modules)") == "False"


def test_ipython_extension_installs():
    code = (
        "import compat\nclass Shell: pass\ncompat.load_ipython_extension(Shell())\n"
        "import mindspore; print(mindspore.__name__ != '')"
    )
    assert fresh(code) == "True"


def test_namespaced_modules_without_install():
    code = (
        "from compat.mindspore_api import Tensor, nn, ops\n"
        "from compat.paddle_api import fluid\n"
        "print(Tensor([1.0, 2.0]).shape, fluid.dygraph.Linear.__name__)"
    )
    assert fresh(code) == "(2,) Linear"
