"""Fifty million made-up proven offences of eight million people, written in seconds straight into a store.

Half of the people offend once, a few very often; a quarter of offences are dealt with together with the one
before. They come as a partner's file would, as text and dates; and once more as bare numbers, to be summed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from desist.contracts.catalogue import CONTRACTS
from desist.contracts.column import KINDS
from desist.store.delta import VersionedTable
from desist.store.engine import copy_to_parquet
from desist.store.store import Arrival, Store
from desist.vocabulary import reference

BARE = {"person_id": "BIGINT", "offence_day": "INTEGER", "proof_day": "INTEGER", "disposal_code": "TINYINT"}
MOMENT = datetime(2024, 1, 1, tzinfo=UTC)
NEW_QUARTER = "2023-10-01"  # the last of twenty years

# How often people offend falls off as a power, up to 200 times; the mean is near 6.25.
OFFENCES = """
with person as (
    select range as p,
        case when hash(range, 1) % 100 < 45 then 1
            else least(200, floor(3.85 * pow((1 + hash(range, 2) % 1000000) / 1000000.0, -0.7)))::integer
        end as many
    from range({people})
),
offence as (
    select p, many, k,
        -- 600 days for each offence, within the twenty years
        least(7000, 600 * many) as lasts,
        k - (k > 0 and hash(p, k, 3) % 4 = 0)::integer as session
    from (select *, unnest(range(many)) as k from person)
),
dated as (
    select *,
        14 + (hash(p, session, 12) % 400)::integer as stay,
        -- a career that ends after the twenty years goes on at their beginning: every quarter is alike
        date '2004-01-01' + ((hash(p, 4) % 7305 + hash(p, session, 5) % lasts) % 7305)::integer
            as proof_date,
        case hash(p, session, 6) % 10 when 0 then 'caution' when 1 then 'custody'
            when 2 then 'suspended_sentence' when 3 then 'conditional_discharge'
            when 4 then 'other_conviction' when 5 then 'community_order' when 6 then 'community_order'
            else 'fine' end as disposal
    from offence
)
select
    'P' || lpad(p::varchar, 8, '0') as person_ref,
    date '1960-01-01' + (hash(p, 7) % 12000)::integer as date_of_birth,
    case when hash(p, 8) % 100 < 80 then 'M' else 'F' end as sex,
    c.code as offence_code,
    proof_date - (7 + hash(p, k, 10) % 90 + pow(hash(p, k, 11) % 1000 / 1000.0, 4) * 300)::integer
        as offence_date,
    proof_date,
    disposal,
    case when disposal = 'custody' and proof_date + stay < date '{until}' then proof_date + stay end
        as release_date,
    a.area,
    case hash(p, 14) % 5 when 0 then 'Asian' when 1 then 'Black' when 2 then 'Mixed' when 3 then 'White' end
        as ethnicity
from dated
join (values {codes}) as c (number, code) on c.number = hash(p, k, 9) % {many_codes}
join (values {areas}) as a (number, area) on a.number = hash(p, 13) % {many_areas}
where proof_date >= date '{since}' and proof_date < date '{until}'
"""


def add_offences(store: Store, people: int, *, since: str, until: str) -> int:
    """Load what was proven in some time as one file; gives how many offences there were."""
    extract = CONTRACTS["criminal_history"]
    columns = {rule.name: KINDS[rule.kind] for rule in extract.columns}
    codes = [row["code"] for row in reference.rows("moj_offence_codes")][::10]
    areas = sorted(code for code in reference.places() if code.startswith("E06"))
    sql = OFFENCES.format(
        people=people,
        since=since,
        until=until,
        codes=_numbered(codes),
        many_codes=len(codes),
        areas=_numbered(areas),
        many_areas=len(areas),
    )
    engine = store.engine()
    try:
        with store.writing(MOMENT) as work:
            path = work.staging / f"{work.id}.parquet"
            provenance = (
                f"'bench' as _sender, '' as _place, '{since}' as _period, "
                f"'' as _series, '{work.id}' as _load, 'bench' as _file"
            )
            rows = copy_to_parquet(engine, f"select *, {provenance} from (\n{sql}\n)", path)
            record: Mapping[str, object] = {"kind": "load", "id": work.id, "contract": "criminal_history"}
            arrival = Arrival(
                contract="criminal_history",
                columns=columns,
                record=record,
                accepted=path,
                rows=rows,
                aside=None,
            )
            store.replace(engine, work, arrival, MOMENT)
        return rows
    finally:
        engine.close()


def _numbered(texts: Sequence[str]) -> str:
    return ", ".join(f"({number}::ubigint, '{text}')" for number, text in enumerate(texts))


def write_bare(store: Store, folder: Path) -> list[Path]:
    """The same offences as bare numbers, a Delta table in the order of people; gives its files."""
    table = VersionedTable(folder, BARE)
    table.create()
    engine = store.engine()
    try:
        path = folder / "bare.parquet"
        rows = copy_to_parquet(engine, bare_sql(store), path)
        table.commit(add={path: rows}, remove=[], record={"kind": "load"}, moment=MOMENT)
    finally:
        engine.close()
    return table.files()


def bare_sql(store: Store) -> str:
    files = [str(path) for path in store.table("criminal_history").files()]
    return f"""
        select substr(person_ref, 2)::bigint as person_id,
            (offence_date - date '1970-01-01')::integer as offence_day,
            (proof_date - date '1970-01-01')::integer as proof_day, severity::tinyint as disposal_code
        from read_parquet({files})
        join (values ('custody', 9), ('suspended_sentence', 8), ('community_order', 7), ('fine', 6),
            ('conditional_discharge', 5), ('other_conviction', 3), ('caution', 2)) as k (disposal, severity)
            using (disposal)
        order by person_id, proof_day"""
