"""Papers as PDF: set by Typst from a source of ours and facts beside it, where Typst and a Chinese font are there."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

try:
    import typst

    IS_INSTALLED = True
except ImportError:  # the extra "pdf" is not installed: nothing is offered
    IS_INSTALLED = False

CHINESE = (
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "SimSun",
    "Songti SC",
    "WenQuanYi Zen Hei",
)
SOURCE_NEEDS = "facts"  # under which the source reads them: json(bytes(sys.inputs.facts))


@cache  # fonts do not come while a process runs, and looking for them takes a while
def chinese_font() -> str:
    """The first Chinese font this machine has; "" where there is none, or no Typst."""
    if not IS_INSTALLED:
        return ""
    held = set(typst.Fonts().families())
    return next((family for family in CHINESE if family in held), "")


def is_offered() -> bool:
    """Can a paper be made here?"""
    return bool(chinese_font())


def paper(source: str, facts: Mapping[str, Any]) -> bytes:
    """The PDF (PDF/UA-1, so that screen readers can read it). The facts are handed over as data: what stands in them is
    never read as a source. Raises RuntimeError where no paper can be made."""
    if not is_offered():
        raise RuntimeError("No paper can be made here: Typst or a Chinese font is missing.")
    told = json.dumps({"font": chinese_font(), **facts}, ensure_ascii=False)
    return bytes(typst.compile(source.encode(), sys_inputs={SOURCE_NEEDS: told}, pdf_standards=["ua-1"]))
