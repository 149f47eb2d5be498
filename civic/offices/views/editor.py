"""Where the city edits the catalogue itself: find a matter or add one, change it whole, see what it becomes and what it
was."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from civic.lib.act_form import names_of
from civic.lib.form_errors import tell
from civic.lib.refusals import NotValid, Refused, Sentence
from civic.offices.actions import add_matter, revise_matter
from civic.offices.forms.drawn import LANGUAGE_NAMES
from civic.offices.forms.editor import MatterEditor
from civic.offices.forms.matter import NewMatterForm
from civic.offices.guards import catalogue_editors_only, catalogue_founders_only
from civic.offices.models import Matter
from civic.offices.queries import Change, Revision, drafted, families_of, named_like, said_of, wording_history
from civic.offices.rules import TEXTS, draft_faults
from civic.offices.views.matters import SEARCH_MOST

PARTS: dict[str, Sentence] = {
    **TEXTS,
    "questions": gettext_lazy("What is asked"),
    "calls": gettext_lazy("Numbers to call first"),
}


@dataclass(frozen=True)
class Told:
    """A change of the wording, with what it changed in words."""

    part: Sentence
    language: str
    own_name: str
    change: Change


@catalogue_editors_only
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every matter, also what is out of force, by family."""
    text = " ".join(request.GET.get("q", "").split())[:SEARCH_MOST]
    matters = list(named_like(Matter.objects.select_related("wording"), text))
    context = {
        "text": text,
        "families": families_of(matters),
        "count": len(matters),
        "is_open": bool(text),
        "out_count": sum(not matter.is_active for matter in matters),
        "may_add": request.user.has_perm("offices.add_matter"),
    }
    return render(request, "offices/catalogue.html", context)


@catalogue_founders_only
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new matter: it stays out of force until its editor has worded it and says that people can report it."""
    is_answer = request.method == "POST"
    form = NewMatterForm(request.POST if is_answer else None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            told = {"code": said["code"], "names": names_of(said), "family": said["family"]}
            matter = add_matter(**told, is_active=False, by=request.user, at=timezone.now())
        except NotValid as refused:
            tell(form, refused, beside={"names": "name_zh_hans"})
        except Refused as refused:  # the code is taken
            form.add_error("code", str(refused))
        else:
            messages.success(request, _("Added, and not yet open to reports: word it below first."))
            return redirect("offices:edit-matter", matter.code)
    return render(request, "offices/add_matter.html", {"form": form}, status=400 if is_answer else 200)


@catalogue_editors_only
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """One matter whole. Adding a block and looking at a preview keep what is typed and save nothing."""
    matter = get_object_or_404(Matter.objects.select_related("wording"), code=code)
    if request.method != "POST":
        return _page(request, matter, MatterEditor(matter))
    editor = MatterEditor(matter, request.POST)
    if block := request.POST.get("add"):
        return _page(request, matter, editor.with_one_more(block), added=block)
    if not editor.is_valid():
        return _page(request, matter, editor, status=400)
    try:
        if "preview" in request.POST:
            return _page(request, matter, editor, shown=_preview(matter, editor))
        seen = editor.main.cleaned_data["seen"] or None
        revise_matter(matter, editor.draft(), by=request.user, at=timezone.now(), seen=seen)
    except Refused as refused:
        editor.tell(refused)
        return _page(request, matter, editor, status=refused.status)
    messages.success(request, _("Saved. Cases to come are asked in the new words; those there are keep theirs."))
    return redirect("offices:edit-matter", matter.code)


def _preview(matter: Matter, editor: MatterEditor) -> dict[str, Any]:
    """What residents would read; refused (NotValid) as saving would be."""
    draft = editor.draft()
    if faults := draft_faults(draft):
        raise NotValid(fields=faults)
    return said_of(*drafted(matter.code, draft))


def _page(
    request: HttpRequest,
    matter: Matter,
    editor: MatterEditor,
    *,
    added: str = "",
    shown: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "edited": matter,
        "editor": editor,
        "errors": editor.errors,
        "added": added,
        "shown": shown,
        "history": [(revision, _told(revision)) for revision in wording_history(matter)],
    }
    return render(request, "offices/edit_matter.html", context, status=status)


def _told(revision: Revision) -> list[Told]:
    return [
        Told(PARTS[change.part], change.language, LANGUAGE_NAMES.get(change.language, ""), change)
        for change in revision.changes
    ]
