"""Expressions whose results under MindSpore 2.0.0 are on record, and the values they use.

`record_mindspore.py` evaluates them with the original, the tests in `tests/mindspore` with compat.
"""

import numpy as np

READS = """
x[0]
x[-1]
x[2]
x[-3]
x[True]
x[False]
x[None]
x[...]
x[:]
x[1:]
x[::-1]
x[5:]
x[:, 1]
x[:, 3]
x[:, ::2]
x[:, ::-1]
x[:, 2:0:-1]
x[:, 5:1]
x[..., 0]
x[..., -1]
x[0, ..., 1]
x[None, 0]
x[0, None]
x[:, None, 1]
x[..., None]
x[:, :, None, ::2]
x[0, 1, 2]
x[0, 1, 2, 0]
x[[0, 1]]
x[[1]]
x[[-1]]
x[[True, False]]
x[[0, 2]]
x[:, [0, 2]]
x[:, [0, 2], 1]
x[[0, 1], [0, 2]]
x[[0, 1], :, [0, 2]]
x[[0, 1], [0]]
x[0, [0, 2]]
x[0, :, [0, 2]]
x[:, [True, False, True]]
x[()]
x[(0,)]
x[0:1, 1:2]
x[1, 1:]
x[True, 0]
x[:, True]
x[:, 0, None]
x[t(1)]
x[t([0])]
x[t([0, 1])]
x[t([[0, 1], [1, 0]])]
x[t([-1])]
x[t([5])]
x[:, t(1)]
x[:, t([0, 2])]
x[:, t([0, 2]), t([1, 1])]
x[t([0, 1]), t([0, 2])]
x[t([0, 1]), :, t([0, 2])]
x[t([0, 1]), ..., t([0, 2])]
x[..., t([0, 2])]
x[0, t([0, 2])]
x[t([0, 1]), 0]
x[None, t([0, 1])]
x[t([0, 1]), None]
x[t([[0], [1]]), t([[0, 2]])]
x[t([0, 1]), 1:, t([0, 2])]
x[t([True, False])]
x[x > 5]
x[x > 100]
x[:, t([True, False, True])]
x[t([True, False]), 0]
x[t([True, True]), t([0, 2])]
x[t([[True, False, True], [False, True, False]])]
x[t([0.0, 1.0])]
x[t([True])]
x["a"]
x[1.0]
x[{}]
x[np.array([0, 1])]
x[np.array([True, False])]
x[np.int64(1)]
x[[]]
x[t([0], ms.int32)]
x[t([0], ms.uint8)]
x[[[0, 1], [1, 0]]]
x[((0, 1), (1, 0))]
x[[0, 1], None]
x[..., ...]
x[[t(0), 1]]
x[range(2)]
x[(0, 1), 2]
x[:, (0, 2)]
x[1:1]
x[0, 0:0]
x[t(0):t(2)]
x[:t(1)]
x[t(1), t(2)]
x[::0]
x[None, None]
x[True, None]
x[None, True]
x[[False, False]]
x[:, [False, False, False]]
x[t([False, False])]
x[5, 0]
x[0, -9, 1]
x[0, 1:, 9]
x[0, None, 9]
x[1, ..., 9]
x[0, 9, ::2]
s[...]
s[None]
s[0]
s[()]
s[True]
s[:]
v[1]
v[::-1]
v[-2:]
v[t(2)]
v[[0, 0, 1]]
v[v > 1]
v[t([True, False, True, False, True])]
""".strip().split("\n")

WRITES = """
x[0] = 9
x[0] = 9.5
x[0] = True
x[0] = F([1,2,3,4])
x[0] = F(np.ones((3,4)))
x[0] = F(np.ones((1,3,4)))
x[0] = F([1,2,3])
x[0] = [1,2,3,4]
x[0] = (1,2,3,4)
x[0] = np.ones(4)
x[0] = [F(1),2,3,4]
x[0] = T([1,2,3,4])
x[0] = "a"
x[0] = None
x[2] = 1
x[-3] = 1
x[-1] = 7
x[:] = 5
x[...] = 5
x[None] = 5
x[False] = 5
x[1:] = F(np.ones((1,3,4)))
x[:, 1] = 3
x[:, 1] = F([1,2,3,4])
x[:, ::2] = F(np.ones((2,2,4)))
x[:, 2:0:-1] = 7
x[:, 5:] = 3
x[..., 0] = 3
x[..., 0] = F([[1,2,3],[4,5,6]])
x[..., 0] = F([1,2,3])
x[0, ..., 1] = 4
x[0, 1, 2] = 4
x[0, 1, 2] = F(4)
x[0, 1, 2, 0] = 4
x[[0, 1]] = 4
x[[1]] = F(np.ones((3,4)))
x[:, [0, 2]] = 4
x[:, [0, 2]] = F(np.arange(16).reshape(2,2,4))
x[:, [0, 2]] = F([1,2,3,4])
x[[0, 1], [0, 2]] = 4
x[[0, 1], [0, 2]] = F(np.arange(8).reshape(2,4))
x[[0, 1], :, [0, 2]] = 4
x[[0, 1], :, [0, 2]] = F(np.arange(6).reshape(2,3))
x[t(1)] = 4
x[t([0])] = 4
x[t([0, 1])] = F(base)
x[t([-1])] = 4
x[t([5])] = 4
x[t([0, 0])] = F(base)
x[t([[0, 1], [1, 0]])] = 3
x[:, t(1)] = 4
x[:, t([0, 2])] = 4
x[:, t([0, 2]), t([1, 1])] = 4
x[t([0, 1]), t([0, 2])] = F(np.arange(8).reshape(2,4))
x[t([0, 1]), 1:, t([0, 2])] = 4
x[0, t([0, 2])] = 4
x[0, [0, 2]] = F(np.arange(8).reshape(2,4))
x[x > 5] = 0
x[x > 5] = F(-1)
x[x > 5] = F([-1])
x[x > 5] = F(np.arange(18))
x[x > 5] = F([1,2])
x[x > 100] = 0
x[t([True, False])] = 0
x[t([True, False])] = F(np.ones((1,3,4)))
x[t([True, False])] = F([1,2,3,4])
x[t([True, True])] = F(np.arange(24).reshape(2,3,4)*2)
x[:, t([True, False, True])] = 0
x[t([[True, False, True], [False, True, False]])] = 7
x[t([[True, False, True], [False, True, False]])] = F(np.arange(12).reshape(3,4))
x[[True, False]] = 3
x[0:1, 1:2] = 3
x[0:1, 1:2] = F(np.ones((1,1,4)))
x[0, 1:] = [1,2,3,4]
x[()] = 4
x[(0,)] = 4
x[:, None, 0] = 4
x[None, 0] = 3
x[0:1] = F(np.ones((2,3,4)))
x[np.array([0])] = 3
x["a"] = 3
x[1.0] = 3
x[[]] = 3
x[:, [False, False, False]] = 3
x[0, True] = 3
x[1:1] = 3
x[0][1] = 5
x[0][1][2] = 5
x[0:2][1] = 5
x[t([0,1])][0] = 5
i[0] = 2.7
i[0] = F([1.5,2.5,3.5])
b[0] = 1
b[0] = False
v[1] = 3
v[1:3] = [7, 8]
v[1:3] = (7., 8.)
v[[0,0]] = F([1,2])
v[v > 2] = v[v > 2] * 2
v[v > 2] = F([10,20])
v[::2] = 0
v[-1] = v[0]
s[...] = 4
s[None] = 4
s[0] = 4
s[()] = 4
""".strip().split("\n")

METHODS = """
F.item((0,1))
F.item(2)
Tensor(3.0).item()
F.item()
Tensor([3.0]).item()
F.item(7)
F.itemset(2, 9)
F.itemset((0,1), 9)
F.itemset(9)
F.itemset('a')
F.itemset((1,), 3)
F.itemset((5, 0), 3)
F.itemset()
F.itemset(1, 2, 3)
F.item((1,))
F.item((5, 0))
F.item('a')
F.item(-1)
Tensor(3.0).itemset(4)
F.view(-1)
F.view((3,2))
F.view([3,2])
F.view()
F.view(4,4)
F.reshape(3,-1)
F.reshape((3,2))
F.reshape([6])
F.reshape(4)
F.reshape('a')
F.transpose()
F.transpose(1,0)
F.transpose((1,0))
F.transpose([0,1])
F.transpose(0)
F.transpose(0,0)
F.transpose(-1,0)
F.permute(1,0)
F.permute((1,0))
F.T
F.squeeze()
F.expand_dims(0).squeeze(0)
F.squeeze(0)
F.expand_dims(5)
F.expand_dims(1.0)
F.unsqueeze(-1)
F.sum()
F.sum(0)
F.sum(axis=1,keepdims=True)
F.sum(dtype=ms.float64)
F.sum(initial=3)
F.sum((0,1))
F.sum([0,1])
F.sum(3)
I.sum()
B.sum()
B.sum(0)
F.astype(ms.float16).sum()
F.mean()
F.mean(0)
F.mean(1,True)
I.mean()
B.mean()
F.mean(3)
F.prod()
I.prod(1)
F.var()
F.var(1,1,True)
I.var()
F.std(0)
I.std()
F.max()
F.max(0)
F.max(1,True)
F.max(axis=0,return_indices=True)
F.max(axis=(0,1))
I.max()
I.min(1)
F.max(initial=9.0)
F.max(axis=0,initial=2.0,where=Tensor([True,False,True]))
F.argmax()
F.argmax(0)
F.argmax(1,True)
F.argmin()
F.argmin(1,True)
I.argmin(0)
B.argmax(1)
F.argmax_with_value(1)
F.argmax(5)
F.all()
B.all()
B.any(0)
B.all(1,True)
I.all()
F.cumsum()
F.cumsum(0)
I.cumsum(1)
B.cumsum(0)
F.cumsum(0,ms.int32)
F.cumsum(3)
F.flatten()
F.flatten('F')
F.expand_dims(0).flatten(start_dim=1)
F.ravel()
F.copy()
I.copy()
B.copy()
F.astype('float16')
F.astype(int)
F.astype(np.float64)
F.astype(ms.int8)
F.astype('abc')
F.astype(3)
(F-2.5).astype(ms.int32)
F.to(ms.float16)
F.half().dtype
F.int().dtype
F.long().dtype
F.bool()
I.float().dtype
F.repeat(2)
F.repeat(2,0)
F.repeat([1,2],0)
F.repeat([1,2,3],0)
F.repeat('a')
F.take(Tensor([0,2]))
F.take(Tensor([0,5]),1)
F.take(Tensor([0,5]),1,'wrap')
F.take(Tensor([0,-1]),1)
F.resize(4)
F.resize((2,4))
F.fill(3)
I.fill(3.5)
F.fill(None)
F.ptp()
F.ptp(1,True)
F.diagonal()
F.diagonal(1)
F.trace()
F.expand_as(Tensor(np.zeros((4,2,3),np.float32))).shape
F.new_zeros(3)
F.new_ones((2,),dtype=ms.int32)
F.masked_fill(F>2, 0.)
F.masked_fill(F>2, 0)
F.masked_fill(I, 0.)
F.select(F>2, 1.0)
F.select(F>2, 1)
F.where(F>2, F*0)
F.nonzero()
F.gather(Tensor([1,0]),1)
Tensor([1.,2.,3.]).searchsorted(Tensor([1.,2.]))
Tensor([1.,2.,3.]).searchsorted(2.5,'right')
F.swapaxes(0,1)
F.broadcast_to((2,2,3)).shape
F.tile((2,1))
F.split(1)
F.split(1,1)
F.chunk(3,1)
F.unbind()
F.sort()
F.sort(0,True)
F.argsort(1,True)
F.topk(2)
F.top_k(2)
F.clip(1,3)
F.clamp(1.5)
F.clip(Tensor(1.),3.)
F.pow(2)
F.dot(F.T)
F.matmul(F.T)
F.norm()
F.abs()
F.isnan()
F.numel()
F.ndimension()
F.nelement()
F.dim()
F.is_floating_point()
F.is_signed()
F.float_power(2)
F.index_put((Tensor([0,1]),Tensor([0,2])),Tensor([7.,8.]))
F.masked_scatter(F>2,Tensor([7.,8.,9.,10.]))
F.masked_select(F>2)
F.fill_diagonal(9.)
Tensor(np.zeros((5,2),np.float32)).fill_diagonal(9.)
Tensor(np.zeros((5,2),np.float32)).fill_diagonal(9., True)
Tensor(np.zeros((2,2,2),np.float32)).fill_diagonal(9.)
F.reverse_sequence(Tensor([2, 1]), 1)
I.approximate_equal(I + 1)
F.nansum()
F.sum_to_size(1,3)
F.view_as(Tensor(np.zeros((3,2))))
F.reshape_as(Tensor(np.zeros((3,2))))
I.choose([Tensor([[1,2,3],[4,5,6]])])
F.set_dtype(ms.float16)
F.is_init()
F.unique_consecutive()
F.flip((0,))
I.ravel().bincount()
F.scatter_add(Tensor([[0,0]]),Tensor([5.]))
F.scatter_sub(Tensor([[0,0]]),Tensor([5.]))
F.scatter(1,Tensor([[0,0,0]]),Tensor([[5.,6.,7.]]))
F.erf().dtype
I.sqrt()
I.exp()
F.inv()
I.invert()
F.approximate_equal(F)
I.approximate_equal(I)
F.real()
F.imag()
F.median()
F.tril()
F.triu(1)
F.subtract(F,alpha=2)
F.div(2,rounding_mode='floor')
F.true_divide(2)
F.is_persistent_data()
F.slice_num_of_persistent_data()
F.assign_value(Tensor(np.zeros((2,3),np.float32)))
F.adjoint()
F.mT.shape
F.H.shape
""".strip().split("\n")

CONSTRUCTIONS = """
Tensor([1, 2])
Tensor([1.0, 2])
Tensor((True, False))
Tensor(1)
Tensor(1.5)
Tensor(True)
Tensor(1j)
Tensor(np.float64(2))
Tensor(np.int32(3))
Tensor(np.zeros(3))
Tensor([[1, 2], [3]])
Tensor([])
Tensor(np.zeros((0, 2)))
Tensor([[], []])
Tensor("a")
Tensor(None)
Tensor({1: 2})
Tensor([F, F])
Tensor(range(3))
Tensor([np.float32(1)])
Tensor([[1, 2.5]])
Tensor(np.array([1, 2], dtype=object))
Tensor(np.array([1, None], dtype=object))
Tensor(shape=(2, 2))
Tensor(dtype=ms.float32)
Tensor(shape=(2,), dtype=ms.float32)
Tensor(shape=(2, None), dtype=ms.float32)
Tensor(1, shape=(2,))
Tensor([1], dtype="float32")
Tensor([1], dtype=np.float32)
Tensor([1.7], dtype=ms.int32)
Tensor([1], const_arg=3)
Tensor()
Tensor([300], dtype=ms.int8)
Tensor([-1.5, 2.5], dtype=ms.uint8)
Tensor([2, 0], dtype=ms.bool_)
Tensor(F)
Tensor(F, ms.float16)
Tensor(F, dtype=ms.int32)
Tensor(np.arange(12).reshape(3, 4)[:, ::2])
Tensor(np.arange(12).reshape(3, 4).T)
Tensor(np.ones((2, 3, 4), np.float16))
Tensor(np.array([1e-9, 1e9, np.inf, -np.inf, np.nan], np.float32))
Tensor(np.array([1.5, -2.25], np.float64))
Tensor(np.arange(2000, dtype=np.float32))
Tensor(np.arange(2000, dtype=np.int32))
Tensor(np.arange(3000, dtype=np.float32).reshape(50, 60))
Tensor(np.array([[True, False]]))
Tensor(np.array([100, -2, 33], np.int8))
Tensor(123456.789)
Tensor(1e-7)
Tensor(np.array(7, np.uint8))
Tensor.from_numpy(np.ones(2, np.float32))
Tensor.from_numpy([1, 2])
Parameter(F, name="w")
Parameter(3)
Parameter(2.5)
Parameter(True)
Parameter([1, 2])
Parameter([1.0, 2.0])
Parameter(np.ones(2))
Parameter("a")
Parameter(None)
Parameter(F, name=3)
Parameter(F, name="")
Parameter(F, name=" b ")
Parameter(F, name="a" * 1025)
Parameter(F, requires_grad=1)
Parameter(F, layerwise_parallel=1)
Parameter(F, parallel_optimizer=1)
P.set_data(F * 2).asnumpy().tolist()
P.set_data(Tensor([1.0]))
P.set_data(Tensor([1.0]), slice_shape=True)
P.set_data([1.0])
P.set_data(I).asnumpy().tolist()
P.set_data(F.astype(ms.float64))
P.set_data(F.astype(ms.float16)).dtype
P.clone().name
P.clone("zeros").asnumpy().tolist()
P.clone("bad")
P.copy()
P.value()
P.data is P
P.requires_grad
P.comm_fusion
P.layerwise_parallel
P.parallel_optimizer
P.inited_param
P.has_init
P.sliced
P.cache_enable
P.key
P.unique
P.init_data()
P.name
repr(P)
P + 1
P * P
isinstance(P, Tensor)
ParameterTuple([P, P])
ParameterTuple([P, Q])
ParameterTuple([P, P.clone()])
ParameterTuple([F])
ParameterTuple([P, Q]).clone("pre")
ParameterTuple([P, Q]).clone("pre", "ones")[1].asnumpy().tolist()
ParameterTuple([P, Q]).clone("-")
mutable(3)
mutable((1, F))
mutable("a")
mutable(3, True)
dtype.dtype_to_nptype(ms.float32)
dtype.dtype_to_pytype(ms.int16)
dtype.pytype_to_dtype(int)
dtype.pytype_to_dtype(float)
dtype.pytype_to_dtype(np.float16)
dtype.pytype_to_dtype(np.dtype("int8"))
dtype.pytype_to_dtype(ms.float32)
dtype.pytype_to_dtype(3)
dtype.pytype_to_dtype(set)
dtype.get_py_obj_dtype(F)
dtype.get_py_obj_dtype(1)
dtype.get_py_obj_dtype(len)
dtype.get_py_obj_dtype(ms.float32)
dtype.type_size_in_bytes(ms.float64)
[str(t) for t in dtype.all_types]
[repr(t) for t in dtype.number_type]
(ms.float32 == dtype.single, ms.float32 != ms.float64, ms.float32 == "float32")
(dtype.TensorType(ms.float32), str(dtype.TensorType(ms.float32)))
dtype.TensorType(ms.int8).element_type()
(str(ms.number), str(ms.int_), str(ms.tensor_type), repr(ms.type_none))
str(ms.QuantDtype.INT8)
ms.QuantDtype.INT8.value()
ms.set_seed(-1)
ms.set_seed("a")
ms.set_seed(1.5)
""".strip().split("\n")

OPERANDS = ("bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")
OPERANDS += ("float16", "float32", "float64", "complex64", "complex128")
SCALARS = {"True": True, "2": 2, "2.5": 2.5, "list": [[1, 2], [3, 4]], "'a'": "a", "None": None}
OPERATORS = ("+", "-", "*", "/", "//", "%", "**", "==", "!=", "<", "<=", ">", ">=", "&", "|", "^")
OPERATORS += ("@",)

ARITHMETIC = """
I7 / J2
I7 / 2
7 / J2
I7 / -2
I7 / 0
I7 // J2
I7 // 2
7 // J2
I7 // 0
I7 % J2
I7 % 2
7 % J2
I7 % -2
I7 % 0
I7 ** 2
7 ** J2
I7 ** -1
I7 ** J2
I7 / 2.5
2.5 / I7
I7 // 2.5
I7 % 2.5
U8 + 100
U8 + 300
U8 - 300
U8 * -1
U8 / 300
U8 // 300
U8 % 300
I8 + 1000
H + 1e6
F // 0.0
F % 0.0
F / 0
F % -1.5
F // -1.5
F ** -1
F ** 0.5
2 ** F
F + Tensor(np.zeros(4, np.float32))
F - Tensor(np.zeros(4, np.float32))
F < Tensor(np.zeros(4, np.float32))
F == Tensor(np.zeros(4, np.float32))
F == [1, 2]
F != [1, 2]
F == "a"
F != None
F @ F
F @ F.T
F @ 3
~B
~F
~I
-I
abs(F - 3)
abs(B)
+F is F
round(F + 0.5)
bool(F)
bool(Tensor([2.5]))
bool(Tensor(0))
int(Tensor(2.7))
int(F)
float(Tensor([2.5]))
len(F)
len(Tensor(1))
list(range(3))[Tensor(1)]
list(range(3))[Tensor(1.0)]
hash(F) == hash(id(F))
[v.shape for v in F]
2.0 in F
F.strides
F.itemsize
F.nbytes
F.size
F.ndim
F.dtype
F.T
F.H
F.param_info
F.init_flag
F.adapter_flag
F.has_init
""".strip().split("\n")

INITIAL = """
"normal", (5, 3)
"uniform", (5, 3)
"xavier_uniform", (4, 3, 2, 2)
"xavier_normal", (4, 3)
"he_uniform", (4, 3, 3)
"he_normal", (4, 3, 3, 3)
"zeros", (2,)
"ones", (2,)
"truncatednormal", (3, 3)
"identity", (3, 4)
"variancescaling", (4, 5)
"normal", ()
"Zero", 3
3, [2]
2.5, (2,)
"what", (2,)
[1], (2,)
None, (2,)
"normal", (0, 2)
"normal", (2, -1)
"normal", (2.0,)
"xavier_uniform", (3,)
"he_normal", (3,)
"identity", (3,)
init.Sparse(0.4), (5, 4)
init.Sparse(0.4), (5,)
init.Dirac(2), (4, 2, 3)
init.Dirac(), (3, 4, 3, 3)
init.Dirac(), (3, 4, 3, 3, 2)
init.Dirac(), (3, 4)
init.Dirac(2), (3, 4, 3)
init.Constant(3), (2, 2)
init.HeNormal(0.2, "fan_out", "leaky_relu"), (4, 3)
init.HeNormal(0.2, "fan_both"), (4, 3)
init.HeUniform(nonlinearity="tanh"), (4, 3)
init.HeUniform(nonlinearity="gelu"), (4, 3)
init.HeUniform(negative_slope=True), (4, 3)
init.XavierUniform(2.0), (7, 5)
init.XavierNormal(0.5), (7, 5)
init.Normal(0.2, 1.0), (3,)
init.Normal(-1.0), (3,)
init.Uniform(3.0), (3, 2)
init.TruncatedNormal(0.7), (101,)
init.TruncatedNormal(-1.0), (3,)
init.VarianceScaling(2.0, "fan_avg", "untruncated_normal"), (4, 5)
init.VarianceScaling(2.0, "fan_out", "uniform"), (4, 5)
init.VarianceScaling(0.0), (4, 5)
init.VarianceScaling(1.0, "fan"), (4, 5)
init.VarianceScaling(1.0, "fan_in", "normal"), (4, 5)
init.Initializer(), (2,)
Tensor([1.0, 2.0]), (2,)
Tensor([1.0, 2.0]), (3,)
""".strip().split("\n")

SETTINGS = """
ms.set_context(mode=5)
ms.set_context(mode="a")
ms.set_context(mode=0)
ms.get_context("mode")
ms.set_context(device_target="TPU")
ms.set_context(device_id=-1)
ms.set_context(device_id=5000)
ms.set_context(foo=1)
ms.get_context("foo")
ms.set_context(save_graphs=5)
ms.set_context(save_graphs=True)
ms.get_context("save_graphs")
ms.set_context(max_call_depth=0)
ms.set_context(enable_graph_kernel=1)
ms.set_context(deterministic="on")
ms.set_context(deterministic="ON")
ms.get_context("deterministic")
ms.set_context(memory_optimize_level="O3")
ms.set_context(memory_offload="yes")
ms.set_context(jit_level="O1")
ms.set_context(precision_mode="force_fp16")
ms.set_context(runtime_num_threads=-1)
ms.set_context(inter_op_parallel_num=-1)
ms.set_context(op_timeout=-1)
ms.set_context(enable_sparse=True)
ms.set_context(save_graphs_path=3)
ms.get_context("device_target")
ms.get_context("max_call_depth")
ms.get_context("check_bprop")
ms.get_context("grad_for_scalar")
ms.get_context("max_device_memory")
ms.get_context("enable_ge")
ms.get_context("reserve_class_name_in_scope")
ms.set_auto_parallel_context(parallel_mode="x")
ms.set_auto_parallel_context(parallel_mode=3)
ms.set_auto_parallel_context(device_num=0)
ms.set_auto_parallel_context(device_num=5000)
ms.set_auto_parallel_context(device_num=8)
[ms.get_auto_parallel_context("device_num")]
ms.set_auto_parallel_context(global_rank=9999)
ms.set_auto_parallel_context(gradients_mean=1)
ms.set_auto_parallel_context(foo=1)
ms.set_auto_parallel_context(parallel_mode="data_parallel", gradients_mean=True)
[ms.get_auto_parallel_context("parallel_mode")]
ms.get_auto_parallel_context("gradients_mean")
ms.set_auto_parallel_context(search_mode="q")
ms.set_auto_parallel_context(pipeline_stages=0)
ms.set_auto_parallel_context(full_batch=True)
ms.get_auto_parallel_context("full_batch")
ms.get_auto_parallel_context("foo")
ms.get_auto_parallel_context("all_reduce_fusion_config")
ms.get_auto_parallel_context("comm_fusion")
ms.get_auto_parallel_context("strategy_ckpt_config")
ms.reset_auto_parallel_context()
ms.get_auto_parallel_context("parallel_mode")
ms.get_auto_parallel_context("device_num")
ms.get_ps_context("enable_ps")
ms.get_ps_context("foo")
ms.set_ps_context(foo=1)
ms.communication.get_rank()
ms.communication.get_group_size()
ms.communication.get_rank(3)
ms.communication.init(3)
ms.ParallelMode.MODE_LIST
ms.communication.HCCL_WORLD_COMM_GROUP
""".strip().split("\n")


def names(ms):
    """The names that expressions use, made anew so that no case sees another one's changes."""
    base = np.arange(24, dtype=np.float32).reshape(2, 3, 4)
    tensor = ms.Tensor
    small = np.arange(6).reshape(2, 3)
    return {
        "ms": ms,
        "np": np,
        "Tensor": tensor,
        "Parameter": ms.Parameter,
        "ParameterTuple": ms.ParameterTuple,
        "mutable": ms.mutable,
        "dtype": ms.common.dtype,
        "init": ms.common.initializer,
        "base": base,
        "t": lambda data, *rest: tensor(np.array(data), *rest),
        "T": lambda data, *rest: tensor(np.array(data), *rest),
        "F": tensor(small.astype(np.float32)),
        "I": tensor(small.astype(np.int32)),
        "B": tensor(np.array([[True, False], [True, True]])),
        "P": ms.Parameter(tensor(small.astype(np.float32)), name="p"),
        "Q": ms.Parameter(tensor(small.astype(np.float32)), name="q"),
        "I7": tensor(np.array([-7, 7, 5], np.int32)),
        "J2": tensor(np.array([2, -2, 0], np.int32)),
        "U8": tensor(np.array([200, 100], np.uint8)),
        "I8": tensor(np.array([100], np.int8)),
        "H": tensor(np.array([1], np.float16)),
    }


def indexed(ms):
    """The tensors that reads and writes use; `F` makes float32 tensors there."""
    found = names(ms)
    tensor = ms.Tensor
    found.update(
        F=lambda data: tensor(np.array(data, np.float32)),
        x=tensor(found["base"]),
        s=tensor(np.float32(3)),
        v=tensor(np.arange(5, dtype=np.float32)),
        i=tensor(np.arange(6, dtype=np.int32).reshape(2, 3)),
        b=tensor(np.array([True, False])),
    )
    return found


def operand(ms, dtype):
    """The tensor that stands for a dtype in the table of conversions."""
    return ms.Tensor(np.array([[3, 2], [1, 2]]).astype(dtype))


def plain(ms, value):
    """A result as JSON: dtype, shape and values of tensors, the text of the rest."""
    if isinstance(value, (tuple, list)):
        return [plain(ms, v) for v in value]
    if isinstance(value, ms.Parameter):
        return {"parameter": str(value), **plain(ms, value.value())}
    if isinstance(value, ms.Tensor):
        if -1 in value.shape:
            return {"dtype": str(value.dtype), "shape": list(value.shape), "text": repr(value)}
        array = value.asnumpy()
        facts = {"dtype": str(value.dtype), "shape": list(array.shape)}
        if array.size <= 64:
            kind = str if array.dtype.kind == "c" else _short if array.dtype.kind == "f" else int
            facts["values"] = [kind(v) for v in array.ravel().tolist()]
        facts["text"] = repr(value) if array.size > 64 or array.ndim < 2 else None
        return {k: v for k, v in facts.items() if v is not None}
    return repr(value) if not isinstance(value, (bool, int, float, str, type(None))) else value


def _short(value):
    """A float with the digits that matter."""
    return float(f"{value:.9g}")


def outcome(ms, evaluate):
    """What a case comes to: its result, or the type of the error and the first line of its text."""
    try:
        return plain(ms, evaluate())
    except Exception as error:
        lines = str(error).split("\n")
        return {"error": type(error).__name__, "text": lines[0][:200]}
