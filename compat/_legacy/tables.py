"""Which library lost what: the table of each module, and modules that moved."""

from __future__ import annotations

from . import arrays, data, graphs, pictures, science, standard
from .offer import Library

LIBRARIES: dict[str, Library] = {
    "base64": Library(standard.BASE64),
    "array": Library(change=standard.arrays),
    "collections": Library(standard.COLLECTIONS),
    "fractions": Library(standard.FRACTIONS),
    "html.parser": Library(change=standard.unescape),
    "inspect": Library(standard.INSPECT),
    "json": Library(change=standard.json_encoding),
    "random": Library(change=standard.sample_of_sets),
    "threading": Library(change=standard.threads),
    "time": Library(standard.TIME),
    "xml.etree.ElementTree": Library(change=standard.elements),
    "numpy": Library(arrays.NUMPY, arrays.change),
    "numpy.random": Library(arrays.RANDOM),
    "scipy": Library(science.SCIPY, science.numpy_names),
    "scipy.integrate": Library(science.INTEGRATE),
    "scipy.linalg": Library(science.LINALG),
    "scipy.misc": Library(science.MISC),
    "scipy.signal": Library(science.SIGNAL),
    "scipy.stats": Library(science.STATS),
    "PIL": Library(pictures.PIL),
    "PIL.Image": Library(pictures.IMAGE),
    "PIL.ImageDraw": Library(change=pictures.draw),
    "PIL.ImageFont": Library(change=pictures.font),
    "matplotlib.cm": Library(pictures.COLORMAPS),
    "skimage.measure": Library(pictures.MEASURE),
    "networkx": Library(graphs.NETWORKX, graphs.change),
    "yaml": Library(change=data.yaml),
    "pandas": Library(data.PANDAS, data.pandas),
    "h5py": Library(change=data.h5py),
}
# Old module -> (gone since, module of today).
MOVED = {
    "imp": ("Python 3.12", "compat._legacy.modules"),
    "scipy.misc": ("SciPy 2.0", "compat._legacy.science"),
    "sklearn.externals.joblib": ("scikit-learn 0.23", "joblib"),
    "sklearn.cross_validation": ("scikit-learn 0.20", "sklearn.model_selection"),
    "sklearn.grid_search": ("scikit-learn 0.20", "sklearn.model_selection"),
}
