"""Asks the probe program of openaffect/metrics: requests go in as JSON lines, answers come back as dictionaries."""

import json
import math
import pathlib
import subprocess

from conftest import COMMAND

PROBE = pathlib.Path(COMMAND).with_name("metrics_probe")


def ask(function, requests):
    """One answer a request, from one run. Fails on an answer that is an error."""
    answers = ask_freely(function, requests)
    for request, answer in zip(requests, answers):
        assert "error" not in answer, (answer, request)
    return answers


def ask_freely(function, requests):
    lines = "".join(json.dumps({"function": function, **request}) + "\n" for request in requests)
    done = subprocess.run([PROBE], input=lines, capture_output=True, text=True, timeout=600, check=True)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == len(requests)
    return answers


def same(ours, peer, tolerance=1e-12):
    """Equal to the tolerance, relative above 1; None is equal to NaN."""
    if ours is None or peer is None or math.isnan(peer):
        return ours is None and (peer is None or math.isnan(peer))
    return abs(ours - peer) <= tolerance * max(1.0, abs(peer))


def check(ours, peer, context):
    """Every figure of `peer` ({name: number}) is in `ours`, and equal."""
    for name, value in peer.items():
        assert name in ours, (name, sorted(ours))
        assert same(ours[name], value), (name, ours[name], value, context)
