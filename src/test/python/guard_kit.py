"""Stand-ins of Consimt and of the services that send, for the tests of the guard."""

import http.server
import json
import pathlib
import sys
import threading

import boto3
import botocore
from botocore.config import Config

# It has read each service once.
_SESSION = boto3.session.Session()
GUARDS = pathlib.Path(__file__).parents[2] / "guards"
sys.path.insert(0, str(GUARDS / "python"))


class Stand(http.server.ThreadingHTTPServer):
    """A server on a free port. `respond` gets a path, headers and a body, and gives (status, headers, body), or None for silence."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, respond):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.respond = respond
        self.calls = []
        self.over = threading.Event()
        self.url = f"http://127.0.0.1:{self.server_port}"
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    def handle_error(self, request, client_address):
        """A guard that gave up closes its connection."""

    def close(self):
        self.over.set()
        self.shutdown()
        self.server_close()


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.calls.append((self.path, body))
        answer = self.server.respond(self.path, self.headers, body)
        if answer is None:
            self.server.over.wait()
            self.close_connection = True
            return
        status, headers, text = answer
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(text))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        pass


def answering(value):
    return 200, {"Content-Type": "application/json"}, json.dumps(value).encode()


def accepted(path, headers, body):
    """The answer of whichever service was called."""
    if "urlencoded" not in headers.get("Content-Type", ""):
        return answering({"MessageId": "m-1", "messageId": "m-1"})
    return 200, {"Content-Type": "text/xml"}, b"<PublishResponse><PublishResult><MessageId>m-1</MessageId></PublishResult></PublishResponse>"


def client_of(service, endpoint):
    config = Config(retries={"mode": "standard", "total_max_attempts": 3}, max_pool_connections=32, proxies={})
    keys = {"aws_access_key_id": "a", "aws_secret_access_key": "b"}
    return _SESSION.client(service, "eu-west-1", endpoint_url=endpoint, config=config, **keys)


def call(client, operation, given):
    """Blobs are texts in the file of cases."""
    given = dict(given)
    if "message" in given:
        given["message"] = given["message"].encode()
    if "Raw" in given.get("Content", {}):
        given["Content"] = {"Raw": {"Data": given["Content"]["Raw"]["Data"].encode()}}
    return getattr(client, botocore.xform_name(operation))(**given)
