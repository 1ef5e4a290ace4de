"""Small files of many formats, and what the datasets of MindSpore make of them.

Runs on the real MindSpore as well: `tests/oracle/record_mindspore_files.py` records its answers.
"""

import hashlib
import json
import struct
from pathlib import Path

import numpy as np

try:
    import compat.mindspore_api.dataset as ds
    from compat.mindspore_api.mindrecord import FileWriter
except ImportError:  # under the real MindSpore
    import mindspore.dataset as ds
    from mindspore.mindrecord import FileWriter


def crc32c(data):
    """The masked checksum of TFRecord, bit by bit."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    crc ^= 0xFFFFFFFF
    return (crc >> 15 | crc << 17) + 0xA282EAD8 & 0xFFFFFFFF


def _field(number, content):
    size, out = len(content), bytearray([number << 3 | 2])
    while size > 127:
        out.append(size & 127 | 128)
        size >>= 7
    return bytes([*out, size]) + content


def example(features):
    """A serialized tf.train.Example: bytes, or NumPy arrays of float32 or small whole numbers."""
    entries = b""
    for name, value in features.items():
        if isinstance(value, list):
            kind = _field(1, b"".join(_field(1, text) for text in value))
        elif value.dtype == np.float32:
            kind = _field(2, _field(1, value.tobytes()))
        else:
            kind = _field(3, _field(1, bytes(value.tolist())))
        entries += _field(1, _field(1, name.encode()) + _field(2, kind))
    return _field(1, entries)


def framed(records):
    """Records as the content of a TFRecord file."""
    out = b""
    for data in records:
        head = struct.pack("<Q", len(data))
        out += head + struct.pack("<I", crc32c(head)) + data + struct.pack("<I", crc32c(data))
    return out


def idx(array):
    """An array as the content of an idx file."""
    kind = {"uint8": 8, "int32": 12}[array.dtype.name]
    head = struct.pack(f">HBB{array.ndim}I", 0, kind, array.ndim, *array.shape)
    return head + array.astype(array.dtype.newbyteorder(">")).tobytes()


def write_all(folder):
    """Write all files below a folder."""
    root = Path(folder)
    state = np.random.RandomState(3)

    def put(name, data):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())

    for part, count in (("train", 7), ("t10k", 4)):
        images = state.randint(0, 256, (count, 28, 28)).astype(np.uint8)
        put(f"mnist/{part}-images-idx3-ubyte", idx(images))
        put(f"mnist/{part}-labels-idx1-ubyte", idx((np.arange(count) % 3).astype(np.uint8)))
    for name in ("zebra", "ant", "cat"):
        for i in range(3):
            put(f"pictures/{name}/{i}.{'png' if i else 'jpg'}", f"{name}{i}")
    for i, count in enumerate((5, 3, 6)):
        put(f"lines/{i}.txt", "".join(f"{i}-{k}\n{'' if k % 2 else chr(10)}" for k in range(count)))
        rows = [f'{i},"a ""{k}""",{k / 4},x\n' for k in range(count)]
        put(f"csv/{i}.csv", "".join(rows))
        rows = [
            example(
                {
                    "number": np.array([10 * i + k]),
                    "real": np.float32([k, i]),
                    "text": [b"ab" * (k + 1), b"c"],
                }
            )
            for k in range(count)
        ]
        put(f"tf/{i}.tfrecord", framed(rows))
    for part, count in (("train", 5), ("test", 4)):
        put(f"news/{part}.csv", "".join(f'"{k}","{part} {k}","t,{k}"\n' for k in range(count)))
        words = [f"w{k} N{k} B-{part}\n{'' if k % 2 else chr(10)}" for k in range(count)]
        put(f"tagged/{part}.txt", "".join(words) + "\n")
    rows = [{"sentence1": f"s{k}", "sentence2": "t", "label": str(k % 2)} for k in range(5)]
    put("clue/train.json", "".join(json.dumps(row) + "\n" for row in rows))
    schema = {"columns": {"number": {"type": "int32", "rank": 0, "shape": []},
                          "text": {"type": "string", "rank": 1}}}  # fmt: skip
    put("tf/schema.json", json.dumps(schema))
    (root / "mind").mkdir(exist_ok=True)
    writer = FileWriter(str(root / "mind/rows.mindrecord"), 3, overwrite=True)
    kinds = {
        "i": {"type": "int32"}, "s": {"type": "string"}, "f": {"type": "float64"},
        "b": {"type": "bytes"}, "a": {"type": "int64", "shape": [-1, 2]},
    }  # fmt: skip
    writer.add_schema(kinds, "rows")
    writer.add_index(["i"])
    # Twelve rows: with a remainder MindSpore draws which files get one more.
    writer.write_raw_data(
        [
            {
                "i": k % 4,
                "s": f"row {k}",
                "f": k / 7,
                "b": bytes([k, k + 1]),
                "a": np.arange(2 * k + 2, dtype=np.int64).reshape(-1, 2),
            }
            for k in range(12)
        ]
    )
    writer.commit()


def _shown(value):
    value = np.asarray(value)
    if value.dtype.kind == "f":
        return [value.dtype.str, list(value.shape), np.round(value.astype(float), 6).tolist()]
    if value.dtype.kind in "iub" and value.size > 12:
        weights = np.arange(1, value.size + 1) % 8191
        return [
            value.dtype.str,
            list(value.shape),
            int((value.ravel().astype(int) * weights).sum()),
        ]
    return [value.dtype.str[:2], list(value.shape), value.tolist()]


def _run(made, short):
    names = made.get_col_names()
    epochs, first = [], None
    iterator = made.create_tuple_iterator(num_epochs=2, output_numpy=True)
    for _ in range(2):
        rows = [[_shown(value) for value in row] for row in iterator]
        first = first or rows[0]
        epochs.append([row[short][2] for row in rows])
    return [names, made.get_dataset_size(), first, *epochs]


def cases(folder):
    """Name -> (class, arguments, keywords, number of the column that tells the rows apart)."""
    root = str(folder)
    tf, text, csv = (
        [f"{root}/{kind}/{i}.{end}" for i in range(3)]
        for kind, end in (("tf", "tfrecord"), ("lines", "txt"), ("csv", "csv"))
    )
    news, names = f"{root}/news", ["n", "q", "r", "s"]
    mind = f"{root}/mind/rows.mindrecord0"
    found = {}

    def add(name, kind, *args, column=0, **given):
        found[name] = (kind, args, given, column)

    def orders(base, kind, *args, column=0, shuffles=(False, True), **given):
        for shuffle in shuffles:
            name = f"{base} {getattr(shuffle, 'value', shuffle)}"
            add(name, kind, *args, column=column, shuffle=shuffle, **given)
            for shard in range(2):
                add(
                    f"{name} shard {shard}", kind, *args, column=column, shuffle=shuffle,
                    num_shards=2, shard_id=shard, **given,
                )  # fmt: skip

    for usage in ("train", "test", None):
        add(f"mnist {usage}", "MnistDataset", f"{root}/mnist", usage, shuffle=False)
    orders("mnist order", "MnistDataset", f"{root}/mnist", "train")
    orders("pictures", "ImageFolderDataset", f"{root}/pictures")
    add(
        "pictures chosen", "ImageFolderDataset", f"{root}/pictures", extensions=[".png"],
        class_indexing={"zebra": 5, "cat": 2}, shuffle=False, column=1,
    )  # fmt: skip
    streams = (False, True, ds.Shuffle.FILES)
    orders("lines", "TextFileDataset", text, shuffles=streams)
    add("lines some", "TextFileDataset", text, num_samples=4, shuffle=False)
    orders("csv", "CSVDataset", csv, column_defaults=[0, "", 0.5, ""], column_names=names, column=1,
           shuffles=streams)  # fmt: skip
    # With shards MindSpore's reader puts text of rows that it skips in front of the first one.
    for mode in streams:
        add(f"news {getattr(mode, 'value', mode)}", "AGNewsDataset", news, column=1, shuffle=mode)
    add("sogou", "SogouNewsDataset", news, shuffle=False, column=1)
    orders("tagged", "CoNLL2000Dataset", f"{root}/tagged", "train", shuffles=(False,))
    add("clue", "CLUEDataset", f"{root}/clue/train.json", task="AFQMC", usage="train",
        shuffle=False, column=1)  # fmt: skip
    orders("tf", "TFRecordDataset", tf, column=0, shuffles=streams)
    orders("tf equal", "TFRecordDataset", tf, shard_equal_rows=True, shuffles=(False,))
    add("tf schema", "TFRecordDataset", tf, f"{root}/tf/schema.json", shuffle=False)
    add("tf column", "TFRecordDataset", tf, columns_list=["text"], num_samples=3, shuffle=False)
    modes = (False, True, ds.Shuffle.FILES, ds.Shuffle.INFILE)
    orders("mind", "MindDataset", mind, column=4, shuffles=modes)
    for name, sampler in (
        ("some", ds.SequentialSampler(10, 4)), ("subset", ds.SubsetSampler([5, 1, 9])),
        ("drawn", ds.SubsetRandomSampler([5, 1, 9, 2])), ("random", ds.RandomSampler(False, 5)),
        ("offset", ds.DistributedSampler(5, 2, shuffle=False, offset=1)),
    ):  # fmt: skip
        add(f"mind {name}", "MindDataset", mind, column=4, sampler=sampler)
    padded = {"s": "none", "i": -1}
    for shard in range(7):
        add(f"mind padded {shard}", "MindDataset", mind, ["s", "i"], num_shards=7, shard_id=shard,
            padded_sample=padded, num_padded=2, shuffle=False)  # fmt: skip
    add("fake", "FakeImageDataset", 5, [6, 5, 3], 10, 2, shuffle=False, column=1)
    return found


def answers(folder):
    """What each case gives."""
    write_all(folder)
    found = {}
    for name, (kind, args, given, column) in cases(folder).items():
        ds.config.set_seed(7)
        workers = {"num_parallel_workers": 2}
        found[name] = _run(getattr(ds, kind)(*args, **given, **workers), column)
    return found


SEEDS = (1, 5, 42, 1234, 99999)


def orders(folder):
    """Digests of the orders of all random cases: five seeds, three epochs, by numbers of workers.

    The files of `write_all` are there.
    """
    found = {}
    for name, (kind, args, given, column) in cases(folder).items():
        if given.get("shuffle") is False or ("sampler" in given and "subset" in name):
            continue
        for workers in (1, 2, 3, 8):
            digest = hashlib.sha256()
            for seed in SEEDS:
                ds.config.set_seed(seed)
                made = getattr(ds, kind)(*args, **given, num_parallel_workers=workers)
                iterator = made.create_tuple_iterator(num_epochs=3, output_numpy=True)
                for _ in range(3):
                    rows = [np.asarray(row[column]).tolist() for row in iterator]
                    digest.update(repr(rows).encode())
            found[f"{name} {workers}"] = digest.hexdigest()[:10]
    return found
