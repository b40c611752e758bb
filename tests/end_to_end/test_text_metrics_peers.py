"""BLEU, chrF and ROUGE-L against sacrebleu, nltk and rouge-score on random corpora; strategy preference on recorded predictions."""

import collections
import itertools
import json
import math
import random
import subprocess
import warnings

import pytest

from conftest import ROOT

PROBE = ROOT / "build/release/bin/text_metrics_probe"
CORPORA = 200
WORDS = ["the", "cat", "sat", "on", "a", "mat", "The", "Café", "naïve", "3.5", "1,000", "5-3", "well-known", "don't", "e.g.", "...", "?!", "“ja”", "日本語", "😀",
         "&quot;x&quot;", "&amp;lt;", "<b>", "(so)", "I'm", "ﬁn", "İz", "\u212A", "$5", "x.", ",y", "..5", "5..", "3.,4", "-", "--", "5-", "<skipped>", "a.b", "4.b", "ΟΔΟΣ"]
SPACES = [" "] * 12 + ["  ", "\t", "\u00a0", "\u2003", "\n", "-\n"]
TOUGH = "0159.,-'&;<>|~`!/:@[{}] \n\té—\u3000aB"

warnings.filterwarnings("ignore", module="nltk")
pytestmark = pytest.mark.skipif(not PROBE.exists(), reason="needs the probe, which is built with the unit tests")


def ask(requests):
    """One answer per request; all of them from one process."""
    lines = "".join(json.dumps(request) + "\n" for request in requests)
    done = subprocess.run([PROBE], input=lines.encode(), capture_output=True, check=True, timeout=600)
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert len(answers) == len(requests)
    assert not [answer for answer in answers if "error" in answer]
    return [answer["value"] for answer in answers]


def close(ours, theirs):
    return math.isclose(ours, theirs, rel_tol=1e-12, abs_tol=0)


def text_of(chance, vocabulary):
    length = chance.choice([0, 1, 2, 3, 4, 5, 8, 12, 70])
    return "".join(chance.choice(vocabulary) + chance.choice(SPACES) for _ in range(length))


def corpus_of(seed):
    """Hypotheses with one to three references each; a small vocabulary, so that n-grams repeat."""
    chance = random.Random(seed)
    vocabulary = chance.sample(WORDS, chance.choice([3, 6, 12]))
    count = chance.choice([1, 2, 5])
    references = chance.choice([1, 1, 2, 3])
    return {"hypotheses": [text_of(chance, vocabulary) for _ in range(count)],
            "references": [[text_of(chance, vocabulary) for _ in range(references)] for _ in range(count)]}


def pairs_of(data):
    lines = (data / "dialogue/moel/generation_result.txt").read_text(encoding="utf-8").split("\n")
    hypotheses = [line[5:] for line in lines if line.startswith("MOE: ")]
    references = [[line[5:]] for line in lines if line.startswith("ref: ")]
    assert len(hypotheses) == len(references) == 5255
    return hypotheses, references


@pytest.fixture(scope="module")
def corpora():
    return [corpus_of(seed) for seed in range(CORPORA)]


def transposed(references):
    return [list(stream) for stream in zip(*references)]


def test_tokens_as_mteval():
    from sacrebleu.tokenizers.tokenizer_13a import Tokenizer13a

    chance = random.Random(1)
    texts = ["".join(chance.choice(TOUGH) for _ in range(chance.randrange(30))) for _ in range(5000)]
    texts += ["".join(run) for length in range(1, 6) for run in itertools.product("5.-a ", repeat=length)]
    peer = Tokenizer13a()
    [ours] = ask([{"function": "tokens", "texts": texts}])
    for text, tokens in zip(texts, ours):
        assert tokens == peer(text.rstrip()).split(), repr(text)


@pytest.mark.parametrize("smoothing", ["exp", "none", "floor", "add-k"])
def test_corpus_bleu_as_sacrebleu(corpora, smoothing):
    from sacrebleu.metrics import BLEU

    settings = [{"max_order": 4}, {"max_order": 2, "tokens": "none"}, {"max_order": 3, "effective": True}, {"max_order": 1}]
    ours = ask([{"function": "bleu", "smoothing": smoothing, **corpus, **setting} for corpus in corpora for setting in settings])
    for (corpus, setting), value in zip(itertools.product(corpora, settings), ours):
        peer = BLEU(smooth_method=smoothing, max_ngram_order=setting["max_order"], tokenize=setting.get("tokens", "13a"),
                    effective_order=setting.get("effective", False), force=True)
        assert close(value, peer.corpus_score(corpus["hypotheses"], transposed(corpus["references"])).score), (corpus, setting)


def test_sentence_bleu_as_sacrebleu(corpora):
    import sacrebleu

    ours = ask([{"function": "bleu_sentences", **corpus} for corpus in corpora])
    for corpus, values in zip(corpora, ours):
        for hypothesis, references, value in zip(corpus["hypotheses"], corpus["references"], values):
            assert close(value, sacrebleu.sentence_bleu(hypothesis, references).score), (hypothesis, references)


@pytest.mark.parametrize("method", [0, 1, 2, 3, 4, 5, 7])
def test_bleu_as_nltk(corpora, method):
    from nltk.translate.bleu_score import SmoothingFunction, corpus_bleu, sentence_bleu

    smoothing = getattr(SmoothingFunction(), f"method{method}")
    requests = [{"function": "nltk", "method": method, "max_order": order, **corpus} for corpus in corpora for order in (1, 2, 3, 4)]
    requests += [{"function": "nltk", "method": method, "max_order": 4, "hypotheses": corpus["hypotheses"][:1], "references": corpus["references"][:1]} for corpus in corpora]
    for request, value in zip(requests, ask(requests)):
        hypotheses = [text.split() for text in request["hypotheses"]]
        references = [[text.split() for text in texts] for texts in request["references"]]
        weights = (1 / request["max_order"],) * request["max_order"]
        if len(hypotheses) == 1:
            peer = sentence_bleu(references[0], hypotheses[0], weights=weights, smoothing_function=smoothing)
        else:
            peer = corpus_bleu(references, hypotheses, weights=weights, smoothing_function=smoothing)
        assert close(value, peer), request


@pytest.mark.parametrize("words", [0, 2])
def test_chrf_as_sacrebleu(corpora, words):
    from sacrebleu.metrics import CHRF

    settings = [{}, {"whitespace": True}, {"char_order": 3, "beta": 1}]
    ours = ask([{"function": "chrf", "word_order": words, **corpus, **setting} for corpus in corpora for setting in settings])
    for (corpus, setting), value in zip(itertools.product(corpora, settings), ours):
        peer = CHRF(word_order=words, **setting)
        assert close(value["corpus"], peer.corpus_score(corpus["hypotheses"], transposed(corpus["references"])).score), corpus
        for hypothesis, references, sentence in zip(corpus["hypotheses"], corpus["references"], value["sentences"]):
            assert close(sentence, peer.sentence_score(hypothesis, references).score), (hypothesis, references)


def test_rouge_l_as_rouge_score(corpora):
    from rouge_score.rouge_scorer import RougeScorer

    peer = RougeScorer(["rougeL"], use_stemmer=False)
    ours = ask([{"function": "rouge", **corpus} for corpus in corpora])
    for corpus, values in zip(corpora, ours):
        for hypothesis, references, value in zip(corpus["hypotheses"], corpus["references"], values):
            theirs = peer.score_multi(references, hypothesis)["rougeL"]
            assert all(map(close, value, theirs)), (hypothesis, references)


def test_rouge_l_of_long_texts():
    from rouge_score.rouge_scorer import RougeScorer

    chance = random.Random(2)
    pairs = [[" ".join(chance.choice("abcdef") for _ in range(chance.choice([63, 64, 65, 128, 300]))) for _ in range(2)] for _ in range(40)]
    [ours] = ask([{"function": "rouge", "hypotheses": [pair[0] for pair in pairs], "references": [[pair[1]] for pair in pairs]}])
    peer = RougeScorer(["rougeL"])
    for (hypothesis, reference), value in zip(pairs, ours):
        assert all(map(close, value, peer.score(reference, hypothesis)["rougeL"]))


def test_dialogue_replies(data):
    """500 generated replies and what people answered."""
    import sacrebleu
    from nltk.translate.bleu_score import corpus_bleu
    from rouge_score.rouge_scorer import RougeScorer

    hypotheses, references = (side[:500] for side in pairs_of(data))
    texts = {"hypotheses": hypotheses, "references": references}
    bleu, sentences, nltk, chrf, plus, rouge, scores = ask(
        [{"function": name, **texts, **more} for name, more in [("bleu", {}), ("bleu_sentences", {}), ("nltk", {}), ("chrf", {}), ("chrf", {"word_order": 2}), ("rouge", {}), ("scores", {})]])
    streams = transposed(references)
    assert close(bleu, sacrebleu.corpus_bleu(hypotheses, streams, force=True).score)
    assert close(nltk, corpus_bleu([[text.split() for text in one] for one in references], [text.split() for text in hypotheses]))
    assert close(chrf["corpus"], sacrebleu.corpus_chrf(hypotheses, streams).score)
    assert close(plus["corpus"], sacrebleu.corpus_chrf(hypotheses, streams, word_order=2).score)
    peer = RougeScorer(["rougeL"])
    for hypothesis, one, value, sentence in zip(hypotheses, references, rouge, sentences):
        assert all(map(close, value, peer.score(one[0], hypothesis)["rougeL"]))
        assert close(sentence, sacrebleu.sentence_bleu(hypothesis, one).score)
    assert scores["bleu"] == bleu and scores["chrf"] == chrf["corpus"]
    assert math.isclose(scores["rouge_l"], sum(value[2] for value in rouge) / 500, rel_tol=1e-12)


def distinct(texts, n):
    grams = [tuple(words[i:i + n]) for words in map(str.split, texts) for i in range(len(words) - n + 1)]
    return len(set(grams)) / len(grams) if grams else None


def test_distinct_and_perplexity(corpora):
    chance = random.Random(3)
    for n in (1, 2, 3):
        ours = ask([{"function": "distinct", "n": n, "texts": corpus["hypotheses"]} for corpus in corpora])
        assert ours == [distinct(corpus["hypotheses"], n) for corpus in corpora]
    values = [math.log(chance.uniform(0.01, 1)) for _ in range(1000)]
    [ours] = ask([{"function": "perplexity", "log_probabilities": values}])
    assert math.isclose(ours, math.exp(-math.fsum(values) / len(values)), rel_tol=1e-12)


def test_scores_of_a_resample(corpora):
    """Counts c give what the peers say of the items repeated as c says."""
    import sacrebleu

    chance = random.Random(4)
    counts = [[chance.randrange(3) for _ in corpus["hypotheses"]] for corpus in corpora]
    ours = ask([{"function": "scores", "counts": times, **corpus} for corpus, times in zip(corpora, counts)])
    for corpus, times, value in zip(corpora, counts, ours):
        items = [i for i, count in enumerate(times) for _ in range(count)]
        if not items:
            assert value == dict.fromkeys(value, None)
            continue
        hypotheses, streams = [corpus["hypotheses"][i] for i in items], transposed([corpus["references"][i] for i in items])
        assert close(value["bleu"], sacrebleu.corpus_bleu(hypotheses, streams).score)
        assert close(value["chrf"], sacrebleu.corpus_chrf(hypotheses, streams).score)
        assert value["distinct_1"] == distinct(hypotheses, 1) and value["distinct_2"] == distinct(hypotheses, 2)


def swept(wins):
    """The iteration of preference.h, written down once more in plain Python."""
    labels = range(len(wins))
    p = [1.0 for _ in labels]
    for _ in range(20):
        for i in labels:
            p[i] = (sum(wins[i][j] * p[j] / (p[i] + p[j]) for j in labels if j != i) / sum(wins[j][i] / (p[i] + p[j]) for j in labels if j != i))
        mean = math.exp(sum(map(math.log, p)) / len(p))
        p = [value / mean for value in p]
    return [value * len(p) / sum(p) for value in p]


def test_preference_on_random_counts():
    chance = random.Random(5)
    tables = [[[chance.randrange(1, 50) for _ in range(size)] for _ in range(size)] for size in (2, 3, 8) for _ in range(20)]
    for table, found in zip(tables, ask([{"function": "preference", "counts": table} for table in tables])):
        assert found["of_label"] == pytest.approx(swept(table), rel=1e-10)


# In the order in which the figures below are printed.
STRATEGIES = ["Question", "Restatement or Paraphrasing", "Reflection of Feelings", "Self-disclosure", "Affirmation and Reassurance", "Providing Suggestions", "Information", "Others"]


def test_recorded_preference(data):
    """The figures that others computed from the recorded predictions."""
    rows = json.loads((data / "dialogue/esc_predictions/results.json").read_text(encoding="utf-8"))
    pairs = collections.Counter((row["strg_pred"], row["strg_gold"]) for row in rows)
    counts = [[pairs[predicted, gold] for gold in STRATEGIES] for predicted in STRATEGIES]
    assert sum(map(sum, counts)) == len(rows) == 1611
    [found] = ask([{"function": "preference", "counts": counts}])
    assert found["bias"] == pytest.approx(0.7665764574, abs=5e-11)
    recorded = [.632247, .310199, 1.020601, .479233, 2.535954, 1.914607, .218779, .888380]
    assert found["of_label"] == pytest.approx(recorded, abs=1e-6)
