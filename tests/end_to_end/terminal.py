"""Programs in a terminal of their own (a pty), for what looks different there."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import time


class Screen:
    """What a terminal has shown; read from the pty's end that is ours."""

    def __init__(self, descriptor):
        self.descriptor, self.shown, self.open = descriptor, b"", True

    def read(self, seconds=0.1):
        if not self.open or not select.select([self.descriptor], [], [], seconds)[0]:
            return
        try:
            piece = os.read(self.descriptor, 65536)
        except OSError:  # Linux says so when the last writer is gone
            piece = b""
        self.open = piece != b""
        self.shown += piece

    def read_until(self, mark, seconds=30):
        """Whether the mark was shown after what had been shown before the call."""
        begin, end = len(self.shown), time.monotonic() + seconds
        while self.open and mark not in self.shown[begin:] and time.monotonic() < end:
            self.read()
        return mark in self.shown[begin:]

    def text(self):
        return self.shown.decode(errors="replace").replace("\r\n", "\n")


def run_in_terminal(arguments, environment=None, cwd=None, seconds=60):
    """The exit code, and all that a terminal shows (stdout and stderr together), line ends as \\n."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(list(map(str, arguments)), stdin=theirs, stdout=theirs, stderr=theirs, cwd=cwd, start_new_session=True,
                               env={**os.environ, "TERM": "xterm", **(environment or {})})
    os.close(theirs)
    screen, end = Screen(ours), time.monotonic() + seconds
    while screen.open and time.monotonic() < end:
        screen.read()
    os.close(ours)
    return process.wait(timeout=seconds), screen.text()


def type_into(arguments, setup, keys, cwd, environment):
    """Starts an interactive shell, types `setup`, then each of `keys` as (what is typed, what has to be shown then)."""
    child, descriptor = pty.fork()
    if child == 0:
        os.chdir(cwd)
        os.execve(arguments[0], arguments, environment)
    fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 200, 0, 0))  # so that no line is wrapped
    screen = Screen(descriptor)
    os.write(descriptor, setup.encode() + b" echo set'-'up\r")
    assert screen.read_until(b"set-up"), screen.text()
    for typed, wanted in keys:
        os.write(descriptor, typed.encode())
        assert screen.read_until(wanted.encode()), f"{wanted!r} was never shown:\n{screen.text()}"
    os.write(descriptor, b"\x03\rexit\r")
    while screen.open:
        screen.read(10)
    os.close(descriptor)
    os.waitpid(child, 0)
