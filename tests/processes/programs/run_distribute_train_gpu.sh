#!/bin/bash
# The processes of mpirun, as the scripts of MindSpore programs for GPUs do it.
# run_distribute_train_gpu.sh DEVICE_NUM PROGRAM STEPS
export RANK_SIZE=$1

mpirun --allow-run-as-root -n "$RANK_SIZE" --output-filename log_output --merge-stderr-to-stdout \
    python "$2" "$3" > train.log 2>&1
