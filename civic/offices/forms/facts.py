"""What forms of named things share."""

from typing import Any

NAMES = ["name_zh_hans", "name_zh_hant", "name_en"]


def facts_of(given: dict[str, Any]) -> dict[str, Any]:
    """What was handed in besides code and names."""
    return {name: value for name, value in given.items() if name not in {*NAMES, "code"}}
