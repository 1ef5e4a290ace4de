"""MindRecord: files of rows with a schema and an index."""

from compat import _public
from compat._absent import absent_names

from .common.exceptions import (
    SYS_ID,
    DbConnectionError,
    ErrorCodeType,
    ErrorLevel,
    LogRuntime,
    MindRecordException,
    MRMAddIndexError,
    MRMAddSchemaError,
    MRMBuildSchemaError,
    MRMCloseError,
    MRMCommitError,
    MRMDefineBlobError,
    MRMDefineCategoryError,
    MRMDefineIndexError,
    MRMFetchCandidateFieldsError,
    MRMFetchDataError,
    MRMFinishError,
    MRMGenerateIndexError,
    MRMGetMetaError,
    MRMIndexGeneratorError,
    MRMInitSegmentError,
    MRMInvalidHeaderSizeError,
    MRMInvalidPageSizeError,
    MRMInvalidSchemaError,
    MRMLaunchError,
    MRMOpenError,
    MRMOpenForAppendError,
    MRMReadCategoryInfoError,
    MRMSetHeaderError,
    MRMUnsupportedSchemaError,
    MRMValidateDataError,
    MRMWriteDatasetError,
    ParamMissError,
    ParamTypeError,
    ParamValueError,
    PathNotExistsError,
    UnknownError,
)
from .filereader import FileReader
from .filewriter import FileWriter
from .mindpage import MindPage
from .shardutils import FAILED, SUCCESS
from .tools.cifar10_to_mr import Cifar10ToMR
from .tools.cifar100_to_mr import Cifar100ToMR
from .tools.csv_to_mr import CsvToMR
from .tools.imagenet_to_mr import ImageNetToMR
from .tools.mnist_to_mr import MnistToMR
from .tools.tfrecord_to_mr import TFRecordToMR

__all__ = [
    "FileWriter", "FileReader", "MindPage", "Cifar10ToMR", "Cifar100ToMR", "CsvToMR",
    "ImageNetToMR", "MnistToMR", "TFRecordToMR", "SUCCESS", "FAILED",
]  # fmt: skip

# Programs import this package on its own, after the frontend took over its public names.
_public.adopt(__name__, "mindspore.mindrecord")
__getattr__ = absent_names("mindspore.mindrecord", __name__)
