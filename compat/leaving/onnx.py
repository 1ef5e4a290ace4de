"""A network as an ONNX file, written by torch.onnx and checked by onnxruntime at once."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..core import op
from ..core.errors import CompatError
from ..core.serialize import whole
from .modules import framework_of, to_torch

TOLERANCE = 1e-5


class ExportError(CompatError, RuntimeError):
    """A network could not be written as ONNX, or the file computes something else."""


def to_onnx(layer: Any, inputs: Any, path: Any, training: bool = False) -> float:
    """Write the Cell or Layer to an ONNX file; returns how far onnxruntime is from the layer.

    layer: made on the torch backend. inputs: tensors of its framework, whose shapes the file keeps.
    training: export in the mode of training; default False. Needs the packages onnx and onnxruntime
    (pip install 'compat[onnx]'). Raises ExportError where the file would compute anything else by
    more than 1e-5 of the largest output; then there is no file.
    """
    module = to_torch(layer)
    runtime = _runtime()
    was = _is_training(layer)
    module.train(training)
    try:
        raw = tuple(x._value.detach() for x in inputs)
        data = _exported(module, raw)
        far = 0.0 if training else difference(module, raw, data, runtime)
    finally:
        module.train(was)
    if not far <= TOLERANCE:
        raise ExportError(f"onnxruntime computes something else: {far:.1e} of the largest output")
    whole.write_whole(str(Path(path)), [data])
    return far


def _exported(module: Any, inputs: tuple[Any, ...]) -> bytes:
    """The bytes of the file; by tracing, or by torch.export where that fails."""
    import torch

    problems = []
    for dynamo in (False, True):
        buffer = io.BytesIO()
        try:
            with torch.no_grad(), _plain_shapes(), warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of what tracing keeps: shapes are kept on purpose
                if dynamo:
                    torch.onnx.export(module, inputs, dynamo=True, verbose=False).save(buffer)
                else:
                    torch.onnx.export(module, inputs, buffer, dynamo=False, opset_version=17)
            return buffer.getvalue()
        except Exception as error:  # torch raises what its passes raise
            text = str(error).strip().splitlines()
            problems.append(text[0] if text else type(error).__name__)
    raise ExportError(f"torch.onnx cannot write this network: {'; '.join(problems)}")


@contextmanager
def _plain_shapes() -> Iterator[None]:
    """Shapes are numbers and stay in the file; torch's tracing would make tensors of them."""
    plain = op.shape_of
    op.shape_of = lambda x: tuple(map(int, plain(x)))
    try:
        yield
    finally:
        op.shape_of = plain


def difference(module: Any, inputs: tuple[Any, ...], data: bytes, runtime: Any) -> float:
    """Largest distance of onnxruntime's outputs, relative to the largest output."""
    import torch

    session = runtime.InferenceSession(data, providers=["CPUExecutionProvider"])
    given = {i.name: x.cpu().numpy() for i, x in zip(session.get_inputs(), inputs, strict=False)}
    with torch.no_grad():
        wanted = module(*inputs)
    wanted = wanted if isinstance(wanted, tuple) else (wanted,)
    worst = 0.0
    for got, want in zip(session.run(None, given), wanted, strict=True):
        reference = want.detach().cpu().double()
        size = float(reference.abs().max()) if reference.numel() else 0.0
        off = float((torch.from_numpy(got).double() - reference).abs().max()) if size else 0.0
        worst = max(worst, off / size if size else 0.0)
    return worst


def _runtime() -> Any:
    try:
        import onnx  # noqa: F401
        import onnxruntime
    except ImportError as error:
        raise ExportError(
            f"ONNX needs the package {error.name}: pip install 'compat[onnx]'"
        ) from error
    return onnxruntime


def _is_training(layer: Any) -> bool:
    return bool(layer.training)


__all__ = ["ExportError", "framework_of", "to_onnx"]
