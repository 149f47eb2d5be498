"""On what ground words of a case are kept although their author wants them gone."""

from civic.cases.models import Case, Withholding
from civic.cases.rules.retention import KeepGround, keep_ground


def ground_to_keep(case: Case) -> KeepGround | None:
    """The ground that holds now, or None; one query at most."""
    looks_again = (
        case.publication == "withheld"
        and Withholding.objects.filter(case=case, decision="", due_at__isnull=False).exists()
    )
    return keep_ground(kind=case.kind, state=case.state, objecting=case.objecting, looks_again=looks_again)
