# Gradients of every collective; `given`, `plain` and the ranks are of meet.py.
x = np.arange(8, dtype="float64").reshape(4, 2) % 3 + 1 + rank
found = {}
for name, call in {
    "sum": lambda x: processes.all_reduce(x),
    "prod": lambda x: processes.all_reduce(x, "prod"),
    "max": lambda x: processes.all_reduce(x, "max"),
    "gather": processes.all_gather,
    "scatter": processes.reduce_scatter,
    "exchange": processes.all_to_all,
    "broadcast": lambda x: processes.broadcast(x, 0),
}.items():
    engine = autodiff.engine()
    leaf = engine.leaf(given(x))
    y = call(leaf)
    shape = plain(y).shape
    g = given(np.arange(np.prod(shape), dtype="float64").reshape(shape) + 10 * rank)
    found[name] = plain(engine.gradients([y], [g], [leaf], False, True)[0]).tolist()
print(json.dumps(found))
