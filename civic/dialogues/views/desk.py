"""Dialogues at the desk: plan, agenda, guests, who was there, minutes."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from civic.accounts.models import Person
from civic.dialogues import actions
from civic.dialogues.forms import AdultForm, AgendaForm, ExchangeForm, GuestForm, HeldForm, PlanForm
from civic.dialogues.models import Dialogue, Exchange
from civic.lib.form_errors import tell
from civic.lib.refusals import NotAllowed, Refused
from civic.youth.guards import vetted_only
from civic.youth.models import Edition
from civic.youth.rules import Task


@vetted_only(Task.LEAD)
@never_cache
def show_dialogues(request: HttpRequest) -> HttpResponse:
    """Every dialogue, and a new one."""
    at = timezone.now()
    edition = Edition.objects.filter(phases__ends_at__gt=at).order_by("number").distinct().first()
    if edition is None:
        raise Http404
    form, status = PlanForm(request.POST if request.method == "POST" else None), 200
    if form.is_bound:
        status = 400
        if form.is_valid():
            try:
                made = actions.plan(edition, by=_person(request), given=form.given(), at=at)
            except NotAllowed:
                raise
            except Refused as refused:
                tell(form, refused)
                status = refused.status
            else:
                messages.success(request, _("Dialogue is planned. Put proposals on its agenda now."))
                return redirect("dialogues:desk-show", key=made.pk)
    rows = Dialogue.objects.select_related("edition").order_by("-edition__number", "-number")[:60]
    context = {"dialogues": rows, "edition": edition, "form": form}
    return render(request, "dialogues/desk_list.html", context, status=status)


@vetted_only(Task.LEAD, Task.SCREENER)
@never_cache
def show_dialogue(request: HttpRequest, key: int) -> HttpResponse:
    """One dialogue; which of its forms was sent says `what`."""
    dialogue = get_object_or_404(Dialogue.objects.select_related("edition", "office"), pk=key)
    what = request.POST.get("what", "") if request.method == "POST" else ""
    forms = _forms(dialogue, what, request)
    status = 200
    if request.method == "POST":
        form, act = forms.get(what), _SENT.get(what)
        if form is None or act is None:
            raise Http404
        status = 400
        if form.is_valid():
            try:
                act(dialogue, form, by=_person(request), at=timezone.now())
            except NotAllowed:
                raise
            except Refused as refused:
                tell(form, refused)
                status = refused.status
            else:
                messages.success(request, _("Done."))
                return redirect("dialogues:desk-show", key=key)
    context = {
        "dialogue": dialogue,
        "agenda": dialogue.agenda.select_related("proposal"),
        "guests": dialogue.guests.select_related("entry"),
        "adults": dialogue.adults.select_related("person"),
        "exchanges": dialogue.exchanges.filter(dropped_at=None).select_related("asked_by", "promise"),
        "forms": forms,
        "form": forms.get(what),
    }
    return render(request, "dialogues/desk_show.html", context, status=status)


@vetted_only(Task.LEAD, Task.SCREENER)
@never_cache
@require_POST
def act(request: HttpRequest, key: int, verb: str) -> HttpResponse:
    """Show the agenda, read the minutes, publish them."""
    dialogue = get_object_or_404(Dialogue, pk=key)
    done = _VERBS.get(verb)
    if done is None:
        raise Http404
    done(dialogue, by=_person(request), at=timezone.now())
    messages.success(request, _("Done."))
    return redirect("dialogues:desk-show", key=key)


@vetted_only(Task.LEAD)
@never_cache
@require_POST
def leave_out(request: HttpRequest, key: int) -> HttpResponse:
    """A part of the minutes is left out."""
    exchange = get_object_or_404(Exchange.objects.select_related("dialogue"), pk=key)
    actions.leave_out(exchange, by=_person(request), at=timezone.now())
    messages.success(request, _("Done."))
    return redirect("dialogues:desk-show", key=exchange.dialogue_id)


def _forms(dialogue: Dialogue, what: str, request: HttpRequest) -> dict[str, Form]:
    """The forms that are open now; the one that was sent holds what came."""

    def sent(name: str) -> Any:
        return request.POST if what == name else None

    if dialogue.published_at is not None:
        return {}
    if dialogue.ended_at is not None:
        return {"minute": ExchangeForm(sent("minute"), dialogue=dialogue)}
    return {
        "agenda": AgendaForm(sent("agenda"), dialogue=dialogue),
        "invite": GuestForm(sent("invite"), dialogue=dialogue),
        "accompany": AdultForm(sent("accompany"), dialogue=dialogue, day=localdate(dialogue.starts_at)),
        "held": HeldForm(sent("held"), dialogue=dialogue),
    }


def _person(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


_SENT: dict[str, Callable[..., Any]] = {
    "agenda": lambda one, form, **told: actions.put_on_agenda(one, proposal=form.cleaned_data["proposal"], **told),
    "invite": lambda one, form, **told: actions.invite(one, entry=form.cleaned_data["entry"], **told),
    "accompany": lambda one, form, **told: actions.accompany(one, person=form.cleaned_data["person"], **told),
    "held": lambda one, form, **told: actions.say_held(
        one, adults=form.cleaned_data["adults"], guests=form.cleaned_data["guests"], **told
    ),
    "minute": lambda one, form, **told: actions.write_down(one, given=form.given(), **told),
}
_VERBS: dict[str, Callable[..., Any]] = {
    "show-agenda": actions.show_agenda,
    "read": actions.read_minutes,
    "publish": actions.publish_minutes,
}
