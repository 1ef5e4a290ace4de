"""MovieLens 1M: a million ratings of films."""

from __future__ import annotations

import functools
import re
import zipfile

import numpy as np

from . import common

__all__ = [
    "train",
    "test",
    "get_movie_title_dict",
    "max_movie_id",
    "max_user_id",
    "age_table",
    "movie_categories",
    "max_job_id",
    "user_info",
    "movie_info",
]

age_table = [1, 18, 25, 35, 45, 50, 56]
URL = "https://dataset.bj.bcebos.com/movielens%2Fml-1m.zip"
MD5 = "c4d9eecfca2ab87c1945afe126590906"
MOVIE_INFO = None
MOVIE_TITLE_DICT = None
CATEGORIES_DICT = None
USER_INFO = None
_TITLE = re.compile(r"^(.*)\((\d+)\)$")


class MovieInfo:
    """Number, categories and title of a film."""

    def __init__(self, index, categories, title):
        self.index = int(index)
        self.categories = categories
        self.title = title

    def value(self):
        """[number, numbers of the categories, numbers of the title's words]."""
        return [
            self.index,
            [CATEGORIES_DICT[c] for c in self.categories],
            [MOVIE_TITLE_DICT[w.lower()] for w in self.title.split()],
        ]

    def __str__(self):
        return f"<MovieInfo id({self.index}), title({self.title}), categories({self.categories})>"

    __repr__ = __str__


class UserInfo:
    """Number, gender, class of age and job of a user."""

    def __init__(self, index, gender, age, job_id):
        self.index = int(index)
        self.is_male = gender == "M"
        self.age = age_table.index(int(age))
        self.job_id = int(job_id)

    def value(self):
        """[number, 0 for a man or 1, class of age, job]."""
        return [self.index, 0 if self.is_male else 1, self.age, self.job_id]

    def __str__(self):
        gender = "M" if self.is_male else "F"
        return (
            f"<UserInfo id({self.index}), gender({gender}), age({age_table[self.age]}), "
            f"job({self.job_id})>"
        )

    __repr__ = __str__


def _fields(package, name, count):
    """The fields of each line of a member. Raises ValueError for a line with another number."""
    with package.open(f"ml-1m/{name}") as file:
        for i, line in enumerate(file, 1):
            fields = line.decode("latin1").strip().split("::")
            if len(fields) != count:
                raise ValueError(
                    f"{package.filename}: ml-1m/{name}, row {i}: damaged ({len(fields)} fields, "
                    f"expected {count})"
                )
            yield fields


def _read_movies(package):
    global MOVIE_INFO, MOVIE_TITLE_DICT, CATEGORIES_DICT
    movies, words, kinds = {}, {}, {}
    for number, title, categories in _fields(package, "movies.dat", 3):
        categories = categories.split("|")
        title = _TITLE.match(title).group(1)
        movies[int(number)] = MovieInfo(number, categories, title)
        kinds.update(dict.fromkeys(categories))
        words.update(dict.fromkeys(w.lower() for w in title.split()))
    MOVIE_TITLE_DICT = {w: i for i, w in enumerate(words)}
    CATEGORIES_DICT = {c: i for i, c in enumerate(kinds)}
    MOVIE_INFO = movies


def _initialize():
    """Read films and users once; returns the path of the file."""
    global USER_INFO
    path = common.download(URL, "movielens", MD5)
    if MOVIE_INFO is None or USER_INFO is None:
        with zipfile.ZipFile(path) as package:
            _read_movies(package)
            USER_INFO = {
                int(number): UserInfo(number, gender, age, job)
                for number, gender, age, job, _ in _fields(package, "users.dat", 5)
            }
    return path


def _ratings(rand_seed=0, test_ratio=0.1, is_test=False):
    path = _initialize()
    np.random.seed(rand_seed)
    with zipfile.ZipFile(path) as package:
        for user, movie, rating, _ in _fields(package, "ratings.dat", 4):
            if (np.random.random() < test_ratio) == is_test:
                who, what = USER_INFO[int(user)], MOVIE_INFO[int(movie)]
                yield who.value() + what.value() + [[float(rating) * 2 - 5.0]]


def _reader_creator(**kwargs):
    return lambda: _ratings(**kwargs)


train = functools.partial(_reader_creator, is_test=False)
test = functools.partial(_reader_creator, is_test=True)


def get_movie_title_dict():
    """Word of a title -> number."""
    _initialize()
    return MOVIE_TITLE_DICT


def max_movie_id():
    """The largest number of a film."""
    _initialize()
    return max(MOVIE_INFO)


def max_user_id():
    """The largest number of a user."""
    _initialize()
    return max(USER_INFO)


def max_job_id():
    """The largest number of a job."""
    _initialize()
    return max(user.job_id for user in USER_INFO.values())


def movie_categories():
    """Category -> number."""
    _initialize()
    return CATEGORIES_DICT


def user_info():
    """Number -> user."""
    _initialize()
    return USER_INFO


def movie_info():
    """Number -> film."""
    _initialize()
    return MOVIE_INFO


def unittest():
    """Print the number of the last training and of the last test sample."""
    print(*(sum(1 for _ in part()()) - 1 for part in (train, test)))


def fetch():
    """Fetch the file."""
    common.download(URL, "movielens", MD5)
