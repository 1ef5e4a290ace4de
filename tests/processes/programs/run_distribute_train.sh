#!/bin/bash
# A process for each device of a rank table, as the scripts of MindSpore programs for Ascend do it.
# run_distribute_train.sh RANK_TABLE_FILE PROGRAM STEPS
export RANK_TABLE_FILE=$1 RANK_SIZE=2

for ((i = 0; i < RANK_SIZE; i++)); do
    export RANK_ID=$i DEVICE_ID=$i
    rm -rf "./train_parallel$i"
    mkdir "./train_parallel$i"
    cd "./train_parallel$i" || exit
    python "$2" "$3" > train.log 2>&1 &
    cd ..
done
wait
