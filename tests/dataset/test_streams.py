"""The streams of random numbers against values that libstdc++ printed (seed 7)."""

import pytest

from compat.core.data import streams

ENGINES = {"mt32": streams.MT32, "mt64": streams.MT64, "minstd": streams.MinStd}

# Integer ranges of the Mersenne twisters are libstdc++ 7's, which MindSpore is built with; later
# ones have another rule. `test_order` has these, as MindSpore draws them.
PRINTED = [
    ("mt32", "raw", [588343604]),
    (
        "mt32",
        "float",
        [
            0.15020361542701721,
            0.28915196657180786,
            0.79752528667449951,
        ],
    ),
    (
        "mt32",
        "double",
        [
            -0.31798277510587947,
            -0.04308331656741049,
            1.9346686886426125,
        ],
    ),
    (
        "mt32",
        "bernoulli",
        [
            1,
            0,
            0,
            0,
            0,
            1,
            1,
            0,
            1,
            0,
            0,
            0,
        ],
    ),
    (
        "mt32",
        "normal",
        [
            -0.44028881850694934,
            -1.1693383110398798,
            0.92579954019837996,
        ],
    ),
    (
        "mt32",
        "normal32",
        [
            -0.38305675983428955,
            3.1385867595672607,
            1.755918025970459,
        ],
    ),
    (
        "mt32",
        "discrete",
        [
            1,
            1,
            4,
            1,
            1,
            1,
            0,
            1,
            0,
            1,
            4,
            1,
        ],
    ),
    (
        "mt32",
        "exponential",
        [
            0.25791497470746055,
            0.38415219218232105,
            3.8268961461781754,
        ],
    ),
    ("mt64", "raw", [228641798659549380]),
    (
        "mt64",
        "float",
        [
            0.77403444051742554,
            0.95335710048675537,
            0.18802113831043243,
        ],
    ),
    (
        "mt64",
        "double",
        [
            1.2631559124585738,
            1.8479036086779326,
            -0.64775715689644564,
        ],
    ),
    (
        "mt64",
        "bernoulli",
        [
            0,
            0,
            1,
            0,
            1,
            1,
            0,
            0,
            1,
            0,
            0,
            0,
        ],
    ),
    (
        "mt64",
        "normal",
        [
            2.7453903338709491,
            -0.94512575530374909,
            2.0946199852971032,
        ],
    ),
    (
        "mt64",
        "normal32",
        [
            2.7453904151916504,
            -0.94512569904327393,
            2.0946197509765625,
        ],
    ),
    (
        "mt64",
        "discrete",
        [
            4,
            4,
            1,
            4,
            1,
            0,
            4,
            4,
            1,
            2,
            4,
            2,
        ],
    ),
    (
        "mt64",
        "exponential",
        [
            1.4039912479881178,
            2.9818530943596375,
            0.12489936291947236,
        ],
    ),
    ("minstd", "raw", [862875514]),
    (
        "minstd",
        "ints",
        [
            51,
            920968,
            289299,
            210595,
            729531,
        ],
    ),
    (
        "minstd",
        "wide",
        [
            1977326742,
            318279734272,
            804302878860,
        ],
    ),
    (
        "minstd",
        "float",
        [
            0.080050401389598846,
            0.92710334062576294,
            0.34609830379486084,
        ],
    ),
    (
        "minstd",
        "double",
        [
            1.762293550895877,
            -0.36834723030635286,
            0.59814291325602587,
        ],
    ),
    (
        "minstd",
        "bernoulli",
        [
            0,
            1,
            0,
            0,
            0,
            0,
            1,
            0,
            1,
            0,
            0,
            0,
        ],
    ),
    (
        "minstd",
        "normal",
        [
            4.2628983397577205,
            1.4234960183053524,
            5.2740455643567614,
        ],
    ),
    (
        "minstd",
        "normal32",
        [
            -0.86858010292053223,
            -0.36060905456542969,
            1.4953434467315674,
        ],
    ),
    (
        "minstd",
        "discrete",
        [
            4,
            1,
            1,
            4,
            1,
            2,
            1,
            2,
            0,
            1,
            4,
            1,
        ],
    ),
    (
        "minstd",
        "exponential",
        [
            2.5353310623769105,
            0.23641994797621363,
            0.76081444052680403,
        ],
    ),
    (
        "minstd",
        "shuffle",
        [
            2,
            5,
            1,
            4,
            3,
            6,
            0,
        ],
    ),
    (
        "minstd",
        "shuffle",
        [
            1,
            6,
            5,
            7,
            0,
            9,
            8,
            3,
            4,
            2,
        ],
    ),
    ("minstd", "long shuffle", [14719, 14215, 3840]),
]


def shuffled(n, engine):
    x = list(range(n))
    streams.shuffle(x, engine)
    return x


def drawn(kind, engine, n):
    if kind == "raw":
        return [[engine.draw() for _ in range(10000)][-1]]
    if kind == "shuffle":
        return shuffled(n, engine)
    if kind == "long shuffle":
        x = shuffled(70001, engine)
        return [x[0], x[35000], x[70000]]
    draw = {
        "ints": lambda e: streams.uniform_int(e, -3, 1000000),
        "wide": lambda e: streams.uniform_int(e, 0, 2**40 + 7),
        "float": lambda e: streams.uniform_float(e, 0.08, 1),
        "double": lambda e: streams.uniform_real(e, -1, 2),
        "bernoulli": lambda e: streams.bernoulli(e, 0.3),
        "normal": streams.Normal(1, 2),
        "normal32": streams.Normal(1, 2, "float32"),
        "discrete": streams.Discrete([1, 5, 2, 0, 3]),
        "exponential": streams.exponential,
    }[kind]
    return [draw(engine) for _ in range(n)]


@pytest.mark.parametrize(("engine", "kind", "wanted"), PRINTED)
def test_values_are_those_of_libstdcxx(engine, kind, wanted):
    assert drawn(kind, ENGINES[engine](7), len(wanted)) == wanted


def test_seeding_again_starts_anew():
    engine = streams.MT32(1)
    first = [engine.draw() for _ in range(5)]
    engine.seed(1)
    assert [engine.draw() for _ in range(5)] == first


def test_a_distribution_with_one_weight_draws_nothing():
    engine = streams.MT32(1)
    assert streams.Discrete([3.0])(engine) == 0
    assert engine.draw() == streams.MT32(1).draw()
