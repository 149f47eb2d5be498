"""Take a whole matter over: from the editor, and from the files of the catalogue."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.journal.actions import record_change
from civic.lib.refusals import Conflict, NotValid, Refused, Sentence
from civic.offices.actions.catalogue import add_matter, amend_matter
from civic.offices.actions.limits import set_limits
from civic.offices.actions.tags import lay_out_tags, tag_matter
from civic.offices.actions.wordings import CHANGED, reword_matter, set_keywords
from civic.offices.models import Matter
from civic.offices.queries import mark_of
from civic.offices.rules import MatterDraft, draft_faults, read_matter


@dataclass
class Loaded:
    """What a run over the files of the catalogue found to do, by code."""

    tags: int = 0
    added: list[str] = field(default_factory=list)
    worded: list[str] = field(default_factory=list)  # there before, but never worded
    rewritten: list[str] = field(default_factory=list)  # only where it was asked to overwrite
    left: list[str] = field(default_factory=list)


@transaction.atomic
def revise_matter(matter: Matter, draft: MatterDraft, *, by: Any, at: datetime, seen: str | None = None) -> Matter:
    """Everything the catalogue says of a matter becomes as the draft has it, at once or not at all.

    Refused with every fault under its place (NotValid), or where somebody changed any of it since it bore the mark
    `seen` (Conflict).
    """
    if faults := draft_faults(draft):
        raise NotValid(fields=faults)
    before = _kept_of(Matter.objects.select_for_update().get(pk=matter.pk))
    if seen is not None and seen != mark_of(matter):
        raise Conflict(CHANGED)
    reword_matter(matter, by=by, texts=draft.texts, questions=draft.questions, calls=draft.calls, at=at)
    amend_matter(matter, names=draft.names, **draft.facts)
    tag_matter(matter, draft.tags)
    set_keywords(matter, draft.keywords)
    set_limits(matter, draft.limits)
    matter.refresh_from_db()
    if by is not None:  # files are read in by an operator at the machine; an editor has a name
        _write_down(matter, before, by=by, at=at)
    return matter


def _kept_of(matter: Matter) -> dict[str, Any]:
    """A matter as the journal keeps it: its columns, and the mark of everything that hangs on it."""
    fields = {field.attname: field.value_from_object(matter) for field in matter._meta.concrete_fields}
    return {**fields, "everything": mark_of(matter)}


def _write_down(matter: Matter, before: dict[str, Any], *, by: Any, at: datetime) -> None:
    after = _kept_of(matter)
    names = [name for name in after if after[name] != before[name]]
    if names:
        record_change(
            "change",
            by=by,
            about=f"offices.matter:{matter.pk}",
            name=str(matter),
            before={name: before[name] for name in names},
            after={name: after[name] for name in names},
            at=at,
        )


@transaction.atomic
def load_catalogue(matters: Iterable[Mapping[str, Any]], *, at: datetime, overwrites: bool = False) -> Loaded:
    """Matters of files join the catalogue, with their words, keywords, limits and tags; all of them or none.

    A matter that is there is left as the city has it; only where it was never worded, and bears the same name, words,
    keywords and tags are filled in. With `overwrites` the files win. Every fault is told by code and field (NotValid).
    """
    told = list(matters)
    drafts, faults = _read(told)
    loaded = Loaded(tags=lay_out_tags())
    known = Matter.objects.in_bulk(field_name="code")
    for code, draft in drafts.items():
        try:
            with transaction.atomic():
                _load(code, draft, known.get(code), loaded, at=at, overwrites=overwrites)
        except NotValid as refused:
            faults |= {f"{code} {name}".strip(): list(told) for name, told in refused.fields.items()}
        except Refused as refused:
            faults[code] = [str(refused)]
    if faults:
        raise NotValid(_("The files of the catalogue have faults; nothing was taken over."), fields=faults)
    return loaded


def _read(told: list[Mapping[str, Any]]) -> tuple[dict[str, MatterDraft], dict[str, list[Sentence]]]:
    drafts: dict[str, MatterDraft] = {}
    faults: dict[str, list[Sentence]] = {}
    for place, row in enumerate(told, start=1):
        code = str(row.get("code") or f"№{place}")
        draft, wrong = read_matter(row)
        if code in drafts:
            wrong = {**wrong, "code": _("Another matter of the files has this code.")}
        faults |= {f"{code} {name}": [sentence] for name, sentence in wrong.items()}
        drafts.setdefault(code, draft)
    return {
        code: draft for code, draft in drafts.items() if not any(key.startswith(f"{code} ") for key in faults)
    }, faults


def _load(
    code: str, draft: MatterDraft, matter: Matter | None, loaded: Loaded, *, at: datetime, overwrites: bool
) -> None:
    if matter is None:
        matter = add_matter(code=code, names=draft.names, **draft.facts)
        loaded.added.append(code)
    elif overwrites:
        loaded.rewritten.append(code)
    elif matter.wording_id is None and matter.name_zh_hans == draft.names["zh-hans"]:
        loaded.worded.append(code)
        _word(matter, draft, at=at)
        return
    else:
        loaded.left.append(code)
        return
    revise_matter(matter, draft, by=None, at=at)


def _word(matter: Matter, draft: MatterDraft, *, at: datetime) -> None:
    """What a city that grew up without words gets: the promise it made, its days, stays."""
    reword_matter(matter, by=None, texts=draft.texts, questions=draft.questions, calls=draft.calls, at=at)
    if not matter.keywords.exists():
        set_keywords(matter, draft.keywords)
    if not matter.tags.exists():
        tag_matter(matter, draft.tags)
