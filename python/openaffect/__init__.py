"""OpenAffect: who feels what in a text, by published raters and by networks; how far raters agree; who labels well.

    import openaffect as oa

    oa.read("I can't BELIEVE how kind you were!!! :)")
    oa.label(frame, text="title", raters=["vader", "pattern"])      # pandas, polars, pyarrow or a file's path
    oa.Rater("vader").rate(["so glad", "so sad"])
    oa.agree(ratings, unit="item", rater="rater", value="label")
    oa.evaluate(predicted, gold=gold, scheme="ekman7")
    oa.train_text(frame, text="text", label="mood", output="mood_model")
    oa.schemes["goemotions28"].labels
    oa.Dataset.read("emodb").write("hub", format="hugging_face")    # audformat, Hugging Face, Label Studio, tables

Names and defaults are those of the command `openaffect`, and so are the numbers. What fails raises an `openaffect.Error`.
`openaffect.sklearn` has estimators, `openaffect.metrics` functions on arrays.
"""

from openaffect import _arrow  # before the engine, which shares Arrow's libraries
from openaffect import _core
from openaffect._dataset import Dataset
from openaffect._label import label
from openaffect._rater import Rater, raters
from openaffect._read import Reading, read
from openaffect._results import Results, agree, compare, evaluate
from openaffect._schemes import Scheme, schemes
from openaffect._train import TrainedText, train_text
from openaffect.errors import (
    Error,
    FormatError,
    InternalError,
    NotFoundError,
    ReadWriteError,
    RefusedError,
    UnknownNameError,
    UnsupportedError,
)

__version__: str = _core.version

__all__ = [
    "Dataset",
    "Error",
    "FormatError",
    "InternalError",
    "NotFoundError",
    "Rater",
    "ReadWriteError",
    "Reading",
    "RefusedError",
    "Results",
    "Scheme",
    "TrainedText",
    "UnknownNameError",
    "UnsupportedError",
    "__version__",
    "agree",
    "compare",
    "evaluate",
    "label",
    "raters",
    "read",
    "schemes",
    "train_text",
]
del _arrow
