"""Tokens and spans against Hugging Face `tokenizers`, through a probe program."""

import json
import os
import subprocess

import pytest

from tokenizer_probe import MINILM, PROBE, Answers, byte_level_bpe, check, minilm, saved
from tokenizer_texts import every_character, random_texts

pytestmark = pytest.mark.skipif(not PROBE.exists(), reason="needs the probe, which is built with the unit tests")
tokenizers = pytest.importorskip("tokenizers")


def describe(folder, kind="wordpiece"):
    done = subprocess.run([PROBE, folder, kind, "describe"], capture_output=True, timeout=600, check=True)
    return json.loads(done.stdout)


def rows(characters, width=256):
    """Many characters in few texts; a space lies between them, which no tokenizer here looks across."""
    return [" ".join(characters[start:start + width]) for start in range(0, len(characters), width)]


def every_context():
    characters = every_character()
    return rows(characters) + rows(["a" + c + "b" for c in characters]) + characters[:0x3100:3]


TOUGH = ["", " ", "Hello <mask> world, it's 5 o'clock!!  \n x", "  a", "é", "x  <mask>  y", "<mask><mask>", " <mask>", "a </s> b", "[SEP][MASK] [CLS]x[UNK]", "[sep]", "a\x00b", "\ufffd", "new york",
         "new yorker in new york.", "a both  both  b", "going", "a\u3000x\u3000b", "HELLO hello Hello ete ÉTÉ été", "'s 'S don't", "a" * 500, "e\u0301" * 300, "\u0301\u0323\u0345 \u0323\u0301", "أهلا שלום", "👩🏽‍🚀🏳️‍🌈", "ﬁŉǆ①㌀ᄒ"]


@pytest.fixture(scope="module")
def learned():
    """Texts to train vocabularies on: of the data, where there is some, else random ones."""
    folder = os.environ.get("OPENAFFECT_DATA", "")
    lines = random_texts(4000, seed=1)
    if folder:
        with open(f"{folder}/text/goemotions/dev.tsv", encoding="utf-8") as file:
            lines += [line.split("\t")[0] for line in file]
    return lines


@pytest.fixture(scope="module")
def tough():
    """All kinds of texts, some thousands."""
    return TOUGH + random_texts(4000, seed=2) + rows(every_character()[:0x30000], 64)[::7]


def wordpiece(texts, **options):
    from tokenizers import models, normalizers, pre_tokenizers, trainers

    tokenizer = tokenizers.Tokenizer(models.WordPiece(unk_token="[UNK]", max_input_chars_per_word=30))
    tokenizer.normalizer = normalizers.BertNormalizer(**options)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    special = ["[UNK]", "[PAD]", "[CLS]", "[SEP]", "[MASK]"]
    tokenizer.train_from_iterator(texts + rows(every_character()[::9]), trainers.WordPieceTrainer(vocab_size=12000, limit_alphabet=8000, special_tokens=special, show_progress=False))
    return tokenizer


def test_minilm_on_random_texts_and_every_character():
    check(MINILM, minilm(), TOUGH + random_texts(100_000) + every_context())


def test_minilm_from_its_vocabulary_file(tmp_path):
    peer = minilm()
    for name in ("vocab.txt", "tokenizer_config.json", "special_tokens_map.json"):
        (tmp_path / name).write_bytes((MINILM / name).read_bytes())
    check(tmp_path, peer, TOUGH + random_texts(3000, seed=3))
    assert describe(tmp_path) == describe(MINILM) == {"before": [101], "after": [102], "pad": 0, "size": 30522}


def test_roberta_on_random_texts_and_every_character(learned, tmp_path):
    from tokenizers import processors

    peer = byte_level_bpe(learned)
    peer.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0), trim_offsets=True, add_prefix_space=False)
    check(saved(peer, tmp_path), peer, TOUGH + random_texts(100_000) + every_context())
    assert describe(tmp_path) == {"before": [0], "after": [2], "pad": 1, "size": peer.get_vocab_size()}


@pytest.mark.parametrize("prefix", [False, True])
@pytest.mark.parametrize("trim", [False, True])
def test_byte_level_bpe_with_added_tokens(learned, tough, tmp_path, prefix, trim):
    from tokenizers import AddedToken, processors

    peer = byte_level_bpe(learned, prefix)
    peer.post_processor = processors.ByteLevel(trim_offsets=trim)
    peer.add_tokens([AddedToken("new york", single_word=True), AddedToken(" both ", lstrip=True, rstrip=True), AddedToken("ing"), AddedToken("\u3000x\u3000")])
    check(saved(peer, tmp_path), peer, tough)


def test_byte_level_bpe_from_vocabulary_files(learned, tough, tmp_path):
    from tokenizers import processors

    peer = byte_level_bpe(learned)
    peer.model.save(str(tmp_path))
    (tmp_path / "special_tokens_map.json").write_text(json.dumps({"mask_token": {"content": "<mask>", "lstrip": True}}))
    peer.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0), trim_offsets=True, add_prefix_space=False)
    check(tmp_path, peer, tough, "byte_bpe")
    assert describe(tmp_path, "byte_bpe") == {"before": [0], "after": [2], "pad": 1, "size": peer.get_vocab_size()}


def test_byte_level_bpe_that_lacks_bytes(learned, tough, tmp_path):
    from tokenizers import processors

    peer = byte_level_bpe(learned[4000:5000] or ["abc abd"] * 9, prefix=True, size=400, alphabet=False)
    peer.post_processor = processors.ByteLevel(trim_offsets=True)
    check(saved(peer, tmp_path), peer, tough)


@pytest.mark.parametrize("normalizer", ["NFC", "NFD", "NFKC", "NFKD", "StripAccents", None])
@pytest.mark.parametrize("fuse", [False, True])
def test_other_parts(learned, tough, tmp_path, normalizer, fuse):
    from tokenizers import AddedToken, models, normalizers, pre_tokenizers, trainers

    peer = tokenizers.Tokenizer(models.BPE(unk_token="<unk>", fuse_unk=fuse, ignore_merges=fuse))
    if normalizer:
        peer.normalizer = normalizers.Sequence([getattr(normalizers, normalizer)(), normalizers.Lowercase()]) if fuse else getattr(normalizers, normalizer)()
    if fuse:
        peer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Whitespace(), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
    elif normalizer:
        peer.pre_tokenizer = pre_tokenizers.WhitespaceSplit() if normalizer == "NFD" else pre_tokenizers.BertPreTokenizer()
    texts = learned[:1500] + rows(every_character()[::29])
    peer.train_from_iterator(texts, trainers.BpeTrainer(vocab_size=12000, special_tokens=["<unk>"], show_progress=False, limit_alphabet=10000, max_token_length=8))
    peer.add_tokens([AddedToken("ÉT", normalized=True)])
    check(saved(peer, tmp_path), peer, tough)


@pytest.mark.parametrize("options", [{"lowercase": False}, {"strip_accents": False}, {"clean_text": False}, {"handle_chinese_chars": False},
                                     {"strip_accents": True, "lowercase": False, "clean_text": False}], ids=str)
def test_options_of_bert(learned, tough, tmp_path, options):
    from tokenizers import AddedToken

    peer = wordpiece(learned, **options)
    check(saved(peer, tmp_path), peer, tough)
    peer.add_tokens([AddedToken("Hello", normalized=True), AddedToken("Été", normalized=True, single_word=True)])
    check(saved(peer, tmp_path), peer, tough)


def test_ill_formed_text_as_if_it_were_replaced(learned, tmp_path):
    peer = byte_level_bpe(learned)
    saved(peer, tmp_path)
    texts = [b"a\xffb", b"\xe2\x82", b"x \xf0\x9f\x98 y", b"\xed\xa0\x80", b"\xc0\xaf"]
    replaced = [text.decode(errors="replace").encode() for text in texts]
    ours, theirs = Answers(tmp_path, texts), Answers(tmp_path, replaced)
    for left, right in zip(ours.ids, theirs.ids):
        assert left.tolist() == right.tolist()


def test_a_difference_would_be_seen(learned, tmp_path):
    """The comparison itself: another vocabulary must fail."""
    saved(byte_level_bpe(learned, size=700), tmp_path)
    with pytest.raises(pytest.fail.Exception):
        check(tmp_path, byte_level_bpe(learned, size=900), random_texts(200))
