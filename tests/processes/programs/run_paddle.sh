#!/bin/bash
# The launcher line of a Paddle program: run_paddle.sh GPUS PROGRAM STEPS
python -m paddle.distributed.launch --selected_gpus="$1" --log_dir ./mylog "$2" "$3"
