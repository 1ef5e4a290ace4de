"""Checking the installation."""

from .. import version
from ..common.tensor import Tensor


def run_check():
    """Say whether a small computation gives what it should."""
    print(f"MindSpore version: {version.__version__}")
    found = (Tensor([[1.0, 2.0], [3.0, 4.0]]) * 2.0).asnumpy().tolist()
    if found == [[2.0, 4.0], [6.0, 8.0]]:
        print("The result of multiplication calculation is correct, MindSpore has been installed ")
        print("successfully!")
    else:
        print("MindSpore running check failed.")
        print(f"The multiplication gave {found}.")
