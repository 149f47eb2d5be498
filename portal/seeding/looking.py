"""What the keeper of records and the reviewing office find in the demo: looks, reports about offices, changes."""

from datetime import datetime, timedelta

from django.db import transaction

from civic.accounts.models import Person
from civic.cases import actions as cases
from civic.cases.models import Case, Contact
from civic.feedback import actions as feedback
from civic.journal.actions import record_change
from civic.offices.actions import amend_office
from civic.offices.models import Office
from portal.seeding.living import Year

CALLS = (
    ("call-back", "回访：灯亮了没有", 3),
    ("visit", "约明天上午看现场", 20),
    ("details", "问是哪一根灯杆", 27),
    ("call-back", "回访结果", 44),
    ("safety", "井盖缺失，先提醒绕行", 51),
)
ABOUT_OFFICES = (
    ("lighting-990102", "报修三次，来的师傅说给他个人转钱就当天修好，不转就慢慢等。", 2.2, ""),
    ("street-990102001", "窗口的人说材料不全，却不肯写明缺什么，跑了四趟。", 6.4, "taken"),
    ("review", "复查办公室的人把我的电话告诉了被我投诉的单位。", 1.3, ""),
    ("command", "两次打电话要求撤回投诉，说撤了才给办。", 21.0, "concluded"),
)
FOUND = "经查，反映的情况部分属实。已对当事人作出书面处理，所在单位重新培训。您的投诉继续办理，撤回要求无效。"


@transaction.atomic
def looked_at(year: Year) -> None:
    """Contacts were opened for reasons, once at night; reports about offices went around them; offices were renamed."""
    _open_contacts(year)
    _bring_reports(year)
    _change_settings(year)


def _open_contacts(year: Year) -> None:
    chen, lin = year.people["chen"], year.people["lin"]
    mine = list(Case.objects.filter(reporter=year.people["mei"], office__isnull=False).order_by("pk"))
    held = [case for case in mine if Contact.objects.filter(case=case).exists()]
    for turn, (reason, purpose, hours) in enumerate(CALLS if held else ()):
        case = held[turn % len(held)]
        if case.office is not None and chen.officer.posts.filter(office=case.office).exists():
            by = chen if turn % 3 else lin
            at = year.now - timedelta(hours=hours)
            cases.open_contact(case, by=by, reason=reason, purpose=purpose, at=at)
    if held:
        night = (year.now - timedelta(days=1)).replace(hour=15, minute=40)  # twenty to midnight in the city
        cases.open_contact(held[0], by=lin, reason="other", purpose="查一下是谁报的", at=night)


def _bring_reports(year: Year) -> None:
    offices = Office.objects.in_bulk(field_name="code")
    for code, text, days, goal in ABOUT_OFFICES:
        office, at = offices.get(code), year.now - timedelta(days=days)
        if office is None:
            continue
        given = cases.ReportGiven(kind="misconduct", text=text, about_office=office)
        case = cases.file_case(given, by=year.people["mei"], at=at).case
        if goal:
            feedback.inquire(case, by=year.people["rui"], at=at + timedelta(hours=20))
        if goal == "concluded":
            feedback.conclude(case, by=year.people["rui"], text=FOUND, at=at + timedelta(days=9))


def _change_settings(year: Year) -> None:
    """Two changes an administrator made, as the admin writes them down."""
    root = year.people.get("root") or Person.objects.get(handle="root")
    for code, line, days in (("supervision", "020-5550 0112", 40), ("review", "020-5550 0101", 12)):
        office = Office.objects.get(code=code)
        _put_line(office, line, by=root, at=year.now - timedelta(days=days))


def _put_line(office: Office, line: str, *, by: Person, at: datetime) -> None:
    before = office.contact_line
    amend_office(office, contact_line=line)
    record_change(
        "change",
        by=by,
        about=f"offices.office:{office.pk}",
        name=str(office),
        before={"contact_line": before},
        after={"contact_line": line},
        at=at,
    )
