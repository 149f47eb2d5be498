"""The limits of a report, the same at every door: page, API, phone desk, import, seed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from civic.cases.rules.states import Kind

TEXT_LONGEST = 4000
TEXT_SHORTEST = 4
TITLE_LONGEST = 120
ADDRESS_LONGEST = 300
NOTICED_YEARS = 10
ABOUT_AN_OFFICE = (Kind.MISCONDUCT, Kind.COMPLAINT)
LANGUAGES = ("zh-hans", "zh-hant", "en", "")


@dataclass(frozen=True)
class Report:
    """What somebody hands in, already cleaned of control characters. lat and lon are degrees in WGS84."""

    kind: str
    text: str
    title: str = ""
    matter_is_known: bool = True  # False: a matter was named that the catalogue does not hold
    names_office: bool = False  # it is about an office
    office_is_known: bool = True  # False: an office was named that there is not
    lat: float | None = None
    lon: float | None = None
    is_inside: bool = True  # the point lies in the city
    address: str = ""
    language: str = ""
    noticed_on: date | None = None
    longest: int = TEXT_LONGEST


def check_report(report: Report, *, today: date) -> dict[str, list[Any]]:
    """Every reason, by field, why this report cannot be taken; an empty answer takes it."""
    wrong: dict[str, list[Any]] = {}

    def say(name: str, sentence: Any) -> None:
        wrong.setdefault(name, []).append(sentence)

    if report.kind not in Kind.values:
        say(
            "kind",
            _("Choose one: a complaint, a suggestion, a question, a request for help, thanks, a report of misconduct."),
        )
    if len(report.text.strip()) < TEXT_SHORTEST:
        say("text", _("Say a little more: what is it, and since when?"))
    elif len(report.text) > report.longest:
        say("text", _("This is longer than 4,000 characters. Keep what matters most; you can add more later."))
    if len(report.title) > TITLE_LONGEST:
        say("title", _("The title is longer than 120 characters. Shorten it; the rest belongs in the text."))
    if not report.matter_is_known:
        say("matter", _("This matter is not in the list. Choose one from it, or let us choose for you."))
    if not report.office_is_known:
        say(
            "about_office",
            _("There is no such office. Choose one from the list, or leave it open and say it in words."),
        )
    elif report.names_office and report.kind not in ABOUT_AN_OFFICE:
        say("about_office", _("Only a complaint or a report of misconduct is about an office. Leave it out here."))
    if (report.lat is None) != (report.lon is None):
        say("place", _("The point on the map is not complete. Set it again, or describe the place in words."))
    elif (
        report.lat is not None
        and report.lon is not None
        and not (-90 <= report.lat <= 90 and -180 <= report.lon <= 180)
    ):
        say("place", _("These are not coordinates. Set the point on the map again, or describe the place in words."))
    elif not report.is_inside:
        say("place", _("This point lies outside the city. Move it, or leave it out and describe the place in words."))
    if len(report.address) > ADDRESS_LONGEST:
        say("address", _("The description of the place is longer than 300 characters. Shorten it."))
    if report.language not in LANGUAGES:
        say("language", _("This language is not known here. Use zh-hans, zh-hant or en, or leave it out."))
    if report.noticed_on is not None and report.noticed_on > today:
        say("noticed_on", _("This day has not come yet. When did you first notice it?"))
    elif report.noticed_on is not None and report.noticed_on < today - timedelta(days=365 * NOTICED_YEARS):
        say("noticed_on", _("This day is more than ten years ago. When did you first notice it?"))
    return wrong


def invitation_fault(*, kind: str, asks_for: str, opens: datetime, closes: datetime, at: datetime) -> Any:
    """Why something cannot be handed in for what the city asked, as a sentence, or ""."""
    if kind != asks_for:
        return _("The city asks for something else there. Hand this in by itself.")
    if at < opens:
        return _("This round has not begun yet. Nothing you wrote is lost: send it to the standing box, or wait.")
    if at >= closes:
        return _(
            "This round ended before you sent it. Nothing you wrote is lost: send it to the standing box, where "
            "suggestions are taken at any time."
        )
    return ""


def check_contact(*, email: str, phone: str, email_is_good: bool, phone_is_good: bool) -> dict[str, list[Any]]:
    """Every reason why this contact cannot be used; no contact at all is fine."""
    wrong: dict[str, list[Any]] = {}
    if email and not email_is_good:
        wrong["email"] = [
            _("This is not an e-mail address. It looks like name@example.com. You may also leave it empty.")
        ]
    if phone and not phone_is_good:
        wrong["phone"] = [_("This is not a telephone number we can reach. Check the digits, or leave it empty.")]
    return wrong
