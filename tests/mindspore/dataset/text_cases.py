"""Calls of operations on texts; they run on the real MindSpore as well, to record its answers."""

import re

try:
    import compat.mindspore_api as ms
    from compat.mindspore_api.dataset import text
except ImportError:  # under the real MindSpore
    import mindspore as ms
    from mindspore.dataset import text
import numpy as np

TEXTS = (
    "Welcome to Beijing!北京欢迎您", "  长 江 大桥  ", "", "😊 smile 한국어 ひらカタ",
    "a\tb\nc\u3000d", "\uff26\uff55ll ﬁ ½ \u210c İ ß ÀÉ", "it's [CLS] 1,234.5e6 %$#@",
    "x\u200b\u00ad\u0301 y", "i am NOT",
)  # fmt: skip
WORDS = np.array(["my", "favorite", "book", "is", "love", "during", "the", "what", "", "."])
PAGE = "<b>x</b> [[Category:Foo|bar]] {{x}} [http://a b] &amp; &lt; 123 RaR\n \n z"
NUMBERS = ("1", " 12abc", "-3", "300", "1e3", "abc", "", "9" * 23, "1e400", "0x10", "nan", "1e-46")


def _vocabulary():
    words = ["wel", "##come", "to", "北", "京", "smile", "i", "am", "book", "##s", "favor", "##ite"]
    return text.Vocab.from_list([*words, "my", "is", "love", "dur", "##ing", "the"], ["[UNK]"])


def _shown(value):
    if isinstance(value, (tuple, list)) and value and isinstance(value[0], np.ndarray):
        return [_shown(part) for part in value]
    if isinstance(value, np.ndarray):
        kind = "U" if value.dtype.kind == "U" else value.dtype.str
        if value.dtype.kind == "f":
            return [kind, list(value.shape), [str(x) for x in value.ravel().tolist()]]
        return [kind, list(value.shape), value.tolist()]
    return value


def _called(function, *args):
    try:
        return _shown(function(*args))
    except (RuntimeError, TypeError, ValueError) as error:
        found = re.search(r"\[ERROR\] (.*)", str(error))
        return [type(error).__name__, (found[1] if found else str(error)).rstrip(".")]


def _tokenizers(places):
    vocabulary = _vocabulary()
    forms = text.NormalizeForm
    return {
        "char": text.UnicodeCharTokenizer(places),
        "space": text.WhitespaceTokenizer(places),
        "script": text.UnicodeScriptTokenizer(False, places),
        "script kept": text.UnicodeScriptTokenizer(True, places),
        "regex": text.RegexTokenizer(r"[\p{P}\p{S}]|\s+", r"[\p{P}|\p{S}]", places),
        "regex script": text.RegexTokenizer(r"\p{Han}|[A-C]", r"\p{Han}", places),
        "basic": text.BasicTokenizer(with_offsets=places),
        "basic lower": text.BasicTokenizer(True, True, forms.NFKC, False, places),
        "basic form": text.BasicTokenizer(False, True, forms.NFKD, True, places),
        "bert": text.BertTokenizer(vocabulary, with_offsets=places),
        "bert short": text.BertTokenizer(
            vocabulary, unknown_token="", max_bytes_per_token=5, with_offsets=places
        ),
    }


def answers():
    """What each call gives."""
    found = {}

    def add(name, function, *args):
        found[name] = _called(function, *args)

    for places in (False, True):
        for name, tokenizer in _tokenizers(places).items():
            for i, line in enumerate(TEXTS):
                add(f"{name} {places} {i}", tokenizer, np.array(line))
    changes = {
        "fold": text.CaseFold(), "nfd": text.NormalizeUTF8(text.NormalizeForm.NFD),
        "page": text.FilterWikipediaXML(), "group": text.RegexReplace(r"(\w+)\s", "$1_"),
        "first": text.RegexReplace("a", "b", False), "set": text.RegexReplace(r"[^]a-z]", "<$0>"),
        "posix": text.RegexReplace(r"[[:punct:]a]+|\x{5317}|\Qit'\E", "-"),
    }  # fmt: skip
    for name, change in changes.items():
        for i, line in enumerate((*TEXTS, PAGE, "#redirect [[x]]")):
            add(f"{name} {i}", change, np.array(line))
    _words(add)
    _sequences(add)
    return found


def _words(add):
    vocabulary = _vocabulary()
    add("ids", vocabulary.tokens_to_ids, ["to", "zz"])
    add("id", vocabulary.tokens_to_ids, "to")
    add("words", vocabulary.ids_to_tokens, [1, 99])
    add("pieces", text.WordpieceTokenizer(vocabulary, with_offsets=True), WORDS)
    add("lookup", text.Lookup(vocabulary, "[UNK]"), np.array([["to", "q"]]))
    add("lookup float", text.Lookup(vocabulary, "[UNK]", ms.float32), np.array("to"))
    add("lookup fails", text.Lookup(vocabulary), np.array(["to", "q"]))
    add("lookup unknown", text.Lookup(vocabulary, "nope"), np.array("q"))
    add("lookup bytes", text.Lookup(vocabulary), np.array([b"to"]))


def _sequences(add):
    for n in (1, [2], [1, 3], [9], [12]):
        add(f"ngram {n}", text.Ngram(n), WORDS)
        add(f"ngram padded {n}", text.Ngram(n, ("<", 2), (">", 1), "--"), WORDS)
    for i, value in enumerate(
        (WORDS, np.arange(6).reshape(2, 3), np.array("x"), np.array([[1.5]]))
    ):
        add(f"truncate {i}", text.Truncate(2), value)
        add(f"token {i}", text.AddToken("T"), value)
        add(f"token behind {i}", text.AddToken("T", False), value)
        for width in (2, 20):
            add(f"window {width} {i}", text.SlidingWindow(width, -1), value)
    for length in (4, 0, -1):
        add(f"pair {length}", text.TruncateSequencePair(length), np.arange(5), np.arange(3))
    for kind in (ms.int8, ms.uint8, ms.int64, ms.uint64, ms.float16, ms.float32, ms.float64):
        for number in NUMBERS:
            add(f"number {kind} {number}", text.ToNumber(kind), np.array([number]))
