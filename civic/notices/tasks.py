"""The worker's door to the outbox."""

from celery import shared_task
from django.utils import timezone

from civic.lib.nudge import nudge
from civic.notices.actions import deliver_due
from civic.notices.actions.queueing import DELIVER

MOST = 200


@shared_task(name="notices.deliver", ignore_result=True)
def deliver() -> None:
    """Send what is due; after a full load at once the next."""
    if deliver_due(at=timezone.now(), most=MOST) == MOST:
        nudge(DELIVER)
