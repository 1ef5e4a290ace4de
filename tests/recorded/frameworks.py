"""The words a recorded call may use, and how a call is carried out. Python 3.7 and later.

A call is one Python expression. It sees the framework under its usual names (`ms`, `ops`, `nn`,
`mnp`, `P`; `paddle`, `fluid`, `layers`, `dygraph`), `np`, and these functions:

    t(2, 3, "int32", "ints 0 5")  a tensor of repeatable data, see `values.data`
    v([[1, 2]], "int64")          a tensor of these numbers
    p(2, 3)                       a parameter            a(2, 3)  a NumPy array
    vjp(f, *args)                 the result of f, and the gradients of a random projection of it
                                  for the float tensors in args and the parameters of f
    fixed(layer)                  the layer with repeatable numbers in its parameters
    kind(result)                  only nesting, dtypes and shapes, for results that are random
    steps(make, [(3, 4)], 2)      parameters after two steps of the optimizer make(parameters)
    initial(init, (3, 4))         a parameter as the initializer fills it
    after(f, x, ...)              the result of f and what is in x afterwards
    metric(m, (x, y), ...)        m.eval() after the updates
    lod(x, [0, 2, 3])             Paddle only: x with levels of detail
    levels(result)                Paddle only: the result and the levels of its tensors
    lookups(make, ...)            Paddle only: gradients of a table looked up with is_sparse=True,
                                  the table and the accumulators in three steps of an optimizer
"""

import importlib

import numpy as np

try:
    from . import values
except ImportError:  # run beside the real framework, not as part of the package
    import values


class Shape(object):
    """Stands for a tensor of which only dtype and shape count."""

    def __init__(self, text):
        self.text = text


class Framework(object):
    """What the two frameworks share."""

    def words(self):
        """Names a call may use."""
        return {
            "np": np,
            "t": lambda *what, **more: self.tensor(values.data(*what, **more)),
            "v": lambda numbers, dtype="float32": self.tensor(np.array(numbers, dtype)),
            "a": values.data,
            "p": self.parameter,
            "vjp": self.vjp,
            "fixed": self.fixed,
            "kind": self.kind,
            "steps": self.steps,
            "initial": self.initial,
            "after": lambda f, *args: (f(*args), list(args)),
            "metric": self.metric,
        }

    def answer(self, call):
        """What a call comes to, as JSON; an exception by the name of its class."""
        self.start()
        try:
            return values.encoded(eval(call, self.words()), self)
        except Exception as error:
            return {"error": type(error).__name__}
        finally:
            self.stop()

    def stop(self):
        """Undo `start`."""

    def other(self, value):
        """A result that is no tensor and no plain data."""
        if isinstance(value, Shape):
            return {"kind": value.text}
        if self.is_dtype(value):
            return {"dtype": str(value)}
        return {"object": type(value).__name__}

    def kind(self, value):
        """A result without its numbers."""
        if isinstance(value, (list, tuple)):
            return type(value)(self.kind(v) for v in value)
        if self.is_tensor(value):
            array = self.numpy(value)
            return Shape("%s%s" % (array.dtype, list(array.shape)))
        return value

    def is_float(self, value):
        return self.is_tensor(value) and self.numpy(value).dtype.kind == "f"

    def projection(self, out):
        """For every float tensor of a result a tensor of weights, else None."""
        found = []
        for k, leaf in enumerate(values.leaves(out)):
            if self.is_float(leaf):
                array = self.numpy(leaf)
                draw = np.random.RandomState(100 + k).uniform(-1, 1, array.shape)
                found.append(self.tensor(np.asarray(draw).astype(self.weight_dtype(array))))
            else:
                found.append(None)
        return found

    @staticmethod
    def metric(made, *updates):
        for update in updates:
            made.update(*update)
        return made.eval()


class MindSpore(Framework):
    def __init__(self, root="mindspore"):
        self.ms = importlib.import_module(root)
        self.mnp = importlib.import_module(root + ".numpy")
        self.initializer = importlib.import_module(root + ".common.initializer")

    def words(self):
        ms = self.ms
        return dict(
            Framework.words(self), ms=ms, mindspore=ms, ops=ms.ops, nn=ms.nn, mnp=self.mnp,
            P=ms.ops.operations, F=ms.ops.functional, init=self.initializer,
        )  # fmt: skip

    def start(self):
        self.ms.set_seed(1)
        np.random.seed(1)

    def tensor(self, array):
        return self.ms.Tensor(array)

    def parameter(self, *what, **more):
        name = more.pop("name", "x")
        return self.ms.Parameter(self.ms.Tensor(values.data(*what, **more)), name=name)

    def is_tensor(self, value):
        return isinstance(value, self.ms.Tensor)

    def numpy(self, value):
        return value.asnumpy()

    def is_dtype(self, value):
        return type(value).__module__.endswith("_c_expression.typing")

    def weight_dtype(self, array):
        return "float32"

    def fixed(self, cell):
        for i, parameter in enumerate(cell.get_parameters()):
            dtype = parameter.asnumpy().dtype
            if dtype.kind == "f":
                array = values.fixed(i, parameter.name, parameter.shape, dtype)
                parameter.set_data(self.ms.Tensor(array))
        return cell

    def vjp(self, f, *args, **kw):
        ms = self.ms
        out = f(*args, **kw)
        weights = self.projection(out)
        inputs = [x for x in values.leaves([args, kw]) if self.is_float(x)]
        places = {id(x): i for i, x in enumerate(inputs)}

        def swapped(value, new):
            if isinstance(value, (list, tuple)):
                return type(value)(swapped(v, new) for v in value)
            return new[places[id(value)]] if id(value) in places else value

        def total(*new):
            result = f(*swapped(args, new), **{k: swapped(v, new) for k, v in kw.items()})
            found = 0
            for w, leaf in zip(weights, values.leaves(result)):
                if w is not None:
                    part = ms.ops.mul(ms.ops.cast(leaf, ms.float32), w)
                    found = found + ms.ops.reduce_sum(part)
            return found

        own = list(f.trainable_params()) if isinstance(f, ms.nn.Cell) else []
        positions = tuple(range(len(inputs))) if inputs else None
        found = ms.grad(total, positions, ms.ParameterTuple(own) if own else None)(*inputs)
        return out, values.leaves(found)

    def steps(self, make, shapes, count):
        ms = self.ms
        parameters = [
            self.parameter(*s, seed=i, name="net%d.weight" % i) for i, s in enumerate(shapes)
        ]
        made = make(parameters)
        for step in range(count):
            made(tuple(ms.Tensor(values.data(*s, seed=50 + step)) for s in shapes))
        return parameters

    def initial(self, init, shape, dtype="float32"):
        made = self.initializer.initializer(init, shape, getattr(self.ms, dtype))
        return made.init_data() if hasattr(made, "init_data") else made


class Paddle(Framework):
    def __init__(self, root="paddle"):
        self.paddle = importlib.import_module(root)
        self.fluid = importlib.import_module(root + ".fluid")

    def words(self):
        fluid = self.fluid
        return dict(
            Framework.words(self), paddle=self.paddle, fluid=fluid, layers=fluid.layers,
            dygraph=fluid.dygraph, lookups=self.lookups, lod=self.lod, levels=self.levels,
        )  # fmt: skip

    def start(self):
        fluid = self.fluid
        np.random.seed(1)
        self.guards = [fluid.unique_name.guard(), fluid.dygraph.guard(fluid.CPUPlace())]
        for guard in self.guards:
            guard.__enter__()
        fluid.default_main_program().random_seed = 1
        fluid.default_startup_program().random_seed = 1

    def stop(self):
        self.fluid.dygraph.disable_dygraph()  # where the call itself has switched it on
        for guard in reversed(self.guards):
            guard.__exit__(None, None, None)

    def tensor(self, array):
        return self.fluid.dygraph.to_variable(np.ascontiguousarray(array) if array.ndim else array)

    @staticmethod
    def lod(x, *levels):
        x.value().get_tensor().set_lod([list(level) for level in levels])
        return x

    def levels(self, out):
        found = [leaf for leaf in values.leaves(out) if self.is_tensor(leaf)]
        return out, [[list(o) for o in x.value().get_tensor().lod()] for x in found]

    def parameter(self, *what, **more):
        fluid, array = self.fluid, values.data(*what, **more)
        filled = fluid.initializer.NumpyArrayInitializer(array)
        attr = fluid.ParamAttr(initializer=filled)
        return fluid.layers.create_parameter(list(array.shape), str(array.dtype), attr=attr)

    def is_tensor(self, value):
        return isinstance(value, self.fluid.core.VarBase)

    def numpy(self, value):
        return value.numpy()

    def is_dtype(self, value):
        return type(value).__name__ == "VarType"

    def weight_dtype(self, array):
        return array.dtype

    def other(self, value):
        if type(value).__name__ == "ComplexVariable":
            return {"complex": [values.encoded(v, self) for v in (value.real, value.imag)]}
        return Framework.other(self, value)

    def parameters(self, layer):
        is_layer = isinstance(layer, self.fluid.dygraph.Layer)
        return [p for _, p in layer.named_parameters()] if is_layer else []

    def fixed(self, layer):
        for i, (name, parameter) in enumerate(layer.named_parameters()):
            dtype = parameter.numpy().dtype
            if dtype.kind == "f":
                parameter.set_value(values.fixed(i, name, parameter.shape, dtype))
        return layer

    def vjp(self, f, *args, **kw):
        layers = self.fluid.layers
        inputs = [x for x in values.leaves([args, kw]) if self.is_float(x)]
        for x in inputs:
            x.stop_gradient = False
        out = f(*args, **kw)
        total = None
        for w, leaf in zip(self.projection(out), values.leaves(out)):
            if w is not None:
                part = layers.reduce_sum(layers.elementwise_mul(leaf, w))
                total = part if total is None else total + part
        total.backward()
        return out, [x.gradient() for x in inputs + self.parameters(f)]

    def steps(self, make, shapes, count):
        fluid = self.fluid
        parameters = [self.parameter(*s, seed=i) for i, s in enumerate(shapes)]
        made = make(parameters)
        for step in range(count):
            parts = [
                fluid.layers.reduce_sum(p * self.tensor(values.data(*s, seed=50 + step)))
                for p, s in zip(parameters, shapes)
            ]
            loss = fluid.layers.sums(parts)
            loss.backward()
            made.minimize(loss)
            for p in parameters:
                p.clear_gradient()
        return parameters

    def lookups(self, make, padding=None, tied=False, twice=False, **options):
        fluid, layers = self.fluid, self.fluid.layers
        layer = fluid.dygraph.Embedding([4, 3], is_sparse=True, padding_idx=padding)
        layer.weight.set_value(values.data(4, 3, "unit"))
        made = make(parameter_list=layer.parameters(), **options)
        found = []
        for step in range(3):
            ids = np.array([[[1], [2], [1]], [[0], [2], [2]]][step % 2])
            rows = layer(self.tensor(ids))
            loss = layers.reduce_sum(rows * rows)
            if tied:
                product = layers.matmul(rows, layer.weight, transpose_y=True)
                loss = loss + layers.reduce_sum(product) * 0.1
            if twice:
                loss = loss + layers.reduce_sum(layer(self.tensor(np.array([[3]]))))
            loss.backward()
            found.append(layer.weight.gradient())
            made.minimize(loss)
            layer.clear_gradients()
            found += [layer.weight.gradient(), layer.weight.numpy()]
        return found, sorted((k, v.numpy()) for k, v in made.state_dict().items())

    def initial(self, init, shape, dtype="float32"):
        return self.fluid.layers.create_parameter(list(shape), dtype, default_initializer=init)


FRAMEWORKS = {"mindspore": MindSpore, "paddle": Paddle}
