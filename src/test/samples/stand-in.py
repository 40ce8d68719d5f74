"""Consimt and the services of AWS in one: it refuses the person of the command line, and takes messages for others.

It writes its address on the standard output, and the body of each message that arrives to the standard error.
"""

import http.server
import json
import sys

REFUSED = {"permission": "REFUSED", "reason": "MARKETING_OPTED_OUT", "remedy": "PERSON_OPTS_IN"}
SENT = "<PublishResponse><PublishResult><MessageId>m-1</MessageId></PublishResult></PublishResponse>"


def checked(asks):
    people = [each["userId"] for each in asks]
    results = [{"userId": one, **(REFUSED if one == sys.argv[1] else {"permission": "ALLOWED"})} for one in people]
    return json.dumps({"outcome": "CHECKED", "results": results})


class StandIn(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        is_check = self.path == "/check-permission"
        if not is_check:
            print(body, file=sys.stderr, flush=True)
        answer = (checked(json.loads(body)["asks"]) if is_check else SENT).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json" if is_check else "text/xml")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), StandIn)
print(f"http://127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()
