"""Music: GTZAN."""

from __future__ import annotations

import os

from ..engine.source import MappableDataset
from .arguments import (
    check_source,
    documented,
    replace_none,
)
from .rows import Rows, checked_count, label_of, string
from .speech import ranges
from .waves import wave

_GENRES = [
    "blues", "classical", "country", "disco", "hiphop", "jazz", "metal", "pop", "reggae", "rock",
]  # fmt: skip


# The split of GTZAN without repeated artists and faulty files: first and last numbers.
_TEST = dict(
    blues=[(12, 28), (61, 72), (98, 99)],
    classical=[(11, 29), (34, 41), (49, 49), (77, 79)],
    country=[(30, 40), (43, 44), (46, 48), (50, 51), (53, 64)],
    disco=[
        (1, 1), (21, 21), (58, 58), (62, 66), (69, 69), (76, 88), (91, 94), (96, 97), (99, 99),
    ],
    hiphop=[
        (0, 0), (26, 27), (30, 30), (40, 40), (43, 45), (51, 54), (62, 75), (99, 99),
    ],
    jazz=[(73, 99)],
    metal=[
        (12, 15), (22, 23), (25, 33), (38, 39), (67, 67), (70, 70), (73, 75), (78, 78),
        (83, 83), (85, 85), (87, 88),
    ],
    pop=[(0, 1), (13, 14), (43, 43), (63, 66), (69, 79), (82, 82), (88, 96)],
    reggae=[
        (34, 40), (46, 48), (52, 53), (64, 68), (71, 71), (79, 79), (82, 84), (87, 90),
    ],
    rock=[(10, 15), (27, 37), (39, 48), (86, 90)],
)  # fmt: skip
_TRAIN = dict(
    blues=[(29, 49), (73, 97)],
    classical=[(30, 33), (43, 48), (50, 67), (80, 99)],
    country=[(19, 26), (28, 29), (65, 99)],
    disco=[
        (5, 5), (15, 20), (22, 37), (39, 45), (47, 47), (49, 49), (53, 54), (56, 57), (59, 59),
        (61, 61), (70, 70), (73, 74), (89, 89),
    ],
    hiphop=[(2, 25), (28, 29), (31, 38), (41, 42), (55, 61), (77, 80)],
    jazz=[(0, 1), (11, 24), (41, 41), (47, 72)],
    metal=[
        (2, 3), (5, 5), (21, 21), (24, 24), (35, 35), (46, 57), (59, 66), (69, 69), (71, 72),
        (79, 80), (84, 84), (86, 86), (89, 99),
    ],
    pop=[
        (2, 9), (11, 12), (16, 20), (23, 29), (31, 36), (38, 42), (44, 44), (46, 46), (49, 50),
        (80, 80), (97, 99),
    ],
    reggae=[
        (0, 2), (4, 4), (6, 6), (9, 9), (11, 12), (14, 32), (42, 45), (49, 51), (54, 60),
        (63, 63), (69, 69),
    ],
    rock=[(0, 9), (16, 26), (57, 70), (91, 99)],
)  # fmt: skip
_VALID = dict(
    blues=[(0, 11), (50, 60)],
    classical=[(0, 10), (68, 76)],
    country=[(0, 7), (9, 18), (27, 27), (41, 42), (45, 45), (49, 49)],
    disco=[
        (0, 0), (2, 4), (6, 14), (46, 46), (48, 48), (52, 52), (67, 68), (72, 72), (75, 75),
        (90, 90), (95, 95),
    ],
    hiphop=[(81, 98)],
    jazz=[(2, 10), (25, 32)],
    metal=[(0, 1), (6, 11), (16, 20), (36, 37), (68, 68), (76, 77), (81, 82)],
    pop=[(10, 10), (53, 53), (55, 55), (58, 62), (81, 81), (83, 86)],
    reggae=[
        (61, 62), (70, 70), (72, 72), (74, 74), (76, 78), (85, 85), (92, 99),
    ],
    rock=[(38, 38), (49, 56), (71, 85)],
)  # fmt: skip


def _gtzan_parts():
    """The split without repeated artists and faulty files."""
    return {"test": ranges(**_TEST), "train": ranges(**_TRAIN), "valid": ranges(**_VALID)}


@documented
class GTZANDataset(MappableDataset):
    """GTZAN: columns `waveform` (float32), `sample_rate` (uint32), `label` (str).

    Args:
        usage (str): 'train', 'valid', 'test' or 'all'. Default: None, 'all'.
    """

    def __init__(
        self, dataset_dir, usage=None, num_samples=None, num_parallel_workers=None, shuffle=None,
        sampler=None, num_shards=None, shard_id=None, cache=None,
    ):  # fmt: skip
        check_source(locals(), words={"usage": ["train", "valid", "test", "all"]})
        super().__init__(
            num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache
        )
        self.dataset_dir, self.usage = dataset_dir, replace_none(usage, "all")

    def _open(self):
        items = [
            (os.path.join(self.dataset_dir, genre, name), genre) for genre, name in self._names()
        ]
        checked_count(
            items, "", "", f"Invalid data, no valid data found in path:{self.dataset_dir}"
        )

        def load(item):
            return wave(item[0], 22050, "GTZAN")[0], label_of(22050), string(item[1])

        return Rows(["waveform", "sample_rate", "label"], items, load)

    def _names(self):
        if self.usage != "all":
            listed = _gtzan_parts()[self.usage]
            return [p for p in listed if os.path.exists(os.path.join(self.dataset_dir, *p))]
        found = []
        for genre in _GENRES:
            folder = os.path.join(self.dataset_dir, genre)
            if os.path.isdir(folder):  # in the order of the file system, as in MindSpore
                found += [
                    (genre, n) for n in os.listdir(folder) if n.endswith(".wav") and "." in n[:-4]
                ]
        return found
