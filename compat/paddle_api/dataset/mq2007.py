"""LETOR MQ2007: 1,700 queries with graded documents, for learning to rank."""

from __future__ import annotations

import functools
import os
import sys

import numpy as np

from .common import download

URL = (
    "http://www.bigdatalab.ac.cn/benchmark/upload/download_source/"
    "7b6dbbe2-842c-11e4-a536-bcaec51b9163_MQ2007.rar"
)
MD5 = "7be1640ae95c6408dab0ae7207bdc706"
_FIELDS = 48  # relevance, query and 46 features


class Query:
    """A document for a query: its relevance, features and description."""

    def __init__(self, query_id=-1, relevance_score=-1, feature_vector=None, description=""):
        self.query_id = query_id
        self.relevance_score = relevance_score
        self.feature_vector = [] if feature_vector is None else feature_vector
        self.description = description

    def __str__(self):
        features = " ".join(str(f) for f in self.feature_vector)
        return f"{self.relevance_score} {self.query_id} {features}"

    def _parse_(self, text):
        """Take a line of the file; None for one with another number of fields."""
        comment = text.find("#")
        parts = text[:comment].strip().split()
        self.description = text[comment + 1 :].strip()
        if len(parts) != _FIELDS:
            sys.stdout.write(f"expect {_FIELDS} space split parts, get {len(parts)}")
            return None
        self.relevance_score = int(parts[0])
        self.query_id = int(parts[1].split(":")[1])
        self.feature_vector += [float(p.split(":")[1]) for p in parts[2:]]
        return self


class QueryList:
    """The documents of one query."""

    def __init__(self, querylist=None):
        self.query_id = -1
        self.querylist = [] if querylist is None else querylist
        for query in self.querylist:
            self._check(query)

    def __iter__(self):
        return iter(self.querylist)

    def __len__(self):
        return len(self.querylist)

    def __getitem__(self, i):
        return self.querylist[i]

    def _correct_ranking_(self):
        self.querylist.sort(key=lambda x: x.relevance_score, reverse=True)

    def _check(self, query):
        if self.query_id == -1:
            self.query_id = query.query_id
        elif self.query_id != query.query_id:
            raise ValueError("query in list must be same query_id")

    def _add_query(self, query):
        self._check(query)
        self.querylist.append(query)


def _ranked(querylist):
    found = querylist if isinstance(querylist, QueryList) else QueryList(querylist)
    found._correct_ranking_()
    return found


def gen_plain_txt(querylist):
    """(query, relevance, features) of each document, the most relevant first."""
    found = _ranked(querylist)
    for query in found:
        yield found.query_id, query.relevance_score, np.array(query.feature_vector)


def gen_point(querylist):
    """(relevance, features) of each document, the most relevant first."""
    for query in _ranked(querylist):
        yield query.relevance_score, np.array(query.feature_vector)


def gen_pair(querylist, partial_order="full"):
    """(label 1, features of the more relevant, features of the other) of each unequal pair."""
    found = _ranked(querylist)
    for i, better in enumerate(found):
        for other in found[i + 1 :]:
            if better.relevance_score > other.relevance_score:
                pair = np.array(better.feature_vector), np.array(other.feature_vector)
                yield (np.array([1]), *pair)


def gen_list(querylist):
    """(relevances, features) of all documents, the most relevant first."""
    found = _ranked(querylist)
    relevances = np.array([[query.relevance_score] for query in found])
    yield relevances, np.array([query.feature_vector for query in found])


def query_filter(querylists):
    """The queries with some relevant document."""
    return [q for q in querylists if sum(document.relevance_score for document in q) != 0]


def _folder():
    """The folder of the unpacked file."""
    path = fetch()
    folder = os.path.dirname(path)
    if not os.path.isdir(os.path.join(folder, "MQ2007")):
        try:
            import rarfile
        except ImportError as error:
            raise ImportError(
                f"{path} is a RAR file: pip install rarfile, or unpack it in {folder}"
            ) from error
        rarfile.RarFile(path).extractall(path=folder)
    return folder


def load_from_text(filepath, shuffle=False, fill_missing=-1):
    """The documents in a file below the unpacked folder, by query."""
    found = []
    with open(os.path.join(_folder(), filepath), encoding="utf-8") as file:
        for line in file:
            query = Query()._parse_(line)
            if query is None:
                continue
            if not found or found[-1].query_id != query.query_id:
                found.append(QueryList())
            found[-1]._add_query(query)
    return found


def _samples(filepath, format="pairwise", shuffle=False, fill_missing=-1):
    for querylist in query_filter(load_from_text(filepath, shuffle, fill_missing)):
        if format == "pairwise":
            yield from gen_pair(querylist)
        else:
            first = {"plain_txt": gen_plain_txt, "pointwise": gen_point, "listwise": gen_list}
            yield next(first[format](querylist))


train = functools.partial(_samples, filepath="MQ2007/MQ2007/Fold1/train.txt")
test = functools.partial(_samples, filepath="MQ2007/MQ2007/Fold1/test.txt")


def fetch():
    """Fetch the file; returns its path."""
    return download(URL, "MQ2007", MD5)
