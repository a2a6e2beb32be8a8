"""A partnership with users, agreements and persons' rows, all made up, for tests of the door."""

from __future__ import annotations

from pathlib import Path

from desist.home.door import signed_in

ACCESS = """
[[role]]
id = "coordinator"
title = "IOM coordinator"

[[role]]
id = "officer"
title = "Data protection officer"
may = ["subject access", "erasure", "retention", "quarantine"]

[[role]]
id = "auditor"
title = "Auditor"
may = ["audit"]

[[user]]
id = "ann"
name = "Ann the coordinator"
organisation = "Force"
roles = ["coordinator"]
accounts = ["{account}"]

[[user]]
id = "dan"
name = "Dan the data protection officer"
organisation = "Office"
roles = ["officer"]
accounts = ["{account}"]
cleared_for = ["gangs"]

[[user]]
id = "eve"
name = "Eve the auditor"
organisation = "Office"
roles = ["auditor"]
accounts = ["{account}"]

[[user]]
id = "far"
name = "Somebody else"
organisation = "Elsewhere"
roles = ["coordinator"]
accounts = ["somebody-else"]

[[compartment]]
id = "gangs"
title = "Gangs"
whole_person = true

[[compartment.rows]]
contract = "local.cohort_membership"
only = {{ scheme = "Gangs" }}

[[retention_class]]
id = "proven"
title = "What was proven"
years = 6
then = "review"
protects = true
source = "Made up"
verified = false

[[retention_class.kept]]
contract = "courts.proven_offences"
dated_by = "proof_date"
"""

# Three who may review links, two of them at one account; to be put after ACCESS.
REVIEWERS = """
[[role]]
id = "reviewer"
title = "Reviewer of links"
may = ["review of links"]

[[user]]
id = "rev"
name = "Rev the reviewer"
organisation = "Force"
roles = ["reviewer"]
accounts = ["{account}"]

[[user]]
id = "rex"
name = "Rex, who sits at the same account"
organisation = "Force"
roles = ["reviewer"]
accounts = ["{account}"]

[[user]]
id = "roy"
name = "Roy the second reviewer"
organisation = "Probation"
roles = ["reviewer"]
accounts = ["roy"]
cleared_for = ["gangs"]
"""

AGREEMENT = """
id = "iom"
title = "Managing offenders together"
purpose = "Choosing whom to manage."
purposes = ["selection"]
controller = "Force"
legal_basis = "Made up"
gateway = "Crime and Disorder Act 1998, section 115"
recipients = ["coordinator"]
disclosed_to = ["Probation"]
valid_from = 2025-01-01
valid_until = 2030-12-31
review = 2026-01-01
retention = "Made up"
accuracy = "Made up"
security = "Made up"
rights = "Made up"
breach = "Made up"

[[party]]
name = "Force"
role = "controller"
regime = "DPA 2018 Part 3"
signed_by = "Its head"
signed_on = 2025-01-01

[[party]]
name = "Probation"
role = "recipient"
regime = "DPA 2018 Part 3"
signed_by = "Its head"
signed_on = 2025-01-01

[[table]]
contract = "local.cohort_membership"
fields = ["person_ref", "scheme", "entry_date", "exit_date"]
why = "Made up"

[[table]]
contract = "criminal_history"
fields = ["person_ref", "offence_code", "offence_date", "proof_date"]
why = "Made up"
"""

MEMBERS = "person_ref,scheme,entry_date,exit_date,exit_reason,status,area\n" + "".join(
    f"P{number:02},{'Gangs' if number < 3 else 'IOM'},2024-01-10,,,{'red' if number % 2 else 'green'},\n"
    for number in range(20)
)


def allow(home: Path, access: str = ACCESS, agreement: str = AGREEMENT) -> None:
    """Put users and an agreement into a partnership's folder; the account that runs the test is theirs."""
    (home / "access.toml").write_text(access.format(account=signed_in()), encoding="utf-8")
    for old in (home / "agreements").glob("*.toml"):
        old.unlink()
    (home / "agreements").mkdir(exist_ok=True)
    (home / "agreements" / "iom.toml").write_text(agreement, encoding="utf-8")
