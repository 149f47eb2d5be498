"""Who may enter the track: checked people with their task, and pupils by the code they came with."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from civic.accounts.guards import View, has_second_factor, named_guard, open_to_all, to_second_factor
from civic.lib.refusals import NotAllowed
from civic.offices.guards import hand_from
from civic.offices.queries import OfficerHand
from civic.youth.models import Entry
from civic.youth.queries.people import Duties, duties_of
from civic.youth.rules import STAFF_TASKS, Task
from civic.youth.rules.letters import LETTER_WRITERS, OF_TRACK

NOT_VETTED = _("This page is for people who were checked for this task, and whose check holds today.")
NO_LETTER_WRITER = _("Letters to children are written by the offices that do the work, and by officers of the track.")
PUPIL = "youth_entry"  # the session key
PUPIL_CODE = "youth_code"  # the session key: with which code it came in
TRACK_DESK = "track_desk"  # the session key: the way to a desk leads to this one


def duties_from(request: HttpRequest) -> Duties:
    """The tasks of whoever asks, today; asked once a request."""
    if not hasattr(request, "_youth_duties"):
        request._youth_duties = duties_of(request.user, at=timezone.now())  # type: ignore[attr-defined]
    kept: Duties = request._youth_duties  # type: ignore[attr-defined]
    return kept


def vetted_only(*tasks: str) -> Callable[[View], View]:
    """Whoever holds one of these tasks today may enter; those of the city's own staff with their second factor."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            held = duties_from(request).tasks & set(tasks)
            if not held:
                raise NotAllowed(NOT_VETTED, code="not-vetted")
            if held & STAFF_TASKS:
                if not has_second_factor(request):
                    return to_second_factor(request)
                if TRACK_DESK not in request.session:
                    request.session[TRACK_DESK] = True
            return view(request, *args, **kwargs)

        return named_guard(login_required(guarded), f"vetted-only:{','.join(sorted(tasks))}")

    return guard


def track_desk_for_its_people(view: View) -> View:
    """Whoever has no post in an office, and a task in the track, is led from the staff desk to the desk of the track.
    Stands outside the guard of the staff desk, which stays as it is."""

    @wraps(view)
    def led(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and hand_from(request) is None and works_at_track_desk(request):
            return redirect("youth:track")
        return view(request, *args, **kwargs)

    return led


def works_at_track_desk(request: HttpRequest) -> bool:
    """Does whoever asks have a task at the desk of the track today?"""
    return bool(duties_from(request).tasks & STAFF_TASKS)


def keepers_only(view: View) -> View:
    """Whoever is responsible for the track may enter, and administrators, each with a second factor."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_superuser and Task.LEAD not in duties_from(request).tasks:
            raise NotAllowed(NOT_VETTED, code="not-vetted")
        if not has_second_factor(request):
            return to_second_factor(request)
        return view(request, *args, **kwargs)

    return named_guard(login_required(guarded), "keepers-only")


def writing_hand(request: HttpRequest) -> OfficerHand | None:
    """The hand of an officer of an office that writes letters; None for all others."""
    hand = hand_from(request)
    return hand if hand is not None and hand.roles & LETTER_WRITERS else None


def letter_writers_only(view: View) -> View:
    """Officers of the track, and those of the offices that do the work, with their second factor: they write to
    children."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        is_of_track = bool(duties_from(request).tasks & OF_TRACK)
        if not has_second_factor(request) and (request.user.is_staff or is_of_track):
            return to_second_factor(request)
        if not is_of_track and writing_hand(request) is None:
            raise NotAllowed(NO_LETTER_WRITER, code="no-letter-writer")
        return view(request, *args, **kwargs)

    return named_guard(login_required(guarded), "letter-writers-only")


def pupil_from(request: HttpRequest) -> Entry | None:
    """The pupil who asks: by the code entered in this browser, for as long as that code opens anything, or by an
    account of its own."""
    entries = Entry.objects.select_related("edition", "child", "district").filter(child__erased_at__isnull=True)
    key = request.session.get(PUPIL)
    if key:  # whoever came in with a slip that was stopped since is out again, in every browser
        return entries.filter(key=key, code=request.session.get(PUPIL_CODE), code__voided_at__isnull=True).first()
    if request.user.is_authenticated:
        return entries.filter(child__person=request.user).order_by("-edition__number").first()
    return None


def pupils_only(view: View) -> View:
    """Pupils who take part may enter; for everybody else the page is not there."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if pupil_from(request) is None:
            raise Http404
        return view(request, *args, **kwargs)

    return named_guard(open_to_all(guarded), "pupils-only")
