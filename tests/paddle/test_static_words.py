"""What programs of dygraph mode touch of static graphs: input variables, feeders, executors."""

import base64

import numpy as np
import paddle.fluid as fluid
import pytest

# What fluid.io.save_params of Paddle 1.8.5 wrote for w = [[0.5, -1]] (float32), b = [7] (int64).
W = base64.b64decode("AAAAAAAAAAAAAAAAAAAAAAYAAAAIBRABEAIAAAA/AACAvw==")
B = base64.b64decode("AAAAAAAAAAAAAAAAAAAAAAQAAAAIAxABBwAAAAAAAAA=")


def test_input_variables_of_a_program():
    with fluid.program_guard(fluid.Program()):
        x = fluid.data("x", [None, 3])
        y = fluid.layers.data("y", [3], dtype="int64", lod_level=1)
        z = fluid.layers.data("z", [-1, 2])
        assert [v.shape for v in (x, y, z)] == [(-1, 3), (-1, 3), (-1, 2)]
        assert (y.lod_level, y.stop_gradient, y.persistable) == (1, True, False)
        with pytest.raises(TypeError, match="'name' in data must be str"):
            fluid.data(3, [1])
        with pytest.raises(TypeError, match="'shape' in data must be list"):
            fluid.data("w", 3)


def test_input_variables_in_dygraph_mode_keep_their_open_extents():
    with fluid.dygraph.guard():
        x = fluid.data("x", [None, 3], "float64")
        assert (x.name, x.shape, x.stop_gradient) == ("x", [-1, 3], True)
        assert x.dtype == fluid.core.VarDesc.VarType.FP64


def test_a_feeder_gathers_fields_with_lengths_of_sequences():
    with fluid.program_guard(fluid.Program()):
        x = fluid.data("x", [None, 3])
        fluid.layers.data("y", [3], dtype="int64", lod_level=1)
        feeder = fluid.DataFeeder([x, "y"], fluid.CPUPlace())
    samples = [([1.0, 2, 3], [[4, 5, 6], [1, 2, 3]]), ([1.0, 2, 3], [[4, 5, 6]])]
    found = feeder.feed(samples)
    assert np.array(found["x"]).shape == (2, 3)
    assert np.array(found["y"]).dtype == np.int64
    assert found["y"].lod() == [[0, 2, 3]]
    assert found["y"].recursive_sequence_lengths() == [[2, 1]]
    assert len(list(feeder.feed_parallel([samples, samples], 2))) == 2
    assert [len(d) for d in feeder.decorate_reader(lambda: [samples], False)()] == [2]
    with pytest.raises(AssertionError, match=r"fields in data \(1\) does not match"):
        feeder.feed([([1.0, 2, 3],)])
    with pytest.raises(ValueError, match="must be same: 2 devices, 1 mini-batches"):
        list(feeder.feed_parallel([samples], 2))


def test_a_feeder_of_unknown_names_or_extents():
    with fluid.program_guard(fluid.Program()):
        with pytest.raises(ValueError, match="var x not in this block"):
            fluid.DataFeeder(["x"], fluid.CPUPlace())
        x = fluid.data("x", [None, 2, 2])
        with pytest.raises(ValueError, match="Reshape error"):
            fluid.DataFeeder([x], fluid.CPUPlace()).feed([([1.0, 2, 3],)])


def test_an_executor_runs_empty_programs_only():
    executor = fluid.Executor(fluid.CPUPlace())
    assert executor.run(fluid.default_startup_program()) == []
    with pytest.raises(NotImplementedError, match=r"Executor\.run"):
        executor.run(fetch_list=["x"])
    executor.close()


def test_a_model_of_dygraph_mode_has_no_variables_in_programs(tmp_path):
    with fluid.dygraph.guard():
        net = fluid.dygraph.Linear(2, 3)
        executor = fluid.Executor(fluid.CPUPlace())
        with pytest.warns(UserWarning, match="no variable in your model"):
            assert fluid.io.save_persistables(executor, str(tmp_path)) is None
        with pytest.raises(AttributeError, match=r"use fluid\.save_dygraph"):
            fluid.io.save_vars(executor, str(tmp_path), vars=net.parameters())
    assert list(tmp_path.iterdir()) == []


def test_program_state_of_a_dygraph_file(tmp_path):
    path = str(tmp_path / "net")
    with fluid.dygraph.guard():
        net = fluid.dygraph.Linear(2, 3)
        fluid.save_dygraph(net.state_dict(), path)
    state = fluid.load_program_state(path + ".pdparams")
    assert sorted(state) == ["StructuredToParameterName@@", "bias", "weight"]
    with pytest.warns(UserWarning, match="not found in program"):
        fluid.set_program_state(fluid.Program(), state)


def test_program_state_of_files_of_a_static_program(tmp_path):
    (tmp_path / "w").write_bytes(W)
    (tmp_path / "b").write_bytes(B)
    state = fluid.load_program_state(str(tmp_path))
    np.testing.assert_array_equal(state["w"], np.array([[0.5, -1]], "float32"))
    assert state["b"].dtype == np.int64
    assert state["b"].tolist() == [7]


def test_program_state_of_one_file_needs_the_variables(tmp_path):
    path = tmp_path / "all"
    path.write_bytes(B + W)
    with fluid.program_guard(fluid.Program()):
        variables = [fluid.data("w", [1, 2]), fluid.data("b", [1], "int64")]
    state = fluid.load_program_state(str(path), variables)
    assert {k: v.tolist() for k, v in state.items()} == {"b": [7], "w": [[0.5, -1.0]]}
    with pytest.raises(ValueError, match="var_list can not be None"):
        fluid.load_program_state(str(path))
    with pytest.raises(RuntimeError, match="holds 2 tensors, expected 1"):
        fluid.load_program_state(str(path), variables[:1])


@pytest.mark.parametrize("cut", [1, 8, 21, 25, 30])
def test_damaged_tensors_are_one_error_that_names_the_file(cut, tmp_path):
    (tmp_path / "w").write_bytes(W[:cut])
    with pytest.raises(RuntimeError, match=r"Failed to load model file .*w, please"):
        fluid.load_program_state(str(tmp_path))
