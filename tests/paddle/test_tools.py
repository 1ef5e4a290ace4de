"""What Paddle has beside training: text and rounding, curves, changes of pictures."""

import numpy as np
import paddle
import paddle.compat as cpt
import paddle.fluid as fluid
import pytest
from paddle.incubate.hapi.vision import transforms
from paddle.utils.plot import Ploter


def test_text_and_bytes_in_containers():
    assert cpt.to_text([b"a", "b", 3]) == ["a", "b", 3]
    assert cpt.to_text({b"k": b"v"}) == {"k": "v"}
    assert cpt.to_text("\xe9".encode("latin1"), "latin1") == "é"
    assert cpt.to_bytes({"a", b"b"}) == {b"a", b"b"}
    assert cpt.to_text(None) is cpt.to_bytes(None) is None
    items = ["a"]
    assert cpt.to_bytes(items, inplace=True) is items
    assert items == [b"a"]


@pytest.mark.parametrize(
    ("x", "d", "expected"), [(0.5, 0, 1.0), (-2.5, 0, -3.0), (2.345, 2, 2.35), (0.0, 0, 0.0)]
)
def test_halves_are_rounded_away_from_zero(x, d, expected):
    assert cpt.round(x, d) == expected
    assert paddle.compat.floor_division(7, -2) == -4
    assert cpt.get_exception_message(ValueError("no")) == "no"


def test_curves_are_drawn_to_a_file(tmp_path, monkeypatch):
    pytest.importorskip("matplotlib").use("Agg")
    curves = Ploter("train", "test")
    curves.append("train", 1, 0.5)
    curves.plot(str(tmp_path / "curves.png"))
    assert (tmp_path / "curves.png").stat().st_size > 1000
    with pytest.raises(AssertionError):
        curves.append("other", 1, 0.5)
    curves.reset()
    monkeypatch.setenv("DISABLE_PLOT", "True")
    Ploter("train").plot(str(tmp_path / "none.png"))
    assert not (tmp_path / "none.png").exists()


def picture():
    return np.random.RandomState(0).randint(0, 256, (4, 5, 3)).astype("uint8")


# Sums of the changed picture, recorded from Paddle 1.8.5 with np.random.seed(7).
CHANGED = {
    "BrightnessTransform": [1840, 1432, 1872],
    "ContrastTransform": [2676, 2261, 2701],
    "SaturationTransform": [2674, 2259, 2701],
    "HueTransform": [2843, 2805, 2180],
}


@pytest.mark.parametrize("name", CHANGED)
def test_changes_of_pictures_are_those_of_paddle(name):
    pytest.importorskip("cv2")
    change = getattr(transforms, name)(0.4)
    np.random.seed(7)
    found = change(picture())
    assert found.dtype == np.uint8
    assert found.astype(int).sum(axis=(0, 1)).tolist() == CHANGED[name]
    assert getattr(transforms, name)(0)(picture()).tolist() == picture().tolist()
    with pytest.raises(ValueError, match="value should be"):
        getattr(transforms, name)(-1)


def test_several_changes_come_in_an_order_drawn_once():
    change = transforms.ColorJitter(brightness=0.4, hue=0.1)
    kinds = {type(t).__name__ for t in change.transforms}
    assert kinds == {"BrightnessTransform", "HueTransform"}
    assert transforms.ColorJitter()(picture()).tolist() == picture().tolist()


def test_layers_say_of_sparse_mode_what_paddle_says(capsys):
    with fluid.dygraph.guard(fluid.CPUPlace()):
        fluid.dygraph.NCE(10, 4)
    assert capsys.readouterr().out.startswith("With sparse mode, if your models has only small")
