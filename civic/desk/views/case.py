"""One case with the moves open to me, the moves, the contact behind its lock."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from civic.cases.actions import open_contact, opened_today
from civic.cases.guards import viewer_of
from civic.cases.models import Case, Contact
from civic.cases.queries import Entry, Viewer, drafted_card
from civic.cases.rules import next_step
from civic.cases.rules.denials import OF_THE_CASE
from civic.cases.rules.looking import OPENINGS_A_DAY
from civic.desk.actions import drop_words, make_move
from civic.desk.forms import SCREENED, ContactForm, MoveForm, move_form
from civic.desk.queries import OpenCase, claim_on, find_case, flaggings, kept_in, letters, open_case, refusal_of
from civic.desk.rules import ASKED, Piece, pieces_of
from civic.desk.views.frame import frame, person_of
from civic.lib.form_errors import begin_at_fault, tell
from civic.lib.refusals import NotAllowed, NotValid, Refused
from civic.offices.guards import officers_only
from civic.promises.queries import may_draft_of


@dataclass
class CasePage:
    """What is special about this showing of a case: a refusal, a preview, what happened meanwhile, a contact."""

    refusal: Any = ""
    is_late: bool = False  # the case moved on, rather than the hand being wrong
    typed: list[tuple[Any, str]] = field(default_factory=list)
    happened: list[Entry] = field(default_factory=list)
    preview: MoveForm | None = None
    contact: Contact | None = None
    contact_form: ContactForm | None = None
    form: MoveForm | None = None  # the one form in use; the others stand folded below
    status: int = 200


@officers_only
@never_cache
@require_safe
def show_case(request: HttpRequest, number: str) -> HttpResponse:
    """One case with the moves open to the officer."""
    at, viewer = timezone.now(), viewer_of(request)
    case = find_case(viewer, number)
    if case.number != number:
        return redirect(_case_url(request, case))
    return _case_page(request, viewer, open_case(viewer, case, at=at), CasePage(), at=at)


@officers_only
@never_cache
def move(request: HttpRequest, number: str, verb: str) -> HttpResponse:
    """One move on a page of its own: form, preview where others will read it, act. Whoever may not, reads why."""
    at, viewer = timezone.now(), viewer_of(request)
    case = find_case(viewer, number)
    denied = refusal_of(viewer, case, verb)
    opened = open_case(viewer, case, at=at)
    if denied is not None:
        is_late = denied.family in OF_THE_CASE
        page = CasePage(refusal=denied.sentence, is_late=is_late, status=409 if is_late else 403, typed=_typed(request))
        page.happened = opened.since(_seq_of(request)) if is_late else []
        return _case_page(request, viewer, opened, page, at=at)
    row = next(row for row in opened.open_moves if row.verb == verb)
    kept, posted = kept_in(case, person_of(request), at=at), request.method == "POST"
    data, files = (request.POST, request.FILES) if posted else (None, None)
    form = move_form(row, opened, at=at, data=data, files=files, kept=kept)
    if request.method != "POST":
        return _case_page(request, viewer, opened, CasePage(form=form), at=at)
    return _act(request, viewer, opened, form, at=at)


def _act(request: HttpRequest, viewer: Viewer, opened: OpenCase, form: MoveForm, *, at: datetime) -> HttpResponse:
    """Let the form become an act, unless it has faults, was not read first, or the case moved on meanwhile."""
    if "replace" in request.POST and form.verb in SCREENED:
        return _neutral(request, viewer, opened, form, at=at)
    if "fill" in request.POST and form.verb == "answer":
        return _filled(request, viewer, opened, form, at=at)
    if not form.is_valid():
        return _case_page(request, viewer, opened, CasePage(form=form, status=400), at=at)
    happened = opened.since(form.cleaned_data["seq"] or opened.case.last_seq)
    if happened:
        late = _("Something happened in this case while you wrote. Read it; if your words still hold, send them again.")
        page = CasePage(refusal=late, is_late=True, happened=happened, form=_afresh(form, opened, at=at), status=409)
        return _case_page(request, viewer, opened, page, at=at)
    if form.is_read_first and not (form.was_read() and "send" in request.POST):
        shown = _afresh(form, opened, at=at, read=form.fingerprint())
        return _case_page(request, viewer, opened, CasePage(form=shown, preview=form), at=at)
    try:
        line = make_move(opened.case, form.verb, by=person_of(request), given=form.given(), at=at)
    except NotValid as refused:
        tell(form, refused)
        is_whole = form.is_read_first and "text" in form.cleaned_data
        page = CasePage(form=form, preview=form if is_whole else None, status=400)
        return _case_page(request, viewer, opened, page, at=at)
    except Refused as refused:
        return _refused(request, viewer, opened.case, form, refused, at=at)
    drop_words(person_of(request), form.place)
    messages.success(request, _("%(done)s: %(number)s.") % {"done": form.move.done, "number": line.case.number})
    return redirect(_case_url(request, _back_to(request, viewer) or opened.case))


def _back_to(request: HttpRequest, viewer: Viewer) -> Case | None:
    """The case beside which the press stood, where it was another one's."""
    number = request.POST.get("back", "")
    return find_case(viewer, number) if number else None


def _neutral(request: HttpRequest, viewer: Viewer, opened: OpenCase, form: MoveForm, *, at: datetime) -> HttpResponse:
    """The form again, with neutral words for everything marked in it that was not ticked to stay; nothing is sent."""
    told, places = form.with_neutral_words()
    data = QueryDict(mutable=True)
    data.update(form.data)
    for name, said in told.items():
        data[name] = said
    data["read"] = ""
    messages.info(
        request,
        ngettext(
            "%(count)d place was replaced by a neutral word. Nothing is public yet.",
            "%(count)d places were replaced by neutral words. Nothing is public yet.",
            places,
        )
        % {"count": places},
    )
    again = move_form(form.move, opened, at=at, data=data)
    return _case_page(request, viewer, opened, CasePage(form=again), at=at)


def _filled(request: HttpRequest, viewer: Viewer, opened: OpenCase, form: MoveForm, *, at: datetime) -> HttpResponse:
    """The form again, with the words of the chosen template; nothing is sent."""
    told = form.with_template()
    if told is None:
        messages.error(request, _("Choose a template first."))
    data = QueryDict(mutable=True)
    data.update(form.data)
    for name, said in (told or {}).items():
        data[name] = said
    data["read"] = data["template"] = ""
    again = move_form(form.move, opened, at=at, data=data, is_filled=True)
    if told is not None:
        again.fields["text"].widget.attrs["autofocus"] = True  # the words stand there now: go on in them
    return _case_page(request, viewer, opened, CasePage(form=again), at=at)


def _refused(
    request: HttpRequest, viewer: Viewer, case: Case, form: MoveForm, refused: Refused, *, at: datetime
) -> HttpResponse:
    """Somebody was quicker, or the hand was wrong after all: the case as it stands now, and the words kept."""
    opened = open_case(viewer, find_case(viewer, case.number), at=at)
    page = CasePage(
        refusal=str(refused), is_late=not isinstance(refused, NotAllowed), typed=form.typed, status=refused.status
    )
    page.happened = opened.since(case.last_seq)
    return _case_page(request, viewer, opened, page, at=at)


@officers_only
@never_cache
@require_POST
def show_contact(request: HttpRequest, number: str) -> HttpResponse:
    """Open the contact for a purpose; the opening is written down. Shown in this answer only."""
    at, viewer = timezone.now(), viewer_of(request)
    case = find_case(viewer, number)
    person, page = person_of(request), CasePage()
    form = ContactForm(request.POST, asks_more=opened_today(person, at=at) >= OPENINGS_A_DAY)
    page.contact_form = form
    if form.is_valid():
        try:
            page.contact = open_contact(case, by=person, at=at, **form.cleaned_data)
        except NotValid as refused:
            tell(form, refused)
        except Refused as refused:
            page.refusal, page.status = str(refused), refused.status
    if form.errors:
        page.status = 400
        begin_at_fault(form)
    return _case_page(request, viewer, open_case(viewer, case, at=at), page, at=at)


# --- the parts of a page ---


def _case_page(request: HttpRequest, viewer: Viewer, opened: OpenCase, page: CasePage, *, at: datetime) -> HttpResponse:
    kept = kept_in(opened.case, person_of(request), at=at)
    chosen = page.form or (
        move_form(opened.first, opened, at=at, kept=kept) if opened.first and not page.refusal else None
    )
    others = [
        move_form(row, opened, at=at, kept=kept)
        for row in opened.open_moves
        if chosen is None or row.verb != chosen.verb
    ]
    case = opened.case
    context = frame(request, viewer, at=at, here=case) | {
        "opened": opened,
        "may_promise": may_draft_of(viewer.officer, case),
        "case": case,
        "page": page,
        "chosen": chosen,
        "others": others,
        "next": next_step(case.kind, case.state, is_mending=case.repair_due_at is not None, outcome=case.outcome),
        "marked": _marked(opened),
        "contact_form": page.contact_form or ContactForm(),
        "preview": _preview(page.preview, viewer, at=at),
        "flags": flaggings(viewer.officer, case) if viewer.officer else [],
        "claim": claim_on(case, at=at),
    }
    return render(request, "desk/case.html", context, status=page.status)


def _marked(opened: OpenCase) -> list[Piece]:
    return pieces_of(opened.words.text)


def _preview(form: MoveForm | None, viewer: Viewer, *, at: datetime) -> dict[str, Any] | None:
    """What everybody will read once this is sent, and what in it looks private; of an answer the card of the public
    page and the message, word for word."""
    if form is None:
        return None
    said = form.cleaned_data
    if form.verb == "answer":
        drafted, opened = form.drafted(), form.opened
        nobody, told = letters(viewer, opened.case, drafted)
        return {
            "card": drafted_card(opened.case, drafted, at=at, photos=opened.own_photos),
            "letters": told,
            "nobody": nobody,
            "goes_to": form.goes_to,
            "private": form.findings,
        }
    outcomes = dict(getattr(form.fields.get("outcome"), "choices", []))
    return {
        "title": said.get("title", ""),
        "address": said.get("address", ""),
        "text": said["text"],
        "basis": said.get("basis", ""),
        "outcome": outcomes.get(said.get("outcome"), ""),
        "language": form.given().get("language", form.opened.case.language),
        "photos": [photo for photo in form.opened.ready_photos if str(photo.key) in said.get("photos", [])],
        "words": [
            words
            for words in form.opened.new_words
            if form.verb == "publish" and str(words.seq) not in said.get("hold_back", [])
        ],
        "private": form.findings,
    }


def _case_url(request: HttpRequest, case: Case) -> str:
    asked = {name: value for name in (*ASKED, "after") if (value := request.GET.get(name, ""))}
    return reverse("desk:show", args=[case.number]) + (f"?{urlencode(asked)}" if asked else "")


def _afresh(form: MoveForm, opened: OpenCase, *, at: datetime, read: str = "") -> MoveForm:
    """The same form with everything typed in it, brought up to where the case stands now."""
    data = QueryDict(mutable=True)
    data.update(form.data)
    data["seq"], data["read"] = str(opened.case.last_seq), read
    return move_form(form.move, opened, at=at, data=data)


def _typed(request: HttpRequest) -> list[tuple[Any, str]]:
    """What somebody typed who may not send it, so that nothing is lost."""
    labels = {"text": _("Your words"), "reason": _("Reason"), "basis": _("Basis"), "title": _("Title")}
    return [(label, said) for name, label in labels.items() if (said := request.POST.get(name, "").strip())]


def _seq_of(request: HttpRequest) -> int:
    said = request.POST.get("seq", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 9 else 10**9
