"""What children's services and their partners send of families, and of children who are referred to them."""

from __future__ import annotations

from desist.contracts.column import Column, Day
from desist.contracts.extract import Extract
from desist.contracts.person_level import SHARED

# What a child may be living with. The first ten are the kinds that studies of adverse childhood experiences
# count; the rest are what else a referral may say.
ADVERSITIES = (
    "physical_abuse",
    "emotional_abuse",
    "sexual_abuse",
    "physical_neglect",
    "emotional_neglect",
    "domestic_abuse",
    "parental_substance_misuse",
    "parental_mental_illness",
    "parental_separation",
    "parental_imprisonment",
)
REFERRED_FOR = (*ADVERSITIES, "parental_offending", "exploitation", "bereavement", "other")


class FamilyLinks(
    Extract,
    name="local.family_links",
    sender="children's services",
    place="''",
    period="''",
    series="source",
    licence=SHARED,
    checks=(("person_ref <> related_ref", "person_ref and related_ref are one reference."),),
):
    """Who is whose parent, child, brother or sister, or lives with whom; one row per two people and relation.

    To be sent only under an agreement that says what families are looked at for. A corrected file replaces
    everything from the sources that it holds.
    """

    person_ref: str = Column("The person's reference, the same in every extract.", key=True)
    related_ref: str = Column("The other person's reference.", key=True, person=True)
    relation: str = Column(
        "What the other person is to the person.",
        values=("parent", "child", "sibling", "same_household"),
        key=True,
    )
    from_date: Day | None = Column("First day on which it held; empty where it held from birth.", key=True)
    until: Day | None = Column("Last day on which it held; empty while it holds.", not_before="from_date")
    source: str = Column("The record from which it is known.")


class SafeguardingReferrals(
    Extract,
    name="youth.safeguarding_referrals",
    sender="children's services",
    place="''",
    period="strftime(received_on, '%Y-%m')",
    licence=SHARED,
):
    """Every referral of a child received in the month; one row per child, day and reason.

    A child of somebody who offends or is sent to prison is a victim whom nobody has reported.
    """

    person_ref: str = Column("The child's reference, the same in every extract.", key=True)
    received_on: Day = Column("When the referral was received.", key=True)
    reason: str = Column(
        "What the child is living with, as the referral says.", values=REFERRED_FOR, key=True
    )
    safeguarding: bool = Column("Whether it was found to be a matter of safeguarding.")
    referred_by: str | None = Column("The agency that referred.", optional_column=True)
    area: str | None = Column("Local authority where the child lives, by name or code.")
