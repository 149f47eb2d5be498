"""Queue messages in the transaction of the act that tells somebody; deliver them later; take back what still waits."""

from civic.notices.actions.delivering import deliver_due, give_up
from civic.notices.actions.queueing import Letter, queue, queue_all
from civic.notices.actions.withdrawing import forget, forget_about, veil_about, withdraw_about, withdraw_mentioning

__all__ = [
    "Letter",
    "deliver_due",
    "forget",
    "forget_about",
    "give_up",
    "queue",
    "queue_all",
    "veil_about",
    "withdraw_about",
    "withdraw_mentioning",
]
