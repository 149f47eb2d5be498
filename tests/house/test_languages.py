"""Every sentence stands in all three languages, and nothing we say bypasses them."""

import re
from pathlib import Path

import polib
import pytest

from tests.house.trees import ROOT
from tools.hant import FORMS, mended

LANGUAGES = ("zh_Hans", "zh_Hant")
SHARED = {*"着户却够温脱税“”", "采用", "短信", "商舖", "周次", "屏幕"}  # with simplified Chinese
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


def test_traditional_chinese_is_written_in_one_way() -> None:
    texts = polib.pofile(str(ROOT / "locale" / "zh_Hant" / "LC_MESSAGES" / "django.po"))
    said = [text for entry in texts for text in (entry.msgstr, *entry.msgstr_plural.values())]
    assert [text for text in said if mended(text) != text] == []


def test_the_traditional_words_of_the_seeds_are_too() -> None:
    """Of forms that simplified Chinese does not share, so that a line in both scripts may be read at once."""
    others = "|".join(form for form in FORMS if form not in SHARED)
    wrong = [
        f"{path.name}: {line.strip()[:60]}"
        for path in sorted((ROOT / "seeds").rglob("*.toml"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(others, line)
    ]
    assert wrong == []
