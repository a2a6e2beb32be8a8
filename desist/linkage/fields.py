"""What may be known of a person, field by field, and under which headings files usually carry it."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass


class Kind(enum.StrEnum):
    """How two values of a field are compared."""

    NAME = "name"  # nicknames, slips of the pen, given name and surname swapped
    DATE = "date"  # slips of the pen, day and month swapped, a part wrong
    IDENTIFIER = "identifier"  # a number that one person has and nobody else
    TEXT = "text"  # an address or a place: near is near
    CATEGORY = "category"  # equal or not


@dataclass(frozen=True, kw_only=True)
class Field:
    """One thing that a record may say of a person; ``usual`` are headings it is recognised by.

    What is ``shared`` several people may well have, as a household has one telephone.
    """

    name: str
    kind: Kind
    usual: tuple[str, ...] = ()
    shared: bool = False


FIELDS = {
    each.name: each
    for each in (
        Field(
            name="first_name",
            kind=Kind.NAME,
            usual=("first name", "given name", "forename", "forename1", "fname"),
        ),
        Field(name="middle_name", kind=Kind.NAME, usual=("middle name", "second name", "forename2")),
        Field(name="surname", kind=Kind.NAME, usual=("family name", "last name", "lname")),
        Field(
            name="other_surname", kind=Kind.NAME, usual=("maiden name", "previous surname", "alias surname")
        ),
        Field(name="date_of_birth", kind=Kind.DATE, usual=("dob", "birth date", "born")),
        Field(name="sex", kind=Kind.CATEGORY, usual=("gender",)),
        Field(name="postcode", kind=Kind.TEXT, usual=("post code", "zip")),
        Field(name="address", kind=Kind.TEXT, usual=("address 1", "address line 1", "street")),
        Field(name="place", kind=Kind.TEXT, usual=("town", "city", "suburb", "area", "district")),
        Field(name="email", kind=Kind.TEXT, usual=("e mail", "email address")),
        Field(
            name="phone",
            kind=Kind.IDENTIFIER,
            usual=("telephone", "mobile", "phone number"),
            shared=True,
        ),
        Field(name="pnc_id", kind=Kind.IDENTIFIER, usual=("pnc", "pnc number")),
        Field(name="cro", kind=Kind.IDENTIFIER, usual=("cro number",)),
        Field(name="nhs_number", kind=Kind.IDENTIFIER, usual=("nhs", "nhs no")),
        Field(name="prison_number", kind=Kind.IDENTIFIER, usual=("noms id", "nomis id", "prisoner number")),
        Field(
            name="national_id",
            kind=Kind.IDENTIFIER,
            usual=("soc sec id", "national insurance number", "nino"),
        ),
    )
}
RECORD_ID = "record_id"
RECORD_ID_USUAL = ("rec id", "unique id", "id", "agency ref", "person ref", "reference")


def of_one_person(fields: Iterable[str]) -> tuple[str, ...]:
    """Of some fields the numbers that one person has and nobody else."""
    return tuple(name for name in fields if FIELDS[name].kind is Kind.IDENTIFIER and not FIELDS[name].shared)
