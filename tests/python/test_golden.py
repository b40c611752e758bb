"""One table through every door: the command, its shards, Python on a path, on frames, and Ray. Identical values, column
names, types and metadata. What stands in it is held against the published programs elsewhere."""

import importlib.util
import os

import openaffect as oa
import openaffect.ray
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import ROOT, opened, run

VIDEOS = ROOT / "examples/videos/videos.csv"
TEXT = ["title", "description"]
SHARDS = 3
JOBS = {  # raters and rows, of which every shard gets some: a part has 65,536 rows, and 1,024 of a network
    "lexicons": (["vader", "pattern"], 200_000),
    "networks": (["vader", "pattern", "text"], 2_500),
}


@pytest.fixture(scope="module", params=JOBS)
def job(request, tmp_path_factory):
    """(the folder, the raters, what the command makes of the folder's source.parquet)"""
    raters, rows = JOBS[request.param]
    if "text" in raters:
        opened("text")
    folder = tmp_path_factory.mktemp(request.param)
    run("data", "convert", VIDEOS, folder / "videos.parquet", "--quiet")
    once = pq.read_table(folder / "videos.parquet")
    pq.write_table(pa.concat_tables([once] * (rows // once.num_rows + 1)).slice(0, rows), folder / "source.parquet")
    command(folder, raters, folder / "wanted.parquet")
    return folder, raters, pq.read_table(folder / "wanted.parquet")


def command(folder, raters, output, *more):
    run("label", folder / "source.parquet", "--text", ",".join(TEXT), "--raters", ",".join(raters), "-o", output, "--quiet", *more)


def shards(folder, raters):
    parts = [folder / f"part-{index}.parquet" for index in range(1, SHARDS + 1)]
    for index, part in enumerate(parts, 1):
        command(folder, raters, part, "--shard", f"{index}/{SHARDS}", "--threads", "1")
        assert pq.read_metadata(part).num_rows > 0
    run("data", "merge", *parts, "-o", folder / "merged.parquet", "--quiet")
    assert (folder / "merged.parquet").read_bytes() == (folder / "wanted.parquet").read_bytes()
    return pq.read_table(folder / "merged.parquet")


def path(folder, raters):
    return oa.label(folder / "source.parquet", text=TEXT, raters=raters)


def path_to_path(folder, raters):
    oa.label(folder / "source.parquet", text=TEXT, raters=raters, output=folder / "python.parquet")
    return pq.read_table(folder / "python.parquet")


def pyarrow(folder, raters):
    return oa.label(pq.read_table(folder / "source.parquet"), text=TEXT, raters=raters)


def pandas(folder, raters):
    made = oa.label(pd.read_parquet(folder / "source.parquet"), text=TEXT, raters=raters)
    table = pa.Table.from_pandas(made, preserve_index=False)
    return table.replace_schema_metadata(made.attrs["openaffect"])


def rater_by_rater(folder, raters):
    """Raters as objects, and each text column by itself."""
    table = pq.read_table(folder / "source.parquet")
    made = oa.label(table, text=TEXT, raters=[oa.Rater(rater) for rater in raters])
    for source in TEXT:
        for rater in raters:
            alone = oa.Rater(rater).rate(table.column(source))
            for name in alone.column_names:
                assert alone.column(name).equals(made.column(f"{source}.{rater}.{name}")), name
    return made


def ray(folder, raters):
    """Two processes, batches that are no blocks of the engine's."""
    if not importlib.util.find_spec("ray"):
        pytest.skip("Ray is not installed: pip install 'openaffect[ray]'")
    import ray
    import ray.data

    os.environ.update(RAY_AUTH_MODE="disabled", RAY_USAGE_STATS_ENABLED="0")
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="error", object_store_memory=400_000_000)
    try:
        dataset = ray.data.from_arrow(pq.read_table(folder / "source.parquet")).repartition(7)
        dataset.context.execution_options.preserve_order = True
        made = openaffect.ray.label(dataset, text=TEXT, raters=raters, concurrency=2, batch_size=900)
        return pa.concat_tables(ray.get(made.to_arrow_refs())).combine_chunks()
    finally:
        ray.shutdown()


IN_MEMORY = {pyarrow, pandas, rater_by_rater, ray}  # their input has no file whose hash could be said
KEPT_TYPES = {shards, path, path_to_path, pyarrow, rater_by_rater, ray}  # pandas has its own


@pytest.mark.parametrize("door", [shards, path, path_to_path, pyarrow, pandas, rater_by_rater, ray], ids=lambda door: door.__name__)
def test_every_door_gives_the_command_s_table(job, door):
    folder, raters, wanted = job
    made = door(folder, raters)
    assert made.column_names == wanted.column_names and made.num_rows == wanted.num_rows
    for name in wanted.column_names:
        if door in KEPT_TYPES:
            assert made.schema.field(name).type == wanted.schema.field(name).type, name
        assert values(made, name).equals(values(wanted, name)), name
    ours, theirs = said(made), said(wanted)
    if door in IN_MEMORY:
        assert (ours.pop("openaffect.input_sha256"), len(theirs.pop("openaffect.input_sha256"))) == ("", 64)
    assert ours == theirs and len(theirs) >= 4


def values(table, name):
    """One array; labels and texts of any width as texts."""
    column = table.column(name)
    kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    column = column.cast(pa.large_string()) if pa.types.is_string(kind) or pa.types.is_large_string(kind) else column
    return pa.chunked_array([column.combine_chunks()]) if column.num_chunks != 1 else column


def said(table):
    metadata = {key.decode(): value.decode() for key, value in table.schema.metadata.items()}
    return {key: value for key, value in metadata.items() if key.startswith("openaffect.")}
