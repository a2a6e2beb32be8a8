"""Make a partnership: its files, its signing key."""

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
    key = create_key(folder / KEYS)
    _pin(folder / "partnership.toml", key.public.fingerprint)
    return Home(folder).partnership.name


def _pin(file: Path, fingerprint: str) -> None:
    """Write the key's fingerprint above the first table: a forger would have to change this file too."""
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    first = next(at for at, line in enumerate(lines) if line.startswith("["))
    lines.insert(
        first, f'# The key that signs this partnership\'s editions.\nsigning_key = "{fingerprint}"\n\n'
    )
    file.write_text("".join(lines), encoding="utf-8")
