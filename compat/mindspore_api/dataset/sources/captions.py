"""Pictures with captions: Flickr, SBU."""

from __future__ import annotations

import os

from ..engine.errors import pipeline_error
from ..engine.source import MappableDataset
from .arguments import (
    check_dir,
    check_file,
    check_options,
    check_types,
    documented,
    replace_none,
)
from .rows import (
    Rows,
    checked_count,
    is_picture,
    lines_in,
    picture,
    string,
)


@documented
class FlickrDataset(MappableDataset):
    """Flickr 8k and 30k: columns `image` (uint8) and `annotation` (str, (n,)).

    Args:
        annotation_file (str): The file of the captions.
    """

    def __init__(
        self, dataset_dir, annotation_file, num_samples=None, num_parallel_workers=None,
        shuffle=None, decode=None, sampler=None, num_shards=None, shard_id=None, cache=None,
    ):  # fmt: skip
        given = locals()
        check_dir(dataset_dir)
        check_file(annotation_file)
        check_types(given, bools=("shuffle", "decode"))
        check_options(given)
        super().__init__(
            num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache
        )
        self.dataset_dir, self.annotation_file = dataset_dir, annotation_file
        self.decode = replace_none(decode, False)

    def _open(self):
        captions = {}
        for number, line in enumerate(lines_in(self.annotation_file, "annotation file"), 1):
            if line:
                path, caption = self._parsed(line, number)
                if is_picture(path):
                    captions.setdefault(path, []).append(caption)
        checked_count(
            captions, "", "",
            "Invalid data, no valid data matching the dataset API FlickrDataset. Please check file "
            "path or dataset API.",
        )  # fmt: skip

        def load(item):
            return picture(item[0], self.decode), string(item[1])

        return Rows(["image", "annotation"], sorted(captions.items()), load)

    def _parsed(self, line, number):
        name, tab, caption = line.partition("\t")
        # Before the tab stands the number of the caption: "#0" to "#4".
        name = name[:-2]
        if not tab or not name or not caption:
            missing = "annotation" if name and tab else "image_name"
            raise pipeline_error(
                f"Invalid file, the attribute of {missing} is missing in flickr dataset file: "
                f"{self.annotation_file}, line {number}: {line}"
            )
        return os.path.join(self.dataset_dir, name), caption


@documented
class SBUDataset(MappableDataset):
    """SBU Captions: columns `image` (uint8) and `caption` (str)."""

    _URLS = "SBU_captioned_photo_dataset_urls.txt"
    _CAPTIONS = "SBU_captioned_photo_dataset_captions.txt"
    # "http://static.flickr.com"
    _SERVER = 23

    def __init__(
        self, dataset_dir, num_samples=None, num_parallel_workers=None, shuffle=None, decode=False,
        sampler=None, num_shards=None, shard_id=None, cache=None,
    ):  # fmt: skip
        given = locals()
        check_dir(dataset_dir)
        check_file(os.path.join(dataset_dir, self._URLS))
        check_file(os.path.join(dataset_dir, self._CAPTIONS))
        check_dir(os.path.join(dataset_dir, "sbu_images"))
        check_types(given, bools=("shuffle", "decode"))
        check_options(given)
        super().__init__(
            num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache
        )
        self.dataset_dir, self.decode = dataset_dir, replace_none(decode, False)

    def _open(self):
        path = os.path.join(self.dataset_dir, self._URLS)
        captions = lines_in(os.path.join(self.dataset_dir, self._CAPTIONS))
        root = os.path.join(self.dataset_dir, "sbu_images")
        items = []
        for row, (url, caption) in enumerate(zip(lines_in(path), captions, strict=False)):
            if bool(url) != bool(caption):
                raise pipeline_error(
                    f"Invalid data, SBU url: {path} and caption file load empty data at line: "
                    f"{row}."
                )
            if url and len(url) <= self._SERVER:
                raise pipeline_error(f"Invalid url in {path}: {url}")
            image = os.path.join(root, url[self._SERVER :].replace("/", "_"))
            if url and os.path.isfile(image):
                items.append((image, caption.rstrip(" ")))
        checked_count(items, "", "", f"Invalid data, no valid images in {root}, check SBU dataset.")

        def load(item):
            return picture(item[0], self.decode), string(item[1])

        return Rows(["image", "caption"], items, load)
