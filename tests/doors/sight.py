"""Who sees which case, read out of the design by hand: nothing here asks the code."""

from django.db.models import Q

from civic.cases.models import Case, Part
from tests.doors.town import Somebody, Town

BEFORE_DISPATCH = {
    *(
        "filed",
        "asked-at-desk",
        "supporting",
        "declined",
        "withdrawn",
        "decline-appealed",
        "decline-last-appeal",
        "merged",
    ),
}
MERGED_FROM_THE_DESK = "merged"
WITH_THE_COMMITTEE = {"accepted", "disputed", "dispatched", "in-hand", "asked-by-office", "answered"}
BEFORE_THE_COMMITTEE = {"close-last-appeal", "decline-last-appeal"}
TASK_VERBS = {"accept-task", "refuse-task", "report-task"}  # whoever only did a task reads the task, not the case


def area_of(case: Case) -> str:
    """The code of the district a case lies in."""
    return case.area.code if case.area else ""


def in_area(who: Somebody, case: Case) -> bool:
    """Does her post hold where the case lies?"""
    return who.area in ("", area_of(case))


def works_in(who: Somebody, code: str | None) -> bool:
    """Is this the office in which she holds her post?"""
    return code is not None and who.is_officer and who.office == code


def is_named(who: Somebody, case: Case) -> bool:
    """Is the case about the office in which she works?"""
    return case.about_office is not None and works_in(who, case.about_office.code)


def part_in(who: Somebody, case: Case) -> str:
    """The side she once took in the case."""
    found = Part.objects.filter(~Q(verb__in=TASK_VERBS), case=case, person__handle=who.handle).first()
    return found.side if found else ""


def on_desk(who: Somebody, case: Case) -> bool:
    """Is the case on her desk? The checking side sees its areas; the command centre what was accepted there; an office
    what it holds; the reviewing office what is appealed; the committee what its areas have accepted and not closed; an
    inquiry nobody but the reviewing office, or the committee where that one is named; the phone desk and the data
    officer none. Whoever once acted keeps seeing what became of it."""
    if not who.is_officer or who.side in ("intake", "record") or who.role == "worker":
        return False
    if case.kind == "misconduct":
        about = case.about_office.code if case.about_office else ""
        hand = "reviewer" if about != "review" else "committee"
        is_asked = case.appeals.filter(office__code=who.office).exists()
        return (who.role == hand or is_asked) and not is_named(who, case)
    if part_in(who, case):
        return True
    if who.side == "check":
        return in_area(who, case)
    if who.role == "dispatcher":
        return in_area(who, case) and case.state not in BEFORE_DISPATCH - {MERGED_FROM_THE_DESK}
    if who.role in ("handler", "head"):
        return works_in(who, case.office.code if case.office else None)
    if who.role == "reviewer":
        return case.state in ("decline-appealed", "close-appealed")
    return in_area(who, case) and case.state in WITH_THE_COMMITTEE | BEFORE_THE_COMMITTEE


def is_reporter(who: Somebody, case: Case) -> bool:
    """Did she hand it in, signed in?"""
    return bool(who.handle) and case.reporter is not None and case.reporter.handle == who.handle


def reads_whole(who: Somebody, case: Case) -> bool:
    """May she read it whole: it is public, it is her own, or it is on her desk?"""
    return case.publication == "published" or is_reporter(who, case) or on_desk(who, case)


def glimpses(case: Case) -> bool:
    """May everybody know that it is there, with matter, cell and hour? Only of what waits to be screened: nothing of a
    confidential case, a withdrawn one, a part, a report about an office."""
    return (
        case.publication == "unscreened"
        and not case.is_confidential
        and case.kind != "misconduct"
        and case.state != "withdrawn"
        and case.whole_id is None
    )


def cases_of(town: Town) -> list[tuple[str, Case]]:
    """Every case with the name of what is special about it."""
    return list(town.cases.items())
