"""Rule 18: every notice is in three languages and in a child's words, with pictures; nobody needs a telephone or an
e-mail; every pupil may take part, whatever the household register says."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from civic.guardians.actions import GuardianTold
from civic.guardians.rules import PURPOSES_OF
from civic.youth import actions as youth
from civic.youth.actions import PupilTold
from civic.youth.models import Entry
from civic.youth.rules import Phase
from tests.people import City
from tests.youth.families import slip
from tests.youth.ground import during, enter, found_track, propose
from tests.youth.making import person

ROOT = Path(settings.BASE_DIR)
LANGUAGES = ("zh-hans", "zh-hant", "en")
CHILD_PAGES = ("/little-mayor/", "/little-mayor/proposals/", "/little-mayor/may-i/")
REGISTER = re.compile(r"户口|戶口|户籍|戶籍|hukou|household register|本市户", re.IGNORECASE)


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_help_and_who_is_responsible_stand_on_each_child_page_in_each_language(
    city: City, client: Client, language: str
) -> None:
    proposal = propose(enter(found_track(), "早起的木棉"))
    for address in (*CHILD_PAGES, f"/little-mayor/proposals/{proposal.number}/"):
        page = client.get(address, {"lang": language}).content.decode()
        for number in ("110", "12355", "12345"):
            assert f"tel:{number}" in page, (address, number)
        assert "<svg" in page.partition("<main")[2], address  # a picture beside the words
        assert "sessionid" not in client.cookies


@pytest.mark.django_db
def test_a_pupil_takes_part_with_a_slip_at_a_desk_without_telephone_and_e_mail(city: City) -> None:
    track = found_track()
    told = PupilTold("林小雨", date(2016, 5, 1), "g4-5", "早起的木棉")
    guardian = GuardianTold(relation="grandparent", name="林奶奶", verified="desk", verified_by=person("tang"))
    words = dict.fromkeys(PURPOSES_OF["youth"], False) | {"enter": True}
    code = slip(track)
    youth.enter(track.edition, told, words=words, guardian=guardian, code=code, at=during(Phase.ENTRY))
    entry = Entry.objects.get()
    assert entry.child.person is None
    assert entry.child.guardianships.get().contact == ""


def test_nobody_is_asked_where_a_family_is_registered() -> None:
    files = [*(ROOT / "templates" / "youth").rglob("*.html"), *(ROOT / "civic" / "youth").rglob("*.py")]
    files += (ROOT / "civic" / "guardians").rglob("*.py")
    assert [path.name for path in files if REGISTER.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.django_db
def test_the_text_of_consent_is_there_for_a_child_and_for_grown_ups_in_three_languages(city: City) -> None:
    text = found_track().edition.consent_text
    for who in ("child", "adult"):
        said = {getattr(text, f"{who}_{tongue}") for tongue in ("zh_hans", "zh_hant", "en")}
        assert len(said) == 3
        assert all(said)


def test_the_seeded_text_for_a_child_is_written_in_short_sentences() -> None:
    told = tomllib.loads((ROOT / "seeds" / "youth.toml").read_text(encoding="utf-8"))
    for words in told["consent"]["child"][:2]:
        assert max(len(part) for part in re.split(r"[。？！：；，\n]", words)) <= 40
