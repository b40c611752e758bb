"""vader and pattern are the published programs, number for number: every float64 equal, on real and on hostile text.

The peers (vaderSentiment 3.3.2, textblob 0.20.1) run here, in this process, on the same texts.
"""

import csv
import math
import multiprocessing
import os

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import HUMAN_RATED, run
from parity_texts import vader_texts
from parity_texts_pattern import pattern_texts

GENERATED = int(os.environ.get("OA_PARITY_TEXTS", "200000"))
FIELDS = {"vader": ["neg", "neu", "pos", "compound"], "pattern": ["polarity", "subjectivity"]}


def vader_peer(texts):
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    analyzer = SentimentIntensityAnalyzer()
    return [tuple(analyzer.polarity_scores(text)[field] for field in FIELDS["vader"]) for text in texts]


def pattern_peer(texts):
    from textblob.en.sentiments import PatternAnalyzer

    analyzer = PatternAnalyzer()
    return [tuple(float(number) for number in analyzer.analyze(text)[:2]) for text in texts]


PEERS = {"vader": vader_peer, "pattern": pattern_peer}


def peer_numbers(rater, texts):
    size = 2000
    chunks = [texts[at:at + size] for at in range(0, len(texts), size)]
    with multiprocessing.Pool(os.cpu_count()) as pool:
        return [row for rows in pool.imap(PEERS[rater], chunks) for row in rows]


def our_numbers(rater, texts, folder):
    source, labelled = folder / "texts.parquet", folder / "labelled.parquet"
    pq.write_table(pa.table({"text": pa.array(texts, pa.large_string())}), source)
    run("label", source, "--text", "text", "--raters", rater, "-o", labelled, "--force")
    table = pq.read_table(labelled)
    assert table.num_rows == len(texts)
    assert set(table[f"text.{rater}.status"].to_pylist()) <= {"ok"}
    return list(zip(*(table[f"text.{rater}.{field}"].to_pylist() for field in FIELDS[rater])))


def same(ours, peer):
    """Equal float64, the sign of zero aside."""
    return ours == peer or (math.isnan(ours) and math.isnan(peer))


def assert_equal(rater, texts, folder):
    ours, peer = our_numbers(rater, texts, folder), peer_numbers(rater, texts)
    different = [i for i in range(len(texts)) if not all(map(same, ours[i], peer[i]))]
    shown = "\n".join(f"{texts[i]!r}\n  ours {ours[i]}\n  peer {peer[i]}" for i in different[:10])
    assert not different, f"{len(different)} of {len(texts)} texts differ:\n{shown}"


def human_rated():
    with open(HUMAN_RATED, newline="", encoding="utf-8") as file:
        return [row["text"] for row in csv.DictReader(file)]


def goemotions(data):
    return [line.split("\t")[0] for part in ("train", "dev", "test")
            for line in (data / f"text/goemotions/{part}.tsv").read_text(encoding="utf-8").split("\n") if line]


def tweeteval(data):
    files = sorted((data / "text/tweeteval").rglob("*_text.txt"))
    return [line for file in files for line in file.read_text(encoding="utf-8").split("\n") if line]


@pytest.mark.parametrize("rater", FIELDS)
def test_human_rated_sets(rater, tmp_path):
    texts = human_rated()
    assert len(texts) == 23703
    assert_equal(rater, texts, tmp_path)


@pytest.mark.parametrize("rater", FIELDS)
def test_goemotions(rater, data, tmp_path):
    texts = goemotions(data)
    assert len(texts) == 43410 + 5426 + 5427
    assert_equal(rater, texts, tmp_path)


@pytest.mark.parametrize("rater", FIELDS)
def test_tweeteval(rater, data, tmp_path):
    texts = tweeteval(data)
    assert len(texts) == 23937
    assert_equal(rater, texts, tmp_path)


@pytest.mark.parametrize("rater, generate", [("vader", vader_texts), ("pattern", pattern_texts)])
def test_generated_texts(rater, generate, tmp_path):
    texts = list(generate(20260, GENERATED))
    assert len(texts) == GENERATED
    assert_equal(rater, texts, tmp_path)
