"""Objects in a store that speaks S3, in and out: the bytes of the local job, whatever happens on the way."""

import gzip
import json
import os
import re
import signal
import subprocess
import time

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import COMMAND, run
from object_server import free_port, object_server
from tables import write_csv, write_jsonl

ROWS = 150000  # three runs of 64 blocks


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with object_server(tmp_path_factory.mktemp("moto") / "log") as started:
        yield started


@pytest.fixture
def store(server, tmp_path):
    """A bucket of the test's own: paths, bytes, and the command in a folder where nothing else is."""
    return Store(server, tmp_path)


class Store:
    count = 0

    def __init__(self, server, folder):
        Store.count += 1
        self.server, self.bucket = server, f"bucket-{Store.count}"
        self.folder = folder / "work"
        self.folder.mkdir()
        server.free()
        server.put(self.bucket)

    def path(self, key):
        return f"s3://{self.bucket}/{key}"

    def put(self, key, source):
        self.server.put(f"{self.bucket}/{key}", source if isinstance(source, bytes) else source.read_bytes())
        return self.path(key)

    def get(self, key):
        return self.server.get(f"{self.bucket}/{key}")

    def run(self, *arguments, code=0, environment=None):
        return run(*arguments, code=code, cwd=self.folder, environment={**self.server.environment, **(environment or {})})

    def start(self, *arguments):
        return subprocess.Popen([COMMAND, *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.folder,
                                env={**os.environ, **self.server.environment})

    def left(self):
        return sorted(path.name for path in self.folder.iterdir())


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    return write_csv(tmp_path_factory.mktemp("table") / "in.csv", ROWS)


@pytest.fixture(scope="module")
def whole(table, tmp_path_factory):
    """What the local job makes of it."""
    output = tmp_path_factory.mktemp("whole") / "out.parquet"
    run(*job(table, output))
    return output


def job(source, output):
    return ["label", source, "--text", "title,body", "--raters", "vader", "--threads", "2", "-o", output]


def wait_until(holds):
    for _ in range(6000):
        if holds():
            return
        time.sleep(0.01)
    raise AssertionError("it did not come to that within a minute")


def test_csv_to_parquet_and_back(store, table, whole):
    source = store.put("folder/in.csv", table)
    done = store.run(*job(source, store.path("out/labelled.parquet")), "--quiet")
    assert done.stderr == b"" and store.left() == []
    assert store.get("out/labelled.parquet") == whole.read_bytes()
    summary = json.loads(store.get("out/labelled.parquet.summary.json"))
    assert summary["rows"] == ROWS and summary["output"] == store.path("out/labelled.parquet")

    store.run("data", "convert", store.path("out/labelled.parquet"), store.path("out/labelled.csv"))
    run("data", "convert", whole, store.folder / "labelled.csv")
    assert store.get("out/labelled.csv") == (store.folder / "labelled.csv").read_bytes()


def test_the_query_says_where_the_store_is(store, table, whole):
    store.put("in.csv", table)
    query = f"?endpoint_override=127.0.0.1:{store.server.port}&scheme=http&region=us-east-1"
    done = store.run(*job(store.path("in.csv") + query, store.path("out.parquet") + query), environment={"AWS_ENDPOINT_URL": "http://127.0.0.1:1"})
    assert b"written to" in done.stderr
    assert store.get("out.parquet") == whole.read_bytes() and store.get("out.parquet.summary.json")


def test_keys_are_taken_as_they_are(store, tmp_path):
    small = write_csv(tmp_path / "small.csv", 10)
    store.server.put(f"{store.bucket}/a%20b/%C3%A9%251%23.csv", small.read_bytes())
    done = store.run("label", store.path("a b/é%1#.csv"), "--text", "body", "-o", "-")
    assert done.stdout == run("label", small, "--text", "body", "-o", "-").stdout


@pytest.mark.parametrize("kind", ["csv.gz", "jsonl", "json", "parquet"])
def test_every_input(store, tmp_path, kind):
    local = tmp_path / f"in.{kind}"
    if kind == "csv.gz":
        local.write_bytes(gzip.compress(write_csv(tmp_path / "in.csv", 5000).read_bytes()))
    elif kind == "parquet":
        run("data", "convert", write_csv(tmp_path / "in.csv", 5000), local)
    else:
        lines = write_jsonl(tmp_path / "in.lines", 5000).read_text().splitlines()
        local.write_text("\n".join(lines) + "\n" if kind == "jsonl" else "[" + ",\n".join(lines) + "]")
    store.run("label", store.put(local.name, local), "--text", "body", "-o", "out.parquet")
    run("label", local, "--text", "body", "-o", tmp_path / "local.parquet")
    assert (store.folder / "out.parquet").read_bytes() == (tmp_path / "local.parquet").read_bytes()


def test_folders_and_patterns(store, tmp_path):
    folder = tmp_path / "parts"
    folder.mkdir()
    for number in range(3):
        store.put(f"parts/2024-{number}.csv", write_csv(folder / f"2024-{number}.csv", 1000, seed=number))
    store.put("parts/notes.txt", b"x")
    store.put("parts/2024-0.csv.summary.json", b"{}")
    store.put("parts/deeper/2024-3.csv", b"other\n")
    wanted = run("label", folder, "--text", "body", "-o", "-").stdout
    for path in ("parts", "parts/", "parts/2024-*.csv", "parts/*-[0-9].csv"):
        assert store.run("label", store.path(path), "--text", "body", "-o", "-").stdout == wanted
    assert "no object matches 2023-*" in store.run("label", store.path("parts/2023-*"), "--text", "body", "-o", "-", code=1).stderr.decode()
    store.put("notes/notes.txt", b"x")
    assert "no file in this folder" in store.run("label", store.path("notes"), "--text", "body", "-o", "-", code=1).stderr.decode()


def test_no_more_is_read_than_is_needed(store, tmp_path):
    rows = 60000
    columns = {"id": list(range(rows)), "text": ["a good day"] * rows, "blob": [os.urandom(100) for _ in range(rows)]}
    pq.write_table(pa.table(columns), tmp_path / "in.parquet", row_group_size=20000)
    size = (tmp_path / "in.parquet").stat().st_size
    source = store.put("in.parquet", tmp_path / "in.parquet")
    store.server.free()
    store.run("label", source, "--text", "text", "--columns", "id", "-o", "out.csv")
    assert size > 6_000_000 and store.server.bytes_sent() < size / 5

    big = store.put("big.csv", b"text\n" + b"a good day\n" * 3_000_000)
    store.server.free()
    assert store.run("label", big, "--text", "text", "--limit", "10", "-o", "-").stdout.count(b"\n") == 11
    assert store.server.bytes_sent() < 10_000_000


@pytest.mark.parametrize("kind", ["parquet", "csv"])
def test_shards_join_in_the_store(store, table, tmp_path, kind):
    source = store.put("in.csv", table)
    run(*job(table, tmp_path / f"whole.{kind}"))
    for index in (1, 2, 3):
        store.run(*job(source, store.path(f"shards/{index}-of-3.{kind}")), "--shard", f"{index}/3")
    done = store.run("data", "merge", store.path("shards"), "-o", store.path(f"whole.{kind}"))
    assert "3 shards joined" in done.stderr.decode()
    assert store.get(f"whole.{kind}") == (tmp_path / f"whole.{kind}").read_bytes()
    assert store.get(f"whole.{kind}.summary.json")
    assert "--force" in store.run("data", "merge", store.path("shards/*"), "-o", store.path(f"whole.{kind}"), code=1).stderr.decode()
    missing = store.run("data", "merge", store.path(f"shards/[12]*.{kind}"), "-o", store.path("x"), code=1).stderr.decode()
    assert "shard 3 of 3 is missing" in missing and store.get("x") is None
    store.run("data", "merge", store.path(f"shards/*.{kind}"), "-o", f"local.{kind}")
    assert (store.folder / f"local.{kind}").read_bytes() == (tmp_path / f"whole.{kind}").read_bytes()


def test_a_report_of_an_object(store, tmp_path):
    source = store.put("in.csv", write_csv(tmp_path / "in.csv", 500))
    store.run("label", source, "--text", "body", "-o", store.path("out.csv"), "--report", "page.html")
    assert (store.folder / "page.html").read_text().startswith("<!")
    store.run("report", store.path("out.csv"), "-o", "again.html")
    assert (store.folder / "again.html").exists()


def denied(method, path):
    return 403


BAD = {
    "no such bucket": (["s3://no-such-bucket/in.csv", "out.csv"], "there is no such bucket"),
    "no such object": (["{}/none.csv", "out.csv"], "there is no such object"),
    "no such parquet": (["{}/none.parquet", "out.csv"], "there is no such object"),
    "no output bucket": (["{}/in.csv", "s3://no-such-bucket/out.csv"], "there is no such bucket"),
    "output is a bucket": (["{}/in.csv", "{}"], "the output is a folder"),
    "output is a folder": (["{}/in.csv", "{}/folder/"], "the output is a folder"),
    "output is the input": (["{}/in.csv", "{}/in.csv"], "the output would replace the input"),
    "output is there": (["{}/in.csv", "{}/there.csv"], "is there already; --force discards it"),
    "no bucket": (["s3:///in.csv", "out.csv"], "s3://BUCKET/KEY"),
    "keys in the path": (["s3://AKIA:hidden@b/in.csv", "out.csv"], "keys do not belong on a command line"),
    "unknown query": (["{}/in.csv?nonsense=1", "out.csv"], "none of Arrow's options"),
}


@pytest.mark.parametrize("places, said", BAD.values(), ids=BAD)
def test_bad_paths(store, tmp_path, places, said):
    store.put("in.csv", write_csv(tmp_path / "in.csv", 10))
    store.put("there.csv", b"precious")
    store.put("folder/x.csv", b"x")
    source, output = (place.format(f"s3://{store.bucket}") for place in places)
    text = store.run("label", source, "--text", "body", "-o", output, "--format", "csv", code=1).stderr.decode()
    assert said in text and text.count("\n") == 1 and "hidden" not in text
    assert store.left() == [] and store.get("out.csv") is None and store.get("there.csv") == b"precious"


def test_denied_and_unreachable(store, tmp_path):
    source = store.put("in.csv", write_csv(tmp_path / "in.csv", 10))
    store.server.rule(denied)
    for places in ([source, "out.csv"], [tmp_path / "in.csv", store.path("out.csv")]):
        text = store.run("label", places[0], "--text", "body", "-o", places[1], code=1).stderr.decode()
        assert "access is denied" in text and text.count("\n") == 1 and store.left() == []
    nobody = {"AWS_ENDPOINT_URL": f"http://127.0.0.1:{free_port()}"}
    text = store.run("label", source, "--text", "body", "-o", "out.csv", code=1, environment=nobody).stderr.decode()
    assert "cannot be reached" in text and "AWS_ENDPOINT_URL" in text and text.count("\n") == 1 and store.left() == []


def test_options_that_do_not_fit(store, tmp_path):
    source = store.put("in.csv", write_csv(tmp_path / "in.csv", 10))
    arguments = ["label", source, "--text", "body"]
    assert "object store" in store.run(*arguments, "-o", "out.csv", "--work-dir", ".", code=2).stderr.decode()
    text = store.run(*arguments, "-o", store.path("out.csv"), "--report", store.path("page.html"), code=1).stderr.decode()
    assert "a report is written to a file" in text and store.left() == [] and store.get("out.csv") is None


def test_killed_and_continued(store, table, whole):
    source, output = store.put("in.csv", table), store.path("out.parquet")
    arguments = [*job(source, output), "--work-dir", "jobs"]
    manifest = store.folder / "jobs/out.parquet.partial/manifest.jsonl"
    process = store.start(*arguments)
    wait_until(lambda: manifest.exists() and manifest.read_bytes().count(b"\n") >= 2)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    assert store.get("out.parquet") is None
    done = store.run(*arguments)
    assert "from earlier runs" in done.stderr.decode()
    assert store.get("out.parquet") == whole.read_bytes()
    assert list((store.folder / "jobs").iterdir()) == []


@pytest.mark.parametrize("refused", ["uploads$", "partNumber=1&", r"parquet\?uploadId", "summary.json"])
def test_an_upload_that_failed_is_repeated(store, table, whole, refused):
    source, output = store.put("in.csv", table), store.path("out.parquet")
    store.server.rule(lambda method, path: 403 if method in ("PUT", "POST") and re.search(refused, path) else None)
    text = store.run(*job(source, output), code=1).stderr.decode()
    assert "the finished table is safe in out.parquet.partial, and the same command uploads it" in text and text.count("\n") == 1
    assert (store.get("out.parquet") is None) == (refused != "summary.json")
    assert store.left() == ["out.parquet.partial"]
    store.server.free()
    assert "from earlier runs" in store.run(*job(source, output)).stderr.decode()
    assert store.get("out.parquet") == whole.read_bytes() and store.get("out.parquet.summary.json")
    assert store.left() == []


def test_killed_while_uploading(store, table, whole):
    source, output = store.put("in.csv", table), store.path("out.parquet")
    asked = []

    def wait(method, path):
        if method == "PUT" and "partNumber" in path:
            asked.append(path)
            time.sleep(60)

    store.server.rule(wait)
    process = store.start(*job(source, output))
    wait_until(lambda: asked)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert store.get("out.parquet") is None and store.left() == ["out.parquet.partial"]
    store.server.free()
    store.run(*job(source, output))
    assert store.get("out.parquet") == whole.read_bytes() and store.left() == []


def test_force_keeps_the_old_object_until_the_new_one_is_whole(store, table, whole):
    source, output = store.put("in.csv", table), store.path("out.parquet")
    store.put("out.parquet", b"precious")
    manifest = store.folder / "out.parquet.partial/manifest.jsonl"
    process = store.start(*job(source, output), "--force")
    wait_until(lambda: manifest.exists() and manifest.read_bytes().count(b"\n") >= 2)
    process.kill()
    process.wait()
    assert store.get("out.parquet") == b"precious"
    store.run(*job(source, output))  # it was said once that the object may go
    assert store.get("out.parquet") == whole.read_bytes() and store.left() == []


def test_an_object_that_appeared_in_between_is_not_replaced(store, table):
    source, output = store.put("in.csv", table), store.path("out.parquet")
    store.server.rule(lambda method, path: 403 if "uploads" in path else None)
    store.run(*job(source, output), code=1)
    store.server.free()
    store.put("out.parquet", b"somebody else's")
    assert "--force discards both" in store.run(*job(source, output), code=1).stderr.decode()
    assert store.get("out.parquet") == b"somebody else's" and store.left() == ["out.parquet.partial"]


def test_an_input_that_changed_is_refused(store, table):
    source, output = store.put("in.csv", table), store.path("out.parquet")
    store.server.rule(lambda method, path: 403 if "uploads" in path else None)
    store.run(*job(source, output), code=1)
    store.server.free()
    data = bytearray(table.read_bytes())
    data[100] ^= 1
    time.sleep(1.1)  # the store's times have seconds
    store.put("in.csv", bytes(data))
    assert "changed" in store.run(*job(source, output), code=1).stderr.decode()


def test_nothing_of_it_is_loaded_for_files(tmp_path):
    small = write_csv(tmp_path / "small.csv", 10)
    loaded = run("label", small, "--text", "body", "-o", tmp_path / "o.csv", environment={"LD_DEBUG": "files"}).stderr.decode()
    assert "libarrow" in loaded and "libarrow_s3" not in loaded
