"""The schema of a file: field -> type and shape."""

import re

from compat.mindspore_api import log as logger

from .shardutils import VALID_ARRAY_ATTRIBUTES, VALID_ATTRIBUTES

_NAME = re.compile(r"[0-9a-zA-Z_]+")


def fault_of(content):
    """What is wrong with a schema as the program gave it, or None."""
    if not content:
        return "Schema content is empty."
    if not isinstance(content, dict):
        return "Schema content should be dict."
    for field, options in content.items():
        fault = _fault_of_field(field, options)
        if fault:
            return fault
    return None


def _fault_of_field(field, options):
    if not re.fullmatch(_NAME, field):
        return f"Field '{field}' should be composed of '0-9' or 'a-z' or 'A-Z' or '_'."
    if not options or not isinstance(options, dict):
        return f"Field '{field}' should be dict."
    if "type" not in options or len(options) > 2:
        return f"Field '{options}' contains illegal attributes."
    if options["type"] not in (VALID_ATTRIBUTES if len(options) == 1 else VALID_ARRAY_ATTRIBUTES):
        return f"Field '{field}' contain illegal attribute '{options['type']}'."
    if len(options) == 1:
        return None
    if "shape" not in options:
        return f"Field '{options}' contains illegal attributes."
    if not isinstance(options["shape"], list):
        return f"Field '{field}' contain illegal attribute '{options['shape']}'."
    return None


def shapes_are_valid(content):
    """False, with a line in the log, when a shape has a size that cannot be."""
    for options in content.values():
        shape = options.get("shape", [])
        if any(type(n) is not int or n == 0 or n < -1 for n in shape):
            logger.error(
                "Invalid schema, the element of 'shape' value should be -1 or greater than 0 but "
                f"got: {shape}. Please check the input schema."
            )
            return False
        if shape.count(-1) > 1:
            logger.error(
                "Invalid schema, only 1 variable dimension(-1) allowed in 'shape' value but got: "
                f"{shape}. Please check the input schema."
            )
            return False
    return True


def blob_fields_of(content):
    """Names of the fields whose values are bytes or arrays, sorted."""
    return sorted(k for k, v in content.items() if "shape" in v or v["type"] == "bytes")


def index_fields_of(content):
    """Names of the fields that are indexed when the program names none."""
    return sorted(k for k, v in content.items() if "shape" not in v and v["type"] != "bytes")


def is_compressed(content):
    """True when the integer arrays of the file are compressed."""
    return any("shape" in v and v["type"] in ("int32", "int64") for v in content.values())
