"""Datasets of pictures, under the names of MindSpore's module."""

from __future__ import annotations

import sys

from compat import _public
from compat._source import show_sources

from ..sources.binary import (
    Cifar10Dataset,
    Cifar100Dataset,
    PhotoTourDataset,
    SemeionDataset,
    STL10Dataset,
)
from ..sources.boxes import KITTIDataset, VOCDataset, WIDERFaceDataset
from ..sources.captions import FlickrDataset, SBUDataset
from ..sources.coco import CocoDataset
from ..sources.faces import CelebADataset, LFWDataset
from ..sources.folder import (
    Caltech256Dataset,
    ImageFolderDataset,
    LSUNDataset,
    OmniglotDataset,
    RenderedSST2Dataset,
)
from ..sources.idx import (
    EMnistDataset,
    FashionMnistDataset,
    KMnistDataset,
    MnistDataset,
    QMnistDataset,
)
from ..sources.listed import Food101Dataset, ManifestDataset, Places365Dataset, SUN397Dataset
from ..sources.matfiles import Caltech101Dataset, Flowers102Dataset, SBDataset, SVHNDataset
from ..sources.pairs import CityscapesDataset, DIV2KDataset
from ..sources.synthetic import FakeImageDataset, RandomDataset
from ..sources.table import USPSDataset

__all__ = [
    "Caltech101Dataset",
    "Caltech256Dataset",
    "CelebADataset",
    "Cifar100Dataset",
    "Cifar10Dataset",
    "CityscapesDataset",
    "CocoDataset",
    "DIV2KDataset",
    "EMnistDataset",
    "FakeImageDataset",
    "FashionMnistDataset",
    "FlickrDataset",
    "Flowers102Dataset",
    "Food101Dataset",
    "ImageFolderDataset",
    "KITTIDataset",
    "KMnistDataset",
    "LFWDataset",
    "LSUNDataset",
    "ManifestDataset",
    "MnistDataset",
    "OmniglotDataset",
    "PhotoTourDataset",
    "Places365Dataset",
    "QMnistDataset",
    "RandomDataset",
    "RenderedSST2Dataset",
    "SBDataset",
    "SBUDataset",
    "STL10Dataset",
    "SUN397Dataset",
    "SVHNDataset",
    "SemeionDataset",
    "USPSDataset",
    "VOCDataset",
    "WIDERFaceDataset",
]

show_sources(sys.modules[__name__], [globals()[name] for name in __all__])
for _name in __all__:
    _public.rehome(globals()[_name], __name__)  # where programs know them to be
