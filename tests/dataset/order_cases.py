"""Pipelines whose order of rows was recorded from MindSpore 2.0.0.

Runs under either: `python tests/dataset/order_cases.py tests/dataset/orders.json` with MindSpore
records anew (with eight processors, or as many pretended).
"""

import json
import sys

import numpy as np

try:
    import compat.mindspore_api.dataset as ds
except ImportError:  # while recording
    import mindspore.dataset as ds

SEEDS = [1, 7, 42, 1234, 99999]
EPOCHS = 3


class Numbers:
    def __init__(self, n):
        self.n = n

    def __getitem__(self, i):
        return (np.array(int(i)),)

    def __len__(self):
        return self.n


class Given:
    def __init__(self, ids):
        self.ids = ids

    def __iter__(self):
        return iter(self.ids)


def counted(n):
    def rows():
        for i in range(n):
            yield (np.array(i),)

    return rows


def line(n, **kwargs):
    return ds.NumpySlicesDataset(list(range(n)), ["x"], **kwargs)


def plain(n):
    return line(n, shuffle=False)


def above(parent, child):
    parent.add_child(child)
    return parent


def by_sampler(make, n=10):
    return lambda: line(n, sampler=make())


def doubled(x):
    return x * 2


def batch_of(column, info):
    places = info.get_batch_num() + 100 * info.get_epoch_num()
    return ([x * 10 + places for x in column],)


def grown(x):
    return np.ones(int(x) + 1) * x


def _samplers():
    weights = [1.0, 2, 3, 0.5, 0, 4]
    return {
        "replacement": by_sampler(lambda: ds.RandomSampler(replacement=True, num_samples=12)),
        "replacement_all": by_sampler(lambda: ds.RandomSampler(replacement=True)),
        "random_of_four": by_sampler(lambda: ds.RandomSampler(num_samples=4)),
        "weighted_more": by_sampler(lambda: ds.WeightedRandomSampler(weights, 9), 6),
        "weighted": by_sampler(lambda: ds.WeightedRandomSampler(weights, 5), 6),
        "weighted_once": by_sampler(
            lambda: ds.WeightedRandomSampler([1.0, 2, 3, 0.5, 0.1, 4], 4, replacement=False), 6
        ),
        "subset_random": by_sampler(lambda: ds.SubsetRandomSampler([1, 3, 5, 7, 9, 0])),
        "subset_random_of_three": by_sampler(lambda: ds.SubsetRandomSampler([1, 3, 5, 7, 9, 0], 3)),
        "subset": by_sampler(lambda: ds.SubsetSampler([4, 4, 1], 2)),
        "sequential": by_sampler(lambda: ds.SequentialSampler(4, 3)),
        "sequential_rest": by_sampler(lambda: ds.SequentialSampler(4)),
        "iterable": by_sampler(lambda: Given([3, 2, 1])),
        "list": by_sampler(lambda: [5, 6, 7]),
        "shard_of_two": by_sampler(lambda: ds.DistributedSampler(3, 2, True, 2)),
        "offset": by_sampler(lambda: ds.DistributedSampler(3, 1, False, None, 2)),
        "offset_shuffled": by_sampler(lambda: ds.DistributedSampler(4, 2, True, None, 1)),
        "chain_sequential": by_sampler(
            lambda: above(ds.RandomSampler(), ds.SequentialSampler(2, 6))
        ),
        "chain_random": by_sampler(
            lambda: above(ds.DistributedSampler(2, 1, True), ds.RandomSampler(num_samples=7))
        ),
        "chain_subset": by_sampler(
            lambda: above(ds.SubsetRandomSampler([0, 2, 4]), ds.RandomSampler())
        ),
    }


def _sources():
    cases = {"one_shard": lambda: line(10, num_shards=1, shard_id=0)}
    for n in (1, 2, 5, 10, 33):
        cases[f"random_{n}"] = lambda n=n: line(n)
        cases[f"generator_{n}"] = lambda n=n: ds.GeneratorDataset(Numbers(n), ["x"])
        cases[f"shard_{n}"] = lambda n=n: line(n, num_shards=3, shard_id=1)
        cases[f"shard_in_order_{n}"] = lambda n=n: line(n, num_shards=4, shard_id=3, shuffle=False)
        cases[f"samples_shuffled_{n}"] = lambda n=n: line(n, num_samples=3, shuffle=True)
        cases[f"samples_{n}"] = lambda n=n: line(n, num_samples=3)
        for size in (2, 4, 10, 100):
            cases[f"buffer_{n}_{size}"] = lambda n=n, size=size: plain(n).shuffle(size)
    return cases


def _pipelines():
    return {
        "repeat": lambda: line(5).repeat(2),
        "repeat_shuffle": lambda: plain(5).repeat(2).shuffle(4),
        "shuffle_repeat": lambda: plain(5).shuffle(4).repeat(2),
        "shuffle_take": lambda: plain(9).shuffle(5).take(3),
        "take_repeat": lambda: line(9).take(4).repeat(2),
        "skip": lambda: line(9).skip(4),
        "shuffle_skip": lambda: line(9).shuffle(3).skip(4),
        "zip_short": lambda: ds.zip((line(9).rename("x", "y"), line(4).shuffle(2))),
        "zip_long": lambda: ds.zip((line(4).rename("x", "y"), line(9).shuffle(3))),
        "concat": lambda: line(4) + line(5).shuffle(3),
        "filter": lambda: line(12).filter(lambda x: x % 3 != 0, ["x"]),
        "batch": lambda: line(7).batch(3),
        "repeat_batch": lambda: line(7).repeat(2).batch(3),
        "batch_repeat": lambda: line(7).batch(3, True).repeat(2),
        "function": lambda: ds.GeneratorDataset(counted(7), ["x"]).shuffle(4),
        "split_first": lambda: line(10).split([0.4, 0.6])[0],
        "split_second": lambda: line(10).split([0.4, 0.6])[1],
        "split_function_first": lambda: ds.GeneratorDataset(counted(9), ["x"]).split([4, 5])[0],
        "split_function_second": lambda: ds.GeneratorDataset(counted(9), ["x"]).split([4, 5])[1],
        "split_in_order": lambda: plain(10).split([4, 6], randomize=False)[1],
        "split_shuffle": lambda: plain(10).split([4, 6])[1].shuffle(3),
        "buckets": lambda: (
            line(10)
            .map(grown, ["x"])
            .bucket_batch_by_length(["x"], [3, 6], [2, 3, 2], pad_info={"x": (None, 0)})
        ),
    }


def _workers():
    cases = {}
    for w in (1, 2, 3, 8):
        cases[f"map_{w}"] = lambda w=w: line(9).map(doubled, ["x"], num_parallel_workers=w)
        cases[f"map_processes_{w}"] = lambda w=w: line(9).map(
            doubled, ["x"], num_parallel_workers=w, python_multiprocessing=True
        )
        cases[f"source_threads_{w}"] = lambda w=w: ds.GeneratorDataset(
            Numbers(9), ["x"], num_parallel_workers=w, python_multiprocessing=False
        )
        cases[f"source_processes_{w}"] = lambda w=w: ds.GeneratorDataset(
            Numbers(9), ["x"], num_parallel_workers=w
        )
        cases[f"batch_map_{w}"] = lambda w=w: line(9).batch(
            2, per_batch_map=batch_of, input_columns=["x"], num_parallel_workers=w
        )
    return cases


CASES = {**_sources(), **_samplers(), **_pipelines(), **_workers()}


def answer(name, seed):
    """What a pipeline yields in three epochs, and its size, as one short text."""
    ds.config.set_seed(seed)
    dataset = CASES[name]()
    rows = dataset.create_dict_iterator(num_epochs=EPOCHS, output_numpy=True)
    epochs = [" ".join(_text(row["x"]) for row in rows) for _ in range(EPOCHS)]
    return f"{dataset.get_dataset_size()}: " + " | ".join(epochs)


def _text(value):
    return json.dumps(np.asarray(value).tolist(), separators=(",", ":")).replace(".0", "")


def seeds_of(name):
    return SEEDS[:1] if "processes" in name else SEEDS


if __name__ == "__main__":
    answers = {name: [answer(name, seed) for seed in seeds_of(name)] for name in CASES}
    with open(sys.argv[1], "w") as file:
        json.dump(answers, file, indent=0)
