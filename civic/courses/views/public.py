"""Courses as everybody reads them, and as a volunteer takes them; her qualifications and her papers."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from civic.accounts.guards import has_second_factor, open_to_all, signed_in
from civic.courses import actions
from civic.courses.forms import AnswersForm, PaperForm
from civic.courses.models import Claim, Course, CourseDay
from civic.courses.queries.showing import days_ahead, held_by, listed, minutes_learnt, said, seats_of
from civic.courses.rules import CourseState, Way
from civic.lib.form_errors import tell
from civic.lib.picture_files import SIZES, picture_path
from civic.lib.refusals import Refused
from civic.volunteers.guards import coordinates_from, person_from, volunteer_from, volunteers_only
from civic.volunteers.models import Volunteer
from civic.volunteers.rules import VolunteerState


@open_to_all
@never_cache
@require_safe
def courses(request: HttpRequest) -> HttpResponse:
    """Every course that is offered."""
    return render(request, "courses/list.html", {"rows": listed(volunteer_from(request))})


@open_to_all
@never_cache
@require_safe
def course(request: HttpRequest, code: str) -> HttpResponse:
    """One course: its words, its test or its days."""
    return _page(request, _offered(code))


@volunteers_only
@never_cache
@require_POST
def test(request: HttpRequest, code: str) -> HttpResponse:
    """The test is answered; what was wrong is explained on the same page, and may be tried again at once."""
    one = _offered(code)
    form = AnswersForm(request.POST, questions=list(one.questions.all()))
    if not form.is_valid():
        return _page(request, one, form=form, status=400)
    try:
        result = actions.pass_course(
            one, volunteer=_volunteer(request), answers=form.answers, by=person_from(request), at=timezone.now()
        )
    except Refused as refused:
        tell(form, refused)
        return _page(request, one, form=form, status=refused.status)
    return _page(request, one, form=form, result=result)


@volunteers_only
@never_cache
@require_POST
def seat(request: HttpRequest, code: str, key: int, verb: str) -> HttpResponse:
    """A seat is taken or given up."""
    day = get_object_or_404(CourseDay.objects.select_related("course"), pk=key, course__code=code)
    volunteer, by, at = _volunteer(request), person_from(request), timezone.now()
    if verb not in ("take", "give-up"):
        raise Http404
    try:
        if verb == "take":
            actions.take_seat(day, volunteer=volunteer, by=by, at=at)
            messages.success(request, _("You have a seat."))
        else:
            place = seats_of(volunteer, day.course).get(day.pk)
            if place is None:
                raise Http404
            actions.give_up_seat(place, by=by, at=at)
            messages.success(request, _("Your seat is free for somebody else. Thank you for telling us."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("courses:course", code=code)


@volunteers_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def qualifications(request: HttpRequest) -> HttpResponse:
    """What she is qualified for and until when, what she has learnt, and the papers she shows."""
    volunteer, status = _volunteer(request), 200
    form = PaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        status = 400
        if form.is_valid():
            given = form.cleaned_data
            try:
                actions.show_paper(
                    volunteer,
                    given["qualification"],
                    upload=given["photo"],
                    by=person_from(request),
                    at=timezone.now(),
                )
            except Refused as refused:
                tell(form, refused)
            else:
                messages.success(request, _("We have it. A coordinator looks at the paper, and you get a message."))
                return redirect("courses:qualifications")
    context = {
        "held": held_by(volunteer, timezone.localdate()),
        "claims": volunteer.claims.filter(grant__isnull=True).select_related("qualification").order_by("-made_at"),
        "learnings": volunteer.learnings.select_related("course__organisation"),
        "minutes": minutes_learnt(volunteer),
        "form": form,
    }
    return render(request, "courses/qualifications.html", context, status=status)


@signed_in
@never_cache
@require_safe
def paper(request: HttpRequest, key: UUID, size: str) -> HttpResponseBase:
    """The picture of a paper, for its holder and the coordinators; for all others one that never was."""
    claim = Claim.objects.filter(key=key, is_ready=True).exclude(digest="").select_related("volunteer").first()
    if claim is None or size not in SIZES:
        raise Http404
    person = person_from(request)
    is_desk = coordinates_from(request) and (not person.is_staff or has_second_factor(request))
    path = picture_path(claim.key, size)
    if (claim.volunteer.person_id != person.pk and not is_desk) or not path.is_file():
        raise Http404
    answer = FileResponse(path.open("rb"), content_type="image/jpeg")
    answer["X-Robots-Tag"] = "noindex, noimageindex"
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _offered(code: str) -> Course:
    """A course as everybody may read it; one that has ended still stands for whoever learnt it."""
    rows = Course.objects.exclude(state=CourseState.DRAFT).select_related("organisation", "gives")
    return get_object_or_404(rows, code=code)


def _page(
    request: HttpRequest,
    one: Course,
    *,
    form: AnswersForm | None = None,
    result: actions.Result | None = None,
    status: int = 200,
) -> HttpResponse:
    volunteer, at = volunteer_from(request), timezone.now()
    is_active = volunteer is not None and volunteer.state == VolunteerState.ACTIVE
    is_read = one.way == Way.READ and one.state == CourseState.OFFERED
    seats = seats_of(volunteer, one)
    days = [] if one.way == Way.READ else days_ahead(one, at=at)
    context = {
        "course": one,
        "summary": said(one, "summary"),
        "words": said(one, "words"),
        "form": form or (AnswersForm(questions=list(one.questions.all())) if is_read else None),
        "is_active": is_active,
        "result": result,
        "days": [(day, left, seats.get(day.pk)) for day, left in days],
        "is_read": is_read,
        "learning": one.learnings.filter(volunteer=volunteer).first() if volunteer else None,
    }
    return render(request, "courses/course.html", context, status=status)


def _volunteer(request: HttpRequest) -> Volunteer:
    volunteer = volunteer_from(request)
    assert volunteer is not None  # the guard let nobody else in
    return volunteer
