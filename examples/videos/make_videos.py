#!/usr/bin/env python3
"""4,011 made-up videos in the shape of the measles video data set (Thakur et al. 2024): the same columns, the same five
months, about the same shares of sites. Every sentence is ours; no video of this name exists.

    python3 make_videos.py > videos.csv
"""

import csv
import datetime
import random
import sys

SITES = [("youtube.com", 486), ("tiktok.com", 152), ("instagram.com", 118), ("facebook.com", 104), ("news.example", 140)]
PLACES = "the county|our school|the city clinic|the island|the valley|two states|the whole country|a small town|the airport|the camp".split("|")
TOPICS = "measles|the MMR vaccine|the outbreak|measles in children|the second dose|the new cases|measles and travel|the vaccine rate".split("|")
PLAIN = [
    "{topic}: what the numbers say", "Update on {topic} in {place}", "How {topic} is counted", "{topic} explained in three minutes",
    "Questions and answers about {topic}", "A doctor talks about {topic}", "{topic} in {place}, week {n}", "What is known about {topic}",
    "Interview: {topic} in {place}", "{n} cases in {place} this month", "Where to get the vaccine in {place}",
]
DARK = [
    "Scared parents wait for hours in {place}", "{topic} is spreading and I am afraid", "The terrible week when {topic} came to {place}",
    "Why nobody trusts {place} any more :(", "Angry words at the meeting about {topic}", "My son was so sick. This is our story",
    "Dangerous lies about {topic}", "A tragic death in {place}", "Worst outbreak in {n} years", "The panic about {topic} is a disaster",
]
BRIGHT = [
    "Great news from {place}: no new case!", "How {place} stopped {topic}, a success", "Thank you to the kind nurses of {place} <3",
    "Our baby is safe and happy after the second dose :)", "A wonderful teacher explains {topic}", "Relief in {place}: the outbreak is over",
    "The brave volunteers who helped {place}", "I love how {place} came together",
]
MORE = [
    "Subscribe for more.", "Sources are linked below.", "Filmed in {place} in spring.", "Part {n} of our series.", "Ask your doctor.",
    "We spoke with families, nurses and officials.", "It was hard to watch.", "Nobody was hurt, and we are grateful.", "Please be kind in the comments!",
    "The rate in {place} fell to {n} percent.", "They were wonderful and patient with us.", "People were angry and afraid.", "",
]


def sentence(rng, kinds):
    kind = rng.choices(kinds, weights=[62, 24, 14])[0]
    text = rng.choice(kind).format(topic=rng.choice(TOPICS), place=rng.choice(PLACES), n=rng.randint(2, 60))
    return text[0].upper() + text[1:]


def main():
    rng = random.Random(4011)
    first = datetime.date(2024, 1, 1)
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["url", "site", "title", "description", "published"])
    for number in range(4011):
        site = rng.choices([name for name, _ in SITES], weights=[share for _, share in SITES])[0]
        title = sentence(rng, [PLAIN, DARK, BRIGHT])
        description = title
        if site in ("youtube.com", "facebook.com"):
            parts = [sentence(rng, [PLAIN, DARK, BRIGHT]) for _ in range(rng.randint(1, 3))]
            parts += [rng.choice(MORE).format(place=rng.choice(PLACES), n=rng.randint(2, 60)) for _ in range(rng.randint(0, 3))]
            description = " ".join(part for part in parts if part)
        if rng.random() < 0.015:
            description = ""
        day = first + datetime.timedelta(days=int(151 * rng.betavariate(2, 1.4)))
        out.writerow([f"https://{site}/made-up/{number:04d}", site, title, description, day.isoformat()])


if __name__ == "__main__":
    main()
