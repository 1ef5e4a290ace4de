"""Pipelines whose descriptions (`to_json`) were recorded from MindSpore 2.0.0.

Runs under either; `python tests/dataset/description_cases.py tests/dataset/descriptions.json` with
MindSpore records anew (with eight processors, or as many pretended).
"""

import json
import os
import struct
import sys
import tempfile

import numpy as np

try:
    import compat.mindspore_api as ms
    import compat.mindspore_api.dataset as ds
    from compat.mindspore_api.dataset import audio as A
    from compat.mindspore_api.dataset import text
    from compat.mindspore_api.dataset import transforms as T
    from compat.mindspore_api.dataset import vision as V
except ImportError:  # while recording
    import mindspore as ms
    import mindspore.dataset as ds
    from mindspore.dataset import audio as A
    from mindspore.dataset import text
    from mindspore.dataset import transforms as T
    from mindspore.dataset import vision as V

Border, Inter = V.Border, V.Inter
POINTS = [[0, 0], [50, 0], [50, 30], [0, 30]]
MOVED = [[3, 2], [45, 5], [48, 28], [2, 25]]


def _policy():
    return [[(V.RandomRotation(45), 0.5), (V.RandomVerticalFlip(), 1.0)], [(V.Invert(), 0.6)]]


def _vocabulary():
    return text.Vocab.from_list(["a", "b", "[UNK]"])


PICTURES = [
    lambda: V.AdjustBrightness(1.3),
    lambda: V.AdjustContrast(0.7),
    lambda: V.AdjustGamma(0.7, 1.2),
    lambda: V.AdjustHue(-0.3),
    lambda: V.AdjustSaturation(1.9),
    lambda: V.AdjustSharpness(2.5),
    lambda: V.Affine(15.0, (0.1, -0.2), 0.9, (5.0, 3.0), Inter.LINEAR, 7),
    lambda: V.AutoAugment(V.AutoAugmentPolicy.CIFAR10, Inter.BILINEAR, 3),
    lambda: V.AutoContrast(10.1, [20, 10]),
    lambda: V.AutoContrast(),
    lambda: V.BoundingBoxAugment(V.RandomRotation(30), 0.6),
    lambda: V.CenterCrop(51),
    lambda: V.CenterCrop((51, 21)),
    lambda: V.ConvertColor(V.ConvertMode.COLOR_RGB2GRAY),
    lambda: V.Crop((3, 4), (10, 9)),
    lambda: V.Crop((3, 4), 10),
    lambda: V.CutMixBatch(V.ImageBatchFormat.NHWC, 0.3, 0.7),
    lambda: V.CutOut(12, 3),
    lambda: V.CutOut(12, is_hwc=False),
    V.Decode,
    V.Equalize,
    lambda: V.Erase(20, 3, 30, 12, (9, 8, 7), True),
    lambda: V.GaussianBlur((3, 7), (0.1, 2)),
    lambda: V.GaussianBlur(5),
    V.HWC2CHW,
    V.HorizontalFlip,
    V.Invert,
    lambda: V.MixUpBatch(0.3),
    lambda: V.Normalize([121.1, 115.0, 100.0], [70.2, 68.0, 71.0]),
    lambda: V.Normalize([121.1], [70.2], False),
    lambda: V.NormalizePad([121.1], [70.2], "float16", False),
    lambda: V.Pad((1, 2, 3, 4), 5, Border.REFLECT),
    lambda: V.Pad(1, (4, 5, 6), Border.SYMMETRIC),
    lambda: V.Pad((1, 2)),
    lambda: V.PadToSize((90, 100), (3, 1), (1, 2, 3), Border.EDGE),
    lambda: V.PadToSize(90),
    lambda: V.Perspective(POINTS, MOVED, Inter.BILINEAR),
    lambda: V.Posterize(3),
    lambda: V.RandAugment(3, 5, 11, Inter.BILINEAR, (4, 5, 6)),
    lambda: V.RandomAdjustSharpness(2.1, 0.3),
    lambda: V.RandomAffine((-10, 40), (-0.1, 0.1), (0.7, 1.3), (-5, 5, -3, 3), Inter.BICUBIC, 4),
    lambda: V.RandomAffine(10),
    lambda: V.RandomAffine(10, (0.1, 0.2, 0.3, 0.4), shear=(1, 2)),
    lambda: V.RandomAffine(10, shear=5.1),
    lambda: V.RandomAutoContrast(1.1, 3, 0.6),
    lambda: V.RandomColor((0.2, 1.7)),
    lambda: V.RandomColorAdjust(0.4, (0.3, 0.5), 0.4, 0.1),
    lambda: V.RandomColorAdjust(),
    lambda: V.RandomCrop((20, 21)),
    lambda: V.RandomCrop((60, 70), [1, 2, 3, 4], True, 5, Border.EDGE),
    lambda: V.RandomCropDecodeResize((60, 70), (0.1, 0.9), (0.7, 1.1), Inter.AREA, 7),
    lambda: V.RandomCropWithBBox((30, 40), (2, 3, 4, 5), True),
    lambda: V.RandomEqualize(0.3),
    lambda: V.RandomHorizontalFlip(0.3),
    lambda: V.RandomHorizontalFlipWithBBox(0.3),
    lambda: V.RandomInvert(0.4),
    lambda: V.RandomLighting(0.3),
    lambda: V.RandomPosterize((1, 8)),
    lambda: V.RandomPosterize(3),
    lambda: V.RandomResize((20, 31)),
    lambda: V.RandomResize(20),
    lambda: V.RandomResizeWithBBox((20, 30)),
    lambda: V.RandomResizedCrop(24, (0.5, 1), (2, 3.1), Inter.CUBIC, 2),
    lambda: V.RandomResizedCropWithBBox((20, 30)),
    lambda: V.RandomRotation((10, 80), Inter.BILINEAR, True, (3, 4), 9),
    lambda: V.RandomRotation(10),
    lambda: V.RandomSelectSubpolicy(_policy()),
    lambda: V.RandomSharpness((0.2, 1.2)),
    lambda: V.RandomSolarize((10, 200)),
    lambda: V.RandomVerticalFlip(0.3),
    lambda: V.RandomVerticalFlipWithBBox(0.3),
    lambda: V.Rescale(1.0 / 255.0, -1.1),
    lambda: V.Resize(25),
    lambda: V.Resize((20, 31), Inter.AREA),
    lambda: V.ResizeWithBBox(30, Inter.NEAREST),
    lambda: V.ResizedCrop(2, 3, 20, 30, (11, 40), Inter.CUBIC),
    lambda: V.Rotate(33.3, Inter.NEAREST, True, (3.5, 4), (1, 2, 3)),
    lambda: V.Rotate(33),
    lambda: V.RgbToHsv(),
    lambda: V.SlicePatches(2, 3, V.SliceMode.DROP, 7),
    lambda: V.Solarize((50, 150)),
    lambda: V.Solarize(50),
    lambda: V.ToTensor(np.float16),
    V.ToTensor,
    lambda: V.ToType(np.float32),
    V.ToPIL,
    lambda: V.TrivialAugmentWide(11),
    lambda: V.UniformAugment([V.RandomHorizontalFlip(), V.RandomColor()], 1),
    lambda: V.VerticalFlip(),
    lambda: V.Grayscale(3),
    lambda: V.RandomErasing(0.3),
    lambda: V.RandomGrayscale(0.3),
    lambda: V.RandomPerspective(0.3, 0.4),
    lambda: V.FiveCrop(5),
    lambda: V.MixUp(2, 3, False),
    lambda: V.TenCrop(5),
    lambda: V.HsvToRgb(True),
]

ARRAYS = [
    lambda: T.Compose([V.Decode(), V.Resize(3)]),
    lambda: T.Compose([V.RandomErasing(0.3), V.ToType(np.float32)]),
    lambda: T.Concatenate(0, np.array([1, 2])),
    T.Duplicate,
    lambda: T.Fill(3),
    lambda: T.Mask(T.Relational.GT, 3),
    lambda: T.OneHot(3, 0.1),
    lambda: T.PadEnd([4], 0),
    lambda: T.RandomApply([V.RandomCrop(20), V.Invert()], 0.6),
    lambda: T.RandomApply([V.RandomErasing(0.3)], 0.6),
    lambda: T.RandomChoice([V.RandomCrop(20), V.Invert()]),
    lambda: T.RandomOrder([V.RandomCrop(20), V.Invert()]),
    lambda: T.Slice(slice(0, 3)),
    lambda: T.TypeCast(ms.int32),
    lambda: T.TypeCast(np.float16),
    T.Unique,
]

TEXTS = [
    lambda: text.AddToken("T", False),
    lambda: text.BasicTokenizer(True),
    lambda: text.BertTokenizer(_vocabulary()),
    text.CaseFold,
    lambda: text.Lookup(_vocabulary(), "[UNK]"),
    lambda: text.Ngram([2, 3], ("<", 2), (">", 1), "--"),
    lambda: text.NormalizeUTF8(text.NormalizeForm.NFD),
    lambda: text.RegexReplace("a", "b", False),
    lambda: text.RegexTokenizer("a", "b"),
    lambda: text.SlidingWindow(3),
    lambda: text.ToNumber(ms.float32),
    lambda: text.Truncate(3),
    lambda: text.TruncateSequencePair(3),
    lambda: text.UnicodeCharTokenizer(),
    lambda: text.UnicodeScriptTokenizer(),
    lambda: text.WhitespaceTokenizer(),
    lambda: text.WordpieceTokenizer(_vocabulary()),
    lambda: text.PythonTokenizer(str.split),
]

SOUNDS = [
    lambda: A.AllpassBiquad(16000, 2000.1),
    lambda: A.AmplitudeToDB(A.ScaleType.MAGNITUDE, 2.1, 1e-8, 9.1),
    A.Angle,
    lambda: A.BandBiquad(16000, 2000.1, 0.3, True),
    lambda: A.BandpassBiquad(16000, 1200.1, 0.9, True),
    lambda: A.BandrejectBiquad(16000, 900.1),
    lambda: A.BassBiquad(16000, 10.1, 900.1),
    lambda: A.Biquad(0.01, 0.02, 0.13, 1, 0.12, 0.3),
    lambda: A.ComplexNorm(3.1),
    lambda: A.ComputeDeltas(7, A.BorderType.REFLECT),
    lambda: A.Contrast(33.1),
    lambda: A.DBToAmplitude(1.5, 0.3),
    lambda: A.DCShift(-0.7, 0.3),
    lambda: A.DeemphBiquad(48000),
    lambda: A.DetectPitchFrequency(8000, 0.002, 3, 300, 3400),
    lambda: A.Dither(A.DensityFunction.GPDF, True),
    lambda: A.EqualizerBiquad(16000, 1500.1, 5.5),
    lambda: A.Fade(50, 40, A.FadeShape.LOGARITHMIC),
    lambda: A.Filtfilt([2.0, 0.2, 0.3], [0.4, 0.3, 0.9]),
    lambda: A.Flanger(8000, 0.5, 1.5, -70.1, 50.1, 7.1, 60.1, A.Modulation.TRIANGULAR,
                      A.Interpolation.QUADRATIC),
    lambda: A.FrequencyMasking(True, 4, 0, 0.3),
    lambda: A.Gain(-3.1),
    lambda: A.GriffinLim(n_fft=16, n_iter=3),
    lambda: A.HighpassBiquad(16000, 1500.1),
    lambda: A.InverseMelScale(11, 9, 16000, max_iter=5),
    lambda: A.InverseSpectrogram(n_fft=16, length=80),
    lambda: A.LFCC(16000, 20, 8, log_lf=True, speckwargs={
        "n_fft": 64, "win_length": 50, "window": A.WindowType.HANN, "pad": 0, "power": 2.0,
        "pad_mode": A.BorderType.REFLECT}),
    lambda: A.LFilter([2.0, 0.2, 0.3], [0.4, 0.3, 0.9], False),
    lambda: A.LowpassBiquad(16000, 1500.1),
    lambda: A.Magphase(2.1),
    lambda: A.MaskAlongAxis(2, 3, 1.1, 1),
    lambda: A.MaskAlongAxisIID(5, -1.1, 2),
    lambda: A.MelScale(5, 16000, 100.1, 7000, 9, A.NormType.SLANEY, A.MelType.SLANEY),
    lambda: A.MelSpectrogram(16000, 64, n_mels=12),
    lambda: A.MFCC(4000, 128),
    lambda: A.MuLawDecoding(16),
    A.MuLawEncoding,
    lambda: A.Overdrive(50, 3.1),
    lambda: A.Phaser(8000, 0.8, 0.5, 1.3, 0.6, 1.7, False),
    lambda: A.PhaseVocoder(0.7, np.linspace(0, 20, 9)[:, None].astype("f4")),
    lambda: A.PitchShift(16000, 2, n_fft=32),
    lambda: A.Resample(44100, 16000, A.ResampleMethod.KAISER_WINDOW),
    lambda: A.RiaaBiquad(44100),
    lambda: A.SlidingWindowCmn(5, 2, norm_vars=True),
    lambda: A.SpectralCentroid(16000, 40, pad=2),
    lambda: A.Spectrogram(40, 30, 11, window=A.WindowType.KAISER),
    lambda: A.TimeMasking(True, 6, mask_value=3),
    lambda: A.TimeStretch(8, 9, 1.3),
    lambda: A.TrebleBiquad(16000, 5.1),
    lambda: A.Vad(600, trigger_level=0, search_time=0.1),
    lambda: A.Vol(0.3, A.GainType.POWER),
]  # fmt: skip


def _line():
    return ds.NumpySlicesDataset([1, 2, 3], ["x"])


def _samplers():
    nested = ds.RandomSampler(True, 3)
    nested.add_child(ds.SequentialSampler(1, 7))
    return [
        ds.SequentialSampler(1, 7), ds.RandomSampler(), ds.RandomSampler(True, 3), nested,
        ds.SubsetRandomSampler([1, 3], 1), ds.SubsetSampler([4, 1]), ds.PKSampler(2, None, True),
        ds.PKSampler(2, num_samples=5), ds.WeightedRandomSampler([0.1, 1.0], 2, False),
        ds.DistributedSampler(3, 1, True, 4, 2), ds.DistributedSampler(3, 1, False),
        ds.IterSampler([1, 2]),
    ]  # fmt: skip


# Class, arguments (names of made files and folders behind "@"), keywords.
SOURCES = [
    ("AGNewsDataset", ["@"], {}),
    ("CLUEDataset", ["@f.json"], {"task": "TNEWS", "usage": "eval", "shuffle": False}),
    ("CMUArcticDataset", ["@"], {"name": "bdl"}), ("CSVDataset", [["@f.csv", "@g.csv"], ";"], {}),
    ("CSVDataset", ["@f.csv"], {"column_defaults": ["1", 2], "column_names": ["a", "b"]}),
    ("Caltech256Dataset", ["@"], {"decode": True}),
    ("CelebADataset", ["@"], {"extensions": [".jpg"]}),
    ("Cifar100Dataset", ["@"], {"usage": "test"}),
    ("Cifar10Dataset", ["@"], {"num_samples": 5, "num_parallel_workers": 3}),
    ("CityscapesDataset", ["@"], {"task": "semantic"}),
    ("CoNLL2000Dataset", ["@"], {"usage": "test", "num_shards": 2, "shard_id": 1}),
    ("CocoDataset", ["@", "@f.json", "Keypoint"], {"extra_metadata": True}),
    ("DBpediaDataset", ["@"], {}), ("DIV2KDataset", ["@"], {"downgrade": "unknown", "scale": 4}),
    ("EMnistDataset", ["@", "mnist"], {}), ("EnWik9Dataset", ["@"], {"num_samples": 3}),
    ("FakeImageDataset", [9, [3, 4, 5], 7, 2], {}), ("FashionMnistDataset", ["@"], {}),
    ("FlickrDataset", ["@", "@f.json"], {}),
    ("GTZANDataset", ["@"], {}), ("IMDBDataset", ["@"], {"usage": "train"}),
    ("IWSLT2016Dataset", ["@"], {}), ("IWSLT2017Dataset", ["@"], {"usage": "test"}),
    ("ImageFolderDataset", ["@"], {"extensions": [".b", ".a"], "class_indexing": {"b": 3, "a": 1}}),
    ("KMnistDataset", ["@"], {}), ("KITTIDataset", ["@"], {}), ("LFWDataset", ["@"], {}),
    ("LJSpeechDataset", ["@"], {}), ("LSUNDataset", ["@"], {"usage": "test"}),
    ("LibriTTSDataset", ["@"], {}), ("ManifestDataset", ["@f.json"], {"class_indexing": {"b": 3}}),
    ("MnistDataset", ["@", "test"], {"shuffle": True}),
    ("OmniglotDataset", ["@"], {}), ("PennTreebankDataset", ["@"], {}),
    ("PhotoTourDataset", ["@", "liberty"], {}), ("Places365Dataset", ["@"], {}),
    ("QMnistDataset", ["@"], {"compat": False}), ("RenderedSST2Dataset", ["@"], {}),
    ("SQuADDataset", ["@"], {}),
    ("SST2Dataset", ["@"], {}), ("STL10Dataset", ["@"], {}), ("SUN397Dataset", ["@"], {}),
    ("SemeionDataset", ["@"], {}), ("SogouNewsDataset", ["@"], {}),
    ("SpeechCommandsDataset", ["@"], {}), ("TedliumDataset", ["@", "release1"], {}),
    ("TFRecordDataset", [["@f.tfrecord"]], {"schema": "@s.json", "shuffle": False}),
    ("TFRecordDataset", ["@f.tfrecord"], {"columns_list": ["a"], "shuffle": ds.Shuffle.FILES}),
    ("TextFileDataset", ["@f.txt"], {"shuffle": ds.Shuffle.FILES, "num_samples": 4}),
    ("UDPOSDataset", ["@"], {}), ("USPSDataset", ["@"], {"usage": "train"}),
    ("VOCDataset", ["@", "Detection", "val"], {"class_indexing": {"b": 3, "a": 1}}),
    ("WIDERFaceDataset", ["@"], {}), ("WikiTextDataset", ["@"], {}),
    ("YahooAnswersDataset", ["@"], {}), ("YelpReviewDataset", ["@", "test"], {}),
    ("YesNoDataset", ["@"], {}), ("RandomDataset", [5], {"columns_list": ["a"]}),
    ("PaddedDataset", [[{"a": np.array(1)}]], {}), ("GeneratorDataset", [[1, 2], ["x"]], {}),
]  # fmt: skip


def _placed(value, folder):
    if isinstance(value, list):
        return [_placed(item, folder) for item in value]
    if isinstance(value, str) and value[:1] == "@":
        return os.path.join(folder, value[1:]) if value[1:] else folder
    return value


def _schema():
    schema = ds.Schema()
    schema.add_column("a", ms.int32, [2])
    return schema


def lengthen(x):
    return x


def batch_map(column, info):
    return column


def _write(folder):
    """Files that the constructors look for."""
    os.makedirs(os.path.join(folder, "ImageSets/Main"))
    for name in ("f.json", "f.csv", "g.csv", "f.txt", "ImageSets/Main/val.txt"):
        with open(os.path.join(folder, name), "w") as file:
            file.write("a\n")
    with open(os.path.join(folder, "f.tfrecord"), "wb") as file:
        head = struct.pack("<Q", 2)  # an example without features
        file.write(head + b"x'\x0b4" + b"\n\0" + b"9\x81\x8b\xab")
    with open(os.path.join(folder, "s.json"), "w") as file:
        json.dump({"columns": {"a": {"type": "int32", "rank": 0}}}, file)


def pipelines(folder):
    """Name -> function that makes the pipeline, of files below a folder."""
    _write(folder)
    found = {}
    for group in (PICTURES, ARRAYS, TEXTS, SOUNDS):
        for make in group:
            name = f"operation {len(found)}"
            found[name] = lambda make=make: _line().map(make(), ["x"])
    for i, sampler in enumerate(_samplers()):
        found[f"sampler {i}"] = lambda s=sampler: ds.MnistDataset(folder, sampler=s)
    for i, (kind, args, given) in enumerate(SOURCES):
        words = {k: _placed(v, folder) for k, v in given.items()}
        found[f"source {kind} {i}"] = lambda kind=kind, args=args, words=words: getattr(ds, kind)(
            *_placed(args, folder), **words
        )
    text_file = lambda: ds.TextFileDataset(folder + "/f.txt", shuffle=False)  # noqa: E731
    pads = {"x": ([None], -1)}
    found.update({
        "tf schema": lambda: ds.TFRecordDataset(folder + "/f.tfrecord", _schema()),
        "batch": lambda: text_file().batch(2, True, 3),
        "batch map": lambda: _line().batch(2, per_batch_map=batch_map, input_columns=["x"],
                                           output_columns=["y"]),
        "padded": lambda: text_file().padded_batch(2, pad_info={"text": ([None], "z")}),
        "buckets": lambda: _line().bucket_batch_by_length(
            ["x"], [3, 6], [2, 3, 2], lengthen, pads),
        "concat": lambda: text_file() + text_file(),
        "concat shards": lambda: _sharded_concat(text_file),
        "filter": lambda: text_file().filter(lengthen, ["text"]),
        "map": lambda: text_file().map([lengthen, V.ToPIL()], ["text"], ["a", "b"]),
        "map function": lambda: text_file().map(lengthen, ["text"]),
        "map last python": lambda: text_file().map([V.Invert(), V.ToPIL()]),
        "map last function": lambda: text_file().map([V.Invert(), lengthen]),
        "map python inside": lambda: text_file().map([V.Invert(), V.ToPIL(), V.ToTensor()]),
        "map two sides": lambda: text_file().map([V.Decode(True), V.Resize(3), V.ToTensor()]),
        "map native again": lambda: text_file().map([V.ToPIL(), V.ToNumpy(), V.HWC2CHW()]),
        "project": lambda: text_file().project("text"),
        "rename": lambda: text_file().rename("text", "b"),
        "repeat": lambda: text_file().repeat(),
        "repeat twice": lambda: text_file().repeat(2),
        "shuffle": lambda: text_file().shuffle(7),
        "skip": lambda: text_file().skip(3),
        "take": lambda: text_file().take(3),
        "take all": lambda: text_file().take(),
        "zip": lambda: ds.zip((text_file(), text_file().rename("text", "b"))),
        "sync": lambda: text_file().sync_wait("name"),
        "transfer": lambda: text_file().device_que(),
        "generator": lambda: ds.GeneratorDataset([1, 2], ["x"]),
        "split": lambda: _line().split([2, 1])[1],
    })  # fmt: skip
    return found


def _sharded_concat(make):
    joined = make() + make()
    joined.use_sampler(ds.DistributedSampler(2, 1, False))
    return joined


def _cleaned(value, folder):
    """Without what differs from run to run."""
    if isinstance(value, dict):
        kept = {k: _cleaned(v, folder) for k, v in value.items()}
        return {k: v for k, v in kept.items() if k not in ("queue_name", "device_id")}
    if isinstance(value, list):
        return [_cleaned(item, folder) for item in value]
    return value.replace(folder, "@") if isinstance(value, str) else value


def answer(make, folder):
    """The description, or the type and the first line of an error."""
    try:
        return _cleaned(make().to_json(), folder)
    except Exception as error:
        return [type(error).__name__, str(error).split("\n")[0].replace(folder, "@")]


def answers():
    """Case -> description."""
    before = ds.config.get_num_parallel_workers()
    ds.config.set_num_parallel_workers(2)
    with tempfile.TemporaryDirectory() as folder:
        folder = os.path.realpath(folder)
        found = {name: answer(make, folder) for name, make in pipelines(folder).items()}
    ds.config.set_num_parallel_workers(before)
    return found


if __name__ == "__main__":
    rows = answers()
    with open(sys.argv[1], "w") as file:
        lines = (f"{json.dumps(k)}: {json.dumps(v, sort_keys=True)}" for k, v in rows.items())
        file.write("{\n" + ",\n".join(lines) + "\n}\n")
