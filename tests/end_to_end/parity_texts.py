"""Texts made to break a reimplementation of VADER: each of its rules alone, side by side, at every distance, in every
case, and torn apart by characters that few programs treat alike.

`vader_texts(seed, n)` gives the same texts on every machine that has vaderSentiment 3.3.2."""

import random

from vaderSentiment.vaderSentiment import BOOSTER_DICT, NEGATE, SPECIAL_CASES, SentimentIntensityAnalyzer

POSITIVE = ["good", "great", "love", "happy", "smart", "handsome", "funny", "compelling", "fun", "best", "lol", "hope", "ok"]
NEGATIVE = ["bad", "horrible", "hate", "sad", "ugly", "sux", "terrible", "awful", "worst", "hell", "pain", "stop", "no"]
FACES = [":)", ":(", ":D", ":-D", ";)", ":P", "<3", "</3", "XD", "=)", ":'(", ":-/", "d:", "(:", "{:", "|-:", "o.o", ":|", "\\m/", "^_^", ":-Þ"]
PLAIN = ["the", "a", "it", "is", "of", "to", "for", "and", "at", "was", "movie", "I", "x", "so", "this", "or", "nor", "kind", "sort",
         "just", "enough", "doubt", "least", "very", "but", "BUT", "But", "ass", "bus", "yeah", "right", "die", "heart", "2", "3.5",
         "only", "such", "any", "never", "without", "no", "not", "least", "too", "as", "like", "well"]
RULES = ["never so {}", "never this {}", "never so very {}", "never x so {}", "so x {}", "this x {}", "x so x {}", "x x so {}", "never x x {}",
         "without doubt {}", "without a doubt {}", "without doubt a {}", "without any doubt {}", "without x y {}", "without x {}",
         "at least {}", "very least {}", "least {}", "the least {}", "at the least {}", "LEAST {}", "least least {}", "good least {}",
         "kind of {}", "x kind of {}", "x x kind of {}", "kind of x {}", "x kind of x {}", "kind {} of", "kind. of {}", "kind", "kind of", "kind of of {}",
         "sort of {}", "x sort of {}", "x sort of x {}", "just enough {}", "x just enough {}", "x just enough x {}", "only kind of {}",
         "no {}", "no x {}", "no x y {}", "no x or {}", "no x nor {}", "no good or {}", "{} or no {}", "no no {}", "No. {}", "NO {}", "no {} or {}",
         "x y the shit {}", "x y {} the shit", "x y z {} the bomb", "a b c bad ass {}", "a b c {} bad ass", "a b c yeah right {}", "a b c {} yeah right",
         "a b c kiss of death {}", "a b c {} kiss of death", "a b c kiss of death", "kiss of death {}", "a b c {} to die for", "to die for {}",
         "x x x beating heart", "x x beating heart {}", "x x x bus stop {}", "{} bus stop x", "x x x badass", "x the shit the bomb {}",
         "{} but {}", "{} {} but {} {}", "but {}", "{} but", "{} but but {}", "{} BUT {} But {}", "{} but, {}", "(but) {} {}", "{} 'but' {}",
         "not {}", "not x {}", "not x x {}", "not x x x {}", "not so {}", "not very {}", "isn't {}", "xn't {}", "n't x {}", "x' n't' {}", "N'T x {}",
         "un'tie {}", "don`t {}", "don’t {}", "DON'T be {}", "can't stand {}", "fed up {}", "very very {}", "very not {}", "not not {}", "VERY {}",
         "x VERY x {}", "x x VERY {} y", "barely {}", "BARELY x {}", "fucking {}", "so {}", "SO x {}", "uh-uh {}", "kind-of {}", "kindof x {}",
         "{}!", "{}!!", "{}!!!!!", "{}?", "{}??", "{}???", "{}????", "{}?!?!", "!{}?", "{} ! ! !", "{}! {}? {}!!", "...{}...", "\"{}\"", "'{}'", "({})",
         "#{}", "@{}", "{}_", "-{}-", "{}.{}", "{}/{}", "{}-{}", "{}'s", "{}’s", "{}\u0301", "\ufeff{}", "{}\u200d", "\u00ad{}"]
MARKS = ["!", "!!", "!!!", "!!!!!!", "?", "??", "???", "????", "?!", "...", ",", ".", ";", "-", "--", "'", "\"", "(", ")", "*", "#", "~", "$", "%", "&", "|", "`", "_"]
EMOJI = ["😀", "😁", "💘", "💋", "😂", "❤", "❤️", "☹", "☹️", "👍", "👍🏽", "🏽", "👨‍👩‍👧", "🏳️‍🌈", "🇩🇪", "🇩", "☺", "😍😍", "🔛", "🆙", "‼", "⁉", "©", "®", "™", "㊙",
         "🈚", "👞", "🕛", "#️⃣", "1️⃣", "\ufe0f", "\u200d", "💔", "😡", "🙃", "🤬", "🧡", "🦄", "\U0001fae0", "\U0001f9ff", "\U0001f6d1", "☠", "♥", "✨", "🚫", "⭕", "\U0010ffff"]
ODD = ["İ", "İyi", "GOODİ", "ı", "ΑΣ", "ΣΑΣ", "Σ", "ß", "ẞ", "STRAẞE", "ǅ", "AǅB", "Ǆ", "ＧＯＯＤ", "ｇｏｏｄ", "𐐀𐐁", "𐐨", "ᲐᲑ", "აბ", "Ⅷ", "Ⓐ", "ⓐ", "ª", "ʰ", "中文", "日", "ñ", "É",
       "é", "ÉCOLE", "AÉ", "Aé", "\u212aind", "\u212aIND", "\u212ainda", "\u212aiss", "\u212a", "ſo", "ﬁne", "٣", "१", "½", "²", "\u0345", "A\u0345", "\x00", "go\x00od", "good\x00",
       "\x01", "\x07", "\x1b[0m", "\x7f", "\x80", "\x9f", "\u200b", "\u2060", "\u180e", "\ufffd", "\U0001d2c0", "\U00011f02", "\U0001df25", "\u2c5f", "Ꟶ",
       "x" * 17, "x" * 64, "X" * 65, "good" * 30, "!" * 63, "!" * 64 + "x", "." * 70 + "good" + "." * 70, "'" * 65 + "n't", "Nan't" * 20, "é" * 40, "tenderheartednesses",
       "TENDERHEARTEDNESSES", "once-in-a-lifetime", "a" * 15 + "!", "ab.", "(ab)", "(abc)", "é!", "éé!", "ééé!", "🙂!", "\"é\"", "''", "'", "-", "n't", "'n't'", "n't!", "can'tn't"]
SPACES = [" "] * 14 + ["  ", "\t", "\n", "\r\n", "\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x1f", "\x85", "\xa0", "\u1680", "\u2000", "\u2003", "\u200a", "\u2028",
                       "\u2029", "\u202f", "\u205f", "\u3000", "", "\u200b", "\u00a0 ", "\ufeff"]
LETTERS = "abdegnotrswy '!?.,-kKİσΣß😀❤\u3000\t\x00é’N'T"


class _Words:
    """The peer's own tables, so that each of its words is met."""

    def __init__(self):
        analyzer = SentimentIntensityAnalyzer()
        self.lexicon = sorted(analyzer.lexicon)
        self.emoji = sorted(analyzer.emojis)
        self.boosters = sorted(BOOSTER_DICT)
        self.negations = sorted(NEGATE)
        self.idioms = sorted(SPECIAL_CASES) + ["broken heart", "the shits", "yeah, right", "the bomb!", "(bad) ass"]
        by_valence = {}
        for word in self.lexicon:
            by_valence.setdefault(analyzer.lexicon[word], []).append(word)
        # Values that become one another when halved or multiplied by 1.5: what `but` confuses.
        self.chains = [by_valence[value] for value in (2.0, 1.0, 0.5, 3.0, 1.5, -2.0, -1.0, -0.5, -3.0, -1.5) if value in by_valence]

    def rated(self, rng):
        return rng.choice(rng.choice([POSITIVE, NEGATIVE, FACES, self.lexicon]))


def _cased(word, rng):
    return rng.choice([word] * 6 + [word.upper(), word.upper(), word.title(), word.swapcase()])


def _piece(words, rng):
    group = rng.choice([POSITIVE, NEGATIVE, FACES, PLAIN, PLAIN, PLAIN, MARKS, EMOJI, ODD, words.lexicon, words.boosters, words.negations,
                        words.idioms, words.emoji])
    piece = _cased(rng.choice(group), rng)
    if rng.random() < .2:
        piece = rng.choice(MARKS) * rng.randint(0, 2) + piece + rng.choice(MARKS) * rng.randint(0, 4)
    return piece


def _mixed(words, rng):
    return "".join(_piece(words, rng) + rng.choice(SPACES) for _ in range(rng.randint(1, 16)))


def _sentence(words, rng):
    """Only words that some rule knows, so that rules meet."""
    groups = [PLAIN, PLAIN, words.boosters, words.negations, words.idioms, POSITIVE, NEGATIVE, words.lexicon]
    parts = [_cased(rng.choice(rng.choice(groups)), rng) for _ in range(rng.randint(2, 14))]
    return " ".join(parts) + rng.choice(["", "", ".", "!", "!!!", "?", "??", "????!"])


def _rule(words, rng):
    rule = rng.choice(RULES)
    text = rule.format(*(_cased(words.rated(rng), rng) for _ in range(4)))
    return rng.choice([text, text, text.upper(), f"{_piece(words, rng)} {text}", f"{text} {_piece(words, rng)}", f"{text} {_rule(words, rng)}" if rng.random() < .5 else text])


def _chain(words, rng):
    """Rated words of few values around a `but`."""
    few = [rng.choice(rng.choice(words.chains)) for _ in range(3)] + [words.rated(rng)]
    parts = [rng.choice(few) for _ in range(rng.randint(1, 12))]
    for _ in range(rng.randint(1, 2)):
        parts.insert(rng.randint(0, len(parts)), rng.choice(["but", "BUT", "but,"]))
    if rng.random() < .3:
        parts = [part for word in parts for part in (["x"] * rng.randint(0, 3) + [word])]
    return " ".join(parts)


def _capitals(words, rng):
    parts = [rng.choice([words.rated(rng), rng.choice(words.boosters), rng.choice(PLAIN), rng.choice(ODD)]) for _ in range(rng.randint(1, 7))]
    return " ".join(part.upper() if rng.random() < .8 else part for part in parts)


def _emoji_row(words, rng):
    groups = [EMOJI, words.emoji, PLAIN, POSITIVE, [" ", "", "!", "\t", "\xa0"]]
    return "".join(rng.choice(rng.choice(groups)) + rng.choice(["", "", " "]) for _ in range(rng.randint(1, 9)))


def _soup(words, rng):
    return "".join(rng.choice(LETTERS) for _ in range(rng.randint(0, 40)))


def _long(words, rng):
    """Beyond what block-wise and special-cased code holds at once."""
    count = rng.choice([20, 70, 150, 400])
    maker = rng.choice([_mixed, _sentence, _chain, _emoji_row])
    return " ".join(maker(words, rng) for _ in range(max(1, count // 8)))


def _alone(words):
    texts = ["", " ", "\n", "\u3000", "\x00", "!", "?", "??", "but", "kind of", "no", "least"]
    for group in (POSITIVE, NEGATIVE, FACES, PLAIN, MARKS, EMOJI, ODD, words.boosters, words.negations, words.idioms):
        for word in group:
            texts += [word, word.upper(), f"{word} good", f"x {word} y bad", f"x x {word} y z GREAT", f"good {word}", f"x y z good {word} of",
                      f"{word}good", f"good{word}", f"{word}{word}", f"GOOD {word.upper()} x {word}"]
    texts += [rule.format("good", "bad", "GREAT", ":)") for rule in RULES] + [rule.format("BAD", "hate", "love", "worst").upper() for rule in RULES]
    texts += [f"a{space}good{space}{space}bad{space}😀{space}!" for space in SPACES]
    texts += words.lexicon + [f"It is {word.upper()}, not {word}!" for word in words.lexicon] + words.emoji + [f"good{emoji}x" for emoji in words.emoji]
    return texts


def vader_texts(seed, n):
    """`n` texts: every table entry alone and between words first, then random ones of all kinds."""
    rng = random.Random(seed)
    words = _Words()
    texts = _alone(words)
    makers = [_mixed, _mixed, _sentence, _sentence, _sentence, _rule, _rule, _rule, _chain, _chain, _capitals, _emoji_row, _soup]
    while len(texts) < n:
        texts.append((_long if rng.random() < .01 else rng.choice(makers))(words, rng))
    return texts[:n]
