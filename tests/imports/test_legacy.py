"""Names that other libraries have dropped: given back, one warning each, the same everywhere."""

from __future__ import annotations

import json
import sys

import pytest

from compat import _legacy
from compat._legacy.tables import LIBRARIES

from .launching import run

EVERY_NAME = """
import importlib, json, sys, warnings
warnings.simplefilter("ignore")
asked = json.loads(sys.argv[1])
missing = []
for module, names in asked.items():
    try:
        found = importlib.import_module(module)
    except ImportError:
        continue
    missing += [f"{module}.{n}" for n in names if not hasattr(found, n)]
print(missing)
"""


def test_every_name_of_the_tables_is_there(tmp_path):
    asked = {m: [row.name for row in library.rows] for m, library in LIBRARIES.items()}
    asked["scipy.misc"] = ["imread", "imresize", "imsave", "toimage"]
    if sys.version_info >= (3, 14):
        del asked["array"]
    done = run(["-c", EVERY_NAME, json.dumps(asked)], tmp_path)
    assert done.stdout == "[]\n", done.stderr


CALLS = {
    "numpy": """
import numpy as np
a = np.zeros((2, 2))
a.itemset((0, 1), 5)
a.itemset(3, 7)
print(a.tolist(), a.ptp(), len(a.tostring()), np.product([2, 3]), np.float is float)
print(np.fromstring(b"\\x01\\x02", "u1"), np.fromstring("1 2", sep=" "))
print(np.array([[1, 2], [3]]).dtype, [np.float32(1.5)], {"a": np.int64(3)})
""",
    "python": """
import array, base64, collections, fractions, inspect, json, random, threading, time
import xml.etree.ElementTree as tree
from html.parser import HTMLParser
print(collections.Mapping.__name__, fractions.gcd(4, 6), time.clock() >= 0)
print(inspect.getargspec(lambda a, b=1: 0), base64.encodestring(b"a"))
print(json.loads("[1]", encoding="utf-8"), len(random.sample({1, 2, 3}, 2)))
print(threading.current_thread().isAlive(), array.array("b", [1]).tostring())
print([e.tag for e in tree.fromstring("<a><b/></a>").getchildren()])
print(HTMLParser().unescape("&lt;"))
""",
    "scipy": """
import numpy as np, scipy, scipy.integrate, scipy.signal, scipy.stats
from scipy.misc import imread, imresize, imsave
print(scipy.random.rand is np.random.rand, scipy.sqrt(4), scipy.signal.hann(3))
print(scipy.integrate.trapz([1, 2]), scipy.stats.binom_test(3, 10))
x = np.arange(48, dtype="float32").reshape(4, 4, 3)
imsave("a.png", x)
print(imread("a.png")[0, 0], imresize(x, (2, 3)).shape, imresize(x, 0.5).shape)
print(imresize(x[:, :, 0], 50).shape, imread("a.png", flatten=True).dtype)
""",
    "PIL": """
from PIL import Image, ImageDraw, ImageFont
print(Image.ANTIALIAS == Image.LANCZOS, Image.CUBIC == Image.BICUBIC)
size = ImageDraw.Draw(Image.new("L", (50, 20))).textsize("ab")
print(size == ImageFont.load_default().getsize("ab"), size[0] > size[1] // 2 > 0)
""",
    "networkx": """
import networkx as nx
g = nx.path_graph(3)
g.nodes[0]["x"] = 1
print(type(nx.to_numpy_matrix(g)).__name__, nx.to_numpy_matrix(g).tolist(), g.node[0])
print(nx.from_numpy_matrix(nx.to_numpy_matrix(g)).edges, len(list(
    nx.connected_component_subgraphs(g))))
""",
    "yaml": """
import yaml
print(yaml.load("a: 1"), yaml.load("a: 1", yaml.SafeLoader), list(yaml.load_all("1\\n---\\n2")))
try:
    yaml.load("!!python/object/apply:os.system ['true']")
except yaml.YAMLError as error:
    print(type(error).__name__)
""",
}
PRINTED = {
    "numpy": """[[0.0, 5.0], [0.0, 7.0]] 7.0 32 6 True
[1 2] [1. 2.]
object [1.5] {'a': 3}
""",
    "python": """Mapping 2 True
ArgSpec(args=['a', 'b'], varargs=None, keywords=None, defaults=(1,)) b'YQ==\\n'
[1] 2
True b'\\x01'
['b']
<
""",
    "scipy": """True 2.0 [0. 1. 0.]
1.5 0.34375
[ 0  5 11] (2, 3, 3) (2, 2, 3)
(2, 2) float32
""",
    "PIL": "True True\nTrue True\n",
    "networkx": """matrix [[0.0, 1.0, 0.0], [1.0, 0.0, 1.0], [0.0, 1.0, 0.0]] {'x': 1}
[(0, 1), (1, 2)] 1
""",
    "yaml": "{'a': 1} {'a': 1} [1, 2]\nConstructorError\n",
}


@pytest.mark.parametrize("library", CALLS)
def test_old_calls_give_what_they_gave(library, tmp_path):
    if library not in ("python",):
        pytest.importorskip(library)
    done = run(["-c", CALLS[library]], tmp_path)
    assert done.stdout == PRINTED[library], done.stderr


USES = "import numpy as np\nfor i in range(3):\n    np.product([2, 3])\nnp.product\nnp.NaN\n"


def warned(text):
    return [line.partition("Warning: ")[2] for line in text.splitlines() if "NameWarning: " in line]


EXPECTED = [
    "numpy.product is gone since NumPy 2.0; compat gives it back. Today: numpy.prod",
    "numpy.NaN is gone since NumPy 2.0; compat gives it back. Today: numpy.nan",
]


def test_a_program_is_warned_once_for_each_name(tmp_path):
    (tmp_path / "library.py").write_text(USES)
    (tmp_path / "program.py").write_text(USES + "import library\n")
    errors = run(["program.py"], tmp_path).stderr
    assert warned(errors) == EXPECTED
    assert "np.product" not in errors  # the line, which may print results, is not repeated


def test_numbers_of_arrays_with_one_element_are_silent(tmp_path):
    done = run(["-c", "import numpy as np\nprint('%.1f' % np.ones(1))"], tmp_path)
    assert (done.stdout, done.stderr) == ("1.0\n", "")


def test_a_notebook_is_warned_once_for_each_name(tmp_path):
    code = f"import compat\ncompat.load_ipython_extension(None)\n{USES}"
    assert warned(run(["-c", code], tmp_path, launcher=()).stderr) == EXPECTED


def test_tests_are_warned_once_for_each_name(tmp_path):
    (tmp_path / "test_it.py").write_text(
        "import numpy as np\n"
        + "".join(f"def test_{i}():\n    np.product([2]), np.NaN\n" for i in range(2))
    )
    arguments = ["-q", "-p", "compat.pytest_plugin", "-p", "no:cacheprovider", "test_it.py"]
    assert warned(run(arguments, tmp_path, launcher=("-m", "pytest")).stdout) == EXPECTED


def test_libraries_loaded_before_are_patched_too(tmp_path):
    code = "import numpy, compat._legacy as l; l.install(); print(numpy.product([2, 3]))"
    assert run(["-c", code], tmp_path, launcher=()).stdout == "6\n"


def test_names_nobody_ever_had_stay_errors(tmp_path):
    for name in ("numpy.nothing", "scipy.nothing", "collections.nothing", "time.nothing"):
        module = name.partition(".")[0]
        done = run(["-c", f"import {module}\n{name}"], tmp_path)
        assert f"odule '{module}' has no attribute 'nothing'" in done.stderr


def test_rows_of_unequal_length_stay_an_error_in_libraries(tmp_path):
    (tmp_path / "site-packages").mkdir()
    (tmp_path / "site-packages/library.py").write_text("import numpy\nnumpy.array([[1], [1, 2]])")
    code = "import sys; sys.path.append('site-packages'); import library"
    assert "inhomogeneous" in run(["-c", code], tmp_path).stderr


def test_the_names_are_known_to_the_check_of_programs():
    assert {"numpy.float", "PIL.Image.ANTIALIAS", "time.clock", "imp"} <= _legacy.names()
