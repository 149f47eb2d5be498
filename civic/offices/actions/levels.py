"""Set which level of the city is told of an unanswered case, and after how long."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.lib.refusals import NotValid
from civic.offices.models import OfficeKind, Rung
from civic.offices.queries import forget_rungs
from civic.offices.rules import Unit
from civic.offices.rules.levels import LEVELS, USUAL

AMOUNT_MOST = 250


@transaction.atomic
def set_rung(level: str, *, amount: int, unit: str, office_kind: str, role: str = "", is_active: bool = True) -> Rung:
    """A level is told after so long, from the next acceptance on. Raises NotValid for a level, time or office that may
    not be."""
    wrong: dict[str, object] = {}
    if level not in LEVELS:
        wrong["level"] = _("A case rises from the community over the street to the district, and no further.")
    if not 1 <= amount <= AMOUNT_MOST:
        wrong["amount"] = _("Give it between 1 and %(most)d.") % {"most": AMOUNT_MOST}
    if unit not in Unit.values:
        wrong["unit"] = _("Choose in what this is counted.")
    if office_kind not in OfficeKind.values:
        wrong["office_kind"] = _("Choose which office of the area is told.")
    if role not in ("", "handler", "head"):
        wrong["role"] = _("Choose a handler, the head, or nobody in particular.")
    if wrong:
        raise NotValid(fields=wrong)  # type: ignore[arg-type]
    rung, _is_new = Rung.objects.update_or_create(
        level=level,
        defaults={
            "amount": amount,
            "unit": unit,
            "office_kind": office_kind,
            "role": role,
            "is_active": is_active,
        },
    )
    forget_rungs()
    transaction.on_commit(forget_rungs)
    return rung


@transaction.atomic
def lay_out_levels() -> None:
    """The three levels come to be; what the city has changed in them stays."""
    for level, (days, office_kind) in USUAL.items():
        if not Rung.objects.filter(level=level).exists():
            set_rung(level, amount=days, unit=Unit.WORKING_DAYS, office_kind=office_kind)
