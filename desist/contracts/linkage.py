"""What linking people takes in, how each agency knows them, and what it finds: which references are one."""

from __future__ import annotations

from desist.contracts.column import Column, Day
from desist.contracts.extract import Extract
from desist.contracts.person_level import SEX, SEX_SHAPE, SHARED

FOUND = "Made by Desist from what agencies share; not for publication"


class Identities(
    Extract,
    name="agency.identities",
    sender="partner extract",
    place="''",
    period="''",
    licence=SHARED,
):
    """How an agency knows the people it sends: names, date of birth, numbers; one row per person and name.

    It is used to find who is one person across agencies, and for nothing else. A person known by two names
    has two rows. The newest file of an agency replaces its file before.
    """

    person_ref: str = Column(
        "The agency's reference, the same as in its other extracts.", key=True, also=("agency_ref",)
    )
    first_name: str | None = Column("Given name.", key=True, also=("given_name",), optional_column=True)
    middle_name: str | None = Column("Other given names.", optional_column=True)
    surname: str | None = Column("Family name.", key=True, also=("family_name",), optional_column=True)
    date_of_birth: Day | None = Column("When the person was born.")
    sex: str | None = Column("The person's sex.", pattern=SEX, shape=SEX_SHAPE, optional_column=True)
    postcode: str | None = Column("Postcode of the home.", optional_column=True)
    address: str | None = Column("Number and street of the home.", optional_column=True)
    place: str | None = Column("Town or district of the home.", also=("area",), optional_column=True)
    pnc_id: str | None = Column("Police National Computer id.", optional_column=True)
    cro: str | None = Column("Criminal Records Office number.", optional_column=True)
    nhs_number: str | None = Column("NHS number.", optional_column=True)
    prison_number: str | None = Column("Prison number.", optional_column=True)


class PersonLinks(
    Extract,
    name="linkage.person_link",
    sender="Desist",
    place="''",
    period="''",
    licence=FOUND,
):
    """Which references are believed to be one person; one row per reference; written by 'desist link run'.

    A person keeps the id for ever, however often records are linked again.
    """

    person_ref: str = Column("A reference that agencies use.", key=True)
    person_id: str = Column("The person.", pattern=r"P\d{8,}", shape="P and eight digits")
