# Values of every collective; `given`, `plain` and the ranks are of meet.py.
found = {}
DTYPES = "float16 float32 float64 int8 uint8 int32 int64 bool complex64".split()
for dtype in DTYPES:
    x = given((np.arange(size * 6).reshape(size * 2, 3) + 1 + rank).astype(dtype))
    reduce = "max" if dtype == "bool" else "sum"
    results = {
        reduce: processes.all_reduce(x, reduce),
        "gather": processes.all_gather(x),
        "broadcast": processes.broadcast(x, size - 1),
        "exchange": processes.all_to_all(x),
    }
    for name, y in results.items():
        y = plain(y)
        values = np.abs(y.astype("complex128")).tolist()
        found[f"{dtype} {name}"] = [str(y.dtype), list(y.shape), values]
ends = given(np.float32([rank + 2, 5 - rank]))
for reduce in ("prod", "max", "min"):
    found[reduce] = plain(processes.all_reduce(ends, reduce)).tolist()
empty = given(np.zeros((0, 3), "float32"))
found["empty"] = list(plain(processes.all_reduce(empty)).shape)
found["scalar"] = plain(processes.all_reduce(given(np.float32(rank)))).tolist()
turned = op.permute_dims(given(np.arange(6, dtype="float32").reshape(2, 3)), (1, 0))
found["turned"] = plain(processes.all_gather(turned)).tolist()
many = [np.ones((2, 2), "float32"), np.float64(3), np.ones(3, "float32") * rank]
many = processes.all_reduce_many([given(x) for x in many])
found["many"] = [plain(x).tolist() for x in many]
pair = tuple(range(size - 2, size))
if rank in pair:
    processes.create_group("pair", pair)
    ones = given(np.float32([1]))
    found["pair"] = plain(processes.all_reduce(ones, "sum", "pair")).tolist()
print(json.dumps(found))
