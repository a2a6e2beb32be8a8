"""Open an address on the web: only over https, only from the machines a source names."""

from __future__ import annotations

import email.message
import errno
import http.client
import ipaddress
import socket
import ssl
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterable
from typing import IO, Any, Protocol

from desist.vocabulary.mistake import OperatorMistake

USER_AGENT = "desist (downloads published statistics for a criminal justice partnership)"
SECONDS_OF_SILENCE = 60.0


class Response(Protocol):
    """What a publisher answered: a status, its headers and a body to be read in pieces."""

    status: int
    headers: email.message.Message

    def read(self, amount: int, /) -> bytes: ...

    def close(self) -> None: ...


OpenConnection = Callable[[str, dict[str, str], tuple[str, ...]], Response]
"""Address, headers to send and permitted hosts → the answer, whatever its status; OSError when none came."""


class Unreachable(Exception):
    """The publisher could not be reached, or fell silent; ``reason`` says why in a few words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def open_connection(address: str, headers: dict[str, str], hosts: tuple[str, ...]) -> Response:
    """Ask a publisher for an address, following its redirects only to hosts the source names.

    Any status is an answer and is returned; `Unreachable` is raised when there was no answer.
    """
    refuse_stranger(address, hosts)
    handlers: list[urllib.request.BaseHandler] = [_Redirects(hosts)]
    if is_loopback(address):
        handlers.append(urllib.request.ProxyHandler({}))  # an office proxy cannot reach this machine
    request = urllib.request.Request(address, headers={"User-Agent": USER_AGENT, **headers})
    try:
        answer: Response = urllib.request.build_opener(*handlers).open(request, timeout=SECONDS_OF_SILENCE)
        return answer
    except urllib.error.HTTPError as refusal:
        return _Refusal(refusal)
    except urllib.error.URLError as trouble:
        raise Unreachable(_reason(trouble.reason)) from trouble
    except (OSError, http.client.HTTPException) as trouble:
        raise Unreachable(_reason(trouble)) from trouble


def refuse_stranger(address: str, hosts: Iterable[str]) -> None:
    """Refuse an address that is not https, or lies on a machine that the source does not name."""
    parts = urllib.parse.urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(address)):
        raise OperatorMistake(
            f"{address} is not a secure address.", hint="Publishers' addresses begin with https://."
        )
    if parts.hostname not in set(hosts):
        raise OperatorMistake(
            f"{address} is not on a machine from which this source may be fetched.",
            hint="If the publisher has moved, name the new machine under 'hosts' in publishers.toml.",
        )


def is_loopback(address: str) -> bool:
    """Whether an address lies on this very machine, as in tests."""
    host = urllib.parse.urlsplit(address).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects, but never off https and never to a stranger."""

    def __init__(self, hosts: tuple[str, ...]) -> None:
        self._hosts = hosts

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        if is_loopback(newurl) and not is_loopback(req.full_url):
            raise OperatorMistake(f"{req.full_url} points back at this machine, which no publisher does.")
        refuse_stranger(newurl, self._hosts)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class _Refusal:
    """An answer with an error status, in the form of any other."""

    def __init__(self, refusal: urllib.error.HTTPError) -> None:
        self._refusal = refusal
        self.status = refusal.code
        self.headers = refusal.headers

    def read(self, amount: int, /) -> bytes:
        return self._refusal.read(amount)

    def close(self) -> None:
        self._refusal.close()


def _reason(trouble: object) -> str:
    if isinstance(trouble, socket.gaierror):
        return "its name cannot be looked up"
    if isinstance(trouble, ssl.SSLCertVerificationError):
        return f"its certificate cannot be trusted ({trouble.verify_message})"
    if isinstance(trouble, TimeoutError):
        return f"it did not answer within {SECONDS_OF_SILENCE:.0f} seconds"
    if isinstance(trouble, OSError) and trouble.errno == errno.ECONNREFUSED:
        return "it refused the connection"
    if isinstance(trouble, OSError) and trouble.strerror:
        return trouble.strerror.lower()
    return "the connection broke off"
