"""Takes lexicons and VADER's human-rated texts out of the pinned PyPI packages.

    python tools/take_lexicons.py PACKAGES SHARE HUMAN_RATED

PACKAGES has the files that `pip download` brought (tools/requirements/lexicons.txt). The lexicons go to SHARE/lexicons,
their packages' licences beside them, the four human-rated sets of the VADER paper, joined, to HUMAN_RATED (CSV: set, id,
mean, text). Every file is checked against the sha256 it had when our numbers were proved.
"""

import csv
import hashlib
import io
import pathlib
import sys
import tarfile
import zipfile

LEXICONS = {
    "vader/vader_lexicon.txt": "1ec9c6e9ee19aade328f8beb393a6afa71a5bb3acf7d3cc22d4ef568df374bf5",
    "vader/emoji_utf8_lexicon.txt": "b8d54223ae1ce22a3e12c1f745316b71678c328eb5f5d3063a842f37cfbe2823",
    "pattern/en-sentiment.xml": "0ca603db55570bab9b2865716a3696ede01e3da02b570c47628a9dbcc3b37d1e",
}
SETS = {"tweets": 4200, "amazonReviewSnippets": 3708, "movieReviewSnippets": 10605, "nytEditorialSnippets": 5190}


def only(folder, pattern):
    found = sorted(folder.glob(pattern))
    if len(found) != 1:
        sys.exit(f"take_lexicons: expected one {pattern} in {folder}, found {len(found)}")
    return found[0]


def put(path, data, sha256):
    if hashlib.sha256(data).hexdigest() != sha256:
        sys.exit(f"take_lexicons: {path.name} is not the file that our numbers were proved with (sha256 differs)")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def human_rated(archive):
    """Rows (set, id, mean, text) of the paper's four sets, in the files' order."""
    for name, count in SETS.items():
        data = archive.extractfile(f"hutto_ICWSM_2014/{name}_GroundTruth.txt").read().decode("utf-8")
        rows = [line.rstrip("\r").split("\t", 2) for line in data.split("\n") if line.strip()]
        if len(rows) != count:
            sys.exit(f"take_lexicons: {name} has {len(rows)} texts, not {count}")
        for number, mean, text in rows:
            yield name, number, mean, text


def main(packages, share, rated):
    vader = tarfile.open(only(packages, "vader*.tar.gz"))
    root = vader.getnames()[0].split("/")[0]
    for file in ("vader_lexicon.txt", "emoji_utf8_lexicon.txt"):
        data = vader.extractfile(f"{root}/vaderSentiment/{file}").read()
        put(share / "lexicons/vader" / file, data, LEXICONS[f"vader/{file}"])
    (share / "lexicons/vader/LICENSE.txt").write_bytes(vader.extractfile(f"{root}/LICENSE.txt").read())
    with zipfile.ZipFile(only(packages, "textblob-*.whl")) as wheel:
        put(share / "lexicons/pattern/en-sentiment.xml", wheel.read("textblob/en/en-sentiment.xml"), LEXICONS["pattern/en-sentiment.xml"])
        licence = next(name for name in wheel.namelist() if name.endswith("licenses/LICENSE"))
        (share / "lexicons/pattern/LICENSE.txt").write_bytes(wheel.read(licence))
    inner = vader.extractfile(f"{root}/additional_resources/hutto_ICWSM_2014.tar.gz").read()
    rated.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(fileobj=io.BytesIO(inner)) as archive, open(rated, "w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["set", "id", "mean", "text"])
        writer.writerows(human_rated(archive))


if __name__ == "__main__":
    main(*(pathlib.Path(argument) for argument in sys.argv[1:4]))
