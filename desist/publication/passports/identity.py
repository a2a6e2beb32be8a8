"""A figure's short name: made from what the figure is, so that it never changes."""

from __future__ import annotations

from desist.publication.passports.canonical import Json, canonical, sha256
from desist.publication.passports.passport import Figure
from desist.vocabulary.period import Period

# Crockford's base 32: no I, L, O or U, so an id read aloud or copied from paper survives it.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def figure_json(figure: Figure) -> dict[str, Json]:
    """A figure's identity as plain JSON; its id is the hash of this."""
    return {
        "partnership": figure.partnership,
        "quarter": figure.quarter,
        "kind": figure.kind,
        "measures": list(figure.measures),
        "place": figure.place,
        "period": period_json(figure.period),
        "breakdown": dict(figure.breakdown),
        "part": figure.part,
    }


def period_json(period: Period) -> dict[str, Json]:
    """A period as plain JSON: its first and last day."""
    return {"start": period.start.isoformat(), "end": period.end.isoformat()}


def passport_id(figure: Figure, *, prefix: str) -> str:
    """Name a figure shortly and for good, e.g. "DD-7K3M-Q2XV"; a correction's figure keeps its name.

    40 bits of the hash of what the figure is: in a partnership's first 10,000 figures two share
    a name with probability under 1 in 20,000, and `write_passports` refuses two in one edition.
    """
    bits = int(sha256(canonical(figure_json(figure)))[:10], 16)
    letters = "".join(ALPHABET[bits >> shift & 31] for shift in range(35, -5, -5))
    return f"{prefix.upper()}-{letters[:4]}-{letters[4:]}"


def id_prefix(partnership: str) -> str:
    """A partnership's initials for its passport ids: 'County Durham and Darlington' gives 'CDD'."""
    words = [word for word in partnership.split() if word.lower() not in {"and", "of", "the"}]
    initials = "".join(word[0] for word in words if word[0].isascii() and word[0].isalpha())
    return initials.upper()[:4] or "D"


def read_id(text: str) -> str:
    """An id as someone typed it, as we print it: 'dd 7k3m q2xv' and 'DD-7K3M-Q2XV' are one id."""
    plain = "".join(letter for letter in text.upper() if letter.isalnum())
    prefix, body = plain[:-8], plain[-8:].translate(str.maketrans("OIL", "011"))
    return f"{prefix}-{body[:4]}-{body[4:]}"
