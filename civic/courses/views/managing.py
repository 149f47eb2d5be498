"""An organisation's courses: written, offered, planned, and who was there."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from civic.accounts.guards import signed_in
from civic.courses import actions
from civic.courses.forms import CourseForm, DayForm
from civic.courses.models import Course, CourseDay, Learning, Place
from civic.courses.queries.showing import to_confirm
from civic.courses.rules import Way
from civic.lib.form_errors import tell
from civic.lib.refusals import Refused
from civic.volunteers.guards import coordinates_from, managers_only, person_from
from civic.volunteers.models import Organisation
from civic.volunteers.queries import manages


@managers_only
@never_cache
@require_safe
def courses(request: HttpRequest, code: str) -> HttpResponse:
    """The organisation's courses, and what waits for its word."""
    organisation = get_object_or_404(Organisation, code=code)
    context = {
        "organisation": organisation,
        "acts": manages(request.user, organisation),
        "courses": organisation.courses.select_related("gives").order_by("code"),
        "learnings": to_confirm(organisation),
    }
    return render(request, "courses/manage/list.html", context)


@managers_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, code: str, course: str = "") -> HttpResponse:
    """A course is written, or written on."""
    organisation = get_object_or_404(Organisation, code=code)
    one = get_object_or_404(Course, organisation=organisation, code=course) if course else None
    form, status = CourseForm(request.POST or None, now=one), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                made = actions.write_course(
                    organisation, form.told, course=one, by=person_from(request), at=timezone.now()
                )
            except Refused as refused:
                tell(form, refused)
                status = refused.status
            else:
                messages.success(request, _("The course is kept."))
                return redirect("courses:manage-course", code=code, course=made.code)
    context = {"organisation": organisation, "course": one, "form": form}
    return render(request, "courses/manage/write.html", context, status=status)


@managers_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, code: str, course: str) -> HttpResponse:
    """One course as its organisation runs it; which act was pressed says `what`."""
    rows = Course.objects.select_related("organisation", "gives")
    one = get_object_or_404(rows, organisation__code=code, code=course)
    what = request.POST.get("what", "") if request.method == "POST" else ""
    form, status = DayForm(request.POST if what == "plan" else None, organisation=one.organisation), 200
    if request.method == "POST":
        done, status = _SENT.get(what), 400
        if done is None:
            raise Http404
        if what != "plan" or form.is_valid():
            try:
                done(one, form, by=person_from(request), at=timezone.now())
            except Refused as refused:
                tell(form, refused) if what == "plan" else messages.error(request, str(refused))
                status = refused.status
            else:
                messages.success(request, _("Done."))
                return redirect("courses:manage-course", code=code, course=course)
    context = {
        "organisation": one.organisation,
        "course": one,
        "days": one.days.order_by("-starts_at")[:40] if one.way == Way.DAY else [],
        "is_day": one.way == Way.DAY,
        "form": form if one.way == Way.DAY else None,
        "learnt": one.learnings.count(),
    }
    return render(request, "courses/manage/course.html", context, status=status)


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def day(request: HttpRequest, key: int) -> HttpResponse:
    """A day: who has a seat, who was there, and how it is called off. For its teacher and the organisation."""
    rows = CourseDay.objects.select_related("course__organisation", "teacher")
    one, person = get_object_or_404(rows, pk=key), person_from(request)
    may_manage = manages(person, one.course.organisation) or coordinates_from(request)
    if one.teacher_id != person.pk and not may_manage:
        raise Http404
    if request.method == "POST":
        try:
            actions.call_off_day(one, by=person, reason=request.POST.get("reason", ""), at=timezone.now())
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Called off. Whoever has a seat has got a message."))
        return redirect("courses:day", key=key)
    context = {
        "day": one,
        "course": one.course,
        "organisation": one.course.organisation,
        "places": one.places.filter(given_up_at__isnull=True).select_related("volunteer").order_by("pk"),
        "has_begun": one.starts_at <= timezone.now(),
        "may_manage": may_manage,
    }
    return render(request, "courses/manage/day.html", context)


@signed_in
@never_cache
@require_POST
def present(request: HttpRequest, key: int, verb: str) -> HttpResponse:
    """The teacher says of one seat whether somebody was there."""
    place = get_object_or_404(Place.objects.select_related("day__course__organisation", "volunteer"), pk=key)
    person = person_from(request)
    is_theirs = place.day.teacher_id == person.pk or manages(person, place.day.course.organisation)
    if verb not in ("there", "absent") or not (is_theirs or coordinates_from(request)):
        raise Http404
    try:
        actions.say_present(place, was_there=verb == "there", by=person, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("courses:day", key=place.day_id)


@managers_only
@never_cache
@require_POST
def confirm(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """What somebody passed is confirmed."""
    learning = get_object_or_404(Learning, pk=key, course__organisation__code=code)
    try:
        actions.confirm_learning(learning, by=person_from(request), at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Confirmed."))
    return redirect("courses:manage-courses", code=code)


_SENT: dict[str, Callable[..., Any]] = {
    "offer": lambda one, _form, **told: actions.offer_course(one, **told),
    "end": lambda one, _form, **told: actions.end_course(one, **told),
    "plan": lambda one, form, **told: actions.plan_day(one, form.told, **told),
}
