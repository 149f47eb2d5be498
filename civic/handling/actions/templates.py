"""Templates of answers: keep, change and drop them, for oneself or for an office."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.rules import Outcome
from civic.cases.rules.blanks import strange_blanks
from civic.handling.models import LONGEST_NAME, LONGEST_TEXT, AnswerTemplate
from civic.handling.queries import LANGUAGES, answering_for, may_change
from civic.lib.plain_text import clean_line, clean_text
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Sentence, Taken
from civic.offices.models import Matter, Office
from civic.offices.queries import OfficerHand, hand_of

MOST_TEMPLATES = 100
NOT_YOURS = _("This template belongs to a colleague. Only its owner or the head of the office changes it.")


@transaction.atomic
def save_template(
    template: AnswerTemplate | None,
    *,
    by: Person,
    name: str,
    texts: Mapping[str, str],
    office: Office | None = None,
    matter: Matter | None = None,
    outcome: str = "",
    seen: datetime | None = None,
    at: datetime,
) -> AnswerTemplate:
    """An officer of an answering office keeps words for answers, new or anew; shared where an office of hers is named.

    Raises NotAllowed for whoever answers nothing, for another's template and for an office that is not hers; Conflict
    where it changed since `seen`; Taken for a name of hers; NotValid without a name or words, and for a blank that
    nothing fills.
    """
    officer = _officer(by, at)
    name = clean_line(name).strip()
    said = {language: clean_text(texts.get(language, "")).strip() for language in LANGUAGES}
    if wrong := _faults(name, said, outcome):
        raise NotValid(fields=wrong)
    if office is not None and office.pk not in answering_for(officer):
        raise NotAllowed(_("You do not answer for this office, so you cannot share a template with it."))
    Person.objects.select_for_update().get(pk=by.pk)  # her templates are counted and named one by one
    kept = _held(template, officer, seen=seen) if template is not None else AnswerTemplate(owner=by)
    named = AnswerTemplate.objects.filter(owner=kept.owner_id, name=name).exclude(pk=kept.pk)
    if named.exists():
        raise Taken(_("There is a template of this name already. Choose another name, or change that one."))
    if kept.pk is None and AnswerTemplate.objects.filter(owner=by).count() >= MOST_TEMPLATES:
        raise NotValid(_("You keep a hundred templates, and more nobody finds again. Drop one first."))
    kept.name, kept.office, kept.matter, kept.outcome, kept.saved_at = name, office, matter, outcome, at
    kept.text_zh_hans, kept.text_zh_hant, kept.text_en = (said[language] for language in LANGUAGES)
    kept.save()
    return kept


@transaction.atomic
def drop_template(template: AnswerTemplate, *, by: Person, at: datetime) -> None:
    """A template goes, for its owner and for whomever it was shared with. Raises NotAllowed for everybody but the owner
    and the head of the office it is shared with; Conflict where it is gone already."""
    _held(template, _officer(by, at)).delete()


@transaction.atomic
def forget(person: Person, *, at: datetime) -> None:
    """A person is erased: templates of her own go. What she shared stays the office's, and staff are not erased."""
    AnswerTemplate.objects.filter(owner=person, office__isnull=True).delete()


def _officer(by: Person, at: datetime) -> OfficerHand:
    officer = hand_of(by, on=localdate(at))
    if officer is None or not answering_for(officer):
        raise NotAllowed(_("Templates are for the offices that answer. Your post answers nothing."))
    return officer


def _held(template: AnswerTemplate, officer: OfficerHand, *, seen: datetime | None = None) -> AnswerTemplate:
    kept = AnswerTemplate.objects.select_for_update().filter(pk=template.pk).first()
    if kept is None:
        raise Conflict(_("This template has been dropped in the meantime."))
    if not may_change(officer, kept):
        raise NotAllowed(
            _("This template belongs to a colleague. Only its owner or the head of the office changes it.")
        )
    if seen is not None and seen != kept.saved_at:
        raise Conflict(_("Somebody else has changed this template in the meantime. Look at it again first."))
    return kept


def _faults(name: str, said: Mapping[str, str], outcome: str) -> dict[str, Sentence]:
    wrong: dict[str, Sentence] = {}
    if not name:
        wrong["name"] = _("Give the template a name, so that you find it again.")
    elif len(name) > LONGEST_NAME:
        wrong["name"] = format_lazy(_("Keep it under {most} characters."), most=LONGEST_NAME)
    if not any(said.values()):
        wrong["zh-hans"] = _("Write the words in one language at least.")
    if outcome and outcome not in Outcome.values:
        wrong["outcome"] = _("Choose how it ended.")
    for language, text in said.items():
        if strange := strange_blanks(text):
            told = _("Nothing fills {blanks}. Use the blanks of the list, spelled as they stand there.")
            wrong[language] = format_lazy(told, blanks=", ".join(f"{{{one}}}" for one in strange))
        elif len(text) > LONGEST_TEXT:
            wrong[language] = format_lazy(_("Keep it under {most} characters."), most=LONGEST_TEXT)
    return wrong
