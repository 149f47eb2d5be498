"""Rubrics at the desk: those there are, a new one by a file, and one as a file for another city."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from civic.accounts.models import Person
from civic.juries import actions
from civic.juries.forms import RubricForm
from civic.juries.models import Rubric
from civic.juries.queries.pages import rubrics_at_desk
from civic.juries.queries.rubrics import as_file
from civic.lib.form_errors import tell
from civic.lib.refusals import NotAllowed, Refused
from civic.youth.guards import vetted_only
from civic.youth.models import Edition
from civic.youth.rules import Task


@vetted_only(Task.LEAD)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_rubrics(request: HttpRequest) -> HttpResponse:
    """Every rubric, and a new one."""
    edition = Edition.objects.order_by("-number").first()
    if edition is None:
        raise Http404
    rubrics = rubrics_at_desk()
    form, status = RubricForm(initial={"text": as_file(rubrics[0]) if rubrics else ""}), 200
    if request.method == "POST":
        form, status = RubricForm(request.POST, request.FILES), 400
        if form.is_valid():
            given = form.cleaned_data["rubric"]
            try:
                assert isinstance(request.user, Person)  # the guard let nobody else in
                actions.write_rubric(
                    edition,
                    by=request.user,
                    code=given.code,
                    name=given.name or {},
                    criteria=given.criteria,
                    at=timezone.now(),
                )
            except NotAllowed:
                raise
            except Refused as refused:
                tell(form, refused, beside=dict.fromkeys(("criteria", "name", "code"), _sent(request)))
                status = refused.status
            else:
                messages.success(request, _("The rubric is here. Choose it when you found a jury."))
                return redirect("juries:rubrics")
    context = {"rubrics": rubrics, "edition": edition, "form": form}
    return render(request, "juries/rubrics.html", context, status=status)


def _sent(request: HttpRequest) -> str:
    """Beside which of the two ways in a fault is told."""
    return "file" if request.FILES.get("file") else "text"


@vetted_only(Task.LEAD)
@never_cache
@require_safe
def rubric_file(request: HttpRequest, key: int) -> HttpResponse:
    """One as a file another city can take over."""
    rubric = get_object_or_404(Rubric, pk=key)
    answer = HttpResponse(as_file(rubric), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{rubric.code}.toml"'
    return answer
