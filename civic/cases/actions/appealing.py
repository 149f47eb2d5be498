"""What an appeal leaves in the record, whichever of the two hands decides on it."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from civic.cases.actions.moving import Step
from civic.cases.models import Appeal, Case
from civic.cases.rules.appeals import Decision
from civic.lib.refusals import Conflict, NotAllowed
from civic.offices.models import Office


def keep_decision(case: Case, step: Step, *, at_step: int, decision: Decision, at: datetime) -> Appeal:
    """Write down what was decided on the appeal that waits at this step. Belongs in the transaction of an act, which
    holds the case. Raises NotAllowed for an office that was not asked, or that took part in the case."""
    waiting = Appeal.objects.select_related("office").filter(case=case, round=case.round, step=at_step, decision="")
    appeal = waiting.first()
    if appeal is None:
        raise Conflict()
    own = step.officer.office_ids if step.officer else frozenset()
    if appeal.office_id not in own:
        raise NotAllowed(_("Another office was asked to review this case."))
    if _took_part(case, appeal.office):
        raise NotAllowed(_("Your office took part in this case, so it cannot review it."))
    appeal.decision, appeal.decided_at = decision, at
    appeal.save(update_fields=["decision", "decided_at"])
    return appeal


def _took_part(case: Case, office: Office) -> bool:
    """Did this office check or handle the case? To decide about it is no part of the work."""
    return case.office_id == office.pk or case.lines.filter(office=office).exclude(side="decide").exists()
