"""The files of the catalogue: what is in them, and how they join what the city has."""

import tomllib
from collections import Counter
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from civic.lib.refusals import NotValid
from civic.offices.actions import amend_matter, load_catalogue, reword_matter, set_keywords
from civic.offices.models import Limit, Matter, Tag, Wording
from civic.offices.queries import suggested_matters
from civic.offices.rules import FAMILIES, FUNCTIONS, Unit, read_matter
from tests.people import NOON, City, names

FOLDER = Path(settings.BASE_DIR) / "seeds" / "matters"
FILES = {file.stem: tomllib.loads(file.read_text(encoding="utf-8"))["matter"] for file in sorted(FOLDER.glob("*.toml"))}
MATTERS: list[dict[str, Any]] = [matter for matters in FILES.values() for matter in matters]
FIRST = ["0101", "0102", "0201", "0202", "0301", "0401", "0402", "0501", "0502", "0601", "0602"]
FIRST += ["0701", "0702", "0801", "0802", "0901", "0902", "0903", "1001", "1101", "1201"]
EVENTS = {"01": 18, "02": 5, "03": 5, "04": 12, "05": 8}
"""How many events each class of the standard has. The last of class 05, a crowd's disturbance, is no resident's report:
it is called in to the police."""


def matter_told(**facts: Any) -> dict[str, Any]:
    return {
        "code": "9901",
        "family": "lamp",
        "function": "works",
        "names": ["灯", "燈", "Lamp"],
        "filing": ["灯灭了。", "燈滅了。", "A lamp is out."],
        "keywords": ["灯:3"],
        "limit": [
            {
                "grade": 0,
                "stages": [{"key": "a", "names": ["修", "修", "Mended"], "amount": 4, "unit": "working-hours"}],
            }
        ],
        **facts,
    }


# --- what the files hold ---


@pytest.mark.parametrize("told", MATTERS, ids=lambda told: told["code"])
def test_a_matter_of_the_files_has_no_fault_and_is_told_in_three_languages(told: dict[str, Any]) -> None:
    _draft, faults = read_matter(told)
    assert faults == {}
    for name in ("names", "filing", "closing", "basis", "remedy", "advice"):
        assert all(text.strip() for text in told[name]), name
    assert len(set(map(bool, told["emergency"]))) == 1
    assert told["function"] in FUNCTIONS
    assert len(told["keywords"]) >= 4
    assert 1 <= told["answer_days"] <= 60
    for limit in told.get("limit", []):
        assert all(stage["amount"] >= 1 and stage["unit"] in Unit.values for stage in limit["stages"])


def test_codes_are_unique_and_stand_under_their_family() -> None:
    assert [code for code, times in Counter(told["code"] for told in MATTERS).items() if times > 1] == []
    assert {told["family"] for told in MATTERS} == set(FAMILIES)
    assert all(told["family"] == family for family, matters in FILES.items() for told in matters)
    assert set(FIRST) <= {told["code"] for told in MATTERS}
    assert len(MATTERS) >= 130


def test_every_subject_of_the_environment_every_small_one_and_every_named_disorder_is_used() -> None:
    used = Counter(tag for told in MATTERS for tag in told["tags"])
    assert sum(tag.startswith("environment-") for tag in used) == 6
    assert sum(tag.startswith("small-") for tag in used) == 8
    assert sum(tag.startswith("disorder-") for tag in used) == 5
    assert {told["function"] for told in MATTERS} == set(FUNCTIONS)


def test_every_event_of_the_standard_has_its_matter() -> None:
    codes = {code.strip() for told in MATTERS for code in told["standard_code"].split(";")}
    wanted = {f"event {first} {second:02}" for first, most in EVENTS.items() for second in range(1, most + 1)}
    assert wanted - codes == set()
    assert all(told["standard"] and told["edition"] for told in MATTERS if told["standard_code"])


def test_danger_calls_for_a_number_first() -> None:
    assert {told["code"] for told in MATTERS if any(told["emergency"]) and not told["calls"]} == set()
    assert {"110", "119", "120", "122"} <= {call for told in MATTERS for call in told["calls"]}


# --- how they join ---


def test_the_whole_catalogue_joins_once(city: City) -> None:
    before = Matter.objects.count()
    loaded = load_catalogue(MATTERS, at=NOON)
    # two matters of the cast bear a code and a name of the files, one a code alone
    assert loaded.worded == ["0101"]
    assert loaded.left == ["0102"]
    assert Matter.objects.count() == before + len(loaded.added)
    assert not Wording.objects.exclude(by=None).exists()
    again = load_catalogue(MATTERS, at=NOON)
    assert (again.tags, again.added, again.worded) == (0, [], [])
    assert Tag.objects.filter(kind="disorder", is_active=False).count() == 5
    for matter in Matter.objects.exclude(code__in=["0102", "0900"]).prefetch_related("tags"):
        assert sum(tag.kind == "function" for tag in matter.tags.all()) == 1


def test_what_the_city_edited_stays(city: City) -> None:
    load_catalogue([matter_told()], at=NOON)
    matter = city.matter("9901")
    amend_matter(matter, names=names("路灯", "", ""), answer_days=3)
    reword_matter(matter, by=city.root, texts={"filing": names("我们的话。", "", "")}, at=NOON)
    set_keywords(matter, ["灯泡"])
    assert load_catalogue([matter_told()], at=NOON).left == ["9901"]
    matter = city.matter("9901")
    assert (matter.name_zh_hans, matter.answer_days, matter.wording and matter.wording.number) == ("路灯", 3, 2)
    assert [word.word for word in matter.keywords.all()] == ["灯泡"]
    assert load_catalogue([matter_told()], at=NOON, overwrites=True).rewritten == ["9901"]
    assert city.matter("9901").name_zh_hans == "灯"


def test_a_matter_that_was_never_worded_gets_words_but_keeps_its_promise(city: City) -> None:
    told = matter_told(code="0101", names=["路灯不亮", "路燈不亮", "Lamp"], answer_days=60)
    assert load_catalogue([told], at=NOON).worded == ["0101"]
    matter = city.matter("0101")
    assert matter.wording is not None
    assert (matter.answer_days, matter.name_en) == (7, "Street lamp is out")
    assert not Limit.objects.filter(matter=matter).exists()


@pytest.mark.parametrize(
    ("facts", "place"),
    [
        ({"names": ["灯", "燈"]}, "9901 names"),
        ({"names": ["灯", "燈", ""]}, "9901 names"),
        ({"family": "castle"}, "9901 family"),
        ({"privacy": "secret"}, "9901 privacy"),
        ({"function": "music"}, "9901 function"),
        ({"tags": ["no-such-tag"]}, "9901 tags"),
        ({"answer_days": "seven"}, "9901 answer_days"),
        ({"answer_days": 0}, "9901 answer_days"),
        ({"code": "99-01"}, "99-01 code"),
        ({"keywords": "灯"}, "9901 keywords"),
        ({"keywords": ["灯:9"]}, "9901 keywords"),
        ({"calls": ["119"]}, "9901 calls"),
        ({"colour": "green"}, "9901 colour"),
        ({"question": [{"key": "a", "kind": "text", "label": ["问", "問"]}]}, "9901 questions.0.label"),
        (
            {"question": [{"key": "a", "kind": "one", "label": ["问", "問", "Q"], "options": []}]},
            "9901 questions.0.options",
        ),
        (
            {"limit": [{"stages": [{"key": "a", "names": ["修", "修", "M"], "amount": 0, "unit": "days"}]}]},
            "9901 limits.0.stages",
        ),
        ({"limit": matter_told()["limit"] * 2}, "9901 limits"),
        ({"function": ["lighting"]}, "9901 function"),
        ({"order": 99_999}, "9901 order"),
        ({"names": ["灯" * 121, "燈", "Lamp"]}, "9901 names"),
    ],
)
def test_a_fault_in_a_file_names_matter_and_field_and_nothing_is_taken_over(
    city: City, facts: dict[str, Any], place: str
) -> None:
    with pytest.raises(NotValid) as refused:
        load_catalogue([matter_told(code="9902"), matter_told(**facts)], at=NOON)
    assert list(refused.value.fields) == [place]
    assert not Matter.objects.filter(code="9902").exists()


def test_the_same_code_twice_is_told(city: City) -> None:
    with pytest.raises(NotValid) as refused:
        load_catalogue([matter_told(), matter_told()], at=NOON)
    assert list(refused.value.fields) == ["9901 code"]


# --- by hand ---


def run(*arguments: str) -> str:
    said = StringIO()
    call_command("load_catalogue", *arguments, stdout=said, stderr=said)
    return said.getvalue()


def test_the_command_shows_first_and_loads_then(city: City) -> None:
    before = Matter.objects.count()
    assert "0201" in run("--check")
    assert Matter.objects.count() == before
    run()
    assert Matter.objects.count() > 130


def test_the_command_names_file_matter_and_field(city: City, tmp_path: Path) -> None:
    (tmp_path / "odd.toml").write_text(
        '[[matter]]\ncode = "9901"\nfamily = "castle"\nnames = ["灯"]\n', encoding="utf-8"
    )
    (tmp_path / "torn.toml").write_text("[[matter]\n", encoding="utf-8")
    with pytest.raises(CommandError) as refused:
        run(str(tmp_path), "--check")
    told = str(refused.value)
    assert "odd.toml: 9901 family:" in told
    assert "odd.toml: 9901 names:" in told
    assert "torn.toml" in told


def test_files_that_cannot_be_read_are_named_with_their_line(city: City, tmp_path: Path) -> None:
    (tmp_path / "chinese.toml").write_bytes('[[matter]]\ncode = "9901"\nnames = ["灯"]\n'.encode("gb18030"))
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "marked.toml").write_bytes(b"\xef\xbb\xbf# saved by a spreadsheet's editor\n")
    with pytest.raises(CommandError) as refused:
        run(str(tmp_path))
    told = str(refused.value)
    assert "chinese.toml: line 3 is not written in UTF-8." in told
    assert "folder.toml" in told
    assert "marked.toml" not in told


def test_the_usual_words_for_danger_and_trouble_find_their_matter(db: None) -> None:
    load_catalogue(MATTERS, at=NOON)
    for words, code in {
        "There is a strong smell of gas in our stairwell": "1401",
        "闻到煤气": "1401",
        "煤气泄露": "1401",
        "people trapped in elevator": "1501",
        "Elevator stuck, my mother is inside": "1501",
        "有人被困在电梯里": "1501",
        "电梯里有人出不来": "1501",
        "My husband beats me": "1106",
        "老公打我": "1106",
        "被丈夫打": "1106",
        "I want to kill myself": "1113",
        "邻居太吵": "1508",
        "邻居噪声": "1508",
        "The streetlight is broken": "0101",
        "garbage not picked up": "0601",
        "bins overflowing": "0606",
    }.items():
        found = suggested_matters(words)
        assert found, words
        assert found[0].matter.code == code, (words, [one.matter.code for one in found])
    assert "1112" not in [one.matter.code for one in suggested_matters("我家门口的井盖不见了")]
