"""Draws what a command prints in a terminal, colours included, as an SVG for the README.

    python tools/draw_terminal.py docs/images/read.svg build/release/bin/openaffect read "I can't BELIEVE …"
"""

import html
import os
import pty
import re
import sys

COLOURS = {"": "#d8dee9", "1": "#eceff4", "2": "#7b8494", "31": "#f07178", "32": "#9ece6a", "33": "#e6b450"}
WIDTH, HEIGHT, MARGIN = 8.43, 20, 16


def run_in_terminal(arguments):
    chunks = []

    def read(descriptor):
        chunks.append(os.read(descriptor, 65536))
        return chunks[-1]  # and so it is printed, too; nothing would mean the end

    os.environ.update(TERM="xterm-256color")
    os.environ.pop("NO_COLOR", None)
    pty.spawn(arguments, read)
    return b"".join(chunks).decode().replace("\r\n", "\n")


def spans(line):
    """(style, text) along one line."""
    style = ""
    for code, text in re.findall(r"(?:\x1b\[(\d*)m)?([^\x1b]*)", line):
        style = "" if code == "0" else code or style
        if text:
            yield style, text


def draw(command, output):
    lines = ["$ " + command, *output.rstrip("\n").split("\n")]
    width = MARGIN * 2 + WIDTH * max(len(re.sub(r"\x1b\[\d*m", "", line)) for line in lines)
    height = MARGIN * 2 + HEIGHT * len(lines)
    rows = []
    for number, line in enumerate(lines):
        parts = "".join('<tspan fill="%s"%s>%s</tspan>' % (COLOURS[style], ' font-weight="bold"' if style == "1" else "", html.escape(text))
                        for style, text in spans(line))
        rows.append(f'<text x="{MARGIN}" y="{MARGIN + HEIGHT * (number + 0.75):.0f}" xml:space="preserve">{parts}</text>')
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" width="{width:.0f}" height="{height}" role="img" '
            f'font-family="ui-monospace, Menlo, Consolas, \'DejaVu Sans Mono\', monospace" font-size="14">\n'
            f'<rect width="100%" height="100%" rx="8" fill="#1b2030"/>\n' + "\n".join(rows) + "\n</svg>\n")


if __name__ == "__main__":
    target, *command = sys.argv[1:]
    shown = " ".join(["openaffect", *(f'"{word}"' if " " in word else word for word in command[1:])])
    picture = draw(shown, run_in_terminal(command))
    os.makedirs(os.path.dirname(target), exist_ok=True)
    with open(target, "w", encoding="utf-8") as file:
        file.write(picture)
