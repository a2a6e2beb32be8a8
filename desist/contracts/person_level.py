"""What agencies send about people: who they are, what was proven, custody, supervision, needs, cohorts."""

from __future__ import annotations

from desist.contracts.column import Column, Day
from desist.contracts.extract import Extract

SHARED = "Shared under the partnership's information sharing agreement; not for publication"

# From the least to the most severe; `records/disposal.sql` ranks them.
DISPOSALS = (
    "youth_caution",
    "caution",
    "other_conviction",
    "absolute_discharge",
    "conditional_discharge",
    "fine",
    "community_order",
    "suspended_sentence",
    "custody",
)

SEX = r"(?i)m|f|x|u|male|female|other|unknown|not stated"
SEX_SHAPE = "male, female, other or unknown, or M, F, X, U"
CODE = r"\d{5}"
CODE_SHAPE = "a code of five digits such as 00805"
CODE_TEXT = (
    "Offence as courts and the Police National Computer code it: five digits, the last two the subcode."
)

# A child under ten cannot commit an offence (Children and Young Persons Act 1933, section 50). Dates as
# numbers, 20160229, differ by 100000 from the tenth birthday on; born on 29 February, that is 1 March.
OLD_ENOUGH = (
    "year(offence_date) * 10000 + month(offence_date) * 100 + day(offence_date)"
    " - (year(date_of_birth) * 10000 + month(date_of_birth) * 100 + day(date_of_birth)) >= 100000",
    "The person was under 10 on offence_date.",
)
RELEASE_OF_CUSTODY = (
    "release_date is null or disposal = 'custody'",
    "release_date is filled though the disposal is not custody.",
)


class CriminalHistory(
    Extract,
    name="criminal_history",
    sender="partner extract",
    place="''",
    period="strftime(proof_date, '%Y-%m')",
    licence=SHARED,
    checks=(OLD_ENOUGH, RELEASE_OF_CUSTODY),
):
    """Everything proven against each person, in one file; one row per proven offence.

    For a partner or researcher who has just one file. A corrected file replaces the months of proof it holds.
    """

    person_ref: str = Column("The person's reference, the same on each of their rows.", key=True)
    date_of_birth: Day = Column("When the person was born.")
    sex: str | None = Column("The person's sex.", pattern=SEX, shape=SEX_SHAPE)
    offence_code: str = Column(
        CODE_TEXT, pattern=CODE, shape=CODE_SHAPE, known_in="moj_offence_codes", key=True
    )
    offence_date: Day = Column("When it was committed, not when it was charged.", key=True)
    proof_date: Day = Column(
        "When the person was cautioned or convicted for it.", not_before="offence_date", key=True
    )
    disposal: str = Column("What was given for this offence.", values=DISPOSALS)
    release_date: Day | None = Column(
        "When the person left the custody given for it; empty for any other disposal, or while still inside.",
        not_before="proof_date",
    )
    area: str | None = Column(
        "Local authority where the person lives, by name or code.", optional_column=True
    )
    ethnicity: str | None = Column("Ethnicity as the person defines it.", optional_column=True)


class People(
    Extract,
    name="police.people",
    sender="police force",
    place="''",
    period="''",
    licence=SHARED,
):
    """Everyone the force holds in connection with the offences it sends; one row per person."""

    person_ref: str = Column("The person's reference, the same in every extract.", key=True)
    date_of_birth: Day = Column("When the person was born.")
    sex: str | None = Column("The person's sex.", pattern=SEX, shape=SEX_SHAPE)
    ethnicity_self: str | None = Column("Ethnicity as the person defines it (18+1).")
    ethnicity_officer: str | None = Column("Ethnicity as an officer saw it (6+1).")
    area: str | None = Column("Local authority where the person lives, by name or code.")


class Addresses(
    Extract,
    name="police.addresses",
    sender="police force",
    place="''",
    period="''",
    licence=SHARED,
):
    """Where each person has lived, so far as the force knows; one row per person and day of a new area.

    Only the local authority, never the address itself. The newest file replaces the one before.
    """

    person_ref: str = Column("The person's reference, the same in every extract.", key=True)
    from_date: Day = Column("First day on which the person is known to have lived there.", key=True)
    area: str = Column("Local authority where the person lived from then on, by name or code.")


class KnownLinks(
    Extract,
    name="local.known_links",
    sender="partner extract",
    place="''",
    period="''",
    licence=SHARED,
    checks=(("person_ref <> same_as", "person_ref and same_as are one reference."),),
):
    """References that are known to mean somebody already held under another; one row per reference given up.

    The newest file replaces the one before. A reference that others are given up for is not itself given up.
    """

    person_ref: str = Column("The reference that is given up.", key=True)
    same_as: str = Column("The reference under which the person is kept.", person=True)
    known_since: Day = Column("Day on which it was found or decided.")
    how: str | None = Column("How it is known.", optional_column=True)


class ProvenOffences(
    Extract,
    name="courts.proven_offences",
    sender="HM Courts and Tribunals Service and the police",
    place="''",
    period="strftime(proof_date, '%Y-%m')",
    licence=SHARED,
):
    """Every offence proven by caution or conviction in the month; one row per offence."""

    person_ref: str = Column("The person's reference, the same in every extract.", key=True)
    offence_code: str = Column(
        CODE_TEXT, pattern=CODE, shape=CODE_SHAPE, known_in="moj_offence_codes", key=True
    )
    offence_date: Day = Column("When it was committed, not when it was charged.", key=True)
    proof_date: Day = Column(
        "When the person was cautioned or convicted for it.", not_before="offence_date", key=True
    )
    disposal: str = Column("What was given for this offence.", values=DISPOSALS)
    processing_force: str | None = Column(
        "Police force that dealt with the person, by name or code.", optional_column=True
    )


class CustodySpells(
    Extract,
    name="prisons.custody_spells",
    sender="HM Prison and Probation Service",
    place="''",
    period="strftime(reception_date, '%Y-%m')",
    licence=SHARED,
):
    """Every stay in prison; one row per stay. Stays that overlap are kept and flagged."""

    person_ref: str = Column("The person's reference, the same in every extract.", key=True)
    prison: str = Column("The prison.", key=True)
    reception_date: Day = Column("When the person came in.", key=True)
    release_date: Day | None = Column(
        "When the person left; empty while still inside.", not_before="reception_date"
    )
    reason: str = Column(
        "Why the person was held.", values=("sentence", "remand", "recall", "civil", "immigration")
    )


class Supervision(
    Extract,
    name="probation.supervision",
    sender="Probation Service",
    place="''",
    period="strftime(start_date, '%Y-%m')",
    licence=SHARED,
):
    """Every order or licence under which a person is supervised; one row per order."""

    person_ref: str = Column("The person's reference, the same in every extract.", key=True)
    kind: str = Column(
        "What the supervision rests on.",
        values=("community_order", "suspended_sentence", "licence", "post_sentence_supervision"),
        key=True,
    )
    provider: str = Column("Who supervises.")
    start_date: Day = Column("First day.", key=True)
    end_date: Day | None = Column("Last day; empty while it runs.", not_before="start_date")
    end_reason: str | None = Column("Why it ended.")


class ArrestsAndCharges(
    Extract,
    name="police.arrests_and_charges",
    sender="police force",
    place="''",
    period="strftime(event_date, '%Y-%m')",
    licence=SHARED,
):
    """Every arrest of a known person and what came of it; one row per person and offence."""

    person_ref: str = Column("The person's reference, the same in every extract.", key=True)
    offence_code: str = Column(
        CODE_TEXT, pattern=CODE, shape=CODE_SHAPE, known_in="moj_offence_codes", key=True
    )
    offence_date: Day = Column("When it is said to have been committed.", key=True)
    event_date: Day = Column("When the person was arrested.", not_before="offence_date", key=True)
    charge_date: Day | None = Column("When charged; empty if not.", not_before="event_date")
    outcome: str | None = Column("What came of it where there was no charge.")


class YouthOutcomes(
    Extract,
    name="youth.outcomes",
    sender="Youth Offending Service",
    place="''",
    period="strftime(outcome_date, '%Y-%m')",
    licence=SHARED,
):
    """Every substantive outcome given to a child; one row per outcome."""

    person_ref: str = Column("The child's reference, the same in every extract.", key=True)
    outcome_date: Day = Column("When it was given.", key=True)
    outcome: str = Column("The caution, order or sentence.", key=True)
    tier: str = Column("How formal it is.", values=("pre_court", "first_tier", "community", "custody"))
    looked_after: bool | None = Column("Whether the child was in care.", optional_column=True)


class Needs(
    Extract,
    name="probation.needs",
    sender="Probation Service",
    place="''",
    period="strftime(assessed_on, '%Y-%m')",
    licence=SHARED,
):
    """What an assessment found a person to need; one row per assessment and pathway."""

    person_ref: str = Column("The person's reference, the same in every extract.", key=True)
    assessed_on: Day = Column("When.", key=True)
    pathway: str = Column(
        "The pathway out of offending.",
        values=(
            "accommodation",
            "attitudes",
            "children_and_families",
            "domestic_abuse",
            "drugs_and_alcohol",
            "education_training_employment",
            "finance",
            "health",
            "sex_work",
        ),
        key=True,
    )
    need: bool = Column("Whether there is one.")
    closed_on: Day | None = Column("When it was met; empty while open.", not_before="assessed_on")


class CohortMembership(
    Extract,
    name="local.cohort_membership",
    sender="partner extract",
    place="''",
    period="''",
    series="scheme",
    licence=SHARED,
):
    """Who is or was in a managed cohort, such as Integrated Offender Management; one row per stay.

    A corrected file replaces every stay of the schemes it holds.
    """

    person_ref: str = Column("The person's reference, the same in every extract.", key=True)
    scheme: str = Column("The cohort, as the partnership's files name it.", key=True)
    entry_date: Day = Column("When the person was taken in.", key=True)
    exit_date: Day | None = Column("When the person left; empty while in.", not_before="entry_date")
    exit_reason: str | None = Column("Why the person left.")
    status: str | None = Column("Red, amber, green, or in custody, as the scheme says.")
    area: str | None = Column("Local authority that manages the person, by name or code.")
    strand: str | None = Column(
        "The part of the scheme, such as fixed, flex or free in IOM.", optional_column=True
    )
    entry_reason: str | None = Column("Why the person was taken in.", optional_column=True)


class OffencesNotCounted(
    Extract,
    name="moj.offences_not_counted",
    sender="Ministry of Justice",
    place="'England and Wales'",
    period="''",
    licence="Open Government Licence v3.0",
):
    """Offences that never count as a proven reoffence, such as breaches; one row per code and time.

    Until a list is loaded none is left out: the Ministry's own list was not found.
    """

    offence_code: str = Column(CODE_TEXT, pattern=CODE, shape=CODE_SHAPE, key=True)
    reason: str = Column("Why it does not count.", values=("breach", "not_recordable"))
    valid_from: Day = Column("First day of offence for which this holds.", key=True)
    valid_to: Day | None = Column("Last day; empty while it holds.", not_before="valid_from")
