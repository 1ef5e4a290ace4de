"""Functions of `mindspore.numpy`, by family."""
