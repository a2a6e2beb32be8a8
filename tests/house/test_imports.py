"""Imports look down only: the contracts of pyproject.toml, which are DESIGN section 3."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house.tree import ROOT

HEAVY = (
    "altair",
    "cryptography",
    "deltalake",
    "docx",
    "duckdb",
    "lxml",
    "numpy",
    "odfdo",
    "pandas",
    "python_calamine",
    "scipy",
    "sqlglot",
    "statsmodels",
    "typst",
    "vl_convert",
)


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command as run; run()",
            "--no-cache",
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(folder), "PATH": ""},
    )


def test_the_rooms_import_as_the_design_says() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


def test_a_room_that_exists_is_held_to_its_rules_as_a_whole() -> None:
    """`desist.room.**` covers what will be in a room; once it is there, `desist.room` must be named."""
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    named = [module for rule in rules["contracts"] for module in rule.get("source_modules", ())]
    awaited = [module.split(".")[1] for module in named if module.endswith(".**")]
    assert [room for room in awaited if (ROOT / "desist" / room).exists()] == []


@pytest.mark.parametrize(
    ("room", "line", "rule"),
    [
        ("measures", "import desist.store", "A measure is data"),
        ("measures", "import duckdb", "Only the store names an engine"),
        ("comparison", "import desist.measures", "Imports look down only"),
        ("publication", "import deltalake", "Only the store names an engine"),
        ("vocabulary", "import desist.records", "Imports look down only"),
        ("brand_new_room", "", "Imports look down only"),
    ],
)
def test_a_forbidden_import_breaks_its_rule(tmp_path: Path, room: str, line: str, rule: str) -> None:
    """The rules can fail: the same configuration, in a project where one room breaks it."""
    rooms = [
        "cli",
        "quarter",
        "publication",
        "measures",
        "comparison",
        "confidentiality",
        "records",
        "store",
        "vocabulary",
    ]
    for name in {*rooms, room}:
        (tmp_path / "desist" / name).mkdir(parents=True)
        (tmp_path / "desist" / name / "__init__.py").touch()
    (tmp_path / "desist" / "__init__.py").touch()
    (tmp_path / "desist" / room / "wrong.py").write_text(line + "\n")
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())
    result = lint_imports(tmp_path)
    broken = [found for found in result.stdout.splitlines() if found.endswith("BROKEN")]
    assert result.returncode == 1, result.stdout + result.stderr
    assert any(found.startswith(rule) for found in broken), result.stdout


def test_the_command_line_starts_without_the_heavy_packages() -> None:
    """`desist --help` answers at once because nothing heavy is imported to say it."""
    program = f"import sys, desist.cli.main; print(*(name for name in {HEAVY} if name in sys.modules))"
    result = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    assert result.stdout.split() == []
