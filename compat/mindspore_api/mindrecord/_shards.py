"""Writing rows into the pages of shards."""

import os
import random
import stat

from ._errors import pipeline_error, syntax_error
from ._header import BLOB, LENGTH, RAW, Page
from ._index import write_index

_EXISTS = (
    "If you do not want to keep the files, set the 'overwrite' parameter to True and try again."
)


def _open_new(path, overwrite):
    """A new file at `path`, opened for reading and writing."""
    for old in (path, path + ".db"):
        if os.path.exists(old):
            if not overwrite:
                raise pipeline_error(
                    "Invalid file, mindrecord files already exist. Please check file path: "
                    f"{path}.\n{_EXISTS}"
                )
            os.remove(old)
    try:
        return open(path, "w+b")
    except OSError as error:
        raise pipeline_error(
            "Invalid file, failed to open files for writing mindrecord files. Please check file "
            f"path, permission and open file limit: {path}"
        ) from error


def _open_old(path):
    """The file at `path`, opened for reading and writing."""
    try:
        return open(path, "r+b")
    except OSError as error:
        raise pipeline_error(
            "Invalid file, failed to open files for appending mindrecord files. Please check file "
            f"path, permission and open file limit: {path}"
        ) from error


def _spread(rows, shards):
    """Contiguous (start, end) for each shard; sizes differ by one, which get more is by chance."""
    each, more = divmod(rows, shards)
    longer = set(random.SystemRandom().sample(range(shards), more))
    bounds, start = [], 0
    for shard in range(shards):
        end = start + each + (shard in longer)
        bounds.append((start, end))
        start = end
    return bounds


def _check_sizes(rows, page_size):
    """Raise when a row (raw bytes, blob bytes) is larger than a page."""
    for place, kind in enumerate(("raw", "blob")):
        if max(LENGTH + len(row[place]) for row in rows) > page_size:
            raise syntax_error(
                f"Invalid data, Page size: {page_size} is too small to save a {kind} row. Please "
                "try to use the mindrecord api 'set_page_size(value)' to enable larger page size, "
                "and the value range is in [32768 bytes, 268435456 bytes]."
            )


class Shard:
    """An open file of a dataset and its list of pages."""

    def __init__(self, file, pages, header):
        self._file, self._pages = file, pages
        self._header_size, self._page_size = header.header_size, header.page_size

    def append(self, rows):
        """Write rows, each (raw bytes, blob bytes), behind those already there."""
        groups = self._cut(rows)
        if groups[0]:
            self._append_blobs(groups[0])
            self._make_room(groups[0])
            self._write_raw(groups[0], self._last(BLOB).kind_number, new=False)
        for group in groups[1:]:
            page = self._new_blob_page(group)
            self._write_raw(group, page.kind_number, new=True)

    def _last(self, kind):
        return next((page for page in reversed(self._pages) if page.kind == kind), None)

    def _cut(self, rows):
        """Rows for the last blob page, then rows for each new one."""
        blob, raw = self._last(BLOB), self._last(RAW)
        used = blob.size if blob else 0
        used_raw = raw.size - raw.groups[-1][1] if raw and raw.groups else 0
        groups = [[]]
        for row in rows:
            more_raw, more = LENGTH + len(row[0]), LENGTH + len(row[1])
            full = used + more > self._page_size or used_raw + more_raw > self._page_size
            if used == 0 or full:
                groups.append([])
                used = used_raw = 0
            groups[-1].append(row)
            used, used_raw = used + more, used_raw + more_raw
        return groups

    def _write(self, page, offset, values):
        self._file.seek(self._header_size + self._page_size * page.number + offset)
        for value in values:
            self._file.write(len(value).to_bytes(LENGTH, "little"))
            self._file.write(value)

    def _add(self, kind, **parts):
        before = self._last(kind)
        number = before.kind_number + 1 if before else 0
        self._pages.append(Page(len(self._pages), kind, number, **parts))
        return self._pages[-1]

    def _append_blobs(self, rows):
        page = self._last(BLOB)
        self._write(page, page.size, [row[1] for row in rows])
        page.size += sum(LENGTH + len(row[1]) for row in rows)
        page.end_row += len(rows)

    def _new_blob_page(self, rows):
        before = self._last(BLOB)
        start = before.end_row if before else 0
        page = self._add(BLOB, start_row=start, end_row=start + len(rows))
        self._write(page, 0, [row[1] for row in rows])
        page.size = sum(LENGTH + len(row[1]) for row in rows)
        return page

    def _make_room(self, rows):
        """Move the last group of the raw page to a new page when more rows do not fit there.

        The raw bytes of one group lie in one page.
        """
        page = self._last(RAW)
        more = sum(LENGTH + len(row[0]) for row in rows)
        if page.size + more <= self._page_size:
            return
        group, offset = page.groups.pop()
        self._file.seek(self._header_size + self._page_size * page.number + offset)
        moved = self._file.read(page.size - offset)
        page.size = offset
        fresh = self._add(RAW, groups=[(group, 0)], size=len(moved))
        self._file.seek(self._header_size + self._page_size * fresh.number)
        self._file.write(moved)

    def _write_raw(self, rows, group, new):
        """Write the raw bytes of a group of rows; `new` when the group starts with them."""
        size = sum(LENGTH + len(row[0]) for row in rows)
        page = self._last(RAW)
        if page is None or page.size + size > self._page_size:
            page = self._add(RAW)
        if new:
            page.groups.append((group, page.size))
        self._write(page, page.size, [row[0] for row in rows])
        page.size += size


class Dataset:
    """Files that are written together and share a header."""

    def __init__(self, paths, header, overwrite=False, append=False):
        self.paths = [os.path.join(_folder(p), os.path.basename(p)) for p in paths]
        self.header = header
        self._files = [_open_old(p) if append else _open_new(p, overwrite) for p in self.paths]
        if not append:
            header.addresses = [os.path.basename(path) for path in self.paths]
            header.pages = [[] for _ in self.paths]

    def write(self, rows):
        """Spread rows, each (raw bytes, blob bytes), over the files."""
        _check_sizes(rows, self.header.page_size)
        bounds = _spread(len(rows), len(self._files))
        for file, pages, (start, end) in zip(self._files, self.header.pages, bounds, strict=True):
            if end > start:
                Shard(file, pages, self.header).append(rows[start:end])

    def abandon(self):
        """Close the files as they are."""
        for file in self._files:
            file.close()

    def finish(self):
        """Write headers and indexes."""
        for number, (path, file) in enumerate(zip(self.paths, self._files, strict=True)):
            file.seek(0)
            file.write(self.header.to_bytes(number))
            file.close()
            write_index(path, self.header, self.header.pages[number])
            for written in (path, path + ".db"):
                os.chmod(written, stat.S_IRUSR | stat.S_IWUSR)


def _folder(path):
    folder = os.path.realpath(os.path.dirname(path) or ".")
    if not os.path.isdir(folder):
        raise pipeline_error(
            "Invalid dir, failed to get the realpath of mindrecord file dir. Please check path: "
            f"{os.path.dirname(path)}"
        )
    return folder
