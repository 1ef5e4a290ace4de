"""The datasets, their samplers, iterators and what is done with their rows."""

from compat._absent import absent_names

from ..callback import DSCallback, WaitedDSCallback
from ..core import config
from . import samplers
from .cache_client import DatasetCache
from .datasets import (
    AudioBaseDataset,
    BatchDataset,
    BatchInfo,
    BlockReleasePair,
    BucketBatchByLengthDataset,
    ConcatDataset,
    Dataset,
    FilterDataset,
    MapDataset,
    MappableDataset,
    PaddedBatchDataset,
    ProjectDataset,
    RenameDataset,
    RepeatDataset,
    Schema,
    Shuffle,
    ShuffleDataset,
    SkipDataset,
    SourceDataset,
    SyncWaitDataset,
    TakeDataset,
    TextBaseDataset,
    TransferDataset,
    UnionBaseDataset,
    VisionBaseDataset,
    ZipDataset,
    zip,
)
from .datasets_audio import (
    CMUArcticDataset,
    GTZANDataset,
    LibriTTSDataset,
    LJSpeechDataset,
    SpeechCommandsDataset,
    TedliumDataset,
    YesNoDataset,
)
from .datasets_audio import __all__ as _sounds
from .datasets_standard_format import CSVDataset, MindDataset, OBSMindDataset, TFRecordDataset
from .datasets_standard_format import __all__ as _files
from .datasets_text import (
    AGNewsDataset,
    AmazonReviewDataset,
    CLUEDataset,
    CoNLL2000Dataset,
    DBpediaDataset,
    EnWik9Dataset,
    IMDBDataset,
    IWSLT2016Dataset,
    IWSLT2017Dataset,
    Multi30kDataset,
    PennTreebankDataset,
    SogouNewsDataset,
    SQuADDataset,
    SST2Dataset,
    TextFileDataset,
    UDPOSDataset,
    WikiTextDataset,
    YahooAnswersDataset,
    YelpReviewDataset,
)
from .datasets_text import __all__ as _texts
from .datasets_user_defined import GeneratorDataset, NumpySlicesDataset, PaddedDataset
from .datasets_vision import (
    Caltech101Dataset,
    Caltech256Dataset,
    CelebADataset,
    Cifar10Dataset,
    Cifar100Dataset,
    CityscapesDataset,
    CocoDataset,
    DIV2KDataset,
    EMnistDataset,
    FakeImageDataset,
    FashionMnistDataset,
    FlickrDataset,
    Flowers102Dataset,
    Food101Dataset,
    ImageFolderDataset,
    KITTIDataset,
    KMnistDataset,
    LFWDataset,
    LSUNDataset,
    ManifestDataset,
    MnistDataset,
    OmniglotDataset,
    PhotoTourDataset,
    Places365Dataset,
    QMnistDataset,
    RandomDataset,
    RenderedSST2Dataset,
    SBDataset,
    SBUDataset,
    SemeionDataset,
    STL10Dataset,
    SUN397Dataset,
    SVHNDataset,
    USPSDataset,
    VOCDataset,
    WIDERFaceDataset,
)
from .datasets_vision import __all__ as _pictures
from .graphdata import ArgoverseDataset, Graph, GraphData, InMemoryGraphDataset
from .iterators import DictIterator, TupleIterator
from .samplers import (
    BuiltinSampler,
    DistributedSampler,
    IterSampler,
    PKSampler,
    RandomSampler,
    Sampler,
    SequentialSampler,
    SubsetRandomSampler,
    SubsetSampler,
    WeightedRandomSampler,
)
from .serializer_deserializer import compare, deserialize, serialize, show

__all__ = [
    "ArgoverseDataset",
    "DSCallback",
    "DatasetCache",
    "DistributedSampler",
    "GeneratorDataset",
    "Graph",
    "GraphData",
    "InMemoryGraphDataset",
    "NumpySlicesDataset",
    "PKSampler",
    "PaddedDataset",
    "RandomSampler",
    "Schema",
    "SequentialSampler",
    "SubsetRandomSampler",
    "SubsetSampler",
    "WaitedDSCallback",
    "WeightedRandomSampler",
    "compare",
    "deserialize",
    "serialize",
    "show",
    "zip",
    *_files,
    *_pictures,
    *_sounds,
    *_texts,
]

__getattr__ = absent_names("mindspore.dataset.engine", __name__)
