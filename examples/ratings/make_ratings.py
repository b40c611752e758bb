#!/usr/bin/env python3
"""Made-up ratings and predictions of made-up diary lines: four raters, three systems. No person said or rated any of it.

    python3 make_ratings.py     (writes the CSV files beside it, always the same bytes)

ratings.csv: 48 lines, each rated by up to four raters (emotion and valence). dora is given to saying "neutral" and, late in
the file, says nothing else. gold.csv: 160 lines of 24 speakers. careful.csv, quick.csv, loud.csv: three systems on these, with
a probability a label; careful knows how sure it is, loud is always sure.
"""

import csv
import math
import random
from pathlib import Path

LABELS = ["anger", "disgust", "fear", "joy", "sadness", "surprise", "neutral"]
VALENCE = {"anger": -.6, "disgust": -.6, "fear": -.5, "joy": .8, "sadness": -.7, "surprise": .2, "neutral": 0}
NEAR = {"anger": "disgust", "disgust": "anger", "fear": "surprise", "joy": "surprise", "sadness": "fear", "surprise": "joy", "neutral": "sadness"}
LINES = {
    "anger": ["They gave my seat away again and laughed", "Third time the {thing} breaks, and nobody calls back", "He read my letter aloud without asking"],
    "disgust": ["There was hair in the {thing}", "The whole {place} smelled of old fish", "Somebody had spat on the {thing}"],
    "fear": ["The lights went out in the {place} and something moved", "I heard steps behind me all the way to the {place}", "The {thing} shook and I could not breathe"],
    "joy": ["We danced in the {place} until it closed", "My sister came home with a {thing} for all of us", "The best {day} in years, I cannot stop smiling"],
    "sadness": ["Her chair in the {place} is still empty", "I kept his {thing} and put it away today", "Nobody came on {day}"],
    "surprise": ["A stranger in the {place} knew my name", "The {thing} was full of coins", "On {day} it snowed in the {place}"],
    "neutral": ["The {place} opens at nine on {day}", "I left the {thing} at the {place}", "Took the bus to the {place} and back"],
}
PLACES = "kitchen|library|station|garden|cinema|old school|harbour|waiting room".split("|")
THINGS = "soup|radio|box|kettle|suitcase|lift|cake|letter box".split("|")
DAYS = "Monday|Friday|Sunday|midsummer day|New Year's Day".split("|")


def line(rng, label):
    text = rng.choice(LINES[label]).format(place=rng.choice(PLACES), thing=rng.choice(THINGS), day=rng.choice(DAYS))
    return text + rng.choice([".", ".", "!", ""])


def emotion(rng):
    return rng.choices(LABELS, weights=[14, 6, 12, 24, 16, 9, 19])[0]


def valence(rng, label, spread):
    return round(min(1, max(-1, rng.gauss(VALENCE[label], spread))), 2)


def said(rng, truth, slips):
    chance = rng.random()
    return truth if chance > slips else NEAR[truth] if chance > slips / 3 else rng.choice(LABELS)


def rating_rows(rng):
    slips = {"anna": .12, "ben": .22, "chris": .3, "dora": .3}
    for number in range(48):
        truth = emotion(rng)
        text = line(rng, truth)
        feeling = rng.gauss(VALENCE[truth], .15)
        for rater, often in slips.items():
            label = said(rng, truth, often)
            if rater == "dora" and (number >= 26 or rng.random() < .25):
                label = "neutral"
            if rng.random() < .06:
                continue
            yield f"line-{number + 1}", text, rater, label, round(min(1, max(-1, rng.gauss(feeling, .6 * often + .08))), 1)


def probabilities(rng, truth, skill, sure):
    scores = [rng.gauss(0, 1) + skill * (label == truth) + .4 * skill * (label == NEAR[truth]) for label in LABELS]
    shares = [math.exp(sure * score) for score in scores]
    return [share / sum(shares) for share in shares]


def write(name, head, rows):
    with open(Path(__file__).parent / name, "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(head)
        out.writerows(rows)


def main():
    rng = random.Random(48)
    write("ratings.csv", ["line", "text", "rater", "emotion", "valence"], rating_rows(rng))
    truths = [emotion(rng) for _ in range(160)]
    gold = [(f"d{number + 1}", line(rng, truth), f"speaker-{rng.randint(1, 24)}", truth, valence(rng, truth, .2)) for number, truth in enumerate(truths)]
    write("gold.csv", ["id", "text", "speaker", "ekman7", "valence"], gold)
    for name, skill, sure, noise, shift in ("careful", 2.6, 1.1, .22, 0), ("quick", 1.9, 1, .35, .1), ("loud", 2.5, 4, .3, .25):
        rows = []
        for row in gold:
            shares = probabilities(rng, row[3], skill, sure)
            number = round(min(1, max(-1, row[4] + rng.gauss(shift, noise))), 2)
            rows.append((row[0], LABELS[shares.index(max(shares))], number, *(f"{share:.4f}" for share in shares)))
        write(f"{name}.csv", ["id", "ekman7", "valence", *(f"ekman7.{label}" for label in LABELS)], rows)


if __name__ == "__main__":
    main()
