"""The page of the comments under a case: read, write, reply, report, take back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from civic.accounts.guards import open_to_all, signed_in
from civic.accounts.models import Person
from civic.cases.models import Case
from civic.cases.queries import public_parent
from civic.comments import actions
from civic.comments.forms import CommentForm, WorryForm
from civic.comments.models import Comment
from civic.comments.queries import find_shown, speaks_for, talking
from civic.lib.form_errors import tell
from civic.lib.keys import read_key
from civic.lib.network import client_network
from civic.lib.refusals import Refused
from civic.offices.guards import hand_from
from civic.offices.models import Office


def _public(number: str) -> Case:
    case = Case.objects.public().with_names().filter(number=number).first()
    if case is None:
        raise Http404
    return case


def _person(request: HttpRequest) -> Person | None:
    return request.user if isinstance(request.user, Person) else None


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: HttpRequest, number: str) -> HttpResponse:
    """What stands under a public case, and one's own words for it. Http404 for every other case, and where comments
    were never open and nothing was said."""
    case, person = _public(number), _person(request)
    shown = talking(case, person, before=_key(request.GET.get("before", "")))
    if not shown.is_there:
        raise Http404
    if request.method == "POST" and person is None:
        return redirect(f"{reverse('account_login')}?next={reverse('comments:show', args=[case.number])}")
    is_officer = hand_from(request) is not None
    office_key = speaks_for(person, case, on=timezone.localdate()) if is_officer else None
    office = Office.objects.get(pk=office_key).name if office_key else ""
    to = _replied_to(case, request)
    form = CommentForm(request.POST if request.method == "POST" else None, is_reply=to is not None, office=office)
    status = 200
    if request.method == "POST" and person is not None and form.is_valid():
        try:
            said = actions.say(
                case,
                by=person,
                text=form.cleaned_data["text"],
                parent=form.cleaned_data["parent"] or 0,
                is_officer=is_officer,
                network=client_network(request),
                at=timezone.now(),
            )
        except Refused as refused:
            tell(form, refused)
            status = refused.status
        else:
            soon, now = _("Thank you. It stands there once a moderator has read it."), _("It stands there now.")
            messages.success(request, now if said.office_id else soon)
            return redirect("comments:show", case.number)
    elif request.method == "POST":
        status = 400
    context = {"case": case, "talk": shown, "form": form, "to": to, "office": office, "instead": public_parent(case)}
    return render(request, "comments/show.html", context, status=status)


def _key(given: str) -> int:
    return read_key(given) or 0


def _replied_to(case: Case, request: HttpRequest) -> Comment | None:
    key = _key(request.POST.get("parent", "") or request.GET.get("to", ""))
    found = find_shown(case, key) if key else None
    return found if found is not None and found.parent_id is None else None


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, number: str, key: int) -> HttpResponse:
    """Say what is wrong with a comment, signed in or not. Http404 for one that nobody may read."""
    case = _public(number)
    comment = find_shown(case, key)
    if comment is None:
        raise Http404
    form = WorryForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            is_hidden = actions.report(
                comment, who=_who(request), network=client_network(request), at=timezone.now(), **form.cleaned_data
            )
        except Refused as refused:
            tell(form, refused)
            status = refused.status
        else:
            messages.success(request, _told(is_hidden))
            return redirect("comments:show", case.number)
    elif request.method == "POST":
        status = 400
    return render(request, "comments/report.html", {"case": case, "comment": comment, "form": form}, status=status)


def _told(is_hidden: bool) -> str:
    if is_hidden:
        return _("Thank you. It is hidden until a moderator has looked at it.")
    return _("Thank you. A moderator looks at it.")


def _who(request: HttpRequest) -> str:
    """By account, else by network: one reader, one report."""
    return f"person:{request.user.pk}" if request.user.is_authenticated else f"network:{client_network(request)}"


@signed_in
@require_POST
def take_back(request: HttpRequest, number: str, key: int) -> HttpResponse:
    """One's own words leave the page. Http404 for those of anybody else."""
    comment: Any = get_object_or_404(Comment, pk=key, case__number=number, person=request.user)
    actions.take_back(comment, by=comment.person, at=timezone.now())
    messages.success(request, _("Taken back. Nobody reads it any more."))
    return redirect("comments:show", number)
