"""Data sets whose samples have numbers."""

from __future__ import annotations

__all__ = ["Dataset"]


class Dataset:
    """Base of data sets: a subclass says what sample `idx` is and how many there are.

    Example:
        >>> class Squares(Dataset):
        ...     def __getitem__(self, idx):
        ...         return np.array([idx * idx])
        ...     def __len__(self):
        ...         return 3
    """

    def __init__(self):
        pass

    def __getitem__(self, idx):
        raise NotImplementedError(f"'__getitem__' not implement in class {self.__class__.__name__}")

    def __len__(self):
        raise NotImplementedError(f"'__len__' not implement in class {self.__class__.__name__}")
