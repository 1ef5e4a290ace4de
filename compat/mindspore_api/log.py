"""The framework's logger: `GLOG_v` sets its level, standard error is where it writes."""

import logging
import os
import threading
import time

__all__ = ["get_level", "get_log_config"]

_LEVELS = {"0": "DEBUG", "1": "INFO", "2": "WARNING", "3": "ERROR", "4": "CRITICAL"}
_VARIABLES = {
    "level": "GLOG_v",
    "console": "GLOG_logtostderr",
    "filepath": "GLOG_log_dir",
    "maxBytes": "logger_maxBytes",
    "backupCount": "logger_backupCount",
    "stderr_level": "GLOG_stderrthreshold",
}
_FORM = (
    "[%(levelname)s] ME(%(process)d:%(thread)d,%(processName)s):%(asctime)s "
    "[%(pathname)s:%(lineno)d] %(message)s"
)
_logger = None
_lock = threading.Lock()
_said = set()


class _Formatter(logging.Formatter):
    def formatTime(self, record, datefmt=None):
        stamp = time.strftime("%Y-%m-%d-%H:%M:%S", time.localtime(record.created))
        micro = str(round(record.msecs * 1000)).rjust(6, "0")
        return f"{stamp}.{micro[:3]}.{micro[3:]}"


def _environment():
    return {k: os.environ[v].strip() for k, v in _VARIABLES.items() if os.environ.get(v)}


def _checked_level(text):
    if text not in _LEVELS:
        raise ValueError(
            "Incorrect log level, please check the configuration of GLOG_v or "
            "GLOG_stderrthreshold, desired integer log level: 4-CRITICAL, 3-ERROR, 2-WARNING, "
            "1-INFO, "
            f"0-DEBUG, but got {text}."
        )
    return _LEVELS[text]


def _handler(settings):
    to_file = settings.get("console") == "0"
    if to_file and not settings.get("filepath"):
        raise ValueError(
            "When GLOG_logtostderr is set to 0, the directory of saving log GLOG_log_dir must be "
            "set, but got it empty."
        )
    if not to_file:
        return logging.StreamHandler()
    from logging.handlers import RotatingFileHandler

    folder = os.path.realpath(settings["filepath"])
    os.makedirs(folder, mode=0o700, exist_ok=True)
    return RotatingFileHandler(
        os.path.join(folder, "mindspore.log"),
        maxBytes=int(settings.get("maxBytes", 52428800)),
        backupCount=int(settings.get("backupCount", 30)),
    )


def _get_logger():
    global _logger
    with _lock:
        if _logger is None:
            settings = _environment()
            logger = logging.getLogger("MINDSPORE")
            logger.setLevel(_checked_level(settings.get("level", "2")))
            logger.propagate = False
            handler = _handler(settings)
            handler.setFormatter(_Formatter(_FORM))
            logger.handlers = [handler]
            _logger = logger
        return _logger


def debug(msg, *args, **kwargs):
    """Writes a detail into the log; shown when the environment variable GLOG_v is 0.

    Args:
        msg (str): the text, with places for `%`.
        *args (any): fill them.
        **kwargs (any): as of `logging`.

    Returns:
        None.

    Raises:
        TypeError: `kwargs` are others.

    Example:
        >>> from mindspore import log
        >>> log.debug("step %d", 1)
    """
    _get_logger().debug(msg, *args, stacklevel=2, **kwargs)


def info(msg, *args, **kwargs):
    """Writes a note into the log; shown when the environment variable GLOG_v is 1 or less.

    Args:
        msg (str): the text, with places for `%`.
        *args (any): fill them.
        **kwargs (any): as of `logging`.

    Returns:
        None.

    Raises:
        TypeError: `kwargs` are others.

    Example:
        >>> from mindspore import log
        >>> log.info("step %d", 1)
    """
    _get_logger().info(msg, *args, stacklevel=2, **kwargs)


def warning(msg, *args, **kwargs):
    """Writes a warning into the log.

    Args:
        msg (str): the text, with places for `%`.
        *args (any): fill them.
        **kwargs (any): as of `logging`.

    Returns:
        None.

    Raises:
        TypeError: `kwargs` are others.

    Example:
        >>> from mindspore import log
        >>> log.warning("step %d", 1)
    """
    _get_logger().warning(msg, *args, stacklevel=2, **kwargs)


def error(msg, *args, **kwargs):
    """Writes an error into the log.

    Args:
        msg (str): the text, with places for `%`.
        *args (any): fill them.
        **kwargs (any): as of `logging`.

    Returns:
        None.

    Raises:
        TypeError: `kwargs` are others.

    Example:
        >>> from mindspore import log
        >>> log.error("step %d", 1)
    """
    _get_logger().error(msg, *args, stacklevel=2, **kwargs)


def critical(msg, *args, **kwargs):
    """Write a message at level CRITICAL."""
    _get_logger().critical(msg, *args, stacklevel=2, **kwargs)


def get_level():
    """The level in use, "0" (DEBUG) to "4" (CRITICAL)."""
    names = {name: level for level, name in _LEVELS.items()}
    return names.get(logging.getLevelName(_get_logger().getEffectiveLevel()))


def get_log_config():
    """The settings in use, as environment variables; None before anything was logged."""
    if _logger is None:
        return None
    found = _environment()
    found.setdefault("level", "2")
    return {_VARIABLES[k]: v for k, v in found.items()}


def warn_once(key, msg):
    """Write a warning unless one with the same key was written before."""
    if key not in _said:
        _said.add(key)
        _get_logger().warning(msg, stacklevel=2)
