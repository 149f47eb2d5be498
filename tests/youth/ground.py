"""An edition to stand on: the city of the cast, two schools, vetted people, children whose guardians agreed."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.utils.timezone import localdate

from civic.accounts.models import Person
from civic.guardians import actions as guardians
from civic.guardians.models import Child, Consent, ConsentText, Guardianship, Identity
from civic.guardians.rules import Purpose
from civic.offices.models import Office
from civic.places.models import Area, Cell
from civic.youth.models import Duty, Edition, EditionPhase, Entry, Proposal, School, StagePlace, Topic
from civic.youth.rules import GROUP_OF, Band, Phase

TERM_STARTS = datetime(2026, 9, 1, 0, 0, tzinfo=UTC)
DAY = timedelta(days=1)
LENGTHS = {
    Phase.ENTRY: 30,
    Phase.SCHOOL: 15,
    Phase.DISTRICT: 15,
    Phase.SECOND: 15,
    Phase.SEMIFINAL: 15,
    Phase.FINAL: 15,
    Phase.APPOINTMENT: 15,
    Phase.TERM: 700,
    Phase.HANDOVER: 30,
}
VETTED = {  # the cast of the track and what they do
    "tang": ("screener", "duty", "lead", "desk"),
    "bai": ("screener", "duty", "lead"),
    "qiu": ("juror",),
    "rong": ("juror",),
    "yan": ("juror",),
    "ke": ("teacher",),
}


@dataclass
class Track:
    """What stands on the ground."""

    edition: Edition
    school: School
    other_school: School
    topic: Topic


def during(phase: Phase, day: int = 1) -> datetime:
    """A noon within this phase of the edition."""
    starts = TERM_STARTS
    for known, length in LENGTHS.items():
        if known == phase:
            return starts + day * DAY + timedelta(hours=4)
        starts += length * DAY
    raise AssertionError(phase)


def found_track() -> Track:
    """An edition whose entry phase begins on 1 September 2026, and the cast of the track, vetted."""
    root = Person.objects.get(handle="root")
    Person.objects.create_user("xiaoyu")
    text = ConsentText.objects.create(
        track="youth",
        version=1,
        child_zh_hans="你可以说好，也可以说不。",
        child_zh_hant="你可以說好，也可以說不。",
        child_en="You may say yes or no.",
        adult_zh_hans="您可以同意，也可以拒绝。",
        adult_zh_hant="您可以同意，也可以拒絕。",
        adult_en="You may agree or refuse.",
        digest="-",
        shown_at=TERM_STARTS - 30 * DAY,
    )
    text.digest = text.reckoned_digest()
    text.save()
    edition = Edition.objects.create(
        number=3,
        name_zh_hans="第三届",
        name_zh_hant="第三屆",
        name_en="Third edition",
        theme_zh_hans="我的上学路",
        theme_zh_hant="我的上學路",
        theme_en="My way to school",
        office=Office.objects.get(code="command"),
        in_charge="未成年人事务岗",
        in_charge_phone="020-12345",
        age_day=date(2026, 9, 1),
        consent_text=text,
        made_by=root,
        made_at=TERM_STARTS - 30 * DAY,
        shown_at=TERM_STARTS - 20 * DAY,
    )
    edition.districts.set(Area.objects.filter(kind="district"))
    starts = TERM_STARTS
    for phase, length in LENGTHS.items():
        EditionPhase.objects.create(edition=edition, phase=phase, starts_at=starts, ends_at=starts + length * DAY)
        starts += length * DAY
    for name, group, count in (
        ("district", "", 128),
        ("second", "", 60),
        ("semifinal", "", 20),
        ("final", "primary", 7),
        ("final", "middle", 3),
    ):
        StagePlace.objects.create(edition=edition, phase=name, group=group, count=count)
    dongqiao, hexin = Area.objects.get(code="990102"), Area.objects.get(code="990101")
    school = School.objects.create(code="s1", name_zh_hans="桥东小学", name_en="Qiaodong Primary", district=dongqiao)
    other = School.objects.create(code="s2", name_zh_hans="河心中学", name_en="Hexin Middle", district=hexin)
    for handle, tasks in VETTED.items():
        person = Person.objects.create_user(handle, name=handle.title(), email=f"{handle}@city.example")
        guardians.vet(person, by=root, checked_on=date(2026, 8, 20), trained_on=date(2026, 8, 25), at=TERM_STARTS)
        for task in tasks:
            Duty.objects.create(
                person=person, task=task, school=school if task == "teacher" else None, starts=localdate(TERM_STARTS)
            )
    topic = Topic.objects.create(code="way", name_zh_hans="上学路", name_zh_hant="上學路", name_en="The way to school")
    return Track(edition, school, other, topic)


def enter(
    track: Track,
    pseudonym: str,
    *,
    name: str = "林小雨",
    born_on: date = date(2016, 5, 1),
    band: str = Band.G5,
    school: School | None = None,
    guardian: Person | None = None,
    purposes: tuple[str, ...] = (Purpose.ENTER, Purpose.PUBLISH, Purpose.JURY),
    at: datetime | None = None,
) -> Entry:
    """A child takes part whose guardian agreed to these purposes, as the acts of consent would have left it."""
    at = at or during(Phase.ENTRY)
    child = Child.objects.create(made_at=at)
    Identity.objects.create(
        child=child,
        name=name,
        born_on=born_on.isoformat(),
        school=str(school or ""),
        verified="contact",
        verified_at=at,
    )
    ward = Guardianship.objects.create(
        child=child, person=guardian, name="林妈妈", relation="mother", verified="contact", verified_at=at
    )
    for purpose in purposes:
        Consent.objects.create(
            child=child,
            guardianship=ward,
            voice="guardian",
            purpose=purpose,
            is_yes=True,
            text=track.edition.consent_text,
            text_digest=track.edition.consent_text.digest,
            at=at,
        )
    district = school.district if school else Area.objects.get(code="990102")
    return Entry.objects.create(
        edition=track.edition,
        child=child,
        school=school,
        district=district,
        group=GROUP_OF[Band(band)],
        band=band,
        pseudonym=pseudonym,
        entered_at=at,
    )


def propose(
    entry: Entry, title: str = "给老桥下面装几盏灯", *, state: str = "shown", at: datetime | None = None
) -> Proposal:
    """A proposal as the acts of making and reading it would have left it."""
    at = at or during(Phase.SCHOOL)
    return Proposal.objects.create(
        number=f"P3-{Proposal.objects.count() + 1:04d}",
        edition=entry.edition,
        entry=entry,
        state=state,
        title=title,
        saw="桥洞里只有一盏灯，还老是坏。",
        change="桥洞两头各装一盏灯。\n灯低一点。",
        helps="晚上回家的人。",
        language="zh-hans",
        topic=Topic.objects.first(),
        cell=Cell.objects.first(),
        district=entry.district,
        version=1,
        made_at=at,
        handed_in_at=at,
        shown_at=at if state == "shown" else None,
    )
