"""Ways out with the model: a layer as a torch module and back, a network as an ONNX file."""

from __future__ import annotations

from .modules import from_torch, to_torch
from .onnx import to_onnx

__all__ = ["from_torch", "to_onnx", "to_torch"]
