"""What a commit may hold: no address of a registry, no path of one machine, locks that pin every byte."""

from __future__ import annotations

import fnmatch
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.house.tree import ROOT, text_of, tracked

LOCKS = ("build", "core", "dev")
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

# Spelled in parts, so that this file does not find itself.
REGISTRIES = tuple(
    "".join(parts)
    for parts in (
        ("pypi", ".org"),
        ("pythonhosted", ".org"),
        ("npmjs", ".org"),
        ("yarnpkg", ".com"),
        ("index", "-url"),
        ("trusted", "-host"),
    )
)
ONE_MACHINE = re.compile("|".join(("/" + "work/", "/" + "root/", "/" + r"home/\w+/", "/" + "Users/")))


def found_in(pattern: re.Pattern[str]) -> list[str]:
    hits = []
    for path in tracked():
        if path.suffix in {".svg", ".csv"}:
            continue
        hits += [
            f"{path}:{number}"
            for number, line in enumerate(text_of(path).splitlines(), 1)
            if pattern.search(line)
        ]
    return hits


def test_no_file_names_a_package_registry() -> None:
    pattern = re.compile("|".join(re.escape(name) for name in REGISTRIES))
    allowed = {"tools/lock.sh"}  # tells the freezer to leave the address out
    assert [hit for hit in found_in(pattern) if hit.split(":")[0] not in allowed] == []


def test_no_file_names_a_folder_of_one_machine() -> None:
    assert found_in(ONE_MACHINE) == []


def pins(name: str) -> dict[str, str]:
    """Package to version, as frozen in one lock."""
    lines = text_of(Path(f"requirements/{name}.lock")).splitlines()
    return dict(line.split(" ")[0].split("==") for line in lines if re.match(r"[a-z0-9]", line))


@pytest.mark.parametrize("name", LOCKS)
def test_every_frozen_package_has_its_hashes(name: str) -> None:
    lines = text_of(Path(f"requirements/{name}.lock")).splitlines()
    packages = re.split(
        r"\n(?=[a-z0-9])", "\n".join(line for line in lines if not line.startswith(("#", "--")))
    )
    assert "--require-hashes" in lines
    assert packages
    for package in packages:
        assert re.match(r"[a-z0-9._-]+==[^ ]+", package), package
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", package), package


def test_the_core_is_a_part_of_what_the_tests_run_on() -> None:
    core, dev = pins("core"), pins("dev")
    assert core
    assert {name: dev.get(name) for name in core} == core


def test_every_dependency_is_frozen() -> None:
    wanted = {re.split(r"[<>=!~\[ ]", line)[0].lower() for line in PYPROJECT["project"]["dependencies"]}
    assert wanted - set(pins("core")) == set()


def test_every_file_beside_the_code_is_shipped_with_it() -> None:
    patterns = PYPROJECT["tool"]["setuptools"]["package-data"]["*"]
    beside = [path for path in tracked() if path.parts[0] == "desist" and path.suffix != ".py"]
    left_out = [
        path for path in beside if not any(fnmatch.fnmatch(path.name, pattern) for pattern in patterns)
    ]
    assert left_out == []


def test_the_readme_shows_the_two_commands_on_its_first_screen() -> None:
    first_screen = "\n".join(text_of(Path("README.md")).splitlines()[:40])
    assert "make demo" in first_screen
    assert "make test" in first_screen


def test_continuous_integration_runs_the_same_targets_as_a_person() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111, "it must be executable"
    targets = re.findall(r"^make (\w+)", script.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert {"check", "test"} <= set(targets)


def test_the_scripts_are_sound_bash() -> None:
    scripts = [path for path in tracked() if path.suffix == ".sh" or str(path) == ".ci/run"]
    assert scripts
    for path in scripts:
        checked = subprocess.run(["bash", "-n", str(ROOT / path)], capture_output=True, text=True)
        assert checked.returncode == 0, checked.stderr


def test_every_decision_is_in_the_index() -> None:
    index = text_of(Path("docs/adr/README.md"))
    decisions = [path.name for path in tracked() if re.match(r"docs/adr/\d{4}-", str(path))]
    assert decisions
    assert [name for name in decisions if f"]({name})" not in index] == []
