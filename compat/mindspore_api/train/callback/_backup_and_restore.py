"""A checkpoint that an interrupted run goes on from."""

from __future__ import annotations

import os
import stat

from ... import _checkparam as validator
from ..serialization import load_checkpoint, save_checkpoint
from ._callback import Callback
from ._checkpoint import _made


class BackupAndRestore(Callback):
    """Keeps `backup.ckpt` while training and loads it when training begins again.

    backup_dir (str), save_freq ("epoch" or int): every epoch or every n epochs.
    delete_checkpoint (bool): remove the file at the end of training.

    Example: `model.train(90, data, callbacks=BackupAndRestore("backup"))`
    """

    def __init__(self, backup_dir, save_freq="epoch", delete_checkpoint=True):
        super().__init__()
        self.backup_file = os.path.join(_made(backup_dir), "backup.ckpt")
        self.save_freq = 1 if save_freq == "epoch" else validator.check_positive_int(save_freq)
        self.delete_checkpoint = validator.check_bool(delete_checkpoint)

    def on_train_begin(self, run_context):
        """Load the file of a run that was interrupted."""
        if os.path.exists(self.backup_file):
            load_checkpoint(self.backup_file, net=run_context.original_args().train_network)

    def on_train_epoch_end(self, run_context):
        """Save when it is time."""
        params = run_context.original_args()
        if params.cur_epoch_num % self.save_freq == 0:
            save_checkpoint(params.train_network, self.backup_file)

    def on_train_end(self, run_context):
        """Remove the file."""
        if self.delete_checkpoint:
            os.chmod(self.backup_file, stat.S_IWRITE)
            os.remove(self.backup_file)
