"""Processes that work together, over torch.distributed: gloo on the CPU, NCCL on CUDA."""

from ..process_groups.hooks import Communication


def _itself(x):
    return x


communication = Communication(_itself, _itself)
