"""Compute a published figure again from what its passport says, for those who check it."""

from __future__ import annotations

from desist.measures.catalogue import measure as find
from desist.publication.passports.canonical import Json
from desist.publication.passports.passport import Passport
from desist.quarter.protected import Protected
from desist.quarter.revised import key_of
from desist.vocabulary.mark import Mark
from desist.vocabulary.period import Period, month
from desist.vocabulary.reading import Reading


def replay(passport: Passport, reader: Protected) -> list[Reading]:
    """Compute a passport's readings again from its queries' parameters, at the reader's versions."""
    found: dict[tuple[object, ...], Reading] = {}
    for query in passport.queries:
        given = query.parameters
        places = [str(each) for each in _list(given["places"])]
        periods = [
            Period(month(str(each)[:7]).start, month(str(each)[8:]).end) for each in _list(given["periods"])
        ]
        by = [str(each) for each in _list(given["by"])]
        only_json = given["only"]
        only = {str(k): str(v) for k, v in only_json.items()} if isinstance(only_json, dict) else {}
        for each in reader.read(find(query.measure), places, periods, by=by, only=only):
            found[key_of(each)] = each
    again = [found.get(key_of(each)) or _gone(each) for each in passport.readings]
    return [_ranged(each, now, reader) for each, now in zip(passport.readings, again, strict=True)]


def _ranged(published: Reading, now: Reading, reader: Protected) -> Reading:
    """With the range over plausible links drawn again, by the same seed, where one was published."""
    over = published.over_links
    return now if over is None else reader.with_range(now, draws=over.draws, seed=over.seed)


def _gone(reading: Reading) -> Reading:
    """The reading as it would be if the store held nothing for it any more."""
    return Reading(
        measure=reading.measure,
        place=reading.place,
        period=reading.period,
        breakdown=reading.breakdown,
        mark=Mark.NOT_AVAILABLE,
        source=reading.source,
    )


def _list(json: Json) -> list[Json]:
    return json if isinstance(json, list) else []
