"""A local S3 server (moto), with a door in front of it that counts, refuses and waits where a test says so."""

import contextlib
import http.client
import http.server
import importlib.util
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

import pytest

# Away from whatever keys and profiles the machine has, and from Amazon's metadata server.
AWS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_REGION": "us-east-1", "AWS_EC2_METADATA_DISABLED": "true",
       "AWS_CONFIG_FILE": "/nonexistent", "AWS_SHARED_CREDENTIALS_FILE": "/nonexistent"}


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


class Door(http.server.BaseHTTPRequestHandler):
    """Hands a request on to the server behind, unless the test's rule answers it: a status, or None."""

    protocol_version = "HTTP/1.1"

    def body(self):
        if self.headers.get("Transfer-Encoding") != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        pieces = []
        while not pieces or pieces[-1]:
            pieces.append(self.rfile.read(int(self.rfile.readline(), 16)))
            self.rfile.readline()
        return b"".join(pieces)

    def answer(self):
        body = self.body()
        status = self.server.rule(self.command, self.path)
        if status is not None:
            self.reply(status, [], b"")
            return
        behind = http.client.HTTPConnection("127.0.0.1", self.server.behind, timeout=60)
        with contextlib.closing(behind):
            behind.request(self.command, self.path, body, {name: value for name, value in self.headers.items() if name.lower() not in ("expect", "transfer-encoding")})
            response = behind.getresponse()
            content = response.read()
            self.server.sent.append((self.command, self.path, len(content)))
            kept = [(name, value) for name, value in response.getheaders() if name.lower() not in ("connection", "transfer-encoding")]
            self.reply(response.status, kept, content)

    def reply(self, status, headers, content):
        self.send_response_only(status)
        for name, value in headers:
            self.send_header(name, value)
        if not any(name.lower() == "content-length" for name, _ in headers):
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = answer

    def log_message(self, *_):
        pass


class DoorServer(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        """A client that was killed."""


class ObjectServer:
    def __init__(self, behind):
        self.door = DoorServer(("127.0.0.1", 0), Door)
        self.door.behind = behind
        self.free()
        threading.Thread(target=self.door.serve_forever, daemon=True).start()
        self.port = self.door.server_port
        self.environment = {**AWS, "AWS_ENDPOINT_URL": f"http://127.0.0.1:{self.port}"}

    def free(self):
        """No rule, nothing counted."""
        self.door.rule = lambda method, path: None
        self.door.sent = []

    def rule(self, rule):
        self.door.rule = rule

    def bytes_sent(self, method="GET"):
        return sum(size for sent, _, size in self.door.sent if sent == method)

    def ask(self, method, place, body=None):
        signed = {"Content-Type": "application/octet-stream",
                  "Authorization": "AWS4-HMAC-SHA256 Credential=test/20240101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0"}
        request = urllib.request.Request(f"http://127.0.0.1:{self.door.behind}/{place}", data=body, method=method, headers=signed)
        with urllib.request.urlopen(request) as response:
            return response.read()

    def put(self, place, body=b""):
        self.ask("PUT", place, body)

    def get(self, place):
        """The object, or None."""
        try:
            return self.ask("GET", place)
        except urllib.error.HTTPError as refused:
            assert refused.code == 404
            return None


@contextlib.contextmanager
def object_server(log):
    """Starts moto; skips the test where it is not installed."""
    if importlib.util.find_spec("moto") is None:
        pytest.skip("needs moto, an S3 server for tests (tools/requirements/peers.txt)")
    port = free_port()
    with open(log, "wb") as output:
        process = subprocess.Popen([sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)], stdout=output, stderr=output,
                                   env={**os.environ, **AWS})
    try:
        for _ in range(600):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            assert process.poll() is None, log.read_text()
            time.sleep(0.1)
        yield ObjectServer(port)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()
