"""Small files in the form of the data sets, and what `paddle.dataset` reads of them.

Runs under Paddle 1.8.5 and under compat; `samples()` gives the answers by name.
"""

import gzip
import hashlib
import importlib
import io
import os
import pickle
import re
import struct
import tarfile
import tempfile
import zipfile

import numpy as np

WORDS = ["good", "bad", "film", "the", "a", "plot", "actor", "isn't", "great!", "boring.", "end"]


class Maker:
    """Writes files below the cache folder; everything drawn comes from one generator."""

    def __init__(self, folder):
        self.folder, self.r = folder, np.random.RandomState(0)

    def put(self, path, data):
        """Write a file; returns its checksum."""
        path = os.path.join(self.folder, path)
        if not os.path.isdir(os.path.dirname(path)):
            os.makedirs(os.path.dirname(path))
        with open(path, "wb") as file:
            file.write(data)
        return hashlib.md5(data).hexdigest()

    def sentence(self, n):
        """`n` words."""
        return " ".join(WORDS[i] for i in self.r.randint(0, len(WORDS), n))

    def pairs(self, n):
        """`n` lines of two sentences, one without a partner, one of 90 words."""
        lines = ["{}\t{}".format(self.sentence(5), self.sentence(4)) for _ in range(n)]
        lines += ["odd", "{}\t{}".format(self.sentence(90), self.sentence(4))]
        return "\n".join(lines).encode()

    def bytes(self, n, high=256):
        """`n` random bytes below `high`."""
        return self.r.randint(0, high, n).astype("uint8").tobytes()


def packed(data):
    """A gzip file that does not hold the time."""
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", mtime=0) as file:
        file.write(data)
    return out.getvalue()


def tar(files):
    """A tar file of (name, content)."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in files:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def zipped(files):
    """A zip file of (name, content)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files:
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), data)
    return out.getvalue()


def mnist(m, module):
    """200 and 100 pictures."""
    for part, name, n in (("TRAIN", "train", 200), ("TEST", "t10k", 100)):
        pictures = struct.pack(">IIII", 2051, n, 28, 28) + m.bytes(n * 784)
        labels = struct.pack(">II", 2049, n) + m.bytes(n, 10)
        for kind, file, data in (
            ("IMAGE", "images-idx3", pictures),
            ("LABEL", "labels-idx1", labels),
        ):
            path = "mnist/{}-{}-ubyte.gz".format(name, file)
            setattr(module, "{}_{}_MD5".format(part, kind), m.put(path, packed(data)))
    return {"train": module.train, "test": module.test}


def batch(m, n, key):
    """A batch of pictures as CIFAR's files hold it: bytes as keys, an array in protocol 2.

    The array is written as old NumPy did it, which every NumPy reads.
    """
    array = np.frombuffer(m.bytes(n * 3072), np.uint8).reshape(n, 3072)
    data = {b"data": array, key: m.r.randint(0, 10, n).tolist(), b"batch_label": b"x"}
    return pickle.dumps(data, 2).replace(b"numpy._core.", b"numpy.core.")


def cifar(m, module):
    """A few pictures in each part."""
    files = [("c/data_batch_1", 5), ("c/data_batch_2", 4), ("c/test_batch", 3)]
    module.CIFAR10_MD5 = m.put(
        "cifar/cifar-10-python.tar.gz", tar([(f, batch(m, n, b"labels")) for f, n in files])
    )
    files = [("c/train", 4), ("c/test", 2)]
    module.CIFAR100_MD5 = m.put(
        "cifar/cifar-100-python.tar.gz", tar([(f, batch(m, n, b"fine_labels")) for f, n in files])
    )
    return {n: getattr(module, n) for n in ("train10", "test10", "train100", "test100")}


def uci_housing(m, module):
    """20 rows."""
    rows = (" ".join("{:.3f}".format(x) for x in row) for row in m.r.rand(20, 14))
    module.MD5 = m.put("uci_housing/housing.data", "\n".join(rows).encode())
    return {"train": module.train, "test": module.test, "predict": module.predict_reader}


def imdb(m, module):
    """Four reviews of each kind."""
    files = [
        ("aclImdb/{}/{}/{}_1.txt".format(a, b, i), (m.sentence(12) + "\n").encode())
        for a in ("train", "test")
        for b in ("pos", "neg")
        for i in range(4)
    ]
    module.MD5 = m.put("imdb/imdb%2FaclImdb_v1.tar.gz", tar(files))
    words = module.build_dict(re.compile(r"aclImdb/train/.*\.txt$"), 2)
    return {
        "dict": lambda: words,
        "train": lambda: module.train(words),
        "test": lambda: module.test(words),
    }


def imikolov(m, module):
    """27 and 3 lines."""
    train = "\n".join(m.sentence(8) + " <unk>" for _ in range(27))
    valid = "\n".join(m.sentence(6) for _ in range(3))
    folder = "./simple-examples/data/ptb."
    files = [(folder + "train.txt", train.encode()), (folder + "valid.txt", valid.encode())]
    module.MD5 = m.put("imikolov/imikolov%2Fsimple-examples.tgz", tar(files))
    words = module.build_dict(3)
    return {
        "dict": lambda: words,
        "train": lambda: module.train(words, 3),
        "sequences": lambda: module.test(words, 7, module.DataType.SEQ),
        "all sequences": lambda: module.test(words, -1, 2),
        "bad type": lambda: module.test(words, -1, 5),
        "bad n": lambda: module.test(words, -2),
    }


def movielens(m, module):
    """Two films, two users, 30 ratings."""
    films = "1::Toy Story (1995)::Animation|Comedy\n2::Jumanji (1995)::Adventure\n"
    users = "1::F::1::10::48067\n2::M::56::16::70072\n"
    ratings = "".join(
        "{}::{}::{}::97\n".format(m.r.randint(1, 3), m.r.randint(1, 3), m.r.randint(1, 6))
        for _ in range(30)
    )
    files = [("movies", films), ("users", users), ("ratings", ratings)]
    data = zipped([("ml-1m/{}.dat".format(n), t.encode("latin1")) for n, t in files])
    module.MD5 = m.put("movielens/movielens%2Fml-1m.zip", data)
    # Paddle numbers words and categories in an order that changes from run to run.
    return {
        "largest": lambda: [module.max_movie_id(), module.max_user_id(), module.max_job_id()],
        "counts": lambda: [len(module.get_movie_title_dict()), len(module.movie_categories())],
        "users": lambda: str(module.user_info()),
        "films": lambda: str(module.movie_info()),
        "train": lambda: [s[:5] + [len(s[5]), len(s[6]), s[7]] for s in module.train()()],
        "test": lambda: [s[:5] + [s[7]] for s in module.test()()],
    }


def conll05(m, module):
    """Two sentences."""
    words = "The\ncat\nsat\non\nmats\n\nDogs\nbark\n\n".encode()
    roles = "-\t(A0*\n-\t*)\nsit\t(V*)\n-\t(A1*\n-\t*)\n\n-\t(A0*)\nbark\t(V*)\n\n".encode()
    folder = "conll05st-release/test.wsj/"
    files = [
        (folder + "words/test.wsj.words.gz", packed(words)),
        (folder + "props/test.wsj.props.gz", packed(roles)),
    ]
    module.DATA_MD5 = m.put("conll05st/conll05st-tests.tar.gz", tar(files))
    names = (("WORDDICT", "wordDict.txt"), ("VERBDICT", "verbDict.txt"))
    names += (("TRGDICT", "targetDict.txt"), ("EMB", "emb"))
    texts = (b"UNK\nThe\ncat\nsat\nbos\neos\n", b"sit\nbark\n", b"B-V\nI-V\nO\n", b"x")
    for (name, file), data in zip(names, texts):
        setattr(module, name + "_MD5", m.put("conll05st/conll05st%2F" + file, data))
    return {
        "test": module.test,
        "dicts": lambda: [sorted(d.items()) for d in module.get_dict()],
        "embedding": lambda: os.path.basename(module.get_embedding()),
    }


def wmt14(m, module):
    """A few pairs."""
    words = ("<s>\n<e>\n<unk>\n" + "\n".join(WORDS)).encode()
    files = [("wmt14/src.dict", words), ("wmt14/trg.dict", words)]
    files += [("wmt14/{0}/{0}".format(p), m.pairs(n)) for p, n in zip(("train", "test"), (3, 2))]
    files += [("wmt14/gen/gen", m.pairs(1))]
    module.MD5_TRAIN = m.put("wmt14/wmt14.tgz", tar(files))
    return {
        "train": lambda: module.train(10),
        "test": lambda: module.test(10),
        "gen": lambda: module.gen(10),
        "words": lambda: module.get_dict(5),
        "numbers": lambda: module.get_dict(5, False),
    }


def wmt16(m, module):
    """A few pairs."""
    files = [("wmt16/" + p, m.pairs(n)) for p, n in (("train", 5), ("test", 2), ("val", 2))]
    module.DATA_MD5 = m.put("wmt16/wmt16.tar.gz", tar(files))
    return {
        "train": lambda: module.train(10, 9),
        "test": lambda: module.test(10, 9),
        "validation": lambda: module.validation(12, 9, "de"),
        "dict": lambda: module.get_dict("en", 10),
        "words": lambda: module.get_dict("en", 10, True),
        "bad language": lambda: module.train(10, 10, "fr"),
    }


def mq2007(m, module):
    """Three documents; the file itself needs a RAR library."""
    documents = [module.Query(1, s, [float(s), 2.0]) for s in (0, 2, 1)]
    line = "2 qid:10 {} #docid = G".format(" ".join("{}:0.5".format(i) for i in range(1, 47)))
    none = module.QueryList([module.Query(1, 0, [1.0])])
    other = [module.Query(1, 0), module.Query(2, 0)]
    return {
        "plain": lambda: list(module.gen_plain_txt(documents)),
        "points": lambda: list(module.gen_point(documents)),
        "pairs": lambda: list(module.gen_pair(documents)),
        "list": lambda: list(module.gen_list(documents)),
        "filter": lambda: len(module.query_filter([module.QueryList(documents), none])),
        "text": lambda: str(documents[0]),
        "parse": lambda: str(module.Query()._parse_(line)),
        "bad list": lambda: module.QueryList(other),
    }


SETS = [
    mnist,
    cifar,
    uci_housing,
    imdb,
    imikolov,
    movielens,
    conll05,
    wmt14,
    wmt16,
    mq2007,
]


def shown(x):
    """What JSON can hold: arrays as shape, dtype and sum."""
    if isinstance(x, np.ndarray):
        return [list(x.shape), str(x.dtype), round(float(x.astype("float64").sum()), 3)]
    if isinstance(x, dict):
        return sorted(([shown(k), shown(v)] for k, v in x.items()), key=str)
    if isinstance(x, (list, tuple)):
        return [shown(i) for i in x]
    if isinstance(x, bytes):
        return "b" + x.decode("latin1")
    return x


def answer(call):
    """What a call gives: a reader's samples, or the type of its error."""
    try:
        found = call()
        found = found() if callable(found) else found
        return shown(list(found) if hasattr(found, "__next__") else found)
    except (ValueError, AssertionError) as error:
        return type(error).__name__


def samples(name):
    """The answers for one data set."""
    common = importlib.import_module("paddle.dataset.common")
    module = importlib.import_module("paddle.dataset." + name)
    make = next(s for s in SETS if s.__name__ == name)
    before, here = common.DATA_HOME, os.getcwd()
    sums = {k: v for k, v in vars(module).items() if "MD5" in k}
    with tempfile.TemporaryDirectory() as folder:
        common.DATA_HOME = folder
        os.chdir(folder)
        try:
            calls = make(Maker(folder), module)
            return {key: answer(call) for key, call in calls.items()}
        finally:
            common.DATA_HOME = before
            os.chdir(here)
            vars(module).update(sums)
