"""Serves the folder argv[1] on a free port of the loopback interface and prints the port.

Knows Range requests. The first answer about each file whose name holds "cut" breaks off in the middle.
"""

import http.server
import os
import re
import sys

root, log = sys.argv[1], open(sys.argv[2], "a", buffering=1)
cut = set()


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        path = os.path.join(root, self.path.lstrip("/"))
        if not os.path.isfile(path):
            return self.send_error(404)
        data = open(path, "rb").read()
        asked = self.headers.get("Range", "")
        log.write(f"{self.path} {asked}\n")
        start = int(match[1]) if (match := re.match(r"bytes=(\d+)-", asked)) else 0
        if asked and start >= len(data):
            return self.send_error(416)
        self.send_response(206 if asked else 200)
        if asked:
            self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        self.send_header("Content-Length", str(len(data) - start))
        self.end_headers()
        breaks = "cut" in self.path and self.path not in cut
        cut.add(self.path)
        self.wfile.write(data[start : (start + len(data)) // 2] if breaks else data[start:])

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
