"""Make a partnership: its files, its signing key and an empty store."""

from __future__ import annotations

from pathlib import Path

KEYS = "keys"


def create(folder: Path, example: str | None) -> str:
    """Make a partnership's folder and give the partnership's name; nothing that exists is touched."""
    from desist.home.opened import Home
    from desist.partnership.create import create_home
    from desist.publication.passports.signing import create_key

    create_home(folder, example)
    (folder / "reports").mkdir(exist_ok=True)
    create_key(folder / KEYS)
    home = Home(folder)
    home.store.prepare()
    return home.partnership.name
