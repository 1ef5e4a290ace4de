"""Saving of checkpoints while training."""

from __future__ import annotations

import os
import stat
import threading
import time

from ... import _checkparam as validator
from ... import context
from ... import log as logger
from ...common.parameter import Parameter
from ...common.tensor import Tensor
from ...nn.cell import Cell
from .._graph_file import write_graph
from ..serialization import save_checkpoint
from ._callback import Callback

_KNOWN = ["epoch_num", "step_num"]
_VALUES = (int, float, bool, str, Parameter, Tensor)


def _free_prefix(directory, prefix, ending=".ckpt"):
    """`prefix`, with a number behind it when checkpoints of that name are there."""
    number = 0
    for name in os.listdir(directory):
        if not name.endswith(ending) or (ending == ".ckpt" and name.endswith("_breakpoint.ckpt")):
            continue
        rest = name[len(prefix) :]
        if not name.startswith(prefix) or rest[0].isalpha():
            continue
        index = rest.find("-")
        if index == 0:
            number = max(number, 1)
        elif index != -1 and rest[1:index].isdigit():
            number = max(number, int(rest[1:index]) + 1)
    return f"{prefix}_{number}" if number else prefix


class CheckpointConfig:
    """When `ModelCheckpoint` saves, and how many files it keeps.

    Args:
        save_checkpoint_steps (int, default 1): every so many steps; 0 for not.
        save_checkpoint_seconds (int, default 0): every so many seconds; not together with steps,
            which come first.
        keep_checkpoint_max (int, default 5): files to keep.
        keep_checkpoint_per_n_minutes (int, default 0): keep one file for so many minutes; instead
            of `keep_checkpoint_max`.
        integrated_save (bool, default True): joins slices of several devices; there is one here.
        async_save (bool, default False): a thread writes.
        saved_network (Cell or None, default None): is saved instead of the trained one.
        append_info (list or None, default None): of "epoch_num", "step_num" and dicts: further
            values.
        enc_key (bytes or None, default None): encrypts the files.
        enc_mode (str, default 'AES-GCM'): "AES-GCM", "AES-CBC" or "SM4-CBC".
        exception_save (bool, default False): save when training raises, too.

    Raises:
        ValueError: all numbers are 0 or None, or one is negative.

    Example:
        >>> config = ms.CheckpointConfig(save_checkpoint_steps=100, keep_checkpoint_max=3)
        >>> config.keep_checkpoint_max
        3
    """

    def __init__(
        self, save_checkpoint_steps=1, save_checkpoint_seconds=0, keep_checkpoint_max=5,
        keep_checkpoint_per_n_minutes=0, integrated_save=True, async_save=False,
        saved_network=None, append_info=None, enc_key=None, enc_mode="AES-GCM",
        exception_save=False,
    ):  # fmt: skip
        limits = (
            save_checkpoint_steps, save_checkpoint_seconds, keep_checkpoint_max,
            keep_checkpoint_per_n_minutes,
        )  # fmt: skip
        for value in limits:
            if value is not None:
                validator.check_non_negative_int(value)
        if saved_network is not None and not isinstance(saved_network, Cell):
            raise TypeError(
                "For 'CheckpointConfig', the type of 'saved_network' must be None or Cell, "
                f"but got {type(saved_network)}."
            )
        if not any(limits):
            raise ValueError(
                "For 'CheckpointConfig', the input arguments 'save_checkpoint_steps', "
                "'save_checkpoint_seconds', 'keep_checkpoint_max' and "
                "'keep_checkpoint_per_n_minutes' can't be all None or 0."
            )
        validator.check_bool(exception_save)
        self.exception_save = exception_save
        self._save_checkpoint_steps = save_checkpoint_steps
        self._save_checkpoint_seconds = None if save_checkpoint_steps else save_checkpoint_seconds
        self._keep_checkpoint_max = keep_checkpoint_max
        self._keep_checkpoint_per_n_minutes = keep_checkpoint_per_n_minutes
        if keep_checkpoint_max:
            self._keep_checkpoint_per_n_minutes = None
        elif not keep_checkpoint_per_n_minutes:
            self._keep_checkpoint_max = 1
        self._integrated_save = validator.check_bool(integrated_save)
        self._async_save = validator.check_bool(async_save)
        self._saved_network = saved_network
        self._append_dict = self._handle_append_info(append_info)
        self._enc_key = validator.check_isinstance("enc_key", enc_key, (type(None), bytes))
        self._enc_mode = validator.check_isinstance("enc_mode", enc_mode, str)

    @staticmethod
    def _handle_append_info(append_info):
        if append_info is None or append_info == []:
            return None
        start = "For 'CheckpointConfig', the "
        if not isinstance(append_info, list):
            raise TypeError(
                f"{start}type of 'append_info' must be list,but got {type(append_info)}."
            )
        found = {name: 0 for name in (*_KNOWN, "random_op") if name in append_info}
        dicts = 0
        for element in append_info:
            if not isinstance(element, (str, dict)):
                raise TypeError(
                    f"{start}type of 'append_info' element must be str or dict,"
                    f"but got {type(element)}."
                )
            if isinstance(element, str):
                if element not in _KNOWN:
                    raise ValueError(
                        f"{start}value of element in the argument 'append_info' must be in "
                        f"{_KNOWN}, but got {element}."
                    )
                continue
            dicts += 1
            if dicts > 1:
                raise TypeError(
                    f"{start}element of 'append_info' must has only one dict, but got {{dict_num}}"
                )
            for key, value in element.items():
                if not isinstance(key, str) or not isinstance(value, _VALUES):
                    raise TypeError(
                        f"{start}key type of the dict 'append_info' must be string, the value type "
                        f"must be int or float or bool, but got key type {type(key)}, value type "
                        f"{type(value)}"
                    )
                found[key] = value
        return found

    def get_checkpoint_policy(self):
        """The settings as a dict."""
        names = (
            "save_checkpoint_steps", "save_checkpoint_seconds", "keep_checkpoint_max",
            "keep_checkpoint_per_n_minutes", "saved_network",
        )  # fmt: skip
        return {name: getattr(self, name) for name in names}


def _setting(name):
    return property(lambda self: getattr(self, "_" + name), doc=f"The setting `{name}`.")


for _name in (
    "save_checkpoint_steps", "save_checkpoint_seconds", "keep_checkpoint_max",
    "keep_checkpoint_per_n_minutes", "integrated_save", "async_save", "saved_network", "enc_key",
    "enc_mode", "append_dict",
):  # fmt: skip
    setattr(CheckpointConfig, _name, _setting(_name))


class ModelCheckpoint(Callback):
    """Callback: saves the network while training, as `prefix-epoch_step.ckpt`.

    Args:
        prefix (str, default 'CKP'): front of the names of the files.
        directory (str or None, default None): where they go; None: the current one.
        config (CheckpointConfig or None, default None): when; None: its defaults.

    Raises:
        ValueError: `prefix` is empty or has a "/".
        TypeError: `config` is of another kind.

    Example:
        >>> net = nn.Dense(2, 1)
        >>> model = ms.Model(net, nn.MSELoss(), nn.SGD(net.trainable_params()))
        >>> x, y = np.ones((2, 2), "float32"), np.ones((2, 1), "float32")
        >>> data = ds.NumpySlicesDataset((x, y), ["x", "y"]).batch(2)
        >>> model.train(1, data, callbacks=[ms.ModelCheckpoint("dense")])
        >>> import os
        >>> os.path.exists("dense-1_1.ckpt")
        True
    """

    def __init__(self, prefix="CKP", directory=None, config=None):
        super().__init__()
        self._latest_ckpt_file_name = ""
        self._last_time = self._last_time_for_keep = time.time()
        self._last_triggered_step = 0
        if not isinstance(prefix, str) or "/" in prefix:
            raise ValueError(
                "For 'ModelCheckpoint', the argument 'prefix' for checkpoint file name is invalid, "
                f"it must be string and does not contain '/', but got {prefix}."
            )
        self._exception_prefix = prefix
        self._directory = os.getcwd() if directory is None else _made(directory)
        if config is None:
            config = CheckpointConfig()
        elif not isinstance(config, CheckpointConfig):
            raise TypeError(
                "For 'ModelCheckpoint', the type of argument 'config' should be "
                f"'CheckpointConfig', but got {type(config)}."
            )
        self._config = config
        self._manager = CheckpointManager()
        self._prefix = _free_prefix(self._directory, prefix)
        self._append_dict = config.append_dict or {}
        self._append_epoch_num = self._append_dict.get("epoch_num", 0)
        self._append_step_num = self._append_dict.get("step_num", 0)
        self._graph_saved = False

    def step_end(self, run_context):
        """Save when it is time."""
        _made(self._directory)
        self._save_graph(run_context.original_args().train_network)
        _wait_for_saving()
        self._save_ckpt(run_context.original_args())

    def end(self, run_context):
        """Save the last state."""
        self._save_ckpt(run_context.original_args(), True)
        _wait_for_saving()

    def _save_graph(self, network):
        """Once, where MindSpore compiles: a file that describes the network."""
        if self._graph_saved:
            return
        self._graph_saved = True
        if context.get_context("mode") == context.GRAPH_MODE:
            write_graph(network, os.path.join(self._directory, self._prefix + "-graph.meta"))

    def _save_breakpoint(self, network, epoch, step):
        """The state in which training was interrupted, as `prefix-epoch_step_breakpoint.ckpt`."""
        prefix = _free_prefix(self._directory, self._exception_prefix, "_breakpoint.ckpt")
        for name, start, now in (
            ("epoch_num", self._append_epoch_num, epoch),
            ("step_num", self._append_step_num, step),
        ):
            if name in self._append_dict:
                self._append_dict[name] = start + now
        path = os.path.join(self._directory, f"{prefix}-{epoch}_{step}_breakpoint.ckpt")
        config = self._config
        save_checkpoint(
            network, path, config.integrated_save, config.async_save, self._append_dict,
            config.enc_key, config.enc_mode,
        )  # fmt: skip

    def _is_time(self, params, force):
        steps, seconds = self._config.save_checkpoint_steps, self._config.save_checkpoint_seconds
        if steps:
            return force or params.cur_step_num >= self._last_triggered_step + steps
        now = time.time()
        if seconds and (force or now - self._last_time > seconds):
            self._last_time = now
            return True
        return False

    def _save_ckpt(self, params, force_to_save=False):
        step = params.cur_step_num
        if step == self._last_triggered_step or not self._is_time(params, force_to_save):
            return
        self._make_room()
        in_epoch = int((step - 1) % params.batch_num + 1)
        name = f"{self._prefix}-{params.cur_epoch_num}_{in_epoch}.ckpt"
        path = os.path.join(self._directory, name)
        self._last_time_for_keep = time.time()
        self._last_triggered_step = step
        if "epoch_num" in self._append_dict:
            self._append_dict["epoch_num"] = self._append_epoch_num + params.cur_epoch_num
        if "step_num" in self._append_dict:
            self._append_dict["step_num"] = self._append_step_num + step
        config = self._config
        network = params.train_network if config.saved_network is None else config.saved_network
        save_checkpoint(
            network, path, config.integrated_save, config.async_save, self._append_dict,
            config.enc_key, config.enc_mode,
        )  # fmt: skip
        self._latest_ckpt_file_name = path

    def _make_room(self):
        manager, config = self._manager, self._config
        manager.update_ckpoint_filelist(self._directory, self._prefix)
        if config.keep_checkpoint_max and 0 < config.keep_checkpoint_max <= manager.ckpoint_num:
            manager.remove_oldest_ckpoint_file()
        elif config.keep_checkpoint_per_n_minutes:
            now = time.time()
            if now - self._last_time_for_keep < config.keep_checkpoint_per_n_minutes * 60:
                manager.keep_one_ckpoint_per_minutes(config.keep_checkpoint_per_n_minutes, now)

    @property
    def latest_ckpt_file_name(self):
        """Path of the newest file."""
        return self._latest_ckpt_file_name


def save_breakpoint(params):
    """Keep the state of an interrupted run, when its last ModelCheckpoint asks for it."""
    chosen = [c for c in params.list_callback if isinstance(c, ModelCheckpoint)]
    if chosen and chosen[-1]._config.exception_save and "cur_epoch_num" in params:
        step = int((params.cur_step_num - 1) % params.batch_num + 1)
        chosen[-1]._save_breakpoint(params.train_network, params.cur_epoch_num, step)


def _made(directory):
    if not isinstance(directory, str) or not directory.strip():
        logger.critical("The directory path is invalid type, please check it!")
        raise TypeError(
            f"The directory path should be string, but got {directory} with type "
            f"{type(directory).__name__}."
        )
    path = os.path.realpath(directory)
    try:
        os.makedirs(path, mode=0o700, exist_ok=True)
    except OSError as error:
        logger.critical("No write permission on the directory(%r), error = %r", path, error)
        raise TypeError(f"{path} is not writable.") from error
    return path


def _wait_for_saving():
    for thread in threading.enumerate():
        if thread.name == "asyn_save_ckpt":
            thread.join()


class CheckpointManager:
    """The files of one prefix."""

    def __init__(self):
        self._ckpoint_filelist = []

    @property
    def ckpoint_filelist(self):
        """Paths."""
        return self._ckpoint_filelist

    @property
    def ckpoint_num(self):
        """How many there are."""
        return len(self._ckpoint_filelist)

    def update_ckpoint_filelist(self, directory, prefix):
        """Look what is there."""
        self._ckpoint_filelist = [
            os.path.join(directory, name)
            for name in os.listdir(directory)
            if name.startswith(prefix + "-")
            and name.endswith(".ckpt")
            and not any(c.isalpha() for c in name[len(prefix) : -5])
        ]

    def remove_ckpoint_file(self, file_name):
        """Delete one."""
        try:
            os.chmod(file_name, stat.S_IWRITE)
            os.remove(file_name)
            self._ckpoint_filelist.remove(file_name)
        except (OSError, ValueError) as error:
            kind = type(error).__name__
            logger.warning("%s, failed to remove the older ckpt file %s.", kind, file_name)

    def remove_oldest_ckpoint_file(self):
        """Delete the oldest one."""
        self.remove_ckpoint_file(min(self._ckpoint_filelist, key=os.path.getmtime))

    def keep_one_ckpoint_per_minutes(self, minutes, cur_time):
        """Of the last minutes keep only the oldest one."""
        times = {f: os.path.getmtime(f) for f in self._ckpoint_filelist}
        recent = [f for f, t in times.items() if cur_time - t < 60 * minutes]
        for file in sorted(recent, key=times.get)[1:]:
            self.remove_ckpoint_file(file)
