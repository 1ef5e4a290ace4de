"""Programs that fail, by kind, with what has to stand in the last six lines of their output.

A row is (kind, body, pattern of the cause, pattern of the rest). Bodies run behind the imports of
their framework: `ms:` MindSpore's, `pd:` Paddle's inside `fluid.dygraph.guard()`.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field

MINDSPORE = """\
import numpy as np
import mindspore as ms
from mindspore import Parameter, Tensor, context, nn, ops
x = Tensor(np.ones((2, 3), np.float32))
picture = Tensor(np.ones((1, 3, 8, 8), np.float32))
"""
PADDLE = """\
import numpy as np
import paddle
import paddle.fluid as fluid
from paddle.fluid.dygraph import to_variable
with fluid.dygraph.guard():
    x = to_variable(np.ones((2, 3), "float32"))
    picture = to_variable(np.ones((1, 3, 8, 8), "float32"))
"""


@dataclass(frozen=True)
class Case:
    """One failing program."""

    kind: str
    body: str
    # patterns that the last six lines must match: the cause, and the next command or replacement
    cause: str
    next: str = r"compat: next  compat "
    options: tuple[str, ...] = field(default=())

    @property
    def program(self) -> str:
        """The whole text."""
        framework, _, body = self.body.partition(": ")
        if framework == "ms":
            return MINDSPORE + body + "\n"
        if framework == "pd":
            return PADDLE + textwrap.indent(body, "    ") + "\n"
        return self.body + "\n"


def _rows(kind: str, *rows: tuple[str, ...]) -> list[Case]:
    return [Case(kind, *row) for row in rows]


CHECK = r"next  compat check "
TRACE = r"next  compat --trace "

ABSENT = _rows(
    "absent",
    *(
        (f"ms: {code}", rf"cause {name} is not provided", CHECK)
        for code, name in (
            ("ops.stft(x, 4)", r"mindspore\.ops\.stft"),
            ("ops.nextafter(x, x)", r"mindspore\.ops\.nextafter"),
            ("ops.nanquantile(x, 0.5)", r"mindspore\.ops\.nanquantile"),
            ("ops.matrix_exp(x)", r"mindspore\.ops\.matrix_exp"),
            ("ops.orgqr(x, x)", r"mindspore\.ops\.orgqr"),
            ("ops.ormqr(x, x, x)", r"mindspore\.ops\.ormqr"),
            ("ops.multilabel_margin_loss(x, x)", r"mindspore\.ops\.multilabel_margin_loss"),
            ("ms.COOTensor(x, x, (2, 3))", r"mindspore[\w.]*COOTensor"),
            ("ms.CSRTensor(x, x, x, (2, 3))", r"mindspore[\w.]*CSRTensor"),
            ("ms.SparseTensor(x, x, (2, 3))", r"mindspore[\w.]*SparseTensor"),
            ("ms.SymbolTree.create(nn.Dense(1, 1))", r"mindspore[\w.]*SymbolTree\.create"),
            ("ms.set_dump(nn.Dense(1, 1))", r"mindspore[\w.]*set_dump"),
            ("class Mine(ms.SparseTensor):\n    pass\nMine(x)", r"mindspore[\w.]*SparseTensor"),
        )
    ),
)

LATER = _rows(
    "later",
    *(
        (f"pd: {code}", rf"cause {name}: first in Paddle 2", r"try   .*fluid|try   .*paddle\.")
        for code, name in (
            ("paddle.to_tensor([1.0])", r"paddle\.to_tensor"),
            ("paddle.nn.Linear(3, 4)", r"paddle\.nn"),
            ("from paddle.nn import functional", r"paddle\.nn"),
            ("import paddle.nn.functional as F", r"paddle\.nn"),
            ("paddle.optimizer.Adam(0.1)", r"paddle\.optimizer"),
            ("paddle.io.Dataset", r"paddle\.io"),
            ("paddle.vision.models.resnet50()", r"paddle\.vision"),
            ("paddle.no_grad()", r"paddle\.no_grad"),
            ("paddle.set_device('cpu')", r"paddle\.set_device"),
            ("paddle.disable_static()", r"paddle\.disable_static"),
            ("paddle.seed(1)", r"paddle\.seed"),
            ("paddle.concat([x, x])", r"paddle\.concat"),
            ("paddle.matmul(x, x)", r"paddle\.matmul"),
            ("paddle.save({}, 'a')", r"paddle\.save"),
            ("paddle.metric.Accuracy()", r"paddle\.metric"),
        )
    ),
    *(
        (f"ms: {code}", rf"cause {name}: first in MindSpore 2", r"try   mindspore|try   \w+")
        for code, name in (
            ("ms.mint.add(x, x)", r"mindspore\.mint"),
            ("from mindspore import mint", r"mindspore\.mint"),
            ("import mindspore.mint.nn as mnn", r"mindspore\.mint"),
            ("from mindspore.nn.extend import Linear", r"mindspore\.nn\.extend"),
            ("ms.hal.device_count()", r"mindspore\.hal"),
            ("ms.runtime.empty_cache()", r"mindspore\.runtime"),
            ("ms.lazy_inline(len)", r"mindspore\.lazy_inline"),
            ("ops.rms_norm(x, x)", r"mindspore\.ops\.rms_norm"),
        )
    ),
)

UNKNOWN = _rows(
    "unknown",
    ("ms: nn.Linear(3, 4)", r"cause mindspore\.nn\.Linear: ", r"try   mindspore\.nn\.Dense"),
    ("ms: nn.Module()", r"cause mindspore\.nn\.Module: ", r"try   mindspore\.nn\.Cell"),
    ("ms: from mindspore.nn import Conv2D", r"cause mindspore\.nn\.Conv2D", r"nn\.Conv2d\?"),
    ("ms: nn.Batchnorm2d(3)", r"cause mindspore\.nn\.Batchnorm2d", r"nn\.BatchNorm2d\?"),
    ("ms: ops.softmaxx(x)", r"cause mindspore\.ops\.softmaxx", r"mindspore\.ops\.softmax\?"),
    ("ms: ops.ReduceMeans()(x)", r"cause mindspore\.ops\.ReduceMeans", r"ops\.ReduceMean\?"),
    ("ms: nn.Sequential(nn.ReLU())", r"cause mindspore\.nn\.Sequential", r"nn\.SequentialCell"),
    ("ms: import mindspore.optim", r"cause mindspore\.optim: ", CHECK),
    ("pd: fluid.layers.relu7(x)", r"cause paddle\.fluid\.layers\.relu7", r"layers\.relu6?\?"),
    ("pd: fluid.dygraph.Conv2d(3, 4, 3)", r"cause paddle\.fluid\.dygraph\.Conv2d", r"Conv2D\?"),
    ("pd: fluid.optimizer.AdamOptimiser(0.1)", r"cause paddle.*AdamOptimiser", r"AdamOptimizer\?"),
    ("pd: fluid.layers.softmax_mask(x)", r"cause paddle\.fluid\.layers\.softmax_mask", CHECK),
)

KEYWORD = _rows(
    "keyword",
    ("ms: nn.Dense(3, 4, bias=False)", r"nn\.Dense has no parameter 'bias'", r"has_bias"),
    ("ms: nn.Conv2d(3, 4, 3, bias=False)", r"nn\.Conv2d has no parameter 'bias'", r"has_bias"),
    ("ms: nn.BatchNorm2d(3, epsilon=1e-5)", r"no parameter 'epsilon'", r"did you mean eps"),
    ("ms: ops.relu(x, inplace=True)", r"ops\.relu has no parameter 'inplace'", CHECK),
    ("ms: ops.softmax(x, dim=1)", r"ops\.softmax has no parameter 'dim'", r"axis"),
    (
        "ms: nn.Adam([Parameter(x)], lr=0.1)",
        r"nn\.Adam has no parameter 'lr'",
        r"learning_rate",
    ),
    ("pd: fluid.layers.relu(x, inplace=True)", r"relu has no parameter 'inplace'", CHECK),
    ("pd: fluid.layers.softmax(x, dim=1)", r"softmax has no parameter 'dim'", r"axis"),
    ("pd: fluid.dygraph.Linear(3, 4, bias=1)", r"Linear has no parameter 'bias'", r"bias_attr"),
    ("pd: fluid.dygraph.Conv2D(3, 4, 3, pad=1)", r"no parameter 'pad'", r"padding"),
)

METHOD = _rows(
    "method",
    ("ms: x.backward()", r"Tensor has no 'backward'", CHECK),
    ("ms: x.reshap((3, 2))", r"Tensor has no 'reshap'", r"reshape"),
    ("ms: x.cuda()", r"Tensor has no 'cuda'", CHECK),
    ("ms: nn.ReLU().train()", r"ReLU has no 'train'", r"set_train"),
    ("pd: x.item()", r"has no 'item'|'item'", CHECK),
    ("pd: x.unsqueeze(0)", r"has no 'unsqueeze'", CHECK),
    ("pd: x.flaten()", r"has no 'flaten'", CHECK),
)

NET = """\
class Net(nn.Cell):
    def __init__(self):
        super().__init__()
        self.{name} = {layer}
    def construct(self, x):
        return self.{name}(x)
Net()({value})"""
LAYER = """\
class Net(fluid.dygraph.Layer):
    def __init__(self):
        super().__init__()
        self.{name} = {layer}
    def forward(self, x):
        return self.{name}(x)
Net()({value})"""


def _net(name: str, layer: str, value: str) -> str:
    return "ms: " + NET.format(name=name, layer=layer, value=value)


def _layer(name: str, layer: str, value: str) -> str:
    return "pd: " + LAYER.format(name=name, layer=layer, value=value)


SHAPE = _rows(
    "shape",
    (_net("fc", "nn.Dense(4, 5)", "x"), r"in    Net\.fc \(Dense\), given float32\[2, 3\]", TRACE),
    (
        _net("conv", "nn.Conv2d(4, 5, 3)", "picture"),
        r"in    Net\.conv \(Conv2d\), given float32\[1, 3, 8, 8\]",
        TRACE,
    ),
    (_net("norm", "nn.BatchNorm2d(4)", "picture"), r"in    Net\.norm \(BatchNorm2d\)", TRACE),
    (_net("norm", "nn.LayerNorm((4,))", "x"), r"in    Net\.norm \(LayerNorm\)", TRACE),
    (
        _net("features", "nn.SequentialCell([nn.ReLU(), nn.Dense(7, 2)])", "x"),
        r"in    Net\.features\.1 \(Dense\), given float32\[2, 3\]",
        TRACE,
    ),
    (_net("pool", "nn.MaxPool2d(2)", "x"), r"in    Net\.pool \(MaxPool2d\)", TRACE),
    ("ms: ops.matmul(x, x)", r"cause ValueError: .*shape", TRACE),
    ("ms: x + Tensor(np.ones((2, 4), np.float32))", r"cause ValueError: .*shape", TRACE),
    ("ms: ops.concat((x, picture))", r"cause \w+: For 'Concat'", TRACE),
    ("ms: x.reshape((5, 5))", r"cause ValueError: ", TRACE),
    ("ms: ops.BatchMatMul()(picture, x)", r"cause ValueError: For BatchMatMul", TRACE),
    ("ms: nn.MSELoss()(x, picture)", r"in    MSELoss, given float32\[2, 3\], float32", TRACE),
    (_layer("fc", "fluid.dygraph.Linear(4, 5)", "x"), r"in    Net\.fc \(Linear\), given", TRACE),
    (
        _layer("conv", "fluid.dygraph.Conv2D(4, 5, 3)", "picture"),
        r"in    Net\.conv \(Conv2D\), given float32\[1, 3, 8, 8\]",
        TRACE,
    ),
    (
        _layer("s", "fluid.dygraph.Sequential(fluid.dygraph.Linear(5, 1))", "x"),
        r"in    Net\.s\.0 \(Linear\)",
        TRACE,
    ),
    (_layer("norm", "fluid.dygraph.LayerNorm(4)", "x"), r"in    Net\.norm \(LayerNorm\)", TRACE),
    ("pd: fluid.layers.matmul(x, x)", r"cause .*matmul", TRACE),
    ("pd: fluid.layers.concat([x, picture])", r"cause .*", TRACE),
    ("pd: fluid.layers.reshape(x, [5, 5])", r"cause .*Reshape", TRACE),
    ("pd: fluid.layers.elementwise_add(x, picture, axis=0)", r"cause .*", TRACE),
    ("pd: fluid.layers.cross_entropy(x, picture)", r"cause .*", TRACE),
)

DTYPE = _rows(
    "dtype",
    (
        _net("fc", "nn.Dense(3, 5)", "x.astype(ms.int32)"),
        r"in    Net\.fc \(Dense\), given int32\[2, 3\]",
        r"x\.astype\(mindspore\.float32\)",
    ),
    (_net("conv", "nn.Conv2d(3, 5, 3)", "picture.astype(ms.float16)"), r"\(Conv2d\)", TRACE),
    ("ms: ops.MatMul()(x, x.T.astype(ms.float16))", r"cause TypeError: For 'MatMul'", r"astype"),
    ("ms: ops.gather(x, x, 0)", r"cause TypeError: .*[Gg]ather", r"astype"),
    ("ms: ops.one_hot(x, 3, x, x)", r"cause TypeError: ", r"astype"),
    ("ms: nn.Embedding(3, 4)(x)", r"in    Embedding, given float32\[2, 3\]", r"compat: next"),
    ("ms: ops.relu(1.5)", r"cause TypeError: ", TRACE),
    ("ms: nn.Dropout('a')", r"cause \w+Error: ", r"compat: next"),
    ("pd: fluid.dygraph.Linear(3, 4)(fluid.layers.cast(x, 'int32'))", r"in    Linear", r"cast"),
    ("pd: fluid.layers.matmul(x, fluid.layers.cast(x, 'float64'))", r"cause .*", TRACE),
    ("pd: fluid.dygraph.Embedding([3, 4])(x)", r"in    Embedding, given float32\[2, 3\]", r"cast"),
    ("pd: fluid.layers.relu('a')", r"cause .*relu", TRACE),
)

VALUE = _rows(
    "value",
    ("ms: nn.Conv2d(3, 4, 3, pad_mode='full')", r"cause ValueError: .*pad_mode", r"compat: next"),
    ("ms: nn.Dense(0, 4)", r"cause ValueError: .*in_channels", r"compat: next"),
    ("ms: ops.ReduceSum()(x, 7)", r"cause ValueError: .*", TRACE),
    ("ms: ops.split(x, 2, 5)", r"cause \w+Error: .*", TRACE),
    ("ms: context.set_context(mode=7)", r"cause ValueError: .*mode", r"compat: next"),
    ("ms: nn.Momentum([], 0.1, 0.9)", r"cause \w+Error: .*", r"compat: next"),
    ("pd: fluid.layers.dropout(x, 1.5)", r"cause .*dropout", r"compat: next"),
    ("pd: fluid.optimizer.SGDOptimizer(0.1)", r"cause AttributeError: .*parameter", r"next"),
    ("pd: fluid.layers.reduce_sum(x, dim=7)", r"cause .*", TRACE),
)

FILES = _rows(
    "file",
    (
        "ms: np.arange(5.0).tofile('bad.ckpt')\nms.load_checkpoint('bad.ckpt')",
        r"cause bad\.ckpt is damaged",
        r"next  compat inspect bad\.ckpt",
    ),
    (
        "pd: np.arange(5.0).tofile('bad.pdparams')\nfluid.load_dygraph('bad')",
        r"cause bad\.pdparams is damaged",
        r"next  compat inspect bad\.pdparams",
    ),
    ("ms: ms.load_checkpoint('nowhere.ckpt')", r"cause .*nowhere\.ckpt", r"compat: next"),
    ("pd: fluid.load_dygraph('nowhere')", r"cause .*", r"compat: next"),
)

OTHERS = [
    *_rows(
        "library",
        ("ms: import moxing", r"cause moxing is not installed", r"compat: try"),
        ("ms: import sklearn_not_there", r"cause .*sklearn_not_there", r"pip install"),
        ("pd: import visualdl_not_there.x", r"cause .*visualdl_not_there", r"pip install"),
    ),
    *_rows(
        "numpy",
        (
            "pd: w = np.ones((3, 2), 'f') / np.sqrt(2)\nfluid.layers.matmul(x, to_variable(w))",
            r"since NumPy 2",
            r"float\(numpy\.sqrt\(n\)\)",
        ),
    ),
    *_rows(
        "unfinished",
        (
            "ms: class Net(nn.Cell):\n    def __init__(self):\n        super().__init__()\n"
            "        self.fc = nn.Dense(3, 4)\n"
            "    def construct(self, x):\n        return self.fc(x).undefined\nNet()(x)",
            r"in    Net, given float32\[2, 3\]",
            r"line  .*return self\.fc\(x\)\.undefined",
        ),
        (
            "pd: class Net(fluid.dygraph.Layer):\n    def forward(self, x):\n"
            "        return x[0] + nothing\nNet()(x)",
            r"in    Net, given float32\[2, 3\]",
            r"cause NameError: .*nothing",
        ),
    ),
]

# These end before the program starts, or need options: scored in processes of their own.
BEFORE = [
    Case(
        "backend", "import mindspore", r"no backend 'torhc'", r"compat info", ("--backend=torhc",)
    ),
    Case("backend", "import paddle", r"no backend 'nump'", r"mean numpy\?", ("--backend=nump",)),
    Case("device", "import paddle", r"device 'cuda", r"compat info", ("--device=cuda:99",)),
    Case(
        "numpy",
        "import numpy as np\nnp.float(1)",
        r"numpy\.float is gone",
        r"next  compat --legacy",
        ("--no-legacy",),
    ),
    Case(
        "nan",
        MINDSPORE + "ops.log(x - 2)",
        r"cause primitive 'log' made NaN",
        r"next  compat --trace",
        ("--nan-check",),
    ),
]

IN_PROCESS = [*ABSENT, *LATER, *UNKNOWN, *KEYWORD, *METHOD, *SHAPE, *DTYPE, *VALUE, *FILES, *OTHERS]
CASES = [*IN_PROCESS, *BEFORE]
