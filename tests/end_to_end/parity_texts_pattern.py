"""Texts made to break a reimplementation of TextBlob's pattern analyzer: every rule of its tokenizer and of its
negations and modifiers, alone, side by side, and torn apart by characters that few programs treat alike.

`pattern_texts(seed, count)` gives the same texts on every machine."""

import random

NEGATIONS = ["no", "not", "never", "n't", "No", "NOT", "neVer", "don't", "isn't", "can't", "won't", "shouldn't", "cannot",
             "N'T", "n’t", "n't't", "nn't", "isn't.", "(n't)", "ain't!", "n 't", "n' t"]
MODIFIERS = ["very", "really", "extremely", "real", "much", "fucking", "f*cking", "totally", "hardly", "terribly",
             "overboard", "lively", "Very", "REALLY", "definitely", "happily", "simply", "likely", "ably", "goodly"]
KNOWN = ["good", "bad", "great", "terrible", "happy", "love", "hate", "amazing", "horrible", "simple", "complex", "better",
         "beautiful", "13th", "2nd", "can't", "isn't", "across-the-board", "f*cking", "bang-up", "over-the-top", "far-out",
         "Good", "GREAT", "hapPy", "first", "new", "other", "own", "same", "best", "worst", "lol", "damn", "wow", "used to",
         "in good taste", "done with", "full of life", "all-around", "ok", "fun", "nice", "sexy", "absurd", "lovely"]
SMALL = ["a", "an", "is", "it", "to", "I", "x", "o", "c", "8", "of", "D", "P", "n", "s", "'", "t", "ab", "abc", "the",
         "that", "é", "ab́", "ß", "中", "中文", "中文字", "🙂", "🙂🙂", "🙂🙂🙂", "\ufffd", "..", "/", "//", "///"]
EMOTICONS = ["<3", "♥", ">:D", ":-D", ":D", "=-D", "=D", "X-D", "x-D", "XD", "xD", "8-D", ">:P", ":-P", ":P", ":-p", ":p",
             ":-b", ":b", ":c)", ":o)", ":^)", ">:)", ":-)", ":)", "=)", "=]", ":]", ":}", ":>", ":3", "8)", "8-)", ">;]",
             ";-)", ";)", ";-]", ";]", ";D", ";^)", "*-)", "*)", ">:o", ":-O", ":O", ":o", ":-o", "o_O", "o.O", "°O°",
             "°o°", ">:/", ":-/", ":/", ":\\", ">:\\", ":-.", ":-s", ":s", ":S", ":-S", ">.>", ">:[", ":-(", ":(", "=(",
             ":-[", ":[", ":{", ":-<", ":c", ":-c", "=/", ":'(", ":'''(", ";'("]
MARKS = ["!", "!!", "!!!", "?", "?!", "!?!", "(!)", "( ! )", "(! )", "( !)", "((!))", "(!!)", "a(!)b", "! )", "( !", ".", "..",
         "...", "....", ".....", "!...", "...!", "....!..", ",", ";", ":", "--", "-", "~", "*", "**", "_", "(", ")", "()",
         "[", "]", "{}", "|", "`", "``", "''", '"', '"!"', "'!'", "”", "“", "’", "‘", "…", "@", "#", "$", "^", "&", "+", "=",
         "=~", ".-.", "'.'", ").", ".)", "!)", "?”", ".’", '."', ".'", "!'", "END-OF-SENTENCE", "(END-OF-SENTENCE)",
         "END-OF-SENTENCE.", "end-of-sentence", "END-OF-SENTENCEs"]
ABBREVIATIONS = ["a.", "adj.", "adv.", "al.", "a.m.", "c.", "cf.", "comp.", "conf.", "def.", "ed.", "e.g.", "esp.", "etc.",
                 "ex.", "f.", "fig.", "gen.", "id.", "i.e.", "int.", "l.", "m.", "Med.", "Mil.", "Mr.", "n.", "n.q.", "orig.",
                 "pl.", "pred.", "pres.", "p.m.", "ref.", "v.", "vs.", "w/", "U.S.", "U.S.A.", "T.", "Dr.", "Mrs.", "Sgt.",
                 "Xyz.", "M|.", "M||r.", "Mr|", "U.S", "u.s.a.", "1.", "é.", "É.é.", "Étc.", "etc.,", "etc..", "etc...",
                 "etc....", "Mr.!", "Mr!.", "A.B.!.", "A.B...", "(U.S.)", "...Mr.", ".a.", "a..", "good.bad.", "good.Mr.", "BCD.", "B."]
ODD = ["http://example.com/very-good?x=1&y=:)", "www.good.com", "me@good.com", "@good", "#good", "#good!", "1,000.50", "3.14",
       "$5", "50%", "1:3", "10:30", "(1998)", "1998 )", "18 )", "8 - D", "max D", "box - D", "fox D.", "too )", "etc )", "me: p",
       "<b>good</b>", "<br/>", "&amp;", "&lt;3", "< 3", "<  3", ": )", ":  )", "; )", ": - )", ":\n)", ":\n\n)", ": '(", ":''(",
       ": ' ' ' (", "° O °", "°O °", "> . >", "o . O", "o. O", "o .O", "o _ O", "> : [", "= D", "X - D", ": c )", ": c", ": o )x",
       ":D:D", ":D :D", ": D : D", "x:D", "x: D", "good:)", "good:(bad", "good=)", "8)8)", "8 )8 )", ":-)))", "(:", "(-:", "): :)",
       "good-bad", "good/bad", "good,bad", "good.bad", "good--bad", "well-good", "-good-", "_good_", "*good*", "~good~", "`good`",
       "'good'", '"good"', "“good”", "‘good’", "«good»", "good's", "good'd", "good'll", "good're", "good've", "I'm", "'s", "'S",
       "x" * 300, "good" * 60, "(" * 40, "." * 41, "!" * 30, "A." * 25, "a.!" * 20, "'" * 20, ":" * 20, ": " * 20, "😀" * 20,
       "\u212aind", "\u212a", "l\u0130vely", "\u0130", "a\u0130", "\u0130\u0130", "ΣΑΣ", "good\u0301", "ｇｏｏｄ", "ﬁne", "ẞ", "ǅ", "١٢٣",
       "good\u200b", "\ufeffgood", "good\u00ad", "°", "♥♥", "♥︎", "❤", "x♥", "♥.", "°o", "O°", "☺", "\U0001f468\u200d\U0001f469"]
SPACES = [" ", " ", " ", " ", " ", " ", " ", " ", "", "  ", "\t", "\n", "\n\n", "\r\n", "\r\n\r\n", "\n\r\n", "\r\r\n\n", "\r", "\n\n\n", "\n \n",
          "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x1f", "\x85", "\xa0", "\u1680", "\u2000", "\u2003", "\u200a", "\u2028", "\u2029",
          "\u202f", "\u205f", "\u3000", "\u200b", "\u180e", "\u2060", "\x00", "\x01", "\x7f", "\x80", "\ufeff"]
LETTERS = "abcdnotxXDPOocs8 3'\"!?.,:;()[]{}<>=-_*^°♥\\/|&#@~`$%+“”‘’…\n\r\tKé\u0130\u212a🙂\x00"
GROUPS = [NEGATIONS, MODIFIERS, KNOWN, SMALL, EMOTICONS, MARKS, ABBREVIATIONS, ODD]


def _spaced(face, rng):
    return "".join(c + rng.choice(["", " ", " ", "  "]) for c in face)


def _cased(word, rng):
    return rng.choice([word, word, word, word.upper(), word.lower(), word.title(), word.swapcase()])


def _piece(rng):
    group = rng.choice(GROUPS)
    word = rng.choice(group)
    if group is EMOTICONS and rng.random() < .4:
        word = _spaced(word, rng)
    return _cased(word, rng) if rng.random() < .15 else word


def _phrase(rng):
    """not a very good idea: the order in which the rules were written, with each part sometimes left out."""
    parts = [rng.choice(NEGATIONS), rng.choice(SMALL), rng.choice(MODIFIERS), rng.choice(SMALL), rng.choice(MODIFIERS),
             rng.choice(NEGATIONS), rng.choice(SMALL), rng.choice(KNOWN), rng.choice(MARKS), rng.choice(EMOTICONS)]
    return " ".join(part for part in parts if rng.random() < .6)


def _mixed(rng):
    return "".join(_piece(rng) + rng.choice(SPACES) for _ in range(rng.randint(1, 14)))


def _row(rng, group):
    return rng.choice(["", " "]).join(rng.choice(group) for _ in range(rng.randint(1, 8)))


def _soup(rng):
    return "".join(rng.choice(LETTERS) for _ in range(rng.randint(0, 24)))


def pattern_texts(seed, count):
    """`count` texts: every table entry alone and between words first, then random ones of all kinds."""
    rng = random.Random(seed)
    texts = ["", " ", "\n\n", "\x00"]
    for group in GROUPS:
        for word in group:
            texts += [word, word.upper(), word.lower(), f"good {word} bad", f"very {word} good", f"not {word} good.", f"good {' '.join(word)} !"]
    for space in SPACES:
        texts += [f"not{space}good", f"good{space}{space}!", f":{space})", f"({space}!{space})", f"good{space}END-OF-SENTENCE{space}: )"]
    makers = [_mixed, _mixed, _phrase, _phrase, _soup, lambda r: _row(r, MARKS), lambda r: _row(r, EMOTICONS),
              lambda r: _row(r, ABBREVIATIONS), lambda r: _spaced(_row(r, EMOTICONS), r), lambda r: _row(r, ODD)]
    while len(texts) < count:
        texts.append(rng.choice(makers)(rng))
    return texts[:count]
