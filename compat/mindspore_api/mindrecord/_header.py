"""The header of a MindRecord file: schema, index fields, pages, names of all shards.

A file is a header (8 bytes of length, JSON, padding up to `header_size`), then pages of
`page_size` bytes: blob pages (bytes and arrays) and raw pages (numbers and text in MessagePack).
"""

import json
import os
from dataclasses import dataclass, field

from ._errors import pipeline_error
from ._schema import blob_fields_of, fault_of, shapes_are_valid
from .shardutils import MAX_HEADER_SIZE, MAX_PAGE_SIZE

VERSION = "3.0"
_SUPPORTED = ("2.0", VERSION)
LENGTH = 8
BLOB, RAW = "BLOB_DATA", "RAW_DATA"
DEFAULT_HEADER_SIZE, DEFAULT_PAGE_SIZE = 1 << 24, 1 << 25
MAX_FILES = 4096
_DAMAGED = "please check correction of MindRecord File"


@dataclass
class Page:
    """A page of a shard; `groups` are (number of the blob page, offset) in a raw page."""

    number: int
    kind: str
    kind_number: int
    start_row: int = 0
    end_row: int = 0
    groups: list = field(default_factory=list)
    size: int = 0

    def to_json(self, shard):
        """The page as it stands in the header of shard number `shard`."""
        groups = self.groups or [(0, 0)]
        return {
            "page_id": self.number, "shard_id": shard, "page_type": self.kind,
            "page_type_id": self.kind_number, "start_row_id": self.start_row,
            "end_row_id": self.end_row, "page_size": self.size,
            "row_group_ids": [{"id": i, "offset": at} for i, at in groups],
        }  # fmt: skip

    @classmethod
    def from_json(cls, found):
        """The page behind its JSON; `ValueError` where that is damaged."""
        groups = [(_count(g["id"]), _count(g["offset"])) for g in found["row_group_ids"]]
        page = cls(
            _count(found["page_id"]), found["page_type"], _count(found["page_type_id"]),
            _count(found["start_row_id"]), _count(found["end_row_id"]), groups,
            _count(found["page_size"]),
        )  # fmt: skip
        if page.kind not in (BLOB, RAW) or page.start_row > page.end_row:
            raise ValueError(f"page {page.number} is not valid")
        return page


def _count(value):
    if type(value) is not int or not 0 <= value < 2**63:
        raise ValueError(f"{value!r} is not a count")
    return value


@dataclass
class Header:
    """What all shards of a dataset share, and the pages of each."""

    schema: dict = None
    desc: str = ""
    index_fields: list = field(default_factory=list)
    header_size: int = DEFAULT_HEADER_SIZE
    page_size: int = DEFAULT_PAGE_SIZE
    compression_size: int = 0
    addresses: list = field(default_factory=list)
    pages: list = field(default_factory=list)
    version: str = VERSION

    @property
    def blob_fields(self):
        """Names of the fields whose values are bytes or arrays."""
        return blob_fields_of(self.schema)

    def to_bytes(self, shard):
        """The header of shard number `shard`, with its length before it."""
        indexes = [{"index_field": name, "schema_id": 0} for name in self.index_fields]
        parts = {
            "header_size": self.header_size,
            "index_fields": indexes or None,
            "page": [page.to_json(shard) for page in self.pages[shard]] or None,
            "page_size": self.page_size,
            "compression_size": max(self.compression_size, 0),
            "schema": [{"blob_fields": self.blob_fields, "desc": self.desc, "schema": self.schema}],
            "shard_addresses": self.addresses,
            "shard_id": shard,
            "statistics": None,
            "version": VERSION,
        }
        text = ",".join(f'"{name}":{_dump(value)}' for name, value in parts.items())
        content = f"{{{text}}}".encode()
        if len(content) + LENGTH > self.header_size:
            raise pipeline_error("[Internal ERROR] shard header is too big.")
        return len(content).to_bytes(LENGTH, "little") + content


def _dump(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def check_file(path):
    """Raise unless `path` is a file."""
    if not os.path.exists(path):
        raise pipeline_error(
            f"Invalid file, mindrecord file: {path} can not be found. Please check whether the "
            "mindrecord file exists and do not rename the mindrecord file."
        )
    if os.path.isdir(path):
        raise pipeline_error(f"Invalid file, {path} is not a mindrecord file, but got directory.")


def read_header(path):
    """The `Header` of one file, its own pages in `pages[0]`."""
    check_file(path)
    try:
        return _parsed(json.loads(_content(path)))
    except (ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        raise pipeline_error(
            f"Invalid file, failed to parse header content of file: {path}, {_DAMAGED}"
        ) from error


def _content(path):
    size = os.path.getsize(path)
    if size < LENGTH:
        raise pipeline_error(
            f"Invalid file, the size of mindrecord file: {size} is smaller than the lower limit: "
            f"{LENGTH}.\n Please check file path: {path} and use 'FileWriter' to generate valid "
            "mindrecord files."
        )
    with open(path, "rb") as file:
        length = int.from_bytes(file.read(LENGTH), "little")
        if length > MAX_HEADER_SIZE:
            raise pipeline_error(
                f"Invalid file, the size of mindrecord file header is larger than the upper limit."
                f" \nPlease use 'FileWriter' to generate valid mindrecord files. File: {path}"
            )
        if length > size - LENGTH:
            raise pipeline_error(
                f"Invalid file, failed to read header content of file: {path}, {_DAMAGED}"
            )
        return file.read(length)


def _parsed(found):
    stored = found["schema"][0]
    schema = stored["schema"]
    if fault_of(schema) or not shapes_are_valid(schema):
        raise ValueError("the schema is not valid")
    header = Header(
        {name: schema[name] for name in sorted(schema)}, str(stored["desc"]),
        [_field(f["index_field"], schema) for f in found["index_fields"] or []],
        _count(found["header_size"]), _count(found["page_size"]),
        _count(found.get("compression_size", 0)), [_name(a) for a in found["shard_addresses"]],
        [[Page.from_json(p) for p in found["page"] or []]], found["version"],
    )  # fmt: skip
    if header.version not in _SUPPORTED:
        raise ValueError(f"version {header.version} is not supported")
    if header.header_size > MAX_HEADER_SIZE or not 0 < header.page_size <= MAX_PAGE_SIZE:
        raise ValueError("sizes are out of range")
    if [page.number for page in header.pages[0]] != list(range(len(header.pages[0]))):
        raise ValueError("pages are not in order")
    return header


def _field(name, schema):
    if name not in schema or name in blob_fields_of(schema):
        raise ValueError(f"{name!r} cannot be an index")
    return name


def _name(address):
    """A shard stands beside the file that names it."""
    if not isinstance(address, str) or not address or os.path.basename(address) != address:
        raise ValueError(f"{address!r} is not a file name")
    return address


def files_beside(path, addresses):
    """Paths of all shards of the dataset that the file `path` belongs to."""
    folder = os.path.realpath(os.path.dirname(path) or ".")
    return [os.path.join(folder, name) for name in addresses]


def read_dataset(paths):
    """The common `Header` of several files, the pages of each in `pages`."""
    if len(paths) > MAX_FILES:
        raise pipeline_error(
            f"Invalid file, the number of mindrecord files: {len(paths)}is not in range "
            f"(0, {MAX_FILES}].\nPlease use 'FileWriter' to generate fewer mindrecord files."
        )
    headers = [read_header(path) for path in paths]
    first = headers[0]
    for path, header in zip(paths, headers, strict=True):
        if _meta(header) != _meta(first):
            raise pipeline_error(
                f"Invalid file, the metadata of mindrecord file: {path} is different from others,"
                " please make sure all the mindrecord files generated by the same script."
            )
    first.pages = [header.pages[0] for header in headers]
    return first


def _meta(header):
    return (
        header.header_size, header.page_size, header.version, header.index_fields, header.schema,
    )  # fmt: skip
