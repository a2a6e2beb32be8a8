"""Words of direction are heard where something is said to have happened, and only there."""

from __future__ import annotations

import pytest

from desist.publication.claims.direction import directional
from desist.publication.claims.lexicon import Sense

SAID = [
    ("Crime rose by 4%.", Sense.UP),
    ("The number of incidents is up 12% on last year.", Sense.UP),
    ("Casualties went down.", Sense.DOWN),
    ("The proportion of offenders who reoffend appears to be increasing.", Sense.UP),
    ("Burglary continued to fall.", Sense.DOWN),
    ("There has been a slight decrease in reoffending.", Sense.DOWN),
    ("Volunteers tackle the rise in casualties.", Sense.UP),
    ("We saw reduced levels of crime.", Sense.DOWN),
    ("Reoffending is on an upward trend.", Sense.UP),
    ("Total volume of crime has remained fairly steady.", Sense.STEADY),
    ("ASB is at broadly similar levels.", Sense.STEADY),
    ("Satisfaction levels remain within typical fluctuation patterns.", Sense.STEADY),
    ("There was no significant change in the rate.", Sense.STEADY),
    ("Confidence has not changed.", Sense.STEADY),
    ("Incidents fluctuated steadily around the 1,000 mark.", Sense.STEADY),
    ("This is the lowest reoffending rate of any cohort.", Sense.LOWEST),
    ("Robbery reached a record high.", Sense.HIGHEST),
    ("Crime has never been lower.", Sense.LOWEST),
    ("The rate is higher than the England and Wales average.", Sense.UP),
    ("Satisfaction is below the target.", Sense.DOWN),
    ("Public confidence improved.", Sense.BETTER),
    ("Performance deteriorated.", Sense.WORSE),
    ("Referrals dropped recently.", Sense.DOWN),
    ("Burglaries doubled.", Sense.UP),
    ("Burglary is at a ten-year low.", Sense.LOWEST),
    ("Offending is getting worse.", Sense.WORSE),
    ("Crime levels are holding steady.", Sense.STEADY),
    ("Numbers were cut by half.", Sense.DOWN),
]
NOT_SAID = [
    "We aim to reduce crime.",
    "This should increase public confidence in Durham Constabulary.",
    "The Reducing Reoffending Group met twice about crime.",
    "How well are we reducing reoffending?",
    "The programme supports lower risk offenders.",
    "Officers target the highest harm offences.",
    "There is an increased onus upon tackling high harm crime.",
    "Innovative approaches to reducing reoffending are shared.",
    "Improved recording of crime is under way.",
    "Officers keep a record of each incident.",
    "The police recorded 400 crimes.",
    "Those who have fallen victim to crime are helped.",
    "A drop-in centre for victims opened.",
    "I have increased provision for victims.",
    "The graph below shows referrals.",
    "More than 40 people attended the crime forum.",
    "The team set up 12 visits.",
    "A lower rate of reoffending is expected.",
    "Partners hope that confidence will rise.",
    "People in stable accommodation commit 10 crimes.",
]


@pytest.mark.parametrize(("text", "sense"), SAID)
def test_a_direction_is_heard(text: str, sense: Sense) -> None:
    assert sense in {cue.sense for cue in directional(text)}


@pytest.mark.parametrize("text", NOT_SAID)
def test_what_did_not_happen_is_passed_over(text: str) -> None:
    assert directional(text) == ()


@pytest.mark.parametrize(
    "text", ["Crime has not risen.", "There was no increase in crime.", "Crime did not significantly rise."]
)
def test_a_denial_is_heard_as_one(text: str) -> None:
    assert [(cue.sense, cue.denied) for cue in directional(text)] == [(Sense.UP, True)]


def test_a_fragment_goes_on_speaking_of_the_sentence_before() -> None:
    assert directional("Lowest yet.") == ()
    assert directional("Lowest yet.", context="40 people called for service.")
