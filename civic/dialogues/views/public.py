"""Dialogues as everybody reads them, and as a child who is invited does."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from civic.accounts.guards import open_to_all
from civic.dialogues import actions
from civic.dialogues.models import Guest
from civic.dialogues.queries.public import agenda_of, draft_of, find, invitations_of, listed, minutes_of
from civic.youth.guards import pupil_from, pupils_only


@open_to_all
@require_safe
def show_list(request: HttpRequest) -> HttpResponse:
    """Every dialogue everybody may know of."""
    rows = listed()
    return render(request, "dialogues/list.html", {"dialogues": rows, "edition": rows[0].edition if rows else None})


@open_to_all
@require_safe
def show(request: HttpRequest, number: int, key: int) -> HttpResponse:
    """One of them: its agenda, and its minutes once they are public; never when or where."""
    dialogue = find(number, key)
    if dialogue is None:
        raise Http404
    context = {
        "dialogue": dialogue,
        "edition": dialogue.edition,
        "agenda": agenda_of(dialogue),
        "minutes": minutes_of(dialogue, at=timezone.now()),
    }
    return render(request, "dialogues/show.html", context)


@pupils_only
@never_cache
@require_safe
def show_mine(request: HttpRequest) -> HttpResponse:
    """Where I am invited, and the minutes that wait for my word."""
    entry = pupil_from(request)
    assert entry is not None
    guests = [
        (guest, draft_of(guest.dialogue) if guest.was_there and guest.dialogue.offered_at else [])
        for guest in invitations_of(entry.child)
    ]
    return render(request, "dialogues/mine.html", {"edition": entry.edition, "guests": guests})


@pupils_only
@never_cache
@require_POST
def say(request: HttpRequest, key: int, verb: str) -> HttpResponse:
    """I would rather not come; I agree to the minutes, or wish something else."""
    entry = pupil_from(request)
    assert entry is not None
    guests = Guest.objects.select_related("dialogue", "entry")
    guest = guests.filter(pk=key, entry__child=entry.child).first()
    if guest is None:
        raise Http404
    at = timezone.now()
    if verb == "decline":
        actions.decline(guest, at=at)
        messages.success(request, _("You said no. That is fine."))
    elif verb == "agree":
        actions.say_to_minutes(guest, agrees=True, at=at)
        messages.success(request, _("Thank you. The minutes are public once everybody has agreed."))
    elif verb == "object":
        actions.say_to_minutes(guest, agrees=False, wish=request.POST.get("wish", ""), at=at)
        messages.success(request, _("Thank you. Somebody reads your wish and changes the minutes."))
    else:
        raise Http404
    return redirect("dialogues:mine")
