"""Curves of numbers over steps, drawn with matplotlib."""

from __future__ import annotations

import os


class PlotData:
    """Steps and values of one curve."""

    def __init__(self):
        self.reset()

    def append(self, step, value):
        """One more point."""
        self.step.append(step)
        self.value.append(value)

    def reset(self):
        """No points."""
        self.step, self.value = [], []


class Ploter:
    """Curves by title. `DISABLE_PLOT=True` in the environment makes drawing do nothing.

    Example:
        >>> curves = Ploter("train", "test")
        >>> curves.append("train", step=1, value=0.5)
        >>> curves.plot("curves.png")
    """

    def __init__(self, *args):
        self._titles = args
        self._data = {title: PlotData() for title in args}
        self._disabled = os.environ.get("DISABLE_PLOT") == "True"
        if not self._disabled:
            try:
                import matplotlib.pyplot
            except ImportError as error:
                raise ImportError(
                    "paddle.utils.plot.Ploter draws with matplotlib: pip install matplotlib, or "
                    "set DISABLE_PLOT=True"
                ) from error
            self.plt = matplotlib.pyplot

    def append(self, title, step, value):
        """One more point of the curve `title`. Raises AssertionError for an unknown title."""
        assert isinstance(title, str)
        assert title in self._data
        self._data[title].append(step, value)

    def plot(self, path=None):
        """Draw the curves that have points: to a file, or in the notebook."""
        if self._disabled:
            return
        titles = [title for title in self._titles if self._data[title].step]
        for title in titles:
            self.plt.plot(self._data[title].step, self._data[title].value)
        self.plt.legend(titles, loc="upper left")
        if path is None:
            from IPython import display

            display.clear_output(wait=True)
            display.display(self.plt.gcf())
        else:
            self.plt.savefig(path)
        self.plt.gcf().clear()

    def reset(self):
        """No points."""
        for data in self._data.values():
            data.reset()
