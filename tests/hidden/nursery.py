"""The ground of the crawl for children: an edition with children of several kinds, and of each every piece that
somebody may not see, each with a word of its own. Everything is made by the acts, as a city makes it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from civic.accounts.models import Person
from civic.guardians import actions as guardians
from civic.guardians.actions import GuardianTold
from civic.guardians.models import Guardianship
from civic.guardians.rules import PURPOSES_OF, Purpose
from civic.lib.picture_files import picture_path
from civic.places.models import Area, Cell
from civic.youth import actions as youth
from civic.youth.actions import PupilTold
from civic.youth.models import Duty, Entry, Proposal, School, Topic
from civic.youth.rules import Phase
from tests.hidden.ground import canary
from tests.hidden.pictures import photo
from tests.people import City
from tests.youth.families import parent
from tests.youth.ground import TERM_STARTS, Track, during, found_track

HOUR = timedelta(hours=1)
ENTERS, MAKES = during(Phase.ENTRY, 2), during(Phase.ENTRY, 10)
OPENS = during(Phase.SECOND, 1)  # the jury and the vote
NOW = during(Phase.SECOND, 4)
YES = dict.fromkeys(PURPOSES_OF["youth"], True)
JPEG = b"\xff\xd8\xff"
DRAWN = re.compile(rb"q[bcdfghjklmnprstvwxyz]{10}")
WORDS = ("title", "saw", "change", "helps", "count")


@dataclass
class Nursery:
    """The town: its children by a short name, their proposals, and every word that stands nowhere else."""

    city: City
    track: Track
    words: dict[str, str] = field(default_factory=dict)  # "rain name" -> the word
    children: dict[str, Entry] = field(default_factory=dict)
    wards: dict[str, Guardianship] = field(default_factory=dict)
    images: dict[bytes, str] = field(default_factory=dict)  # "rain draft image" by the bytes of its file
    codes: dict[str, str] = field(default_factory=dict)  # with which pupils and a guardian come in
    proposals: dict[str, Proposal] = field(default_factory=dict)  # "rain draft"
    _known: int = 0
    _drawn: dict[bytes, str] = field(default_factory=dict)  # words as they are drawn, found in one go
    _others: dict[bytes, str] = field(default_factory=dict)  # days, codes

    def word(self, name: str) -> str:
        """The word of one piece; it is written down that it was planted."""
        return self.words.setdefault(name, canary(f"nursery {name}"))

    def told_in(self, body: bytes) -> set[str]:
        """Which of the words stand there, as letters or, in a picture, as letters of two bytes."""
        images = set()
        if body.startswith(JPEG):
            images = {name for raw, name in self.images.items() if body.startswith(raw)}
            body += body.replace(b"\0", b"")
        if self._known != len(self.words):
            self._known, self._drawn, self._others = len(self.words), {}, {}
            for name, word in self.words.items():
                (self._drawn if DRAWN.fullmatch(word.encode()) else self._others)[word.encode()] = name
        found = {self._drawn[word] for word in DRAWN.findall(body) if word in self._drawn}
        return found | images | {name for word, name in self._others.items() if word in body}

    def of(self, child: str) -> dict[str, str]:
        """Everything that was planted of one child."""
        return {name: word for name, word in self.words.items() if name.startswith(f"{child} ")}

    def key(self, child: str) -> str:
        """The key a child has in addresses."""
        return str(self.children[child].child.key)


def staffed(city: City) -> Nursery:
    """The edition, two schools with a teacher each, and an officer whose check has run out."""
    track = found_track()
    town = Nursery(city, track)
    for school, name in ((track.school, "rain school"), (track.other_school, "cloud school")):
        School.objects.filter(pk=school.pk).update(name_zh_hans=town.word(name), name_en="")
        school.refresh_from_db()
    _officer("fang", date(2026, 8, 20), "teacher", school=track.other_school)
    _officer("late", date(2025, 8, 25), "screener", "duty", "lead", "desk")
    _officer("yi", date(2026, 8, 20), "lead", "desk")
    for handle in ("mei", "gu", "bo", "xiaoyu"):
        parent(handle)
    Person.objects.filter(handle="mei").update(name=town.word("reporter"))
    return town


def _officer(handle: str, checked_on: date, *tasks: str, school: School | None = None) -> None:
    one = Person.objects.create_user(handle, name=handle.title(), email=f"{handle}@city.example")
    at = datetime.combine(checked_on + timedelta(days=1), TERM_STARTS.time(), UTC)
    guardians.vet(one, by=Person.objects.get(handle="root"), checked_on=checked_on, trained_on=checked_on, at=at)
    for task in tasks:
        Duty.objects.create(person=one, task=task, school=school, starts=localdate(TERM_STARTS))


# --- the children ---


def peopled(town: Nursery) -> None:
    """Rain came with a slip of its school, cloud of another one; snow by a document at a desk, for a grandmother
    without an account; fox is fourteen and has an account of its own."""
    _entered(town, "rain", "早起的木棉", date(2016, 4, 17), person=parent("gu"), school=town.track.school)
    _entered(town, "cloud", "晚睡的白鹭", date(2016, 6, 23), person=parent("bo"), school=town.track.other_school)
    words = YES | {Purpose.PUBLISH.value: False}
    reached, officer = town.word("snow contact"), town.city.tang
    grandmother = {"relation": "grandparent", "contact": reached, "verified": "desk", "verified_by": officer}
    _entered(town, "snow", "安静的荔枝", date(2016, 2, 29), words=words, **grandmother)
    town.codes["snow's grandmother"] = guardians.give_slip(town.wards["snow"], by=town.city.tang, at=ENTERS)
    _fox(town)
    for child in ("rain", "cloud"):
        reached = f"{town.word(f'{child} contact')}@example.com"
        guardians.correct_own_contact(town.wards[child], name=town.word(f"{child} guardian"), contact=reached, at=NOW)
    youth.ask_family(town.track.edition, address=f"{town.word('nobody contact')}@example.com", language="en", at=NOW)
    youth.invite_guardian(
        town.wards["cloud"], address=f"{town.word('cloud invited')}@example.com", language="en", at=NOW
    )
    Entry.objects.update(reached=Phase.SECOND)


def _entered(
    town: Nursery, child: str, pseudonym: str, born_on: date, *, school: School | None = None, **more: Any
) -> None:
    words, at = more.pop("words", YES), ENTERS
    told = PupilTold(town.word(f"{child} name"), born_on, "g4-5", pseudonym, Area.objects.get(code="990102"))
    code = _slip(town, school) if school else ""
    guardian = GuardianTold(**{"relation": "mother", "name": town.word(f"{child} guardian")} | more)
    done = youth.enter(town.track.edition, told, words=words, guardian=guardian, code=code, at=at)
    _remember(town, child, born_on, done.entry, done.code or code)
    assert done.ward is not None
    town.wards[child] = done.ward


def _slip(town: Nursery, school: School) -> str:
    teacher = Person.objects.get(handle="ke" if school == town.track.school else "fang")
    sheet = youth.make_entry_codes(town.track.edition, school, count=3, by=teacher, at=ENTERS)
    return youth.print_entry_codes(sheet, by=teacher, at=ENTERS)[0][1]


def _fox(town: Nursery) -> None:
    born_on = date(2012, 3, 9)
    told = PupilTold(town.word("fox name"), born_on, "g7-9", "好奇的海豚", Area.objects.get(code="990101"))
    own = {"enter": True, "publish": True, "jury": True}
    said = {"address": f"{town.word('fox contact')}@example.com", "language": "en", "at": ENTERS}
    done = youth.enter_by_own_word(town.track.edition, told, own=own, person=parent("xiaoyu"), **said)
    _remember(town, "fox", born_on, done.entry, done.code)


def _remember(town: Nursery, child: str, born_on: date, entry: Entry, code: str) -> None:
    town.children[child], town.codes[child] = entry, code
    town.words[f"{child} slip"] = code
    for number, said in enumerate(days(born_on)):
        town.words[f"{child} birthday {number}"] = said


def days(day: date) -> list[str]:
    """A day as each page may write it."""
    return [day.isoformat(), f"{day.day} {day:%B} {day.year}", f"{day.year}年{day.month}月{day.day}日"]


# --- what they make ---


def made(town: Nursery) -> None:
    """A proposal in each state, each word of it found nowhere else; a picture beside each, with what a phone writes."""
    for child, states in {
        "rain": ("shown", "draft", "unread"),
        "cloud": ("withdrawn", "sent back", "hidden", "danger"),
        "snow": ("kept",),
        "fox": ("shown", "half read"),
    }.items():
        for state in states:
            town.proposals[f"{child} {state}"] = _made(town, f"{child} {state}", town.children[child], STATES[state])
    _refused(town)
    Proposal.objects.update(answer_due_on=localdate(NOW) + timedelta(days=30))


def _made(town: Nursery, name: str, entry: Entry, move: Callable[[Nursery, str, Proposal], None]) -> Proposal:
    said = {piece: f"桥洞 {town.word(f'{name} {piece}')}" for piece in WORDS}
    count = {"question": said.pop("count"), "answers": [("怕", 14), ("不怕", 3)]}
    given = youth.Given(**said, **count, topic=Topic.objects.first(), cell=Cell.objects.first())  # type: ignore[arg-type]
    proposal = youth.keep(youth.make(entry, at=MAKES), given=given, at=MAKES)
    upload = photo({piece: town.word(f"{name} {piece}") for piece in EXIF})
    youth.add_picture(proposal, upload=upload, alt=f"画 {town.word(f'{name} picture')}", at=MAKES)
    assert youth.prepare_pictures(at=MAKES) == 1
    for size in ("large", "small"):
        shown = picture_path(proposal.pictures.get().key, size).read_bytes()
        assert town.images.setdefault(shown, f"{name} image") == f"{name} image"
    move(town, name, proposal)
    return Proposal.objects.get(pk=proposal.pk)


def _refused(town: Nursery) -> None:
    """Rain writes in which class it is: that is stopped at the input, and kept nowhere."""
    said = youth.Given(saw=f"我是三年级2班的 {town.word('rain class')}。")
    try:
        youth.keep(town.proposals["rain draft"], given=said, at=MAKES)
    except youth.TellsWho:
        return
    raise AssertionError("a class went through")


EXIF = ("artist", "camera", "caption", "upload")


def _hand_in(town: Nursery, name: str, proposal: Proposal) -> None:
    youth.hand_in(proposal, at=MAKES)


def _read(proposal: Proposal, by: Person, verdict: str = "show", **more: Any) -> None:
    proposal.refresh_from_db()
    looks = {str(one.key): "fine" for one in proposal.pictures.kept()} if verdict == "show" else {}
    given = youth.VerdictGiven(verdict, looks=looks, **more)
    youth.read(proposal, by=by, version=proposal.version, given=given, at=MAKES + HOUR)


def _half_read(town: Nursery, name: str, proposal: Proposal) -> None:
    _hand_in(town, name, proposal)
    _read(proposal, town.city.tang)


def _show(town: Nursery, name: str, proposal: Proposal) -> None:
    _half_read(town, name, proposal)
    _read(proposal, town.city.bai)


def _send_back(town: Nursery, name: str, proposal: Proposal) -> None:
    _hand_in(town, name, proposal)
    for reader in (town.city.tang, town.city.bai):
        note = f"请再说说 {town.word(f'{name} note')}。"
        _read(proposal, reader, "send-back", because=("unclear",), note=note)


def _hide(town: Nursery, name: str, proposal: Proposal) -> None:
    _show(town, name, proposal)
    youth.hide(proposal, by=town.city.bai, reason=f"再看 {town.word(f'{name} reason')}", at=MAKES + 2 * HOUR)


def _withdraw(town: Nursery, name: str, proposal: Proposal) -> None:
    _show(town, name, proposal)
    youth.take_back(proposal, at=MAKES + 2 * HOUR)


def _endanger(town: Nursery, name: str, proposal: Proposal) -> None:
    _hand_in(town, name, proposal)
    _read(proposal, town.city.tang, "", is_danger=True, danger_words=f"家里 {town.word(f'{name} fear')}。")


STATES: dict[str, Callable[[Nursery, str, Proposal], None]] = {
    "draft": lambda town, name, proposal: None,
    "unread": _hand_in,
    "half read": _half_read,
    "sent back": _send_back,
    "shown": _show,
    "kept": _show,
    "hidden": _hide,
    "withdrawn": _withdraw,
    "danger": _endanger,
}
