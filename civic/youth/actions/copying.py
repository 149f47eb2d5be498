"""An edition is founded from a template: of an earlier one, or of another city."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.guardians.models import ConsentText
from civic.lib.refusals import NotValid
from civic.offices.models import Office
from civic.places.models import Area
from civic.youth.actions.drawing import set_tasks
from civic.youth.actions.founding import IN_CHARGE, EditionGiven, found_edition
from civic.youth.models import Edition
from civic.youth.rules.templates import Unreadable, read_template


@dataclass(frozen=True)
class HereGiven:
    """What a template does not know: the number, the first day, who runs it, who is responsible, which districts."""

    number: int
    begins: datetime
    office: Office
    in_charge: str
    in_charge_phone: str
    text: ConsentText
    districts: Sequence[Area]
    in_charge_zh_hant: str = ""
    in_charge_en: str = ""


@transaction.atomic
def found_from_template(words: str, given: HereGiven, *, by: Person, at: datetime) -> Edition:
    """An edition as the template tells it, with what only this city knows; nobody sees it yet. Raises NotValid for what
    is no template, and whatever founding an edition raises; then nothing is there."""
    try:
        template = read_template(words)
    except Unreadable as unreadable:
        raise NotValid(fields={"template": unreadable.args[0]}) from None
    if given.begins <= at:
        raise NotValid(fields={"begins": _("An edition begins in the future, so that families can plan with it.")})
    try:
        spans = template.spans(given.begins)
    except OverflowError:
        raise NotValid(fields={"begins": _("This day lies too far ahead. Choose an earlier one.")}) from None
    edition = found_edition(
        EditionGiven(
            number=given.number,
            names=template.names,
            themes=template.themes,
            office=given.office,
            **{name: getattr(given, name) for name in IN_CHARGE},
            in_charge_phone=given.in_charge_phone,
            age_day=localdate(given.begins),
            text=given.text,
            spans=spans,
            districts=given.districts,
            places=template.places,
            least_age=template.numbers["least_age"],
            most_age=template.numbers["most_age"],
            answer_days=template.numbers["answer_days"],
            keep_months=template.numbers["keep_months"],
        ),
        by=by,
        at=at,
    )
    return set_tasks(edition, template.tasks, by=by, at=at) if template.tasks else edition
