"""Ray Data's way: tables larger than a machine, labelled by a pool of processes on many.

    import ray
    import openaffect.ray

    posts = ray.data.read_parquet("s3://bucket/posts/")
    openaffect.ray.label(posts, text="title", raters="text", concurrency=16).write_parquet("s3://bucket/labelled/")
"""

from __future__ import annotations

import pickle
from importlib import import_module
from typing import Any

import pyarrow as pa

from openaffect import _core, _frames
from openaffect._label import _label_frame
from openaffect._options import Names, names_of
from openaffect._rater import RatersLike, Settings, raters_of
from openaffect.errors import of_kind

__all__ = ["label"]

Pool = int | tuple[int, int] | None


def label(
    dataset: Any,
    *,
    text: Names,
    raters: RatersLike = ("vader", "pattern"),
    long: bool = False,
    id: str | None = None,
    columns: Names | None = None,
    drop: Names | None = None,
    settings: Settings | None = None,
    use: str | None = None,
    explain: bool = False,
    min_confidence: float | None = None,
    precision: str | None = None,
    device: str | None = None,
    embed: bool | None = None,
    replace_columns: bool = False,
    detect_language: bool = False,
    concurrency: Pool = None,
    batch_size: int = 4096,
    threads: int = 1,
    num_cpus: float | None = None,
    num_gpus: float | None = None,
    **remote: Any,
) -> Any:
    """Labels every row of a Ray dataset; the keywords up to detect_language are those of `openaffect.label`.

    Lazy, as everything of Ray Data: a `ray.data.Dataset` comes back, and work begins when its rows are asked for. Names,
    types, values and the schema's metadata are those of `openaffect.label` on the same table. A row's labels do not
    depend on its batch. With long, name the column of ids: rows of a Ray dataset have no numbers.

    concurrency  processes (actors), each of which opens the raters once: a number; (least, most); by default from one to
                 as many as the cluster has room for
    batch_size   rows that one call rates
    threads      of a process
    num_cpus     cores that Ray sets aside for a process; by default its threads, and a little less where a pool would
                 otherwise take every core and leave none for reading and writing, which then wait for ever
    num_gpus     with device="cuda": of a process
    remote       what else `Dataset.map_batches` takes: memory, resources, runtime_env, max_restarts, max_task_retries, …
    """
    data = _ray_data()
    if not isinstance(dataset, data.Dataset):
        raise TypeError(f"a {type(dataset).__name__} is no Ray dataset: ray.data.from_pandas, from_arrow, read_parquet, … make one")
    options = {
        "text": names_of(text),
        "long": long,
        "id": id,
        "columns": names_of(columns),
        "drop": names_of(drop),
        "explain": explain,
        "min_confidence": min_confidence,
        "replace_columns": replace_columns,
        "detect_language": detect_language,
        "threads": threads,
        "date": None,
        "limit": None,
    }
    recipe = pickle.dumps((raters, settings, {"precision": precision, "device": device, "embed": embed}, use))
    return dataset.map_batches(
        Labeller,
        fn_constructor_args=(recipe, options),
        batch_format="pyarrow",
        batch_size=batch_size,
        compute=_pool(data, concurrency),
        num_cpus=_cores(concurrency, threads) if num_cpus is None else num_cpus,
        num_gpus=num_gpus,
        udf_modifying_row_count=long,
        **remote,
    )


class Labeller:
    """One process of the pool. What it cannot open is said by its first batch, as Ray hands an error of a batch on to
    whoever asked for the rows, while it would start a process that fails again and again."""

    def __init__(self, recipe: bytes, options: dict[str, Any]) -> None:
        self._options = options
        self._raters: list[_core.Rater] = []
        self._error: Exception | None = None
        try:
            raters, settings, how, use = pickle.loads(recipe)
            self._raters = raters_of(raters, settings, how, use)
        except Exception as error:
            self._error = error

    def __call__(self, batch: pa.Table) -> pa.Table:
        if self._error is not None:
            raise self._error
        frame = _frames.frame_of(batch)
        if self._options["long"] and not frame.has(self._options["id"] or "id"):
            what = "rows of a Ray dataset have no numbers: long needs a column of ids (id=)"
            raise of_kind("unknown", what, what)
        return _label_frame(frame, self._raters, self._options, None)


def _ray_data() -> Any:
    try:
        return import_module("ray.data")
    except ImportError as error:
        what = f"Ray Data cannot be loaded ({error}): pip install 'openaffect[ray]'"
        raise of_kind("not_found", what, what) from error


def _pool(data: Any, concurrency: Pool) -> Any:
    if concurrency is None:
        return data.ActorPoolStrategy(min_size=1)
    if isinstance(concurrency, int):
        return data.ActorPoolStrategy(size=concurrency)
    least, most = concurrency
    return data.ActorPoolStrategy(min_size=least, max_size=most)


def _cores(concurrency: Pool, threads: int) -> float:
    """What a process sets aside. Ray lets a pool that may shrink wait for readers; a fixed one keeps what it has."""
    cluster = import_module("ray")
    if not isinstance(concurrency, int) or not cluster.is_initialized():
        return threads
    nodes = [node["Resources"].get("CPU", 0) for node in cluster.nodes() if node["Alive"]]
    wanted, there = concurrency * threads, sum(nodes)
    if not wanted <= there < wanted + 1:  # there is room, or more machines must come first
        return threads
    smallest: float = min(cores for cores in nodes if cores > 0)
    return threads * (1 - 1 / smallest)
