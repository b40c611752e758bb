"""openaffect.ray: the local job's rows, names, types and metadata from a Ray of two processes, one of which is lost."""

import logging
import os
import pathlib
import signal

import numpy as np
import openaffect as oa
import openaffect.ray
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import ROOT, opened, python

ray = pytest.importorskip("ray", reason="Ray is not installed: pip install 'openaffect[ray]'")
import ray.data  # noqa: E402

TEXT = ["title", "description"]
BLOCKS = 9


@pytest.fixture(scope="module", autouse=True)
def cluster():
    os.environ.update(RAY_AUTH_MODE="disabled", RAY_USAGE_STATS_ENABLED="0")
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="error", object_store_memory=200_000_000)
    ray.data.DataContext.get_current().execution_options.preserve_order = True
    ray.data.DataContext.get_current().enable_progress_bars = False
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    yield
    ray.shutdown()


@pytest.fixture(scope="module")
def videos():
    table = pa.Table.from_pandas(pd.read_csv(ROOT / "examples/videos/videos.csv"), preserve_index=False)
    return table.replace_schema_metadata({"of": "the input"})


def dataset_of(table, blocks=BLOCKS):
    """Blocks of different lengths."""
    cuts = [0, *sorted(np.random.default_rng(8).choice(range(1, table.num_rows), blocks - 1, replace=False)), table.num_rows]
    return ray.data.from_arrow([table.slice(first, last - first) for first, last in zip(cuts, cuts[1:])])


def table_of(dataset):
    return pa.concat_tables(ray.get(dataset.to_arrow_refs()))


def assert_same(made, wanted):
    """Values, names, types, order, metadata."""
    assert made.schema.equals(wanted.schema, check_metadata=True), f"{made.schema}\n{wanted.schema}"
    assert made.to_pylist() == wanted.to_pylist()


@pytest.mark.parametrize("batch_size", [100, 4096])
def test_rows_are_the_local_job_s(videos, batch_size):
    options = {"text": TEXT, "raters": ["vader", "pattern"], "explain": True, "detect_language": True}
    made = openaffect.ray.label(dataset_of(videos), **options, concurrency=2, batch_size=batch_size)
    assert_same(table_of(made), oa.label(videos, **options))


def test_a_network_s_rows_are_the_local_job_s(videos):
    rater = opened("text")
    table = videos.slice(0, 300)
    made = openaffect.ray.label(dataset_of(table, 5), text="title", raters=["vader", rater], concurrency=2, batch_size=70)
    assert_same(table_of(made), oa.label(table, text="title", raters=["vader", rater]))


def test_without_an_order_the_rows_are_the_same(videos):
    dataset = dataset_of(videos)
    dataset.context.execution_options.preserve_order = False
    made = table_of(openaffect.ray.label(dataset, text="title", concurrency=2, batch_size=64))
    wanted = oa.label(videos, text="title")
    assert made.schema.equals(wanted.schema, check_metadata=True)
    assert made.sort_by("url").to_pylist() == wanted.sort_by("url").to_pylist()


def test_long(videos):
    made = openaffect.ray.label(dataset_of(videos), text=TEXT, raters="vader", long=True, id="url", concurrency=2)
    assert_same(table_of(made), oa.label(videos, text=TEXT, raters="vader", long=True, id="url"))


def test_options_are_those_of_label(videos):
    options = {"text": "title", "raters": ["pattern"], "columns": ["url", "title"], "drop": "title", "settings": {"pattern.opinion.cuts": [0.1, 0.2]}}
    made = openaffect.ray.label(dataset_of(videos), **options, concurrency=(1, 2))
    assert_same(table_of(made), oa.label(videos, **options))
    rater = oa.Rater("mine=pattern", settings={"opinion.cuts": [0.1, 0.2]})
    made = openaffect.ray.label(dataset_of(videos), text="title", raters=rater)
    assert_same(table_of(made), oa.label(videos, text="title", raters=rater))


def test_a_pandas_frame_with_missing_texts():
    frame = pd.DataFrame({"id": range(4), "text": ["so glad", None, "", "so sad"]})
    made = table_of(openaffect.ray.label(ray.data.from_pandas(frame), text="text", raters="vader", concurrency=1))
    wanted = oa.label(pa.Table.from_pandas(frame), text="text", raters="vader")
    assert made["text.vader.status"].to_pylist() == ["ok", "no_text", "ok", "ok"]
    assert made.to_pydict() == wanted.to_pydict() and made.column_names == wanted.column_names


def test_files_say_what_the_local_job_says(videos, tmp_path):
    openaffect.ray.label(dataset_of(videos), text="title", concurrency=2).write_parquet(str(tmp_path / "out"))
    wanted = oa.label(videos, text="title")
    files = sorted((tmp_path / "out").iterdir())
    assert files
    for file in files:
        assert pq.read_schema(file).equals(wanted.schema, check_metadata=True)
    assert pq.read_table(tmp_path / "out").sort_by("url").to_pylist() == wanted.sort_by("url").to_pylist()


def test_a_pool_of_every_core_leaves_room_for_reading(videos, tmp_path):
    """With two processes that set aside a core each, two cores would be gone, and Ray's reader would wait for ever."""
    assert [openaffect.ray._cores(pool, 1) for pool in (1, 2, 3, (1, 2), None)] == [1, 0.5, 1, 1, 1]
    assert openaffect.ray._cores(1, 2) == 1
    for part in range(4):
        pq.write_table(videos.slice(part * 1000, 1000), tmp_path / f"{part}.parquet")
    read = ray.data.read_parquet(str(tmp_path)).repartition(target_num_rows_per_block=500)
    made = table_of(openaffect.ray.label(read, text="title", concurrency=2, batch_size=500))
    wanted = oa.label(videos.slice(0, 4000), text="title")
    assert made.schema.equals(wanted.schema) and made.to_pylist() == wanted.to_pylist()
    assert made.schema.metadata[b"openaffect.raters"] == wanted.schema.metadata[b"openaffect.raters"]


def remembering(folder, monkeypatch, before=lambda batch, calls: None):
    """Labellers that write a file a process, a line when they are made and a line a batch. A class of this function, so
    that Ray sends its code."""

    class Remembering(openaffect.ray.Labeller):
        def __init__(self, *arguments):
            super().__init__(*arguments)
            self.file, self.calls = pathlib.Path(folder) / str(os.getpid()), 0
            self.note("made")

        def note(self, line):
            with self.file.open("a") as file:
                file.write(line + "\n")

        def __call__(self, batch):
            self.calls += 1
            made = super().__call__(batch)
            before(batch, self.calls)
            self.note(str(batch.num_rows))
            return made

    monkeypatch.setattr(openaffect.ray, "Labeller", Remembering)


def notes_of(folder):
    return [file.read_text().split() for file in sorted(folder.iterdir())]


def test_raters_are_opened_once_in_each_of_two_processes(videos, tmp_path, monkeypatch):
    remembering(tmp_path, monkeypatch)
    table_of(openaffect.ray.label(dataset_of(videos, 20), text=TEXT, concurrency=2, batch_size=50))
    notes = notes_of(tmp_path)
    assert len(notes) == 2
    for made, *batches in notes:
        assert made == "made" and "made" not in batches and len(batches) > 10
    assert sum(int(rows) for _, *batches in notes for rows in batches) == videos.num_rows


def test_the_loss_of_a_process_is_survived(videos, tmp_path, monkeypatch):
    """One of two processes is killed in the middle of its third batch, after it rated and before it answered."""
    notes, killed = tmp_path / "notes", tmp_path / "killed"
    notes.mkdir()

    def kill(batch, calls):
        if calls == 3:
            try:
                killed.touch(exist_ok=False)
            except FileExistsError:
                return
            os.kill(os.getpid(), signal.SIGKILL)

    remembering(notes, monkeypatch, kill)
    made = openaffect.ray.label(dataset_of(videos), text=TEXT, raters=["vader", "pattern"], concurrency=2, batch_size=100)
    assert_same(table_of(made), oa.label(videos, text=TEXT, raters=["vader", "pattern"]))
    assert killed.exists() and len(notes_of(notes)) == 3  # two, and the one that took the dead one's place


@pytest.mark.filterwarnings("ignore:.*ray_remote_args")
def test_a_batch_that_always_kills_ends_the_job(videos, tmp_path, monkeypatch):
    def kill(batch, calls):
        os.kill(os.getpid(), signal.SIGKILL)

    remembering(tmp_path, monkeypatch, kill)
    made = openaffect.ray.label(dataset_of(videos, 1), text="title", concurrency=1, max_restarts=3, max_task_retries=1)
    with pytest.raises(ray.exceptions.RayError):
        made.materialize()
    assert len(notes_of(tmp_path)) in (2, 3)


ERRORS = {
    "column": ({"text": "titel"}, oa.UnknownNameError, "did you mean 'title'"),
    "rater": ({"text": "title", "raters": "vadr"}, oa.UnknownNameError, "did you mean 'vader'"),
    "network": ({"text": "title", "raters": "hf:nowhere"}, oa.Error, "nowhere"),
    "use": ({"text": "title", "raters": "vader", "use": "comercial"}, oa.UnknownNameError, "did you mean 'commercial'"),
    "ids": ({"text": "title", "long": True}, oa.UnknownNameError, "have no numbers"),
    "no text": ({"text": "number"}, TypeError, "holds int64, not text"),
}


@pytest.mark.parametrize("options,kind,words", ERRORS.values(), ids=ERRORS)
def test_errors_are_those_of_label(videos, options, kind, words):
    table = videos.slice(0, 20).append_column("number", pa.array(range(20)))
    dataset = dataset_of(table, 2)
    dataset.context.raise_original_map_exception = True
    with pytest.raises(kind, match=words):
        openaffect.ray.label(dataset, **options, concurrency=1).materialize()


def test_ray_s_own_error_says_ours(videos):
    with pytest.raises(ray.exceptions.UserCodeException, match="UnknownNameError: .* did you mean 'title'"):
        openaffect.ray.label(dataset_of(videos, 2), text="titel", concurrency=1).materialize()


def test_what_is_no_dataset(videos):
    with pytest.raises(TypeError, match="no Ray dataset"):
        openaffect.ray.label(videos, text="title")


def test_without_ray():
    done = python("""
import sys
sys.modules["ray"] = sys.modules["ray.data"] = None
import openaffect as oa, openaffect.ray
try:
    openaffect.ray.label(None, text="text")
except oa.NotFoundError as error:
    assert isinstance(error, FileNotFoundError)
    print(error)
""")
    assert done.returncode == 0 and "pip install 'openaffect[ray]'" in done.stdout, done.stdout + done.stderr
