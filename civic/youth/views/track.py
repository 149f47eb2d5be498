"""The desk of the track: its doors, an edition with its rounds, what is done to it, another one from a template."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import is_valid_path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from civic.accounts.models import Person
from civic.lib.form_errors import tell
from civic.lib.refusals import NotAllowed, NotValid, Refused
from civic.youth import actions
from civic.youth.forms.track import DebateForm, EditionForm, PhaseForm, TasksForm
from civic.youth.guards import duties_from, keepers_only, vetted_only
from civic.youth.models import Edition
from civic.youth.queries.tasks import debates_of, own_tasks
from civic.youth.queries.templates import template_of
from civic.youth.queries.track import editions_on_desk, first_round, in_round, placing_now, rounds_of, story_of
from civic.youth.queries.waiting import Waits, waiting_for
from civic.youth.rules import STAFF_TASKS, Doing, Task
from civic.youth.rules.templates import written

DOORS = (  # where, what it is called, whose it is
    ("/desk/youth/reading/", gettext_lazy("Read what children made"), (Task.SCREENER, Task.LEAD)),
    ("/desk/youth/concerns/", gettext_lazy("Concerns: a child may need help"), (Task.DUTY, Task.LEAD)),
    ("/desk/youth/families/", gettext_lazy("Help a family at the desk"), (Task.DESK,)),
    ("/desk/youth/letters/", gettext_lazy("Letters to children"), (Task.LEAD, Task.SCREENER)),
    ("/desk/youth/juries/", gettext_lazy("Juries"), (Task.LEAD,)),
    ("/desk/youth/votes/", gettext_lazy("The city’s vote"), (Task.LEAD,)),
    ("/desk/youth/dialogues/", gettext_lazy("Dialogues with the mayor"), (Task.LEAD,)),
    ("/desk/youth/requests/", gettext_lazy("Requests of families"), (Task.LEAD, Task.DESK)),
    ("/desk/youth/openings/", gettext_lazy("Openings of an identity"), (Task.LEAD,)),
    ("/desk/youth/audit/", gettext_lazy("Audit, assessments, breaches"), (Task.LEAD,)),
    ("/desk/youth/sentences/", gettext_lazy("Sentences that readers have ready"), (Task.LEAD,)),
    ("/desk/youth/texts/", gettext_lazy("Texts of consent"), (Task.LEAD,)),
    ("/desk/youth/people/", gettext_lazy("Who was checked, and for what"), (Task.LEAD,)),
)


def person_of(request: HttpRequest) -> Person:
    """Whoever asks; the guard let only people of the track in."""
    assert isinstance(request.user, Person)
    return request.user


def page(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page of this desk, with whoever sits at it."""
    duties = duties_from(request)
    badge = _("Little mayor") if duties.tasks else ""
    frame = {"desk_side": "check", "desk_badge": badge or _("administrator"), "now": timezone.now()}
    return render(request, template, frame | context, status=status)


@vetted_only(*STAFF_TASKS)
@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Where she works today."""
    held = duties_from(request).tasks
    doors = {path: words for path, words, tasks in DOORS if held & set(tasks) and is_valid_path(path)}
    waits = waiting_for(person_of(request), duties_from(request), at=timezone.now())
    first = [(f"/desk/youth/{name}/", waits[name]) for name in waits]
    rows: list[tuple[str, Any, Waits | None]] = [(path, doors.pop(path), one) for path, one in first if path in doors]
    rows += [(path, words, None) for path, words in doors.items()]
    return page(request, "youth/track/home.html", doors=rows, editions=editions_on_desk())


@keepers_only
@never_cache
@require_safe
def show(request: HttpRequest, number: int) -> HttpResponse:
    """One edition: its rounds, what can be done now, what was done."""
    return _edition_page(request, _found(number))


@keepers_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Another edition, from the template of the last one or of another city."""
    last = Edition.objects.with_phases().order_by("-number").first()
    initial = {"number": last.number + 1, "template": written(template_of(last))} if last else {}
    form, status = EditionForm(request.POST or None, initial=initial), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            at = timezone.now()
            try:
                made = actions.found_from_template(
                    form.cleaned_data["template"], form.given(at), by=person_of(request), at=at
                )
            except NotAllowed:
                raise
            except Refused as refused:
                tell(form, refused, beside={"spans": "template", "names": "template", "places": "template"})
                status = refused.status
            else:
                messages.success(request, _("Written down. Look at it; nobody outside reads it before you show it."))
                return redirect("youth:track-edition", made.number)
    return page(request, "youth/track/new.html", form=form, status=status)


@keepers_only
@never_cache
@require_safe
def template(request: HttpRequest, number: int) -> HttpResponse:
    """The edition as a file another city can take over."""
    answer = HttpResponse(written(template_of(_found(number))), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="edition-{number}.toml"'
    return answer


@keepers_only
@never_cache
@require_POST
def act(request: HttpRequest, number: int, verb: str) -> HttpResponse:
    """One press on the page of an edition."""
    edition, by, at = _found(number), person_of(request), timezone.now()
    try:
        told = _do(request, edition, verb, by=by, at=at)
    except (NotAllowed, NotValid):
        raise
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, told)
    return redirect("youth:track-edition", number)


def _do(request: HttpRequest, edition: Edition, verb: str, *, by: Person, at: Any) -> str:
    if verb == "show":
        actions.show_edition(edition, by=by, at=at)
        return _("Everybody reads it now.")
    if verb == "begin-round":
        actions.begin_round(edition, first_round(edition), by=by, at=at)
        return _("Whoever entered is in the first round now.")
    if verb == "appoint":
        actions.appoint(edition, by=by, at=at)
        return _("They are little mayors from now on.")
    if verb == "hand-over":
        later = Edition.objects.shown().filter(number__gt=edition.number).order_by("number").first()
        if later is None:
            return _("There is no later edition that everybody can read. Show the next one first.")
        actions.hand_over_edition(edition, to=later, by=by, at=at)
        return _("Handed over.")
    raise Http404


@keepers_only
@never_cache
@require_POST
def move(request: HttpRequest, number: int) -> HttpResponse:
    """The days of a phase are moved."""
    edition, form = _found(number), PhaseForm(request.POST)
    form.phases_of(edition)
    if not form.is_valid():
        return _edition_page(request, edition, form=form, status=400)
    try:
        actions.move_phase(edition, by=person_of(request), at=timezone.now(), **form.cleaned_data)
    except NotAllowed:
        raise
    except Refused as refused:
        tell(form, refused)
        return _edition_page(request, edition, form=form, status=refused.status)
    messages.success(request, _("Moved. The days before, and why, stay written down below."))
    return redirect("youth:track-edition", number)


@keepers_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest, number: int) -> HttpResponse:
    """Who goes on from the round that runs; pseudonyms only, in an order that says nothing."""
    edition, at = _found(number), timezone.now()
    phase = placing_now(edition, at=at)
    entries = in_round(edition, phase) if phase else []
    chosen, fault, status = set(request.POST.getlist("entry")), "", 200
    if request.method == "POST":
        try:
            rows = [entry for entry in entries if str(entry.pk) in chosen]
            on, ended = actions.place(edition, phase, rows, by=person_of(request), at=at)
        except NotAllowed:
            raise
        except Refused as refused:
            fault, status = str(refused), refused.status
        else:
            told = _("%(on)d go on. For %(ended)d it ends here, and each of them keeps the answer.")
            messages.success(request, told % {"on": on, "ended": ended})
            return redirect("youth:track-edition", number)
    told_round = next((one for one in rounds_of(edition, at=at) if one.phase == phase), None)
    context = {"edition": edition, "round": told_round, "entries": entries, "chosen": chosen, "fault": fault}
    return page(request, "youth/track/place.html", status=status, **context)


@keepers_only
@never_cache
@require_POST
def prepare(request: HttpRequest, number: int) -> HttpResponse:
    """A debate is prepared: its motions named, its seed sealed."""
    edition, form = _found(number), DebateForm(request.POST)
    form.rounds_of(edition)
    if not form.is_valid():
        return _edition_page(request, edition, debate_form=form, status=400)
    data, at = form.cleaned_data, timezone.now()
    try:
        actions.prepare_debate(
            edition, data["round"], motions=data["motions"].splitlines(), by=person_of(request), at=at
        )
    except NotAllowed:
        raise
    except Refused as refused:
        tell(form, refused)
        return _edition_page(request, edition, debate_form=form, status=refused.status)
    messages.success(request, _("Prepared. The seal of its seed stands on the public page from now on."))
    return redirect("youth:track-edition", number)


@keepers_only
@never_cache
@require_POST
def set_tasks(request: HttpRequest, number: int) -> HttpResponse:
    """What the phases to come ask of their children."""
    edition, at = _found(number), timezone.now()
    form = TasksForm(edition, own=own_tasks(edition), at=at, data=request.POST)
    if not form.is_valid():
        return _edition_page(request, edition, tasks_form=form, status=400)
    try:
        actions.set_tasks(edition, form.given(), by=person_of(request), at=at)
    except NotAllowed:
        raise
    except Refused as refused:
        tell(form, refused)
        return _edition_page(request, edition, tasks_form=form, status=refused.status)
    messages.success(request, _("Set. Children read it when the phase begins."))
    return redirect("youth:track-edition", number)


@keepers_only
@never_cache
@require_POST
def draw(request: HttpRequest, number: int, key: int) -> HttpResponse:
    """Everybody in the round draws."""
    debate = _found(number).debates.filter(pk=key).first() if key.bit_length() < 64 else None
    if debate is None:
        raise Http404
    try:
        actions.draw_debate(debate, by=person_of(request), at=timezone.now())
    except NotAllowed:
        raise
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Drawn. With the seed everybody can draw again and find the same."))
    return redirect("youth:track-edition", number)


def _found(number: int) -> Edition:
    found = Edition.objects.with_phases().filter(number=number).first() if number < 32_768 else None
    if found is None:
        raise Http404
    return found


def _edition_page(
    request: HttpRequest,
    edition: Edition,
    *,
    form: PhaseForm | None = None,
    debate_form: DebateForm | None = None,
    tasks_form: TasksForm | None = None,
    status: int = 200,
) -> HttpResponse:
    at = timezone.now()
    form, debate_form = form or PhaseForm(), debate_form or DebateForm()
    form.phases_of(edition)
    debate_form.rounds_of(edition)
    first = first_round(edition)
    span = edition.phase(at)
    is_shown = edition.shown_at is not None
    context = {
        "edition": edition,
        "rounds": rounds_of(edition, at=at),
        "form": form,
        "debate_form": debate_form,
        "tasks_form": tasks_form or TasksForm(edition, own=own_tasks(edition), at=at),
        "debates": debates_of(edition),
        "story": story_of(edition),
        "can_begin": is_shown and span is not None and span.phase == first and bool(in_round(edition, "entry")),
        "can_place": bool(placing_now(edition, at=at)),
        "can_appoint": edition.allows(Doing.APPOINT, at) and bool(in_round(edition, "appointment")),
        "can_hand_over": edition.allows(Doing.HAND_OVER, at),
    }
    return page(request, "youth/track/edition.html", status=status, **context)
