"""Tables that the tests make themselves: no data of others is needed."""

import csv
import json
import random

WORDS = ("good bad great awful not very never so kind of love hate fine terrible movie day but and the a "
         "happy sad :) :( GREAT hopeless! lovely, okay? don't isn't really extremely 😁 naïve").split()


def sentence(rng):
    return " ".join(rng.choice(WORDS) for _ in range(rng.randint(1, 24)))


def rows(count, seed=1):
    """(id, title, body) with leading zeros in the id, commas, quotes, line breaks and empty cells."""
    rng = random.Random(seed)
    for number in range(count):
        title = sentence(rng)
        body = sentence(rng)
        if number % 7 == 3:
            body = f'He said "{body}", then\nleft'
        if number % 11 == 5:
            title = ""
        yield f"{number:07d}", title, body


def write_csv(path, count, seed=1, delimiter=",", line_end="\n"):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, delimiter=delimiter, lineterminator=line_end)
        writer.writerow(["id", "title", "body"])
        writer.writerows(rows(count, seed))
    return path


def write_jsonl(path, count, seed=1):
    with open(path, "w", encoding="utf-8") as file:
        for id_, title, body in rows(count, seed):
            file.write(json.dumps({"id": id_, "title": title or None, "body": body, "n": int(id_)}, ensure_ascii=False) + "\n")
    return path
