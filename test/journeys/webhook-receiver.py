"""Receives webhooks with nothing but the standard library, and prints what it made of each: one JSON line."""

import base64
import hashlib
import hmac
import json
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

SECRETS = [sys.argv[1]]
SEEN = set()


def verified(secret, headers, body):
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return any(hmac.compare_digest(expected, one) for one in headers["webhook-signature"].split(" "))


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        fresh = abs(time.time() - int(self.headers["webhook-timestamp"])) < 300
        ok = fresh and any(verified(secret, self.headers, body) for secret in SECRETS)
        again = self.headers["webhook-id"] in SEEN
        if ok:
            SEEN.add(self.headers["webhook-id"])
        self.send_response(409 if again else 204 if ok else 401)
        self.end_headers()
        told = json.loads(body)
        print(json.dumps({"verified": ok, "again": again, "type": told["type"], "data": told["data"]}), flush=True)

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Receiver)
print(json.dumps({"port": server.server_port}), flush=True)
server.serve_forever()
