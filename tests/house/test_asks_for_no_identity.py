"""Nobody is asked for a hukou, an identity card or its number: no field, no label, no question of the catalogue.

One form is left out by name, and it alone: the one by which somebody becomes a volunteer. The Ministry's measures for
recording voluntary service (order 67, art. 5) name the number among the fields of a volunteer's record, the accident
insurance insures people by it (Regulations, art. 17), and one document joins once. It is sealed, compared by one
coordinator, and no copy is taken. Reports, suggestions and the little mayor ask for nothing.
"""

import re
import tomllib
from importlib import import_module

import polib
import pytest
from django import forms
from django.apps import apps
from django.utils.translation import override
from rest_framework import serializers

from tests.house.trees import APPS, ROOT

THINGS = (
    *(
        "户口",
        "戶口",
        "户籍",
        "戶籍",
        "身份证",
        "身份證",
        "身分證",
        "证件号",
        "證件號",
        "居住证",
        "居住證",
        "护照",
        "護照",
    ),
    *(
        r"\bhukou\b",
        r"household regist",
        r"\bid[ -]?(card|number|no)\b",
        r"identity (card|number|document)",
        "passport",
    ),
    *("id_card", "id_number", "identity_number", "national_id"),
)
LEFT_OUT = "civic.volunteers.forms.joining.JoinForm"
ASKED = re.compile("|".join(THINGS), re.IGNORECASE)
ASKING = re.compile(
    f"(填写|填寫|输入|輸入|提供|出示|上传|上傳|请写|請寫|enter|write|upload)[^。.]{{0,12}}({'|'.join(THINGS)})"
)
NOT_ASKED = re.compile(r"不用|不要|遮住|cover|無須|无须|不必|no need|not |no ", re.IGNORECASE)


def _classes(kind: type) -> list[type]:
    """Every class of this kind that the city's own code defines, however deep it stands."""
    found, todo = [], [kind]
    while todo:
        for one in todo.pop().__subclasses__():
            todo.append(one)
            if one.__module__.startswith(("civic.", "portal.")):
                found.append(one)
    return found


def _load_all() -> None:
    for app in APPS:
        for path in sorted((ROOT / "civic" / app).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            if ("forms" in name or "serializers" in name) and "migrations" not in name:
                import_module(name.removesuffix(".__init__"))


def test_no_form_and_no_serializer_has_such_a_field_or_label() -> None:
    _load_all()
    wrong = []
    for language in ("en", "zh-hans", "zh-hant"):
        with override(language):
            for form in _classes(forms.BaseForm):
                if f"{form.__module__}.{form.__name__}" == LEFT_OUT:
                    continue
                for name, field in getattr(form, "base_fields", {}).items():
                    told = f"{name} {field.label or ''} {field.help_text or ''}"
                    wrong += [f"{form.__module__}.{form.__name__}.{name}"] if ASKED.search(told) else []
            for shape in _classes(serializers.BaseSerializer):
                for name, one in getattr(shape, "_declared_fields", {}).items():
                    told = f"{name} {one.label or ''} {one.help_text or ''}"
                    wrong += [f"{shape.__module__}.{shape.__name__}.{name}"] if ASKED.search(told) else []
    assert wrong == []


def test_no_table_has_such_a_column() -> None:
    wrong = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("civic.")
        for field in model._meta.get_fields()
        if ASKED.search(field.name)
    ]
    assert wrong == []


def _clauses(text: str) -> list[str]:
    return re.split(r"[，,。.；;（(）)]", text)


def test_no_template_names_one_but_to_say_that_it_is_not_asked() -> None:
    wrong = []
    for path in (ROOT / "templates").rglob("*.html"):
        for line in path.read_text(encoding="utf-8").splitlines():
            found = ASKED.search(line)
            if found and not NOT_ASKED.search(line[max(0, found.start() - 60) : found.start()]):
                wrong.append(f"{path.relative_to(ROOT)}: {found[0]}")
    assert wrong == []


@pytest.mark.parametrize("language", ["zh_Hans", "zh_Hant"])
def test_no_sentence_of_the_site_asks_for_one(language: str) -> None:
    texts = polib.pofile(str(ROOT / "locale" / language / "LC_MESSAGES" / "django.po"))
    told = [clause for entry in texts for clause in _clauses(entry.msgstr)]
    assert [clause for clause in told if ASKING.search(clause) and not NOT_ASKED.search(clause)] == []


def test_no_question_of_the_catalogue_asks_for_one_and_no_advice_to_write_one() -> None:
    wrong = []
    for path in sorted((ROOT / "seeds" / "matters").rglob("*.toml")):
        for matter in tomllib.loads(path.read_text(encoding="utf-8"))["matter"]:
            asked = str(matter.get("question", ""))
            wrong += [f"{matter['code']}: {ASKED.findall(asked)}"] if ASKED.search(asked) else []
            advice = [clause for text in matter.get("advice", ()) for clause in _clauses(text)]
            wrong += [f"{matter['code']}: {one}" for one in advice if ASKED.search(one) and not NOT_ASKED.search(one)]
    assert wrong == []


def test_the_form_that_is_left_out_asks_what_the_measures_name_and_no_more() -> None:
    """Order 67, art. 5: name, sex, day of birth, document, where one lives, contact, skills, kinds of service; with
    when, where and in which languages one would help. The number of the document is sealed where it is kept."""
    joining = import_module("civic.volunteers.forms.joining").JoinForm
    who = {"name", "sex", "born_on", "document", "document_number", "contact", "lives_in"}
    wishes = {"kinds", "skills", "languages", "areas", "free"}
    assert set(joining.base_fields) == who | wishes | {"own_word"}
    identity = apps.get_model("volunteers", "VolunteerIdentity")
    sealed = {one.name for one in identity._meta.get_fields() if type(one).__name__ == "SealedText"}
    assert sealed == {"name", "sex", "born_on", "document_number", "contact"}
