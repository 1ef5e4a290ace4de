"""The exceptions of `mindspore.mindrecord`: a number and a text each."""

from .constant import SYS_ID
from .enums import ErrorCodeType, ErrorLevel, LogRuntime


class MindRecordException(Exception):
    """Base of the errors of MindRecord.

    `error_msg` is the description, `error_code` the number of the error.
    """

    _number = 0
    _text = "Unknown Error."

    def __init__(self):
        super().__init__()
        self._error_msg = self._text
        self._error_code = self.transform_error_code(self._number)

    def __str__(self):
        return f"[{type(self).__name__}]: {self._error_msg}"

    @property
    def error_msg(self):
        """Description of the error."""
        return self._error_msg

    @error_msg.setter
    def error_msg(self, msg):
        self._error_msg = msg

    @property
    def error_code(self):
        """Number of the error."""
        return self._error_code

    @staticmethod
    def transform_error_code(exception_no):
        """The number of an error with system, module and level packed in."""
        module = int(exception_no / 100) + 1
        return (
            (LogRuntime.RT_HOST << 30)
            | (ErrorCodeType.ERROR_CODE << 28)
            | (ErrorLevel.COMMON_LEVEL << 25)
            | (SYS_ID << 17)
            | (module << 12)
            | exception_no
        )


class _Detailed(MindRecordException):
    """An error with a detail behind its text."""

    def __init__(self, error_detail):
        super().__init__()
        self.error_msg = self._text.format(error_detail)


class UnknownError(MindRecordException):
    """An error of unknown cause."""


class ParamTypeError(MindRecordException):
    """An argument of the wrong type."""

    _number = 1

    def __init__(self, param_name, expected_type):
        super().__init__()
        self.error_msg = f"Invalid parameter type. '{param_name}' expect {expected_type} type."


class ParamValueError(_Detailed):
    """An argument out of range."""

    _number, _text = 2, "Invalid parameter value. {}"


class ParamMissError(_Detailed):
    """An argument is missing."""

    _number, _text = 3, "Param missing. '{}' is required."


class PathNotExistsError(_Detailed):
    """A file or folder is missing."""

    _number, _text = 4, "Invalid path. {}"


class DbConnectionError(_Detailed):
    """The index cannot be opened."""

    _number, _text = 5, "Db connection is error. Detail: {}"


class MRMOpenError(MindRecordException):
    """A file cannot be opened."""

    _number, _text = 100, "MindRecord File could not open successfully."


class MRMOpenForAppendError(MindRecordException):
    """A file cannot be opened to append rows."""

    _number, _text = 101, "MindRecord File could not open successfully for append."


class MRMInvalidPageSizeError(MindRecordException):
    """The page size is out of range."""

    _number, _text = 102, "Failed to set page size."


class MRMInvalidHeaderSizeError(MindRecordException):
    """The header size is out of range."""

    _number, _text = 103, "Failed to set header size."


class MRMSetHeaderError(MindRecordException):
    """The header cannot be set."""

    _number, _text = 104, "Failed to set header."


class MRMWriteDatasetError(MindRecordException):
    """Rows cannot be written."""

    _number, _text = 105, "Failed to write dataset."


class MRMCommitError(MindRecordException):
    """The files cannot be finished."""

    _number, _text = 107, "Failed to commit."


class MRMLaunchError(MindRecordException):
    """The readers cannot be started."""

    _number, _text = 108, "Failed to launch."


class MRMFinishError(MindRecordException):
    """The readers cannot be finished."""

    _number, _text = 109, "Failed to finish."


class MRMCloseError(MindRecordException):
    """A file cannot be closed."""

    _number, _text = 110, "Failed to close."


class MRMAddSchemaError(MindRecordException):
    """A second schema was added."""

    _number, _text = 111, "Failed to add schema."


class MRMAddIndexError(MindRecordException):
    """An index field cannot be added."""

    _number, _text = 112, "Failed to add index field."


class MRMBuildSchemaError(MindRecordException):
    """The schema is not valid."""

    _number, _text = 113, "Failed to build schema."


class MRMGetMetaError(MindRecordException):
    """There is no schema."""

    _number, _text = 114, "Failed to get meta info."


class MRMIndexGeneratorError(MindRecordException):
    """The writer of the index cannot be made."""

    _number, _text = 115, "Failed to create index generator."


class MRMGenerateIndexError(MindRecordException):
    """The index cannot be written."""

    _number, _text = 116, "Failed to generate index."


class MRMInitSegmentError(MindRecordException):
    """The reader of pages cannot be made."""

    _number, _text = 117, "Failed to initialize segment."


class MRMFetchCandidateFieldsError(MindRecordException):
    """The fields to group by cannot be read."""

    _number, _text = 118, "Failed to fetch candidate category fields."


class MRMReadCategoryInfoError(MindRecordException):
    """The groups cannot be read."""

    _number, _text = 119, "Failed to read category information."


class MRMFetchDataError(MindRecordException):
    """The rows of a group cannot be read."""

    _number, _text = 120, "Failed to fetch data by category."


class MRMInvalidSchemaError(_Detailed):
    """The schema has the wrong form."""

    _number, _text = 200, "Schema format is error. Detail: {}"


class MRMValidateDataError(_Detailed):
    """Rows do not fit the schema."""

    _number, _text = 201, "Raw data do not match the schema. Detail: {}"


class MRMDefineIndexError(_Detailed):
    """A field cannot be an index."""

    _number, _text = 202, "Failed to define index field. Detail: {}"


class MRMDefineBlobError(_Detailed):
    """A field cannot be a blob."""

    _number, _text = 203, "Failed to define blob field. Detail: {}"


class MRMUnsupportedSchemaError(_Detailed):
    """Data in the file do not have the shape of the schema."""

    _number, _text = 204, "Schema is not supported. Detail: {}"


class MRMDefineCategoryError(_Detailed):
    """A field cannot be grouped by."""

    _number, _text = 205, "Failed to define category field. Detail: {}"
