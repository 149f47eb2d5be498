"""Templates of answers: which an officer may use, and how one reads for a case."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime

from civic.cases.models import Case
from civic.cases.rules import may_appeal_until
from civic.cases.rules.blanks import filled
from civic.handling.models import AnswerTemplate
from civic.offices.queries import OfficerHand, office_ids_of
from civic.offices.rules import Role

LANGUAGES = ("zh-hans", "zh-hant", "en")
UNSORTED_APPEAL_DAYS = 30


def answering_for(officer: OfficerHand) -> frozenset[int]:
    """The offices for which this officer answers."""
    return office_ids_of(officer, Role.HANDLER) | office_ids_of(officer, Role.HEAD)


def templates_of(officer: OfficerHand) -> QuerySet[AnswerTemplate]:
    """The officer's own templates, and those that colleagues share with an office she answers for."""
    mine = Q(owner=officer.person_id) | Q(office__in=answering_for(officer))
    return AnswerTemplate.objects.filter(mine).select_related("office", "matter", "owner")


def templates_for(officer: OfficerHand, case: Case) -> list[AnswerTemplate]:
    """Those that fit a case: the ones for its matter first, then the ones for any."""
    fitting = templates_of(officer).filter(Q(matter=case.matter_id) | Q(matter__isnull=True))
    return sorted(fitting, key=lambda one: (one.matter_id is None, one.name))


def may_change(officer: OfficerHand, template: AnswerTemplate) -> bool:
    """The owner changes and drops a template; a shared one the head of that office too, for owners leave."""
    return template.owner_id == officer.person_id or template.office_id in office_ids_of(officer, Role.HEAD)


def written_for(template: AnswerTemplate, case: Case, *, at: datetime) -> tuple[str, str]:
    """The words of a template for a case, in its language as far as they were written in it, the blanks filled; and the
    language they are in."""
    texts = template.texts
    wanted = case.language or "zh-hans"
    fallbacks = (wanted, *(one for one in LANGUAGES if one[:2] == wanted[:2]), *LANGUAGES)
    language = next(one for one in fallbacks if one in texts)
    with translation.override(language):
        return filled(texts[language], _known(case, at)), language


def _known(case: Case, at: datetime) -> dict[str, str]:
    """What the blanks are filled with, in the language that is spoken now."""
    days = case.matter.appeal_days if case.matter else UNSORTED_APPEAL_DAYS
    moments = {
        "date": at,
        "reported": case.filed_at,
        "due": case.answer_due_at,
        "until": may_appeal_until(at, days),
    }
    place = case.public_address or (case.area.name if case.area else "")
    return {
        "number": case.number,
        "office": case.office.name if case.office else "",
        "matter": case.matter.name if case.matter else "",
        "place": place,
        **{name: date_format(localtime(one), "DATE_FORMAT") for name, one in moments.items() if one is not None},
    }
