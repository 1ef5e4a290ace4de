"""`python -m paddle.distributed.launch [options] script.py args...`: one process for each device.

The options, variables and log files are Paddle 1.8's. Devices without a GPU are numbers of
processes: `--selected_gpus=0,1` starts two on any machine.
"""

from __future__ import annotations

import os
import sys
from argparse import REMAINDER, ArgumentParser

from compat.core.processes.launching import free_ports, start_all

FIRST_PORT = 6070


def _parse_args(arguments=None):
    parser = ArgumentParser(description="start a Paddle program as several processes")
    add = parser.add_argument
    add("--cluster_node_ips", default="127.0.0.1", help="addresses of all machines, with commas")
    add("--node_ip", default="127.0.0.1", help="the address of this machine")
    add("--use_paddlecloud", action="store_true", help="take the cluster from PADDLE_* variables")
    add("--started_port", type=int, default=None, help="first port on each machine")
    add("--print_config", type=_boolean, default=True, help="print the options (default: True)")
    add("--selected_gpus", default=None, help="devices, with commas; a process for each")
    add("--log_level", type=int, default=20, help="without effect: there is no log here")
    add("--log_dir", default=None, help="folder for one log file of each process")
    add("training_script", help="the program")
    add("training_script_args", nargs=REMAINDER, help="its arguments")
    return parser.parse_args(arguments)


def _boolean(text):
    return text.lower() in ("true", "1", "yes")


def _print_arguments(args):
    print("-----------  Configuration Arguments -----------")
    for name, value in sorted(vars(args).items()):
        print(f"{name}: {value}")
    print("------------------------------------------------")


def get_gpus(selected_gpus):
    """Texts of the device numbers; positions in CUDA_VISIBLE_DEVICES where that is set."""
    visible = os.getenv("CUDA_VISIBLE_DEVICES", "")
    if selected_gpus is None:
        return [str(i) for i in range(len(visible.split(",")))] if visible else ["0"]
    wanted = [x.strip() for x in selected_gpus.split(",")]
    if not visible:
        return wanted
    for x in wanted:
        assert x in visible.split(","), (
            f"Can't find your selected_gpus {x} in CUDA_VISIBLE_DEVICES[{visible}]."
        )
    return [str(visible.split(",").index(x)) for x in wanted]


def _cluster(args, gpus):
    """(endpoints of all processes, number of the first one on this machine)."""
    if args.use_paddlecloud and int(os.getenv("PADDLE_TRAINERS_NUM", "1")) != 1:
        addresses = os.environ["PADDLE_TRAINERS"].split(",")
        mine = os.environ["POD_IP"]
        first = int(os.getenv("PADDLE_PORT", str(FIRST_PORT)))
    else:
        addresses = [x.strip() for x in args.cluster_node_ips.split(",")]
        mine, first = args.node_ip, args.started_port
    if mine not in addresses:
        raise ValueError(f"--node_ip {mine} is not one of --cluster_node_ips {addresses}")
    if first is None and len(addresses) <= 1:
        ports = free_ports(len(gpus))
    else:
        start = FIRST_PORT if first is None else first
        ports = list(range(start, start + len(gpus)))
    endpoints = [f"{address}:{port}" for address in addresses for port in ports]
    return endpoints, addresses.index(mine) * len(gpus)


def launch(args):
    """Start the processes of this machine and wait; returns the exit status."""
    gpus = get_gpus(args.selected_gpus)
    endpoints, first = _cluster(args, gpus)
    environments = [
        {
            "FLAGS_selected_gpus": gpu,
            "PADDLE_TRAINER_ID": str(first + i),
            "PADDLE_CURRENT_ENDPOINT": endpoints[first + i],
            "PADDLE_TRAINERS_NUM": str(len(endpoints)),
            "PADDLE_TRAINER_ENDPOINTS": ",".join(endpoints),
        }
        for i, gpu in enumerate(gpus)
    ]
    words = [sys.executable, "-u", args.training_script, *args.training_script_args]
    return start_all(words, environments, args.log_dir)


if __name__ == "__main__":
    found = _parse_args()
    if found.print_config:
        _print_arguments(found)
    sys.exit(launch(found))
