"""What the acts of offices share: facts that exist, and names in three languages."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from civic.lib.refusals import NotValid


def check_facts(facts: Mapping[str, Any], known: frozenset[str]) -> None:
    """A fact no row has is a mistake of ours, not of whoever asks."""
    if strange := set(facts) - known:
        raise TypeError(f"No such fact: {', '.join(sorted(strange))}")


def named(names: Mapping[str, str]) -> dict[str, str]:
    """The columns of a name; without the simplified one it is refused."""
    if not names.get("zh-hans"):
        raise NotValid(
            fields={"names": _("A name in simplified Chinese is needed; the other languages fall back on it.")}
        )
    return {"name_zh_hans": names["zh-hans"], "name_zh_hant": names.get("zh-hant", ""), "name_en": names.get("en", "")}
