"""A plan on a page for tests, after the strategy of Cleveland and Durham, 2016 to 2021."""

from __future__ import annotations

from datetime import UTC, datetime

from desist.publication.plan_page import PlanOnAPage, Strand
from tests.unit.publication.sample import OUTCOMES


def strategy() -> PlanOnAPage:
    return PlanOnAPage(
        title="Reducing Reoffending: plan on a page",
        organisation="Cleveland and Durham Local Criminal Justice Partnership",
        period="2016 to 2021",
        vision=(
            "Partners take the most effective and efficient measures to ensure that adults and young people "
            "who offend are challenged and supported to desist from crime, to improve life chances and keep "
            "communities safe."
        ),
        outcomes=OUTCOMES,
        goal=(
            "Deliver services that reduce reoffending across County Durham, Darlington and Cleveland by a "
            "whole-family approach built on desistance and strengths."
        ),
        objectives=(
            Strand(
                title="Prevention",
                points=("Identify those at risk of offending and give them support early",),
            ),
            Strand(
                title="Early intervention",
                points=("Divert people from the criminal justice system with good outcomes for victims",),
            ),
            Strand(
                title="Targeted intervention",
                points=("Use evidence on critical pathways for needs-based solutions",),
            ),
        ),
        deliverables=(
            Strand(
                title="Effective pathways",
                points=(
                    "Build the Think Family approach",
                    "Use pathways throughout the criminal justice process",
                    "Find and fill gaps in provision across the whole system",
                    "Understand the needs of women who offend",
                ),
            ),
            Strand(
                title="Restorative justice",
                points=(
                    "Support and use the RJ hub",
                    "Embed the hub's work among partner agencies",
                    "Engage volunteers and develop their skills",
                    "Promote the involvement of victims",
                ),
            ),
            Strand(
                title="Sentences and orders",
                points=(
                    "Use the full range of diversion and sentencing powers",
                    "Use custody safely and to rehabilitate",
                    "Keep those of highest risk within integrated offender management",
                ),
            ),
        ),
        enablers=(
            Strand(
                title="Performance", points=("Framework of outcomes and targets", "Timely reoffending data")
            ),
            Strand(title="Communication", points=("Promote successes", "Information sharing protocols")),
            Strand(title="Knowledge", points=("Which pathways and restorative work affect offending",)),
            Strand(title="Governance", points=("Accountable groups for each outcome",)),
        ),
        timestamp=datetime(2020, 3, 4, 9, 30, tzinfo=UTC),
    )
