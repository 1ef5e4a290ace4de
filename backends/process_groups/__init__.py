"""Groups of processes over torch.distributed: gloo for host memory, NCCL for CUDA.

Works on torch tensors; each built-in backend hands its arrays over without a copy. torch is
imported when the first process joins, so that one process never needs it.
"""
