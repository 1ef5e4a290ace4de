"""Leaving a run when the process is asked to."""

from __future__ import annotations

import os
import signal

from ... import _checkparam as validator
from ... import log as logger
from ..serialization import load_checkpoint, save_checkpoint
from ._callback import Callback


class OnRequestExit(Callback):
    """Ends training or evaluation after a signal, and saves the network.

    save_ckpt (bool): write `<file_name>_train.ckpt` or `<file_name>_eval.ckpt` into `directory`,
    and load it when a run begins. save_mindir (bool): MindSpore also writes a MindIR graph; there
    is none here, which is logged. sig (int): the signal; SIGKILL raises ValueError.

    Example: `model.train(90, data, callbacks=OnRequestExit(file_name="net"))`
    """

    def __init__(
        self,
        save_ckpt=True,
        save_mindir=True,
        file_name="Net",
        directory="./",
        sig=signal.SIGTERM,
    ):
        super().__init__()
        self.save_ckpt = validator.check_isinstance("save_ckpt", save_ckpt, bool)
        self.save_mindir = validator.check_isinstance("save_mindir", save_mindir, bool)
        if save_ckpt or save_mindir:
            validator.check_isinstance("file_name", file_name, str)
            validator.check_isinstance("directory", directory, str)
            os.makedirs(os.path.abspath(directory), exist_ok=True)
            base = os.path.abspath(os.path.join(directory, file_name))
            self.train_file_path, self.eval_file_path = f"{base}_train", f"{base}_eval"
        self.sig = validator.check_isinstance("sig", sig, int)
        if hasattr(signal, "SIGKILL") and self.sig == signal.SIGKILL:
            raise ValueError("Not support send exit request by signal SIGKILL.")
        self.exit = False

    def on_train_begin(self, run_context):
        """Listen, and go on where the last run was ended."""
        signal.signal(self.sig, self._handle_signal)
        if self.save_ckpt and os.path.isfile(f"{self.train_file_path}.ckpt"):
            network = run_context.original_args().train_network
            load_checkpoint(f"{self.train_file_path}.ckpt", net=network)

    def on_train_step_end(self, run_context):
        """Stop when asked."""
        self._stop(run_context)

    def on_train_epoch_end(self, run_context):
        """Stop when asked."""
        self._stop(run_context)

    def on_train_end(self, run_context):
        """Save when asked to stop."""
        self._save(run_context.original_args().train_network, "train_file_path")

    def on_eval_begin(self, run_context):
        """Listen, and load what an ended run has left."""
        signal.signal(self.sig, self._handle_signal)
        if not self.save_ckpt:
            return
        for path in (self.eval_file_path, self.train_file_path):
            if os.path.isfile(f"{path}.ckpt"):
                load_checkpoint(f"{path}.ckpt", net=run_context.original_args().eval_network)
                return

    def on_eval_step_end(self, run_context):
        """Stop when asked."""
        self._stop(run_context)

    def on_eval_end(self, run_context):
        """Save when asked to stop."""
        self._save(run_context.original_args().eval_network, "eval_file_path")

    def _stop(self, run_context):
        if self.exit:
            run_context.request_stop()

    def _save(self, network, path):
        if not self.exit:
            return
        if self.save_ckpt:
            save_checkpoint(network, getattr(self, path))
        if self.save_mindir:
            logger.warning("OnRequestExit: no MindIR file is written, only the checkpoint.")

    def _handle_signal(self, signum, frame):
        self.exit = True
