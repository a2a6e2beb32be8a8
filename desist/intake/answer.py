"""What a publisher answers: the file, a reason to ask again, or a refusal in one sentence."""

from __future__ import annotations

import http.client
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from desist.intake.connection import Response, Unreachable
from desist.vocabulary.mistake import OperatorMistake

PIECE = 1 << 18


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """One file to download, from where, to where, and how large it may be at most."""

    address: str
    hosts: tuple[str, ...]
    target: Path
    largest: int
    web_page: bool = False
    sha256: str = ""

    @property
    def host(self) -> str:
        return urlsplit(self.address).hostname or self.address


class Broken(Exception):
    """The answer ended early or asks us to come back; the attempt is worth repeating."""

    def __init__(self, reason: str, wait: float = 0.0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.wait = wait


def unreachable(wanted: Wanted, trouble: Unreachable) -> OperatorMistake:
    """What to say when there is no network, or none that leads to the publisher."""
    return OperatorMistake(
        f"{wanted.host} cannot be reached: {trouble.reason}.",
        hint="Is this machine on the network? Files you have already are loaded with 'desist load'.",
    )


def piece(answer: Response) -> bytes:
    """The next bytes of an answer; `Broken` when the line broke."""
    try:
        return answer.read(PIECE)
    except (OSError, http.client.HTTPException) as trouble:
        raise Broken("the connection broke off") from trouble


def version(answer: Response) -> str:
    """What tells versions of a file apart: a strong ETag or its last change; empty when not said."""
    tag = answer.headers.get("ETag", "")
    if tag and not tag.startswith("W/"):  # a weak tag may stand for other bytes
        return str(tag)
    return str(answer.headers.get("Last-Modified", ""))


def refuse_status(answer: Response, wanted: Wanted) -> None:
    """Go on when the file is there; `Broken` when it is worth asking again; otherwise one sentence."""
    if answer.status == 200:
        return
    if answer.status == 429 or answer.status >= 500:
        asked = answer.headers.get("Retry-After", "")
        wait = min(float(asked), 300.0) if asked.isdigit() else 0.0
        raise Broken(f"it answered with status {answer.status}", wait)
    if answer.status in {404, 410}:
        raise OperatorMistake(
            f"{wanted.address} does not exist (status {answer.status}).",
            hint="It may not be published yet, or has moved: see 'page' in publishers.toml.",
        )
    raise OperatorMistake(
        f"{wanted.host} refuses to send {wanted.address} (status {answer.status}).",
        hint="Open the page named in publishers.toml in a browser and load the file by hand.",
    )


def refuse_web_page(answer: Response, wanted: Wanted) -> None:
    """Refuse a web page where a file was wanted, and a file where a web page was."""
    kind = answer.headers.get_content_type()
    if (kind in {"text/html", "application/xhtml+xml"}) != wanted.web_page:
        instead = "something else" if wanted.web_page else "a web page"
        raise OperatorMistake(
            f"{wanted.address} answers with {instead} ({kind}), not with {wanted.target.name}.",
            hint="The publisher may be down for maintenance, or a network sign-in page stands in between.",
        )
