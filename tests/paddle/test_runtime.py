"""Names around the training loop: profiles, options of static programs, tensors with levels."""

import numpy as np
import paddle.fluid as fluid
import pytest

L = fluid.layers


@pytest.fixture(autouse=True)
def dynamic():
    with fluid.dygraph.guard():
        yield


def variable(array):
    return fluid.dygraph.to_variable(np.asarray(array))


def test_profiler_reports_operators(tmp_path, capsys):
    with fluid.profiler.profiler("CPU", "calls", str(tmp_path / "profile")):
        for _ in range(3):
            L.relu(variable(np.ones(2, "float32")))
        L.exp(variable(np.ones(2, "float32")))
    rows = [line.split()[:2] for line in capsys.readouterr().out.splitlines()[1:]]
    assert rows[:2] == [["relu", "3"], ["exp", "1"]]
    assert (tmp_path / "profile").exists()


@pytest.mark.parametrize("options", [("TPU",), ("CPU", "Most")])
def test_profiler_refuses_other_options(options):
    with pytest.raises(ValueError):
        fluid.profiler.start_profiler(*options)


def test_profiler_refuses_another_order():
    fluid.profiler.start_profiler("All")
    with pytest.raises(ValueError, match="sorted_key"):
        fluid.profiler.stop_profiler("size")
    fluid.profiler.stop_profiler(profile_path="/dev/null")


def test_strategies_are_data():
    build, run = fluid.BuildStrategy(), fluid.ExecutionStrategy()
    build.reduce_strategy = fluid.BuildStrategy.ReduceStrategy.Reduce
    assert (build.enable_inplace, build.fuse_bn_act_ops) == (True, False)
    assert run.num_iteration_per_drop_scope == 100
    program = fluid.CompiledProgram(fluid.default_main_program())
    assert program.with_data_parallel("loss", build) is program
    with pytest.raises(NotImplementedError, match="CompiledProgram"):
        program._compile(None, None)


def test_transpiler_is_refused_by_name():
    config = fluid.DistributeTranspilerConfig()
    assert config.min_block_size == 8192
    with pytest.raises(NotImplementedError, match=r"DistributeTranspiler\.transpile"):
        fluid.DistributeTranspiler(config).transpile(0)
    servers = fluid.transpiler.RoundRobin(["a", "b"])
    assert servers.dispatch([1, 2, 3]) == ["a", "b", "a"]


def test_roles_of_operators():
    maker = fluid.core.op_proto_and_checker_maker
    assert int(maker.OpRole.Optimize) | int(maker.OpRole.LRSched) == 18
    assert maker.kOpRoleAttrName() == "op_role"


def test_tensor_with_levels():
    tensor = fluid.create_lod_tensor(np.ones((5, 1), "float32"), [[2, 3]], fluid.CPUPlace())
    assert tensor.lod() == [[0, 2, 5]]
    assert tensor.recursive_sequence_lengths() == [[2, 3]]
    listed = fluid.create_lod_tensor([[1, 2], [3]], [[2, 1]], fluid.CPUPlace())
    assert np.array(listed).tolist() == [[1], [2], [3]]
    with pytest.raises(AssertionError, match="invalid"):
        fluid.create_lod_tensor(np.ones((4, 1), "float32"), [[2, 3]], fluid.CPUPlace())
    ints = fluid.create_random_int_lodtensor([[2, 3]], [2], fluid.CPUPlace(), 0, 1)
    assert set(np.unique(np.array(ints))) <= {0, 1}
    assert ints.shape() == [5, 2]


def test_chunk_evaluator_adds_up():
    metric = fluid.metrics.ChunkEvaluator()
    metric.update(3, 4, 2)
    metric.update(np.array([1]), np.array([0]), np.array([0]))
    precision, recall, f1 = metric.eval()
    assert (precision.tolist(), recall.tolist()) == ([0.5], [0.5])
    assert f1 == pytest.approx(0.5)
    with pytest.raises(ValueError, match="num_infer_chunks"):
        metric.update("3", 4, 2)


def test_edit_distance_adds_up():
    metric = fluid.metrics.EditDistance("distance")
    with pytest.raises(ValueError, match="no data"):
        metric.eval()
    metric.update(np.array([[0.0], [2.0]]), 2)
    metric.update(np.array([[4.0]]), 1)
    assert metric.eval() == (2.0, pytest.approx(2 / 3))


def test_print_shows_and_returns(capsys):
    x = variable(np.arange(4, dtype="int64").reshape(2, 2))
    assert L.Print(x, message="here", summarize=3) is x
    out = capsys.readouterr().out
    assert "message: here" in out
    assert "shape: [2, 2]" in out
    assert "data: [0, 1, 2]" in out


def test_py_func_with_its_derivative():
    x, out = variable(np.array([0.5, -1.0], "float32")), L.zeros([2], "float32")
    x.stop_gradient = False
    found = L.py_func(np.tanh, x, out, lambda y, g: g * (1 - y * y), skip_vars_in_backward_input=x)
    assert found is out
    L.reduce_sum(out).backward()
    np.testing.assert_allclose(out.numpy(), np.tanh([0.5, -1.0]), rtol=1e-6)
    np.testing.assert_allclose(x.gradient(), 1 - np.tanh([0.5, -1.0]) ** 2, rtol=1e-5)


def test_switch_is_for_static_graphs():
    out = L.zeros([1], "float32")
    with pytest.raises(ValueError, match="inside"):
        L.Switch().case(out)
    with pytest.raises(TypeError, match="static"), L.Switch() as switch, switch.case(out):
        L.assign(np.array([2.0], "float32"), out)
    assert out.numpy().tolist() == [2.0]


def test_step_counter_starts_at_begin():
    counter = L.autoincreased_step_counter(begin=3)
    assert (counter.name, counter.numpy().tolist()) == ("@STEP_COUNTER@", [3])
    assert L.learning_rate_scheduler._decay_step_counter(2).numpy().tolist() == [2.0]


def test_run_check_speaks(capsys):
    fluid.install_check.run_check()
    said = capsys.readouterr().out
    assert "on SINGLE GPU" in said
    assert "on MUTIPLE GPU" in said  # Paddle's spelling
    assert "installed successfully" in said


@pytest.mark.parametrize("shape", [[2, 3, 2], [3, 4]])
def test_random_crop_is_a_part(shape):
    x = np.arange(2 * 3 * 4 * 5, dtype="float32").reshape(2, 3, 4, 5)
    out = L.random_crop(variable(x), shape, seed=5).numpy()
    assert list(out.shape) == [2, 3, 4, 5][: 4 - len(shape)] + shape
    assert set(out.ravel()) <= set(x.ravel())


@pytest.mark.parametrize("function", [fluid.memory_optimize, fluid.release_memory])
def test_deprecated_functions_say_so_and_do_nothing(function, caplog):
    assert function(fluid.default_main_program()) is None
    assert "deprecated" in caplog.text


@pytest.mark.parametrize(
    "name",
    [
        *("sequence_concat", "sequence_conv", "sequence_enumerate", "sequence_expand"),
        *("sequence_expand_as", "sequence_first_step", "sequence_last_step", "sequence_pad"),
        *("sequence_pool", "sequence_reshape", "sequence_reverse", "sequence_scatter"),
        *("sequence_slice", "sequence_softmax", "sequence_unpad", "im2sequence"),
        *("dynamic_lstm", "dynamic_lstmp", "dynamic_gru"),
    ],
)
def test_sequence_functions_are_for_static_graphs(name):
    function = getattr(L, name)
    required = function.__code__.co_argcount - len(function.__defaults__ or ())
    with pytest.raises(AssertionError, match="not supported in dygraph mode"):
        function(*[variable(np.ones((2, 3), "float32"))] * required)


def test_mixed_precision_is_refused_when_used():
    from paddle.fluid.contrib.mixed_precision import AutoMixedPrecisionLists, decorate

    layer = fluid.dygraph.Linear(2, 2)
    made = decorate(
        fluid.optimizer.SGD(0.1, layer.parameters()),
        AutoMixedPrecisionLists(custom_black_list=["conv2d"]),
        init_loss_scaling=8.0,
    )
    assert made.get_loss_scaling().numpy().tolist() == [8.0]
    with pytest.raises(NotImplementedError, match="use the optimizer itself"):
        made.minimize(None)
    with pytest.raises(ValueError, match="overlap"):
        AutoMixedPrecisionLists(["mul"], ["mul"])
