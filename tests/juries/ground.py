"""A second round to judge: proposals of children, jurors of the cast and some more, a rubric, a jury."""

from datetime import date, timedelta
from pathlib import Path

from django.utils.timezone import localdate

from civic.accounts.models import Person
from civic.guardians import actions as guardians
from civic.juries import actions as juries
from civic.juries.models import Panel, Rubric, Seat, Sheet
from civic.juries.rules import Outlier, read_rubric
from civic.youth.models import Duty, Entry, School
from civic.youth.rules import Band, Phase
from tests.youth.ground import TERM_STARTS, Track, during, enter, propose

USUAL = Path(__file__).resolve().parents[2] / "seeds" / "juries" / "proposal.toml"
PSEUDONYMS = ("木棉", "白鹭", "荔枝", "榕树", "骑楼", "早茶", "醒狮", "珠江", "云山", "海鸥", "龙舟", "陈皮", "菠萝")
OPENED, READING = during(Phase.SECOND, 1), during(Phase.SECOND, 3)
LATE = during(Phase.SECOND, 13)


def person(handle: str) -> Person:
    """Somebody of the cast."""
    return Person.objects.get(handle=handle)


def lead() -> Person:
    """Whoever runs the jury."""
    return person("tang")


def more_jurors(count: int) -> list[Person]:
    """Jurors beside those of the cast, checked and trained."""
    people = []
    for number in range(count):
        one = Person.objects.create_user(f"juror{number}", email=f"juror{number}@city.example")
        guardians.vet(
            one, by=person("root"), checked_on=date(2026, 8, 20), trained_on=date(2026, 8, 25), at=TERM_STARTS
        )
        Duty.objects.create(person=one, task="juror", starts=localdate(TERM_STARTS))
        people.append(one)
    return people


def write_rubric(track: Track) -> Rubric:
    """The one a city begins with."""
    given = read_rubric(USUAL.read_text(encoding="utf-8"))
    return juries.write_rubric(
        track.edition, by=lead(), code=given.code, name=given.name or {}, criteria=given.criteria, at=TERM_STARTS
    )


def pupils(
    track: Track, count: int, *, phase: Phase = Phase.SECOND, school: School | None = None, band: str = Band.G5
) -> list[Entry]:
    """Children who reached a round, each with a proposal everybody may read."""
    entries = []
    taken = Entry.objects.filter(edition=track.edition).count()
    for number in range(taken, taken + count):
        name = PSEUDONYMS[number % len(PSEUDONYMS)] + ("" if number < len(PSEUDONYMS) else str(number))
        entry = enter(track, name, school=school, band=band)
        Entry.objects.filter(pk=entry.pk).update(reached=phase)
        propose(entry, f"提案{name}")
        entries.append(entry)
    return entries


def found(track: Track, *, each: int = 3, outlier: str = Outlier.ENDS, group: str = "") -> Panel:
    """A jury for the second round, not open yet."""
    given = juries.PanelGiven(
        phase=Phase.SECOND,
        rubric=Rubric.objects.first() or write_rubric(track),
        judge_by=during(Phase.SECOND, 10),
        each=each,
        outlier=outlier,
        group=group,
    )
    return juries.found_panel(track.edition, by=lead(), given=given, at=OPENED)


def sit(panel: Panel, *people: Person, is_spare: bool = False, schools: tuple[School, ...] = ()) -> list[Seat]:
    """They are seated, and have declared."""
    seats = [juries.seat_juror(panel, person=one, by=lead(), is_spare=is_spare, at=OPENED) for one in people]
    return [juries.declare(seat, by=seat.person, schools=schools, at=OPENED) for seat in seats]


def opened(track: Track, *, count: int = 6, each: int = 3, jurors: int = 2, outlier: str = Outlier.ENDS) -> Panel:
    """A jury at work: the three of the cast and some more."""
    pupils(track, count)
    panel = found(track, each=each, outlier=outlier)
    sit(panel, person("qiu"), person("rong"), person("yan"), *more_jurors(jurors))
    return juries.open_panel(panel, by=lead(), at=OPENED)


def marks(*values: int) -> juries.SheetGiven:
    """A sheet with these marks."""
    codes = ("seen", "others", "doable", "own")
    return juries.SheetGiven(marks=dict(zip(codes, values, strict=False)))


def judge(sheet: Sheet, *values: int) -> Sheet:
    """Handed in with these marks."""
    return juries.hand_in(sheet, by=sheet.seat.person, given=marks(*values), at=READING)


def judge_all(panel: Panel) -> None:
    """Every sheet that is owed is handed in, each work with marks of its own."""
    for sheet in Sheet.objects.owed().filter(piece__panel=panel).select_related("seat__person", "piece"):
        low = 1 + sheet.piece.number % 4
        judge(sheet, low, low + 1, low, low)


HOUR = timedelta(hours=1)
