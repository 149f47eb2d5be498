"""Notices, guides and rules at the desk: the list, a new one, one to change, publish or withdraw."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from civic.cases.guards import viewer_of
from civic.desk.forms.guides import GuideForm, WithdrawForm
from civic.desk.views.frame import badges, person_of
from civic.guides import actions as guides
from civic.guides.guards import writers_only
from civic.guides.models import Guide
from civic.guides.queries import (
    history_of,
    is_keeper,
    mark_of,
    may_publish,
    posts_of_writer,
    written_by,
)
from civic.guides.rules import OWN_NAMES, Stage, Text, text_faults
from civic.lib.form_errors import tell
from civic.lib.refusals import NotValid, Refused
from civic.offices.guards import hand_from
from civic.offices.models import Office

PAGE = 50


@writers_only
@never_cache
@require_safe
def show_guides(request: HttpRequest) -> HttpResponse:
    """What the own offices say to everybody, drafts and what is over too; the latest change first."""
    rows = written_by(request.user, hand_from(request)).defer("version__bodies")
    page, today = Paginator(rows, PAGE).get_page(request.GET.get("page")), timezone.localdate()
    told = [(guide, guide.is_shown(today)) for guide in page]
    return render(request, "desk/guides.html", {"page": page, "rows": told, "today": today, **_around(request)})


@writers_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_guide(request: HttpRequest) -> HttpResponse:
    """A new one, as a draft."""
    return _edit(request, None)


@writers_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit_guide(request: HttpRequest, key: int) -> HttpResponse:
    """One of them, to change."""
    return _edit(request, _guide(request, key))


@writers_only
@never_cache
@require_POST
def publish_guide(request: HttpRequest, key: int) -> HttpResponse:
    """A draft is put before everybody."""
    guide = _guide(request, key)
    try:
        guides.publish(guide, by=person_of(request), seen=request.POST.get("seen", ""), at=timezone.now())
    except NotValid as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Published: %(name)s.") % {"name": guide.title})
    return redirect("desk:guide", guide.pk)


@writers_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_guide(request: HttpRequest, key: int) -> HttpResponse:
    """What was published is taken back, with a reason."""
    guide, posted = _guide(request, key), request.method == "POST"
    form = WithdrawForm(request.POST if posted else None, auto_id="withdraw-%s", initial={"seen": mark_of(guide)})
    status = 400 if posted else 200
    if posted and form.is_valid():
        told = form.cleaned_data
        try:
            guides.withdraw(guide, by=person_of(request), reason=told["reason"], seen=told["seen"], at=timezone.now())
        except Refused as refused:
            tell(form, refused)
            status = refused.status
        else:
            messages.success(request, _("Withdrawn: %(name)s.") % {"name": guide.title})
            return redirect("desk:guides")
    context = {"form": form, "guide": guide, **_around(request)}
    return render(request, "desk/guide_withdraw.html", context, status=status)


def _edit(request: HttpRequest, guide: Guide | None) -> HttpResponse:
    form = _form(request, guide)
    posted = request.method == "POST"
    status = 400 if posted else 200
    shown: list[tuple[str, str, str, str]] = []
    if posted and form.is_valid():
        previews = "preview" in request.POST
        try:
            if previews:
                shown = _preview(form.text, kind=form.facts.kind)
                status = 200
            else:
                return _saved(request, _save(request, guide, form))
        except Refused as refused:
            tell(form, refused)
            status = refused.status
    context = {
        "form": form,
        "guide": guide,
        "shown": shown,
        "version": form.text if shown else None,
        "history": history_of(guide) if guide else [],
        "may_publish": guide is not None and may_publish(request.user, hand_from(request), guide),
        "is_out": guide is not None and guide.stage == Stage.WITHDRAWN,
        **_around(request),
    }
    return render(request, "desk/guide.html", context, status=status)


def _form(request: HttpRequest, guide: Guide | None) -> GuideForm:
    today = timezone.localdate()
    posts = posts_of_writer(hand_from(request), on=today).values("office")
    return GuideForm(
        request.POST if request.method == "POST" else None,
        guide=guide,
        offices=list(Office.objects.filter(pk__in=posts).order_by("code")),
        may_be_the_city=is_keeper(request.user),
        today=today,
    )


def _preview(text: Text, *, kind: str) -> list[tuple[str, str, str, str]]:
    """Each language as everybody would read it. Raises NotValid with the faults of the text."""
    if faults := text_faults(text, kind=kind):
        raise NotValid(fields=faults)
    return [(one, OWN_NAMES[one], text.titles[one], text.bodies[one]) for one in text.languages]


def _save(request: HttpRequest, guide: Guide | None, form: GuideForm) -> Guide:
    by, at, told = person_of(request), timezone.now(), form.cleaned_data
    if guide is None:
        return guides.draft(form.text, form.facts, by=by, office=told["office"], at=at)
    return guides.revise(guide, form.text, form.facts, by=by, reason=told.get("reason", ""), seen=told["seen"], at=at)


def _saved(request: HttpRequest, guide: Guide) -> HttpResponse:
    messages.success(request, _("Saved: %(name)s.") % {"name": guide.title})
    return redirect("desk:guide", guide.pk)


def _guide(request: HttpRequest, key: int) -> Guide:
    """One that this hand may write; for all others a number never issued."""
    guide = written_by(request.user, hand_from(request)).filter(pk=key).first()
    if guide is None:
        raise Http404
    return guide


def _around(request: HttpRequest) -> dict[str, Any]:
    return badges(request, viewer_of(request), at=timezone.now())
