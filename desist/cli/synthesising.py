"""Draw a made-up county: synthetic."""

from __future__ import annotations

from pathlib import Path

import typer

from desist.cli.main import app, say


@app.command()
def synthetic(
    directory: Path = typer.Argument(
        Path("synthetic"), help="The folder for the files; it must be new or empty."
    ),
    people: int = typer.Option(
        20_000, "--people", help="How many people have something proven against them."
    ),
    seed: int = typer.Option(1, "--seed", help="The same seed gives the same county."),
) -> None:
    """Draw a whole made-up county: people, proven offences and custody, in the contracts' own shapes.

    Nobody in it is real. Load its files with the sender that is printed, and every report made from them
    says that they are made up. The folder linkage holds the same people as a second agency knows them, with
    errors in names and dates, and the truth. The folder reconciliation holds the county as agencies with
    other errors sent it, the official figure as it truly is, and how much of the difference each error makes.

    Example: desist synthetic county --people 20000 --seed 1
    """
    from desist.synthetic.offenders.county import draw_county
    from desist.synthetic.offenders.files import LINKAGE, write_county
    from desist.synthetic.official.files import RECONCILIATION, write_official
    from desist.synthetic.pack import SENDER

    county = draw_county(people, seed)
    rows = write_county(county, directory, seed)
    beside = write_official(county, directory / RECONCILIATION, seed)
    print(f"A made-up county of {people:,} people, seed {seed}, in {directory}.")
    for name, count in {**rows, **{f"{RECONCILIATION}/{name}": n for name, n in beside.items()}}.items():
        print(f"  {name}: {count:,} rows")
    say("Load either the extracts of the agencies or criminal_history, which says the same in one file:")
    for name in rows:
        if not name.startswith(LINKAGE):
            contract = name.removesuffix(".csv")
            say(f'  desist load {contract} {directory / name} --sender "{SENDER}"')
