"""The import contract holds, and it names every app there is."""

import subprocess
import sys
import tomllib

from tests.house.trees import APPS, ROOT

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = {contract["name"]: contract for contract in PYPROJECT["tool"]["importlinter"]["contracts"]}


def test_the_import_contract_holds() -> None:
    lint = subprocess.run([f"{sys.prefix}/bin/lint-imports"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert lint.returncode == 0, lint.stdout[-3000:] + lint.stderr[-1000:]


def test_no_contract_ignores_an_import() -> None:
    assert [name for name, contract in CONTRACTS.items() if "ignore_imports" in contract] == []


def test_the_floors_of_every_app_are_on_the_plan() -> None:
    containers = next(
        contract["containers"] for contract in CONTRACTS.values() if "civic.journal" in contract.get("containers", [])
    )
    assert sorted(containers) == [f"civic.{app}" for app in APPS]


def test_the_eyes_are_kept_from_every_act_above_the_ground() -> None:
    forbidden = next(
        contract["forbidden_modules"]
        for contract in CONTRACTS.values()
        if contract.get("source_modules") == ["civic.insights"]
    )
    ground = {"journal", "notices", "search"}
    acting = {
        f"civic.{app}.actions"
        for app in APPS
        if app not in ground
        and ((ROOT / "civic" / app / "actions").is_dir() or (ROOT / "civic" / app / "actions.py").exists())
    }
    # its own keep what can be reckoned anew, and reach none of these
    own = ("civic.desk.actions", "civic.me.actions", "civic.insights.actions")
    above = {name for name in acting if name not in own}
    assert above == set(forbidden)
