"""Every sentence stands in all three languages, and nothing we say bypasses them."""

import re
from pathlib import Path

import polib
import pytest

from tests.house.trees import ROOT

LANGUAGES = ("zh_Hans", "zh_Hant")
HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_missing_or_fuzzy(language: str) -> None:
    texts = polib.pofile(str(ROOT / "locale" / language / "LC_MESSAGES" / "django.po"))
    assert [
        entry.msgid
        for entry in texts
        if not entry.obsolete and (entry.fuzzy or not (entry.msgstr or entry.msgstr_plural))
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_placeholder_survives_translation(language: str) -> None:
    holes = re.compile(r"%\([a-z_]+\)[sd]|\{[a-z_]+\}")
    texts = polib.pofile(str(ROOT / "locale" / language / "LC_MESSAGES" / "django.po"))
    wrong = [
        entry.msgid
        for entry in texts
        if entry.msgstr and sorted(set(holes.findall(entry.msgid))) != sorted(set(holes.findall(entry.msgstr)))
    ]
    assert wrong == []


def test_the_compiled_texts_are_those_of_the_sources() -> None:
    for language in LANGUAGES:
        folder = ROOT / "locale" / language / "LC_MESSAGES"
        source, compiled = polib.pofile(str(folder / "django.po")), polib.mofile(str(folder / "django.mo"))
        said = {(entry.msgctxt, entry.msgid): entry.msgstr for entry in compiled if entry.msgid}
        for entry in source.translated_entries():
            if not entry.msgid_plural:
                assert said.get((entry.msgctxt, entry.msgid)) == entry.msgstr, entry.msgid


def test_no_template_speaks_past_the_translations() -> None:
    spoken = []
    for path in sorted(Path(ROOT / "templates").rglob("*.html")):
        text = re.sub(
            r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}|<svg.*?</svg>",
            "",
            path.read_text(encoding="utf-8"),
            flags=re.DOTALL,
        )
        spoken += [
            f"{path.relative_to(ROOT)}: {line.strip()[:60]}"
            for line in text.splitlines()
            if HAN.search(line) and "lang=" not in line
        ]
    assert spoken == []
