"""A juror's pages: her sheets, one sheet, what ties her."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from civic.accounts.models import Person
from civic.juries import actions
from civic.juries.forms import DeclareForm, SheetForm, TieForm
from civic.juries.models import Seat, Sheet
from civic.juries.queries.blind import blind_piece, pictures_of
from civic.juries.queries.pages import criteria_of, seats_of, sheet_of
from civic.juries.queries.pieces import in_force
from civic.lib.form_errors import tell
from civic.lib.picture_files import picture_path
from civic.lib.refusals import NotAllowed, NotValid, Refused
from civic.youth.guards import vetted_only
from civic.youth.rules import Task


@vetted_only(Task.JUROR)
@never_cache
@require_safe
def show_sheets(request: HttpRequest) -> HttpResponse:
    """Where I sit, and what I still have to read."""
    context = {"seats": seats_of(_person(request), at=timezone.now()), "form": DeclareForm()}
    return render(request, "juries/sheets.html", context)


@vetted_only(Task.JUROR)
@never_cache
@require_POST
def declare(request: HttpRequest, key: int) -> HttpResponse:
    """Which schools I am tied to."""
    seat = get_object_or_404(Seat.objects.filter(person=_person(request)), pk=key)
    form = DeclareForm(request.POST)
    if not form.is_valid():
        raise NotValid(fields={"schools": _("One of these schools is not on the list. Tick them again.")})
    schools = form.cleaned_data["schools"]
    actions.declare(seat, by=_person(request), schools=schools, at=timezone.now())
    messages.success(request, _("Noted. You will read nothing by pupils of these schools."))
    return redirect("juries:sheets")


@vetted_only(Task.JUROR)
@never_cache
def show_sheet(request: HttpRequest, key: int) -> HttpResponse:
    """One proposal without a name, and my sheet on it."""
    sheet = _sheet(request, key)
    criteria = criteria_of(sheet.seat.panel)
    form = SheetForm(request.POST if request.method == "POST" else None, criteria=criteria, sheet=sheet)
    if not form.is_bound:
        return _page(request, sheet, form)
    if not form.is_valid():
        return _page(request, sheet, form, status=400)
    is_last = "hand-in" in request.POST
    act = actions.hand_in if is_last else actions.save_sheet
    try:
        act(sheet, by=_person(request), given=form.given(), at=timezone.now())
    except NotAllowed:
        raise
    except Refused as refused:
        tell(form, refused)
        return _page(request, sheet, form, status=refused.status)
    messages.success(request, _("Handed in. Thank you.") if is_last else _("Saved. You can go on whenever you like."))
    return redirect("juries:sheets") if is_last else redirect("juries:sheet", key=key)


@vetted_only(Task.JUROR)
@never_cache
@require_POST
def step_aside(request: HttpRequest, key: int) -> HttpResponse:
    """I know whose work this is: somebody else reads it."""
    sheet = _sheet(request, key)
    form = TieForm(request.POST)
    if not form.is_valid():
        plain = SheetForm(None, criteria=criteria_of(sheet.seat.panel), sheet=sheet)
        return _page(request, sheet, plain, tie=form, status=400)
    actions.step_aside(sheet, by=_person(request), kind=form.cleaned_data["kind"], at=timezone.now())
    messages.success(request, _("Thank you for saying so. Another juror reads this proposal."))
    return redirect("juries:sheets")


@vetted_only(Task.JUROR)
@never_cache
@require_safe
def sheet_picture(request: HttpRequest, key: int, place: int) -> FileResponse:
    """A picture of the proposal, covered as two readers left it, under an address that leads nowhere else."""
    shown = pictures_of(_sheet(request, key).piece.proposal)
    if not 1 <= place <= len(shown):
        raise Http404
    path = picture_path(shown[place - 1].key, "large")
    if not path.is_file():
        raise Http404
    # the name under which it lies on disk would lead to the page that says whose it is
    answer = FileResponse(path.open("rb"), content_type="image/jpeg", filename="picture.jpg")
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex, noimageindex"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _page(
    request: HttpRequest, sheet: Sheet, form: SheetForm, *, tie: TieForm | None = None, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "sheet": sheet,
        "panel": sheet.seat.panel,
        "piece": blind_piece(sheet.piece),
        "form": form,
        "tie": tie or TieForm(),
        "is_open": sheet.handed_in_at is None and sheet.seat.panel.decided_at is None,
    }
    return render(request, "juries/sheet.html", context, status=status)


def _sheet(request: HttpRequest, key: int) -> Sheet:
    """My own sheet that still holds, on a piece that still stands; nothing else is there."""
    sheet = sheet_of(_person(request), key)
    if sheet is None or sheet.voided_at is not None:
        raise Http404
    if not in_force(sheet.piece.panel.pieces.filter(pk=sheet.piece_id), at=timezone.now()).exists():
        raise Http404
    return sheet


def _person(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user
