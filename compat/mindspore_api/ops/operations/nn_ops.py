"""Operators of neural networks."""

from .._families import claim_all
from ._conv import Conv2D, Conv3D, DepthwiseConv2dNative
from ._transposed import Conv2DBackpropInput, Conv2DTranspose, Conv3DTranspose

claim_all(globals())
