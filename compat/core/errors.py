"""Exceptions of the core. Frontends raise the originals' types for mistakes of a program."""

from __future__ import annotations


class CompatError(Exception):
    """Base of the errors that concern compat itself, not the program it runs."""


class BackendError(CompatError):
    """A backend is unknown, cannot be loaded, or breaks the contract."""


class DeviceError(CompatError):
    """A device name is malformed or the device is not there."""


class ProcessError(CompatError, RuntimeError):
    """Several processes cannot be joined, or one of them died, hangs or does something else."""


class PluginError(CompatError):
    """A wrapper plugin is unknown or failed."""


class ImportConflictError(CompatError, ImportError):
    """The real framework, or another finder, already serves the name that was to be installed."""


class FileFormatError(CompatError, ValueError):
    """A file is damaged, truncated, or not what its name says."""


class UnsafeFileError(FileFormatError):
    """A pickle asks for something other than plain data."""
