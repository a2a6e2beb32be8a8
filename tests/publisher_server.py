"""A publisher on this machine: serves files as real ones do, and misbehaves when told to."""

from __future__ import annotations

import http.server
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(kw_only=True)
class Served:
    """One file on the server and how the server treats it."""

    content: bytes
    kind: str = "application/octet-stream"
    tag: str = '"one"'
    status: int = 200
    statuses: list[int] = field(default_factory=list)  # answered first, one each, before ``status``
    ranges: bool = True
    announce: bool = True  # says the length
    break_after: list[int] = field(default_factory=list)  # bytes sent before the line breaks, one answer each
    then: Served | None = None  # what the file becomes after its first break
    redirect: str = ""
    retry_after: str = ""


@dataclass(kw_only=True)
class Publisher:
    """A running server: ``files`` by path, and what it was asked."""

    address: str
    files: dict[str, Served] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)  # path, Range header

    def ranges(self, path: str) -> list[str]:
        return [span for asked, span in self.asked if asked == path]


@contextmanager
def running() -> Iterator[Publisher]:
    """Start a publisher on a free port of the loopback, and stop it afterwards."""
    publisher = Publisher(address="")

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: object) -> None:
            pass

        def do_GET(self) -> None:
            self.close_connection = True
            span = self.headers.get("Range", "")
            publisher.asked.append((self.path, span))
            served = publisher.files.get(self.path) or Served(content=b"none here", status=404)
            status = served.statuses.pop(0) if served.statuses else served.status
            if served.redirect:
                self._answer(302, {"Location": served.redirect}, b"")
            elif status != 200:
                self._answer(
                    status, {"Retry-After": served.retry_after} if served.retry_after else {}, b"sorry"
                )
            else:
                self._send(served, span)

        def _send(self, served: Served, span: str) -> None:
            whole = served.content
            start, end = 0, len(whole)
            fresh = self.headers.get("If-Range", served.tag) == served.tag
            found = re.fullmatch(r"bytes=(\d+)-(\d*)", span)
            headers = {"Content-Type": served.kind}
            if served.tag:
                headers["ETag"] = served.tag
            status = 200
            if found and served.ranges and fresh:
                start = int(found[1])
                end = min(int(found[2]) + 1, end) if found[2] else end
                if start >= len(whole):
                    self._answer(416, {"Content-Range": f"bytes */{len(whole)}"}, b"")
                    return
                status = 206
                headers["Content-Range"] = f"bytes {start}-{end - 1}/{len(whole)}"
            body = whole[start:end]
            if served.announce:
                headers["Content-Length"] = str(len(body))
            if served.break_after and (status != 206 or len(body) > 1):  # asking for one byte is a probe
                body = body[: served.break_after.pop(0)]
                if served.then:
                    publisher.files[self.path] = served.then
            self._answer(status, headers, body)

        def _answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if "Content-Length" not in headers and "Content-Type" not in headers:
                self.send_header("Content-Length", str(len(body)))
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(body)

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    publisher.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield publisher
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
