"""Tags and filters: icons, dates in words, verdicts, bars, users' text, the two rails. No rule, no query."""

from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.http import QueryDict
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.dateformat import format as in_words
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from civic.cases.models import Case
from civic.comments.queries import is_on_lately
from civic.guides.rules import OWN_NAMES
from civic.honours.rules import as_hours
from civic.lib.markdown import as_html, is_live
from civic.places.rules.plates import plate_drawing

register = template.Library()

FAMILIES = {"lamp", "road", "manhole", "water", "tree", "rubbish", "noise", "building", "traffic", "stall", "people"}
FAMILIES |= {"advert", "utility", "home", "school", "safety", "market"}
DOTS_MOST = 24
RAILS = {"check": 10, "decide": 10, "act": 34, "res": 22}
SIGNS = {"yes": "check", "no": "cross", "part": "dash", "none": "dash"}


@register.simple_tag
def icon(name: str) -> SafeString:
    """One drawing of the sprite; it is never the only bearer of a meaning."""
    return _drawing(name)


@cache  # a page of a list draws some two hundred of them
def _drawing(name: str) -> SafeString:
    return format_html(
        '<svg class="i" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>', static("img/icons.svg"), name
    )


@register.simple_tag
@cache
def seats(taken: int, places: int) -> SafeString:
    """The places of a shift as dots, the taken ones filled; more than two dozen are told in words alone."""
    if places > DOTS_MOST:
        return SafeString("")
    dots = "".join('<i class="in"></i>' if n < taken else "<i></i>" for n in range(places))
    return SafeString(f'<span aria-hidden="true">{dots}</span>')


@register.simple_tag
def seats_left(taken: int, places: int) -> SafeString:
    """The same with how many are missing, in words."""
    return _seats_left(taken, places, get_language() or "en")


@cache  # a list draws two hundred
def _seats_left(taken: int, places: int, language: str) -> SafeString:
    missing = places - taken
    left = ngettext("%(count)s still missing", "%(count)s still missing", missing) % {"count": missing}
    words = left if missing else _("full")
    of = _("(of %(places)s)") % {"places": places}
    return seats(taken, places) + format_html("<span><b>{}</b> {}</span>", words, of)


@register.simple_tag
def options(field: BoundField) -> SafeString:
    """The choices of a field, the chosen one selected; a filter of the desk has some sixty."""
    chosen = field.value()
    rows = (
        (value, mark_safe(" selected") if value and value == chosen else "", label)
        for value, label in getattr(field.field, "choices", ())
    )
    return format_html_join("", '<option value="{}"{}>{}</option>', rows)


@register.simple_tag
def standing_tag(standing: Any) -> SafeString:
    """The state of a case as a tag: icon and word; nothing where there is none to draw."""
    return _tag(str(standing.label), standing.icon, standing.tone) if standing else SafeString()


@cache  # a list draws one a row, and there are few
def _tag(label: str, name: str, tone: str) -> SafeString:
    more = format_html(" govuk-tag--{}", tone) if tone else ""
    return format_html('<strong class="govuk-tag{}">{}{}</strong>', more, _drawing(name), label)


@register.simple_tag
def matter_art(family: str) -> SafeString:
    """The drawing of a matter's family for a case row."""
    return _art(family if family in FAMILIES else "other")


@cache  # a list draws one a row, and no drawing knows who looks
def _art(name: str) -> SafeString:
    return mark_safe(render_to_string(f"components/art/{name}.html"))


# --- dates: a day, a weekday, an hour, said as people say them; the year only when it is another one ---


def _local(at: date | datetime) -> date | datetime:
    return timezone.localtime(at) if isinstance(at, datetime) and timezone.is_aware(at) else at


def _is_chinese() -> bool:
    return (get_language() or "").startswith("zh")


def _day(at: date | datetime) -> str:
    other_year = at.year != timezone.localdate().year
    if _is_chinese():
        year = f"{at.year} 年 " if other_year else ""
        return f"{year}{at.month} 月 {at.day} 日"
    return in_words(at, "j F Y" if other_year else "j F")


def _weekday(at: date | datetime) -> str:
    if _is_chinese():
        return f"{'週' if get_language() == 'zh-hant' else '周'}{'一二三四五六日'[at.weekday()]}"
    return in_words(at, "l")


def _time_tag(at: date | datetime, words: SafeString) -> SafeString:
    stamp = at.isoformat(timespec="minutes") if isinstance(at, datetime) else at.isoformat()
    return format_html('<time datetime="{}">{}</time>', stamp, words)


@register.filter
def when(value: date | datetime | None) -> str:
    """A deadline in full: "11 月 24 日 周二 18:00", "Tuesday 24 November, 18:00"."""
    if not value:
        return ""
    at = _local(value)
    hour = f"{at:%H:%M}" if isinstance(at, datetime) else ""
    if _is_chinese():
        end = f"{_weekday(at)} {hour}".strip()
        return _time_tag(at, format_html('<span class="nb">{}</span> <span class="nb">{}</span>', _day(at), end))
    start = f"{_weekday(at)} {_day(at)}" + ("," if hour else "")
    if not hour:
        return _time_tag(at, format_html('<span class="nb">{}</span>', start))
    return _time_tag(at, format_html('<span class="nb">{}</span> <span class="nb">{}</span>', start, hour))


@register.filter
def mistakes(form: BaseForm) -> int:
    """How many things are to be put right: a box may have several."""
    return sum(len(found) for found in form.errors.values())


@register.filter
def day(value: date | datetime | None) -> str:
    """A day without its hour: "11 月 24 日", "24 November"."""
    if not value:
        return ""
    at = _local(value)
    return _time_tag(at, format_html('<span class="nb">{}</span>', _day(at)))


@register.filter
def moment(value: datetime | None) -> str:
    """When something happened: "11 月 3 日 20:41", "3 November, 20:41"."""
    if not value:
        return ""
    at = _local(value)
    between = " " if _is_chinese() else ", "
    return _time_tag(at, format_html('<span class="nb">{}{}{}</span>', _day(at), between, f"{at:%H:%M}"))


@register.filter
def spell(value: timedelta | None) -> str:
    """How long something took, as people say it: in minutes, hours or days, and no finer."""
    if value is None:
        return ""
    minutes = int(value.total_seconds() // 60)
    if minutes < 120:
        return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    if minutes < 48 * 60:
        return ngettext("%(count)s hour", "%(count)s hours", minutes // 60) % {"count": minutes // 60}
    days = minutes // (24 * 60)
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}


@register.simple_tag
def due(value: datetime | None, now: datetime | None = None) -> SafeString:
    """A deadline as the desk reads it: overdue by how much, today at what hour, or the day."""
    if not value:
        return format_html('<span class="due due--none">{}</span>', _("No deadline"))
    at, current = timezone.localtime(value), timezone.localtime(now)
    if at < current:
        return format_html('<span class="due due--late">{}{}</span>', icon("alert"), _overdue(at, current))
    if at.date() == current.date():
        said = _("Today %(hour)s") % {"hour": f"{at:%H:%M}"}
        return format_html('<span class="due due--soon">{}{}</span>', icon("clock"), said)
    short = f"{at:%m-%d} {_weekday(at)}" if _is_chinese() else in_words(at, "D j M")
    return format_html('<span class="due due--ok">{}</span>', _time_tag(at, format_html("{}", short)))


def _overdue(at: datetime, now: datetime) -> str:
    minutes = int((now - at).total_seconds() // 60)
    if minutes >= 24 * 60:
        days = minutes // (24 * 60)
        return ngettext("%(days)s day overdue", "%(days)s days overdue", days) % {"days": days}
    if minutes >= 60:
        hours = minutes // 60
        return ngettext("%(hours)s hour overdue", "%(hours)s hours overdue", hours) % {"hours": hours}
    return _("Just overdue")


# --- what the resident says, and how much of a whole ---


@register.simple_tag
def verdict(answer: str | None, says: bool = False, text: str = "") -> SafeString:
    """Solved, partly, not solved, or no word yet: a sign and the words, never a colour alone."""
    answer = "part" if answer == "partly" else answer  # the record's own word for it
    which = answer if answer in SIGNS else "none"
    short = {"yes": _("Solved"), "part": _("Partly solved"), "no": _("Not solved")}
    told = {"yes": _("Resident: solved"), "part": _("Resident: partly solved"), "no": _("Resident: not solved")}
    words = text or (told if says else short).get(which) or _("Nobody has rated it yet")
    sign = icon(SIGNS[which])
    return format_html(
        '<span class="verdict verdict--{}"><span class="verdict__sign">{}</span>{}</span>', which, sign, words
    )


@register.inclusion_tag("components/_bar.html")
def bar(whole: float, yes: float = 0, no: float = 0, part: float = 0, label: str = "") -> dict[str, Any]:
    """A rate with its silent rest hatched. Widths are SVG attributes, because no page carries inline styles."""

    def share(number: float) -> str:
        return f"{100 * float(number) / float(whole):.1f}%" if whole and number else ""

    start = f"{100 * float(yes) / float(whole) + 0.5:.1f}%" if whole and yes else "0"
    return {"yes": share(yes), "no": share(no), "no_from": start, "part": share(part), "label": label}


@register.simple_tag
def pips(score: int, most: int = 5) -> SafeString:
    """A score as filled squares; the number stands beside it in words."""
    dots = format_html_join("", '<i class="{}"></i>', (("on" if n < int(score or 0) else "",) for n in range(most)))
    return format_html('<span class="pips" aria-hidden="true">{}</span>', dots)


@register.simple_tag
def rail(before: str, side: str) -> SafeString:
    """The curve by which a case crosses from one side's rail to the other's; nothing above the first line."""
    if before not in RAILS or side not in RAILS:
        return SafeString("")
    start, end = RAILS[before], RAILS[side]
    return format_html(
        '<svg class="thread__jump" viewBox="0 0 46 40" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<path d="M{} 0C{} 22 {} 14 {} 38"/></svg>',
        start,
        start,
        end,
        end,
    )


# --- words of people and words of ours ---


@register.simple_tag
def square(address: str) -> SafeString:
    """An address as a square a phone reads; drawn by us, of our own addresses only."""
    return mark_safe(plate_drawing(address, inline=True))


@register.filter
def hours_of(minutes: int) -> str:
    """Minutes as hours with one digit, rounded down: 275 is 4.5."""
    return as_hours(int(minutes or 0))


@register.filter
def paragraphs(text: str | None) -> SafeString:
    """What somebody wrote, escaped, as paragraphs; links stay plain text, for nobody vouches for them."""
    blocks = [block.strip("\n") for block in (text or "").replace("\r\n", "\n").split("\n\n")]
    lines = ["<br>".join(escape(line) for line in block.split("\n")) for block in blocks if block.strip()]
    return mark_safe("".join(f"<p>{line}</p>" for line in lines))


@register.filter
def markdown(text: str | None) -> SafeString:
    """What an official wrote in Markdown, cleaned; links live only to the city itself and to official hosts."""
    return as_html(text or "", settings.OFFICIAL_HOSTS)


@register.simple_tag
def own_name(code: str) -> str:
    """A language as its readers call it."""
    return OWN_NAMES.get(code, code)


@register.filter
def is_official(address: str) -> bool:
    """May this address be a link?"""
    return is_live(address, settings.OFFICIAL_HOSTS)


@register.simple_tag
def user_text(text: str | None, lang: str = "") -> SafeString:
    """What somebody wrote, with its own language and direction, fenced off from the page around it."""
    language = format_html(' lang="{}"', lang) if lang else ""
    return format_html('<div class="user" dir="auto"{}>{}</div>', language, paragraphs(text))


@register.filter
def words_in(text: str, lang: str = "") -> SafeString:
    """The same within a sentence of ours."""
    return format_html('<bdi lang="{}">{}</bdi>', lang, text)


@register.filter
def talks(case: Case) -> bool:
    """Are comments open under this public case?"""
    return case.is_public and is_on_lately(case)


@register.simple_tag
def phrases(headline: str) -> SafeString:
    """A headline of ours that breaks only where a bar stands in the text."""
    return mark_safe(str(conditional_escape(headline)).replace("|", "<wbr>"))


def _same_page(context: dict[str, Any], name: str, value: str) -> str:
    request = context.get("request")
    if request is None:
        return f"?{name}={value}"
    query = request.GET.copy() if request.method in ("GET", "HEAD") else QueryDict(mutable=True)
    query[name] = value
    return f"{request.path}?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def lang_url(context: dict[str, Any], code: str) -> str:
    """The page one is on, in another language."""
    return _same_page(context, "lang", code)


@register.simple_tag(takes_context=True)
def text_size_url(context: dict[str, Any], now: str = "") -> str:
    """The page one is on, in the other size of type."""
    return _same_page(context, "text", "normal" if now == "large" else "large")


@register.simple_tag
def elided_pages(page: Page) -> list[int | str]:
    """The numbers a list of pages shows, long gaps left out."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.filter
def unlocalized(number: float) -> str:
    """A number for a drawing: always with a point, never grouped; of degrees as much as tells a step from the next."""
    return f"{float(number):.9g}"


@register.filter
def grouped(number: int | None) -> str:
    """A count with commas in the thousands, the same in all three languages."""
    return "" if number is None else f"{number:,}"
