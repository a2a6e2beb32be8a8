"""Find a release on its publisher's page, where every release has an address of its own."""

from __future__ import annotations

import html.parser
import re
import urllib.parse


def find_link(page: str, text: str, pattern: str) -> str | None:
    """The first link on a page whose file name matches the whole pattern, as a full address.

    The file name is what follows the last slash of the link, which for ONS stands in its query.
    """
    reader = _Links()
    reader.feed(text)
    for link in reader.links:
        address = urllib.parse.urljoin(page, link.strip())
        if re.fullmatch(pattern, file_name(address)):
            return address
    return None


def file_name(address: str) -> str:
    """The name of the file at an address, safe to use here; 'download' when there is none."""
    parts = urllib.parse.urlsplit(address)
    last = urllib.parse.unquote(parts.query or parts.path).rsplit("/", 1)[-1]
    name = re.sub(r"[^A-Za-z0-9._-]+", "_", last).lstrip(".")
    return name or "download"


class _Links(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.links += [value for name, value in attrs if name == "href" and value]
