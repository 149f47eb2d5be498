"""The cast, and a small city for them to live in: everything the tests share is founded here, through the acts."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client
from django.utils import timezone

from civic.accounts.models import Person
from civic.cases.actions import Filed, ReportGiven, file_case
from civic.cases.guards import Reporter
from civic.cases.models import Case
from civic.feedback import actions as feedback
from civic.feedback.actions import Objected, ObjectionGiven
from civic.handling import actions as handling
from civic.offices import actions as offices
from civic.offices.models import Matter, Office
from civic.places import actions as places
from civic.places.models import Area
from civic.supervision import actions as supervision

NOON = datetime(2026, 11, 3, 4, 0, tzinfo=UTC)  # a Tuesday, noon in the city
SINCE = date(2025, 1, 1)


class QuickArgon2(Argon2PasswordHasher):
    """The city's own way to keep passwords, at a cost that suits tests."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1


def names(zh_hans: str, zh_hant: str, en: str) -> dict[str, str]:
    """One name in the three languages."""
    return {"zh-hans": zh_hans, "zh-hant": zh_hant, "en": en}


def _box(west: float, south: float, east: float, north: float) -> dict[str, Any]:
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


IN_DONGQIAO = (23.13, 113.30)
IN_HEXIN = (23.13, 113.22)
OUTSIDE = (39.90, 116.40)


def found_city() -> None:
    """A city of two districts, with offices on both sides, three matters, and the cast in their posts."""
    places.lay_out_grid()
    offices.lay_out_forces()
    city = places.found_area(
        code="990100",
        kind="city",
        parent=None,
        names=names("云桥市", "雲橋市", "Yunqiao"),
        polygon=_box(113.15, 23.05, 113.40, 23.25),
    )
    dongqiao = places.found_area(
        code="990102",
        kind="district",
        parent=city,
        names=names("东桥区", "東橋區", "Dongqiao District"),
        polygon=_box(113.27, 23.05, 113.40, 23.25),
    )
    hexin = places.found_area(
        code="990101",
        kind="district",
        parent=city,
        names=names("河心区", "河心區", "Hexin District"),
        polygon=_box(113.15, 23.05, 113.27, 23.25),
    )
    places.add_cell(
        layer="management",
        code="99010200100101",
        area=dongqiao,
        polygon=_box(113.29, 23.12, 113.31, 23.14),
        starts=SINCE,
    )
    review = offices.found_office(
        code="review",
        kind="review",
        names=names("云桥市复查办公室", "雲橋市覆查辦公室", "Review Office of Yunqiao"),
        is_reviewing=True,
    )
    centre = offices.found_office(
        code="supervision",
        kind="supervision",
        names=names("网格督查中心", "網格督查中心", "Grid Supervision Centre"),
        reviewed_by=review,
    )
    command = offices.found_office(
        code="command", kind="command", names=names("指挥中心", "指揮中心", "Command Centre"), reviewed_by=review
    )
    lamps = offices.found_office(
        code="dongqiao-lamps",
        kind="department",
        names=names("东桥区照明所", "東橋區照明所", "Dongqiao Street Lighting"),
        area=dongqiao,
        reviewed_by=review,
    )
    drains = offices.found_office(
        code="drains",
        kind="department",
        names=names("市排水二所", "市排水二所", "Drainage Office No. 2"),
        reviewed_by=review,
    )
    council = offices.found_office(
        code="council",
        kind="council",
        names=names("云桥市城市管理委员会", "雲橋市城市管理委員會", "City Management Committee of Yunqiao"),
    )
    phones = offices.found_office(
        code="phone-desk", kind="department", names=names("热线中心", "熱線中心", "Phone Desk")
    )
    archive = offices.found_office(
        code="records", kind="department", names=names("数据管理局", "數據管理局", "Data Office of Yunqiao")
    )
    lamp_out = offices.add_matter(
        code="0101", names=names("路灯不亮", "路燈不亮", "Street lamp is out"), family="lamp", answer_days=7
    )
    manhole = offices.add_matter(
        code="0102", names=names("井盖损坏", "井蓋損壞", "Manhole cover is broken"), family="manhole", answer_days=3
    )
    offices.add_matter(code="0900", names=names("其他", "其他", "Something else"), family="other", answer_days=10)
    offices.name_steward(matter=lamp_out, area=dongqiao, office=lamps, starts=SINCE)
    offices.name_steward(matter=manhole, area=None, office=drains, starts=SINCE)
    for handle, side, role, office in (
        ("lin", "check", "supervisor", centre),
        ("mo", "check", "moderator", centre),
        ("zhao", "act", "dispatcher", command),
        ("chen", "act", "handler", lamps),
        ("shen", "act", "head", lamps),
        ("he", "intake", "operator", phones),
        ("rui", "decide", "reviewer", review),
        ("sun", "decide", "committee", council),
        ("dong", "record", "data-officer", archive),
    ):
        person = Person.objects.create_user(handle, name=handle.title(), email=f"{handle}@city.example")
        offices.appoint(person, side=side, role=role, office=office, area=None, starts=SINCE, at=NOON)
    Person.objects.create_user("mei", email="mei@example.com", language="zh-hans")
    Person.objects.create_user("gu", email="gu@example.com")
    Person.objects.create_superuser("root", name="Root")
    assert hexin.pk


def sign_in(client: Client, person: Person) -> None:
    """Sign a browser in as somebody; officers with their second factor."""
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": 0.0},
        {"method": "mfa", "at": 0.0, "type": "totp"},
    ]
    session["desk_began"] = session["desk_seen"] = timezone.now().timestamp()
    session["account_authentication_methods_user"] = str(person.pk)  # allauth: whose methods they are
    session.save()


@dataclass
class City:
    """The city as the database holds it now; people, offices and matters are looked up by the names of the cast."""

    _people: dict[str, Person] = field(default_factory=dict)

    def __getattr__(self, handle: str) -> Person:
        if handle.startswith("_"):
            raise AttributeError(handle)
        try:
            return self._people.setdefault(handle, Person.objects.get(handle=handle))
        except Person.DoesNotExist:
            raise AttributeError(handle) from None

    def office(self, code: str) -> Office:
        """An office by its code."""
        return Office.objects.get(code=code)

    def matter(self, code: str = "0101") -> Matter:
        """A matter by its code; the lamp when none is said."""
        return Matter.objects.get(code=code)

    def area(self, code: str = "990102") -> Area:
        """An area by its code."""
        return Area.objects.get(code=code)

    # --- cases, brought as far as a test needs them ---

    def filed(
        self,
        text: str = "望江路 18 号对面的路灯不亮一个星期了。",
        *,
        kind: str = "complaint",
        at: datetime = NOON,
        **given: Any,
    ) -> Filed:
        """A report just handed in, at a lamp in Dongqiao unless said otherwise."""
        who = given.pop("by", None)
        source, source_ref = given.pop("source", "web"), given.pop("source_ref", "")
        given.setdefault("matter", self.matter())
        if "lat" not in given:
            given["lat"], given["lon"] = IN_DONGQIAO
        return file_case(
            ReportGiven(kind=kind, text=text, **given), by=who, source=source, source_ref=source_ref, at=at
        )

    def case(
        self,
        state: str = "filed",
        *,
        kind: str = "complaint",
        at: datetime = NOON,
        published: bool = True,
        **given: Any,
    ) -> Case:
        """A case in a state of the whole way (filed, accepted, dispatched, in-hand, answered, closed, declined), one
        hour a step."""
        case = self.filed(kind=kind, at=at, **given).case
        hour = timedelta(hours=1)
        if published:
            supervision.publish(
                case, by=self.mo, title="望江路路灯不亮", text="望江路 18 号对面的路灯不亮。", at=at + hour / 2
            )
        if state == "declined":
            supervision.decline(
                case, by=self.lin, basis="《云桥市事项目录》第三条", text="这件事不归我们办。", at=at + hour
            )
        steps = ["filed", "accepted", "dispatched", "in-hand", "answered", "closed"]
        wanted = steps.index(state) if state in steps else 0
        acts = (
            lambda when: supervision.accept(case, by=self.lin, matter=self.matter(), at=when),
            lambda when: handling.dispatch(case, by=self.zhao, office=self.office("dongqiao-lamps"), at=when),
            lambda when: handling.take(case, by=self.chen, at=when),
            lambda when: handling.answer(
                case,
                by=self.chen,
                outcome="solved" if kind != "suggestion" else "adopted",
                text="已更换电缆，灯亮了。",
                at=when,
            ),
            lambda when: supervision.verify(case, by=self.lin, text="到场看了，灯亮着。", at=when),
        )
        for step, act in enumerate(acts[:wanted], start=1):
            act(at + hour * step)
            case.refresh_from_db()
            if case.state == "closed":
                break
        case.refresh_from_db()
        return case

    def disputed(self, *, at: datetime = NOON, **given: Any) -> Case:
        """A case that two offices returned: it waits for the committee."""
        case = self.case("dispatched", at=at, **given)
        hour = timedelta(hours=1)
        handling.return_case(case, by=self.chen, reason="这盏灯归公园管理处。", at=at + 3 * hour)
        handling.dispatch(case, by=self.zhao, office=self.office("dongqiao-lamps"), at=at + 4 * hour)
        handling.return_case(case, by=self.shen, reason="灯杆上有公园的编号，不归我们。", at=at + 5 * hour)
        case.refresh_from_db()
        return case

    def reporter(self, case: Case) -> Reporter:
        """The proof of whoever handed the case in."""
        return Reporter(case_id=case.pk, person=case.reporter)

    def second_moderator(self) -> Person:
        """Somebody of the centre who moderates too: `gu`, who is nobody's colleague elsewhere."""
        offices.appoint(
            self.gu,
            side="check",
            role="moderator",
            office=self.office("supervision"),
            area=None,
            starts=SINCE,
            at=NOON,
        )
        return self.gu

    def objected(self, case: Case, concern: str = "data", *, at: datetime, **given: Any) -> Objected:
        """Somebody named or shown objects to a case."""
        done = feedback.object_to(case, given=ObjectionGiven(concern=concern, **given), at=at)
        case.refresh_from_db()
        return done

    def rated(self, case: Case, solved: str = "no", **given: Any) -> Case:
        """The case after its resident rated it."""
        assert case.closed_at is not None
        feedback.rate(
            case, by=self.reporter(case), solved=solved, at=given.pop("at", case.closed_at + timedelta(days=1)), **given
        )
        case.refresh_from_db()
        return case
