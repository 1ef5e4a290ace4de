"""Recording of numbers, tensors, images and distributions of a run."""

from .summary_record import SummaryRecord

__all__ = ["SummaryRecord"]
