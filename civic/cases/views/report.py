"""The resident's way in: one question a page, a summary, a receipt. Nothing typed is lost, nothing is stored twice."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from civic.accounts.guards import open_to_all
from civic.accounts.models import Person
from civic.cases.actions import ReportGiven, code_of_draft, discard_draft, file_case
from civic.cases.forms.about import summed_up
from civic.cases.forms.report import ContactForm, WhatForm, WhereForm, address_in, pin_of, read_degrees, report_from
from civic.cases.models import Contact
from civic.cases.queries import invited_by
from civic.cases.queries.callouts import readers_of
from civic.cases.queries.incidents import banners_at, banners_everywhere
from civic.cases.rules import Kind, next_step
from civic.cases.rules.privacy import hides_reporter, may_lie_on_a_device
from civic.cases.views.drafts import (
    JUST_FILED,
    DraftInHand,
    after_answer,
    in_hand,
    is_answering,
    onward,
    report_page,
    show,
)
from civic.cases.views.places import place_words
from civic.cases.views.told import Told, first_in_danger, told_by
from civic.cases.views.waiting import let_in, wait_or_work
from civic.lib.basemap import is_drawn
from civic.lib.refusals import NotValid, TooMany
from civic.notices import queries as notices
from civic.offices.queries import matters_about, matters_by_family, offices_to_name
from civic.offices.rules import PRIVACY_WORDS, Privacy, said_in
from civic.places.models import Area
from civic.places.queries import component_by_code, is_inside


@report_page
def what(request: HttpRequest) -> HttpResponseBase:
    """The first question: what is it?"""
    held = in_hand(request)
    if held.is_filed:
        is_anew = bool(_wanted(request))
        if is_answering(request) or (not is_anew and held.was_filed_since(timezone.now() - JUST_FILED)):
            return onward(request, held, "cases:report-receipt")
        held = DraftInHand(keeps_cookies=held.keeps_cookies)  # the receipt stays until another report is begun
    families = matters_by_family()
    form = WhatForm(
        request.POST if is_answering(request) else None,
        initial=held.answers | _wanted(request),
        families=families,
        offices=offices_to_name(),
    )
    if form.is_valid():
        before = told_by(held).matter
        # the thing that is left may have been picked among the answers too
        left: dict[str, Any] = {"asked": {}} if "leave_component" in request.POST else {}
        held.write_down(form.answers() | left, at=timezone.now())
        told = told_by(held)
        return after_answer(
            request, held, told.page_after("cases:report"), detour=told.detour(told.page_for_news(before))
        )
    return show(
        request,
        held,
        "cases/report_what.html",
        form=form,
        step=1,
        component=component_by_code(str(form["component"].value() or "")),
        invitation=invited_by(str(form["invited"].value() or "")),
        incidents=banners_everywhere(),
        told=told_by(held),
        secret_matters=[one.code for held_in in families.values() for one in held_in if one.privacy != Privacy.PUBLIC],
    )


def _unanswered(told: Told, wrong: dict[str, list[str]]) -> list[str]:
    """What is wrong with the answers to the matter's questions, each with the question's own words."""
    asked = {f"answers.{question.key}": question for question in told.words.questions}
    language = get_language() or "en"
    return [
        f"{said_in(asked[name].label, language)} · {said}"
        for name, sentences in wrong.items()
        if name in asked
        for said in sentences
    ]


def _wanted(request: HttpRequest) -> dict[str, Any]:
    """What the address that led here says already: a kind, a matter, the thing whose plate was read."""
    wanted: dict[str, Any] = {"kind": request.GET["kind"]} if request.GET.get("kind") in Kind.values else {}
    if request.GET.get("matter"):
        wanted["matter"] = request.GET["matter"][:12]
    invitation = invited_by(request.GET.get("for", ""))
    if invitation is not None:
        wanted |= {"invited": invitation.slug, "kind": invitation.kind}
        wanted |= {"matter": invitation.matter.code} if invitation.matter and "matter" not in wanted else {}
    component = component_by_code(request.GET.get("component", ""))
    if component is not None:
        about = matters_about(component.kind)
        wanted |= {"component": component.code, "kind": wanted.get("kind", Kind.COMPLAINT.value)}
        wanted |= {"matter": about[0].code} if len(about) == 1 and "matter" not in wanted else {}
    return wanted


@report_page
def where(request: HttpRequest) -> HttpResponseBase:
    """The second question: where is it? A map and words, as equals."""
    held = in_hand(request)
    districts = list(Area.objects.districts())
    form = WhereForm(request.POST if is_answering(request) else None, initial=held.answers, districts=districts)
    if held.is_filed:
        return onward(request, held, "cases:report-receipt")
    told = told_by(held)
    if form.is_valid():
        held.write_down(form.answers(), at=timezone.now())
        told = told_by(held)
        detour = told.detour("cases:report-more" if told.asks_more and not told.asked else "")
        return after_answer(request, held, told.page_after("cases:report-where"), detour=detour)
    if not held.is_begun and not form.is_bound:
        return onward(request, held, "cases:report")
    pin = pin_of({name: form[name].value() for name in ("lat", "lon")})
    base_map = settings.BASE_MAP if is_drawn() else ""
    return show(
        request,
        held,
        "cases/report_where.html",
        form=form,
        step=2,
        told=told,
        base_map=base_map,
        pin=pin,
        pin_words=place_words(*pin) if pin else "",
    )


@report_page
def contact(request: HttpRequest) -> HttpResponseBase:
    """The fourth question: how can we reach you? It may be skipped."""
    held = in_hand(request)
    person = request.user if isinstance(request.user, Person) else None
    known = {"email": person.email, "phone": person.phone} if person is not None else {}
    told = told_by(held)
    usual = {"confidential": hides_reporter(told.privacy)}
    form = ContactForm(request.POST if is_answering(request) else None, initial=usual | known | held.answers)
    if held.is_filed:
        return onward(request, held, "cases:report-receipt")
    if form.is_valid():
        asked_of = {"confidential_of": held.answers.get("matter", "")}
        held.write_down(form.answers() | asked_of, at=timezone.now())
        return after_answer(request, held, "cases:report-check")
    if not held.is_begun and not form.is_bound:
        return onward(request, held, "cases:report")
    reach = {"by_email": notices.reaches("email"), "by_phone": notices.reaches("sms")}
    privacy = PRIVACY_WORDS[Privacy(told.privacy)] if told.privacy != Privacy.PUBLIC else ""
    return show(request, held, "cases/report_contact.html", form=form, step=4, told=told, privacy=privacy, **reach)


@report_page
def check(request: HttpRequest) -> HttpResponseBase:
    """The summary, and the one press that hands the report in. The same draft pressed twice is one case."""
    held = in_hand(request)
    if held.is_filed:
        return onward(request, held, "cases:report-receipt")
    if not held.is_begun:
        return onward(request, held, "cases:report")
    wrong: dict[str, list[str]] = {}
    if is_answering(request):
        if "standing-box" in request.POST:
            held.write_down({"invited": ""}, at=timezone.now())
        try:
            _hand_in(request, held, at=timezone.now())
        except NotValid as refused:
            wrong = refused.fields
        except TooMany as refused:
            return wait_or_work(request, held, refused)
        else:
            return onward(request, held, "cases:report-receipt")
    wrong_more = _unanswered(told_by(held), wrong)
    return show(request, held, "cases/report_check.html", step=5, wrong=wrong, wrong_more=wrong_more, **_summary(held))


@report_page
def receipt(request: HttpRequest) -> HttpResponseBase:
    """Number and code to keep, and what happens next by when; shown again as long as the draft is remembered."""
    held = in_hand(request)
    if held.draft is None or held.draft.case is None:
        return onward(request, held, "cases:report-check" if held.is_begun else "cases:report")
    case = held.draft.case
    readers = readers_of(case, at=timezone.now())
    told: dict[str, Any] = {
        "code": "" if case.reissues else code_of_draft(held.draft, case.number),
        "next": next_step(case.kind, case.state),
        "contact": Contact.objects.filter(case=case).first(),
        "readers": readers,
        "is_of_device": may_lie_on_a_device(kind=case.kind, privacy=case.privacy, is_confidential=case.is_confidential),
        **first_in_danger(case, readers),
    }
    return show(request, held, "cases/report_receipt.html", case=case, **told)


@report_page
def begin_anew(request: HttpRequest) -> HttpResponseBase:
    """Let go of a receipt, or throw away what was typed so far, and begin another report."""
    held = in_hand(request)
    if is_answering(request):
        if held.draft is not None:
            discard_draft(held.draft)
        held.drop()
    return held.keep(redirect("cases:report"))


@open_to_all
@require_safe
def place(request: HttpRequest) -> HttpResponse:
    """A point in words, for the map's script: whether it lies in the city, and near what."""
    lat, lon = read_degrees(request.GET.get("lat", "")), read_degrees(request.GET.get("lon", ""))
    if lat is None or lon is None:
        return JsonResponse({"inside": False, "words": ""}, status=400)
    inside = is_inside(lat, lon)
    return JsonResponse({"inside": inside, "words": place_words(lat, lon) if inside else ""})


def _hand_in(request: HttpRequest, held: DraftInHand, *, at: datetime) -> None:
    """Raises NotValid by field, TooMany for a network."""
    let_in(request, held)
    given = _report(told_by(held))
    person = request.user if isinstance(request.user, Person) else None
    filed = file_case(given, by=person, at=at, draft=held.draft)
    if held.draft is not None:
        held.draft.case = filed.case


def _report(told: Told) -> ReportGiven:
    """The report that the answers make together."""
    return report_from(
        told.answers,
        matter=told.matter,
        district=told.district,
        component=told.component,
        about_office=told.about_office,
        asked=told.asked,
        invitation=told.invitation,
    )


def _summary(held: DraftInHand) -> dict[str, Any]:
    """The answers as the summary shows them."""
    answers, told = held.answers, told_by(held)
    pin = pin_of(answers)
    if pin is None and told.component is not None:
        pin = (told.component.lat, told.component.lon)
    kinds, given = {kind.value: kind.label for kind in Kind}, _report(told)
    return {
        "answers": answers,
        "told": told,
        "kind": kinds.get(answers.get("kind", ""), ""),
        "matter": told.matter.name if told.matter else "",
        "about_us": answers.get("kind") == Kind.MISCONDUCT,
        "more": summed_up(told.words.questions, told.asked, known=told.component.code if told.component else ""),
        "is_hidden": hides_reporter(told.privacy) if given.is_confidential is None else given.is_confidential,
        "condition": dict(told.conditions).get(told.asked.get("condition", ""), ""),
        "noticed_on": given.noticed_on,
        "pin_words": place_words(*pin) if pin else "",
        "address": address_in(answers, told.district),
        "incidents": banners_at(lat=pin[0], lon=pin[1]) if pin else banners_at(area=told.district),
        "photos": list(held.draft.photos.all()) if held.draft else [],
        "by_email": notices.reaches("email"),
        "by_phone": notices.reaches("sms"),
        "privacy": PRIVACY_WORDS[Privacy(told.privacy)] if told.privacy != Privacy.PUBLIC else "",
    }
