"""Queue messages in the transaction of the act that tells somebody; deliver them later; take back what still waits."""

from civic.notices.actions.delivering import deliver_due, give_up
from civic.notices.actions.queueing import queue
from civic.notices.actions.withdrawing import forget, forget_about, veil_about, withdraw_about

__all__ = ["deliver_due", "forget", "forget_about", "give_up", "queue", "veil_about", "withdraw_about"]
