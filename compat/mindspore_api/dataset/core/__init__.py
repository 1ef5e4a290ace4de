"""Configuration and checks of datasets."""

from . import config, validator_helpers

__all__ = ["config", "validator_helpers"]
