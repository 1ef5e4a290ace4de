"""Parts of the error codes."""


class BaseEnum:
    """Base of the groups of constants below."""


class LogRuntime(BaseEnum):
    """Where the error happened."""

    RT_HOST = 0b01
    RT_DEVICE = 0b10


class ErrorCodeType(BaseEnum):
    """Kind of the code."""

    ERROR_CODE = 0b01
    EXCEPTION_CODE = 0b10


class ErrorLevel(BaseEnum):
    """How bad it is."""

    COMMON_LEVEL = 0b000
    SUGGESTION_LEVEL = 0b001
    MINOR_LEVEL = 0b010
    MAJOR_LEVEL = 0b011
    CRITICAL_LEVEL = 0b100
