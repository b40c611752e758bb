"""Agreement against the packages of the field, number by number, through agreement_probe; and on published ratings."""

import collections
import csv
import itertools
import json
import math
import pathlib
import random
import subprocess
import tarfile
import warnings

import conftest
import pytest

np = pytest.importorskip("numpy")
PROBE = pathlib.Path(conftest.COMMAND).parent / "agreement_probe"
TABLES = 200
LEVELS = ("nominal", "ordinal", "interval", "ratio")


def ask(requests):
    """One answer for each request, from one run of the probe."""
    if not PROBE.exists():
        pytest.skip("agreement_probe is built with OA_TESTS, without OA_SANITIZE")
    lines = "\n".join(json.dumps(request) for request in requests)
    done = subprocess.run([str(PROBE)], input=lines, capture_output=True, text=True, timeout=600, check=True)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == len(requests)
    return answers


def random_table(seed, raters=None, missing=None, categories=None):
    """Units by raters with ties: a true grade for each unit, and raters who often see it."""
    rng = random.Random(seed)
    raters = raters or rng.randint(2, 5)
    categories = categories or rng.randint(2, 6)
    missing = rng.choice([0, 0.1, 0.3]) if missing is None else missing
    skill = rng.random()
    values = sorted(rng.sample(range(1, 12), categories)) if seed % 2 else [round(rng.uniform(0, 9), 3) for _ in range(categories)]
    table = []
    for _ in range(rng.randint(4, 30)):
        truth = rng.choice(values)
        table.append([None if rng.random() < missing else truth if rng.random() < skill else rng.choice(values) for _ in range(raters)])
    return table


def usable(table):
    """Two units with two ratings, two values among them, and each rater with a rating: where every peer is defined."""
    pairable = [[value for value in row if value is not None] for row in table]
    pairable = [row for row in pairable if len(row) > 1]
    return len(pairable) > 1 and len({value for row in pairable for value in row}) > 1 and all(any(cell is not None for cell in column) for column in zip(*table))


def random_tables(**options):
    found, seed = [], 0
    while len(found) < TABLES:
        table = random_table(seed, **options)
        found += [table] if usable(table) else []
        seed += 1
    return found


def as_array(table):
    return np.array([[np.nan if cell is None else float(cell) for cell in row] for row in table])


def compare(answers, wanted, tolerance=1e-10):
    assert len(answers) == len(wanted)
    for i, (answer, value) in enumerate(zip(answers, wanted)):
        got = answer["value"] if isinstance(answer, dict) else answer
        if math.isnan(value):
            assert got is None, (i, got)
        else:
            assert got is not None and abs(got - value) <= tolerance * max(1, abs(value)), (i, got, value)


@pytest.mark.parametrize("level", LEVELS)
def test_alpha_is_that_of_krippendorff(level):
    krippendorff = pytest.importorskip("krippendorff")
    tables = random_tables()
    answers = ask([{"function": "krippendorff_alpha", "level": level, "table": table} for table in tables])
    compare(answers, [float(krippendorff.alpha(as_array(table).T, level_of_measurement=level)) for table in tables])


def test_alpha_of_real_values():
    krippendorff = pytest.importorskip("krippendorff")
    rng = random.Random(7)
    tables = [[[None if rng.random() < 0.2 else rng.gauss(1000, 1) for _ in range(3)] for _ in range(15)] for _ in range(10)]
    for level in LEVELS:
        answers = ask([{"function": "krippendorff_alpha", "level": level, "table": table} for table in tables])
        compare(answers, [float(krippendorff.alpha(as_array(table).T, level_of_measurement=level)) for table in tables])


@pytest.mark.parametrize("distance", ["jaccard", "masi"])
def test_alpha_of_sets_is_that_of_nltk(distance):
    agreement = pytest.importorskip("nltk.metrics.agreement")
    distances = pytest.importorskip("nltk.metrics.distance")
    requests, wanted = [], []
    for seed in itertools.count():
        if len(wanted) == TABLES:
            break
        rng = random.Random(seed)
        # No empty sets: nltk divides by zero for two of them.
        sets = [sorted(rng.sample(range(5), rng.randint(1, 4))) for _ in range(6)]
        table = [[None if rng.random() < 0.2 else rng.randrange(6) for _ in range(3)] for _ in range(rng.randint(5, 12))]
        if not usable(table) or len({tuple(sets[cell]) for row in table for cell in row if cell is not None}) < 2:
            continue
        rows = [(f"r{rater}", unit, frozenset(sets[cell])) for unit, row in enumerate(table) for rater, cell in enumerate(row) if cell is not None]
        requests.append({"function": "krippendorff_alpha", "level": "set", "distance": distance, "table": table, "sets": sets})
        wanted.append(agreement.AnnotationTask(rows, distance=getattr(distances, distance + "_distance")).alpha())
    compare(ask(requests), wanted)


def plain_alpha(lists, distance):
    """The definition, pair by pair."""
    units = [values for values in lists if len(values) > 1]
    everything = [value for values in units for value in values]
    n = len(everything)
    observed = sum(distance(a, b) / (len(values) - 1) for values in units for a in values for b in values) / n
    expected = sum(distance(a, b) for a in everything for b in everything) / (n * (n - 1))
    return 1 - observed / expected


def masi(a, b):
    if a == b:
        return 0
    jaccard = len(a & b) / len(a | b)
    return 1 - jaccard * (2 / 3 if a <= b or b <= a else 1 / 3)


def test_alpha_of_sets_by_definition():
    requests, wanted = [], []
    for seed in range(50):
        rng = random.Random(seed)
        sets = [[], [0], [1], [0, 1], [1, 2], [0, 1, 2], [2]]
        lists = [[rng.randrange(7) for _ in range(rng.randint(0, 4))] for _ in range(12)]
        requests.append({"function": "krippendorff_alpha", "level": "set", "distance": "masi", "lists": lists, "sets": sets})
        wanted.append(plain_alpha([[frozenset(sets[i]) for i in values] for values in lists], masi))
    compare(ask(requests), wanted)


@pytest.mark.parametrize("weights", [None, "linear", "quadratic"])
def test_cohen_is_that_of_scikit_learn(weights):
    metrics = pytest.importorskip("sklearn.metrics")
    wanted, requests = [], []
    for table in random_tables(raters=2):
        pairs = [row for row in table if None not in row]
        first, second = [str(row[0]) for row in pairs], [str(row[1]) for row in pairs]
        labels = sorted({*first, *second}, key=float)
        requests.append({"function": "cohen_kappa", "weights": weights or "identity", "table": table})
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            wanted.append(metrics.cohen_kappa_score(first, second, labels=labels, weights=weights))
    compare(ask(requests), wanted)


def test_fleiss_is_that_of_statsmodels():
    inter_rater = pytest.importorskip("statsmodels.stats.inter_rater")
    tables = random_tables(missing=0)
    answers = ask([{"function": "fleiss_kappa", "lists": table} for table in tables])
    compare(answers, [float(inter_rater.fleiss_kappa(inter_rater.aggregate_raters(as_array(table))[0])) for table in tables])


@pytest.mark.parametrize("weights", ["identity", "linear", "quadratic", "ordinal"])
def test_many_raters_are_those_of_irrcac(weights):
    raw = pytest.importorskip("irrCAC.raw")
    pandas = pytest.importorskip("pandas")
    tables = random_tables()
    wanted = collections.defaultdict(list)
    for i, table in enumerate(tables):
        values = sorted({cell for row in table for cell in row if cell is not None})  # told: under pandas 3 it counts NaN as one
        peer = raw.CAC(pandas.DataFrame(as_array(table)), weights=weights, categories=values, digits=15)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            estimate = peer.gwet()["est"]
            wanted["gwet_ac1" if weights == "identity" else "gwet_ac2"].append(float(estimate["coefficient_value"]))
            wanted["percent_agreement"].append(float(estimate["pa"]))
            if weights == "identity" or i % 5 == 0:  # it is slow
                wanted["fleiss_kappa"].append(float(peer.fleiss()["est"]["coefficient_value"]))
                wanted["conger_kappa"].append(float(peer.conger()["est"]["coefficient_value"]))
    for function, values in wanted.items():
        asked = tables if len(values) == len(tables) else tables[::5]
        compare(ask([{"function": function, "weights": weights, "table": table} for table in asked]), values)


def test_two_raters_are_those_of_irrcac():
    table_module = pytest.importorskip("irrCAC.table")
    pandas = pytest.importorskip("pandas")
    requests, wanted = [], []
    for table in random_tables(raters=2, missing=0):
        values = sorted({cell for row in table for cell in row})
        counts = [[sum(row == [a, b] for row in table) for b in values] for a in values]
        requests.append({"function": "scott_pi", "table": table})
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            wanted.append(float(table_module.CAC(pandas.DataFrame(counts), digits=15).scott()["est"]["coefficient_value"]))
    compare(ask(requests), wanted)


def test_icc_is_that_of_pingouin():
    pingouin = pytest.importorskip("pingouin")
    pandas = pytest.importorskip("pandas")
    names = {"ICC(1,1)": "icc_1_1", "ICC(A,1)": "icc_2_1", "ICC(C,1)": "icc_3_1", "ICC(1,k)": "icc_1_k", "ICC(A,k)": "icc_2_k", "ICC(C,k)": "icc_3_k"}
    rounding = pingouin.options.pop("round.column.CI95")  # it would round the interval to two digits
    tables = random_tables()
    compared = 0
    try:
        for table, answer in zip(tables, ask([{"function": "icc", "table": table} for table in tables])):
            complete = as_array([row for row in table if None not in row])
            if len(complete) < 2 or len(np.unique(complete)) < 2:
                assert answer["icc_1_1"][0] is None
                continue
            if complete.size < 5:  # the peer refuses
                continue
            long = pandas.DataFrame([(u, r, v) for u, row in enumerate(complete) for r, v in enumerate(row)], columns=["unit", "rater", "value"])
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                rows = pingouin.intraclass_corr(long, targets="unit", raters="rater", ratings="value")
            assert answer["n_units"] == len(complete)
            for _, row in rows.iterrows():
                got = answer[names[row["Type"]]]
                if got[0] is None:  # the formula divides by what is not above 0
                    assert not row["ICC"] <= 1 or math.isinf(row["ICC"])
                    continue
                wanted = [row["ICC"], *row["CI95"], row["F"], row["df1"], row["df2"]]
                for mine, peer in zip(got, wanted):
                    if math.isfinite(peer) and abs(peer) < 1e12:  # F over a rounded 0
                        assert mine is not None and abs(mine - peer) <= 1e-10 * max(1, abs(peer)), (table, row, got)
                        compared += 1
    finally:
        pingouin.options["round.column.CI95"] = rounding
    assert compared > 5000


def test_kendall_w_is_that_of_pingouin():
    pingouin = pytest.importorskip("pingouin")
    pandas = pytest.importorskip("pandas")
    requests, wanted = [], []
    for table in random_tables(missing=0):
        long = pandas.DataFrame([(u, r, v) for u, row in enumerate(table) for r, v in enumerate(row)], columns=["unit", "rater", "value"])
        requests.append({"function": "kendall_w", "table": table})
        wanted.append(float(pingouin.friedman(long, dv="value", within="unit", subject="rater")["W"].iloc[0]))
    compare(ask(requests), wanted)


def test_pairs_are_those_of_scipy():
    stats = pytest.importorskip("scipy.stats")
    metrics = pytest.importorskip("sklearn.metrics")
    tables = random_tables(raters=4)
    compared = 0
    for table, pairs in zip(tables, ask([{"function": "pairwise", "level": "interval", "table": table} for table in tables])):
        for pair in pairs:
            both = as_array([row for row in table if row[pair["first"]] is not None and row[pair["second"]] is not None])
            x, y = both[:, pair["first"]], both[:, pair["second"]]
            assert pair["n_units"] == len(x)
            if len(x) < 3 or len(set(x)) < 2 or len(set(y)) < 2:
                continue
            labels = [np.searchsorted(np.unique(both[:, [pair["first"], pair["second"]]]), side) for side in (x, y)]
            wanted = {"pearson": stats.pearsonr(x, y)[0], "spearman": stats.spearmanr(x, y)[0], "percent_agreement": np.mean(x == y),
                      "ccc": 2 * np.cov(x, y, ddof=0)[0, 1] / (np.var(x) + np.var(y) + (np.mean(x) - np.mean(y)) ** 2),
                      "cohen_kappa": metrics.cohen_kappa_score(*labels), "cohen_kappa_quadratic": metrics.cohen_kappa_score(*labels, weights="quadratic")}
            for name, value in wanted.items():
                assert abs(pair[name] - value) < 1e-10, (name, pair, value)
                compared += 1
    assert compared > 3000


# ---- published ratings


def alpha_of_lists(lists, level):
    return ask([{"function": "krippendorff_alpha", "level": level, "lists": lists}])[0]["value"]


def crema_lists(rows):
    """Votes by way of asking: the clip numbers start with 1 (voice), 2 (face), 3 (both)."""
    lists = collections.defaultdict(list)
    for row in rows:
        lists[row[""][0]].append([i for i, label in enumerate("ADFHNS") for _ in range(int(row[label]))])
    return lists


def test_crema_d(data):
    with open(data / "raters/crema_d/tabulatedVotes.csv", newline="") as file:
        lists = crema_lists(csv.DictReader(file))
    assert round(alpha_of_lists([votes for group in lists.values() for votes in group], "nominal"), 4) == 0.4255
    assert [round(alpha_of_lists(lists[way], "nominal"), 4) for way in "123"] == [0.2811, 0.4582, 0.4967]


def annomi_lists(rows, column, who):
    """The utterances that several people annotated."""
    lists = collections.defaultdict(list)
    for row in rows:
        if row["interlocutor"] == who:
            lists[row["transcript_id"], row["utterance_id"]].append(row[column])
    names = sorted({label for labels in lists.values() for label in labels})
    return [[names.index(label) for label in labels] for labels in lists.values() if len(labels) > 1]


def test_annomi(data):
    with open(data / "raters/annomi/AnnoMI-full.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    asked = [("main_therapist_behaviour", "therapist"), ("client_talk_type", "client")]
    answers = ask([{"function": "fleiss_kappa", "lists": annomi_lists(rows, *what)} for what in asked])
    assert [round(answer["value"], 4) for answer in answers] == [0.7365, 0.4669]


def test_emobank(data):
    lists = collections.defaultdict(lambda: collections.defaultdict(list))
    with open(data / "raters/emobank/individual_reader_ratings.csv", newline="") as file:
        for row in csv.DictReader(file):
            for field in "VAD":
                lists[field][row["id"]].append(float(row[field]))
    assert [round(alpha_of_lists(list(lists[field].values()), "interval"), 4) for field in "VAD"] == [0.3436, 0.2447, 0.2202]


def vader_lists(file):
    return [json.loads(line.decode().rstrip("\r\n").split("\t")[3]) for line in file]


def test_vader(data):
    wanted = {"tweets": 0.7835, "nytEditorialSnippets": 0.5323, "movieReviewSnippets": 0.7983, "amazonReviewSnippets": 0.8204}
    with tarfile.open(data / "text/vader/hutto_ICWSM_2014.tar.gz") as archive:
        for name, alpha in wanted.items():
            lists = vader_lists(archive.extractfile(f"hutto_ICWSM_2014/{name}_anonDataRatings.txt"))
            assert round(alpha_of_lists(lists, "interval"), 4) == alpha


def lewidi_lists(items):
    return [[float(value) for value in item["annotations"].split(",")] for item in items]


def test_lewidi(data):
    wanted = {("ConvAbuse", "nominal"): 0.4281, ("ConvAbuse", "interval"): 0.7226, ("MD-Agreement", "nominal"): 0.3460, ("HS-Brexit", "nominal"): 0.3457}
    for (name, level), alpha in wanted.items():
        items = json.loads((data / f"raters/lewidi2023/{name}/{name}_train.json").read_text())
        assert round(alpha_of_lists(lewidi_lists(items.values()), level), 4) == alpha


def test_readers_of_published_ratings():
    """The same readers on made-up rows; by hand (0, 0), (1, 1), (0, 1): alpha 4/9, as for any level."""
    assert crema_lists([{"": "100", "A": "2", "D": "0", "F": "0", "H": "0", "N": "1", "S": "0"}])["1"] == [[0, 0, 4]]
    talk = [{"interlocutor": "client", "transcript_id": "1", "utterance_id": u, "talk": t} for u, t in (("0", "x"), ("0", "y"), ("1", "x"))]
    assert annomi_lists(talk, "talk", "client") == [[0, 1]]
    assert vader_lists([b"1\t0.5\t0.1\t[0, 1]\r\n"]) == [[0, 1]]
    lists = lewidi_lists([{"annotations": "0,0"}, {"annotations": "1,1"}, {"annotations": "0,1"}])
    for level in LEVELS:
        assert abs(alpha_of_lists(lists, level) - 4 / 9) < 1e-15
