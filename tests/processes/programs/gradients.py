# Gradients of every collective; `given`, `plain` and the ranks are of meet.py.
x = np.arange(4 * size, dtype="float64").reshape(2 * size, 2) % 3 + 1 + rank
pair = tuple(range(size - 2, size))
calls = {
    "sum": lambda x: processes.all_reduce(x),
    "prod": lambda x: processes.all_reduce(x, "prod"),
    "max": lambda x: processes.all_reduce(x, "max"),
    "min": lambda x: processes.all_reduce(x, "min"),
    "gather": processes.all_gather,
    "scatter": processes.reduce_scatter,
    "exchange": processes.all_to_all,
    "broadcast": lambda x: processes.broadcast(x, 0),
    "turned": lambda x: processes.all_gather(op.permute_dims(x, (1, 0))),
}
if rank in pair:
    processes.create_group("pair", pair)
    calls["pair"] = lambda x: processes.all_gather(x, "pair")
engine = autodiff.engine()


def part(x, count):
    return op.take(x, given(np.arange(count)), 0)


calls["odd"] = lambda x: processes.all_reduce(part(op.reshape(x, (4 * size,)), 4 * size - 1))
calls["empty"] = lambda x: processes.all_reduce(part(x, 0))
found = {}
for name, call in calls.items():
    leaf = engine.leaf(given(x))
    y = call(leaf)
    shape = plain(y).shape
    g = given(np.arange(np.prod(shape), dtype="float64").reshape(shape) + 10 * rank)
    found[name] = plain(engine.gradients([y], [g], [leaf], False, True)[0]).tolist()
print(json.dumps(found))
