"""Two follow-up questions of a report: which matter is meant, and what that matter wants to know."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from civic.cases.forms.about import MoreForm, WhichForm
from civic.cases.forms.report import pin_of
from civic.cases.views.drafts import after_answer, in_hand, is_answering, onward, report_page, show
from civic.cases.views.told import Told, told_by
from civic.lib.basemap import is_drawn
from civic.lib.codes import read_number
from civic.offices.queries import matters_by_family
from civic.offices.rules import QuestionKind
from civic.places.queries import Near, nearest

NEAR_METRES, NEAR_MOST = 150, 6
SHOWN_MOST, KEPT_MOST = 3, 30  # cases shown at once, and those kept of which it was said that they are others


@report_page
def which(request: HttpRequest) -> HttpResponseBase:
    """Which matter is meant? Asked where the words point to some, and never twice."""
    held = in_hand(request)
    if held.is_filed:
        return onward(request, held, "cases:report-receipt")
    told = told_by(held)
    if not held.is_begun:
        return onward(request, held, "cases:report")
    form = WhichForm(
        request.POST if is_answering(request) else None, suggested=told.suggested, families=matters_by_family()
    )
    if form.is_valid():
        # of these words it is not asked again
        held.write_down(form.answers() | {"was_asked": held.answers["text"]}, at=timezone.now())
        told = told_by(held)
        return after_answer(request, held, told.page_after("cases:report-matter"), detour=told.detour())
    return show(request, held, "cases/report_matter.html", form=form, step=1, told=told, said=_said(told))


@report_page
def more(request: HttpRequest) -> HttpResponseBase:
    """What the matter itself asks, with what to know and to do first."""
    held = in_hand(request)
    if held.is_filed:
        return onward(request, held, "cases:report-receipt")
    told = told_by(held)
    if not held.is_begun or told.matter is None:
        return onward(request, held, "cases:report")
    if not told.asks_more:
        return onward(request, held, "cases:report-photos")
    near = _near(told)
    form = MoreForm(
        request.POST if is_answering(request) else None,
        matter=told.matter,
        questions=told.words.questions,
        conditions=told.conditions,
        near=near,
        kept=_kept(told),
    )
    if form.is_valid():
        held.write_down(form.answers(), at=timezone.now())
        return after_answer(request, held, told.page_after("cases:report-more"))
    return show(request, held, "cases/report_more.html", form=form, step=2, told=told, **_on_map(told, near))


@report_page
def similar(request: HttpRequest) -> HttpResponseBase:
    """Is it one of these? Others may have told the city already. Of the same case it is asked once."""
    held = in_hand(request)
    if held.is_filed:
        return onward(request, held, "cases:report-receipt")
    if not held.is_begun:
        return onward(request, held, "cases:report")
    told = told_by(held)
    if is_answering(request):
        shown = [one for one in request.POST.getlist("shown") if read_number(one) == one][:SHOWN_MOST]
        denied = [*held.answers.get("not_like", []), *shown]
        held.write_down({"not_like": list(dict.fromkeys(denied))[-KEPT_MOST:]}, at=timezone.now())
        return after_answer(request, held, "cases:report-photos")
    if not told.asks_whether_same:
        then = request.POST.get("then") or request.GET.get("then", "")
        return onward(request, held, "cases:report-check" if then == "check" else "cases:report-photos")
    return show(request, held, "cases/report_similar.html", step=2, told=told, similar=told.similar, past=told.past)


def _said(told: Told) -> list[str]:
    """The words that pointed to the matters, each once."""
    return list(dict.fromkeys(word for one in told.suggested for word in one.words))


def _kept(told: Told) -> dict[str, Any]:
    """What was answered before; a thing whose plate led here is picked already."""
    asked = {"answers": {}, **told.asked}
    if told.component is not None:
        for question in told.words.questions:
            is_of_class = told.component.kind.code.startswith(question.component)
            if question.kind == QuestionKind.COMPONENT and is_of_class:
                asked["answers"] = {question.key: told.component.code, **asked["answers"]}
    return asked


def _near(told: Told) -> dict[str, list[Near]]:
    """For each question after a thing of the street: those of its class around the pin."""
    pin = pin_of(told.answers)
    if told.component is not None:
        pin = (told.component.lat, told.component.lon)
    if pin is None:
        return {}
    return {
        question.key: nearest(*pin, metres=NEAR_METRES, kind=question.component, most=NEAR_MOST)
        for question in told.words.questions
        if question.kind == QuestionKind.COMPONENT
    }


def _on_map(told: Told, near: dict[str, list[Near]]) -> dict[str, Any]:
    """The things to pick as marks of a map, where the city has one drawn."""
    marks = [
        {"lat": one.component.lat, "lon": one.component.lon, "title": one.component.code, "pick": one.component.code}
        for ones in near.values()
        for one in ones
    ]
    pin = pin_of(told.answers)
    centre = pin or next(((mark["lat"], mark["lon"]) for mark in marks), None)
    base_map = settings.BASE_MAP if marks and is_drawn() else ""
    return {"base_map": base_map, "marks": marks, "centre": centre, "pin": pin is not None}
