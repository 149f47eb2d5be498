"""Queue messages in the transaction of the act that tells somebody; deliver them later; take back what still waits."""

from civic.notices.actions.delivering import deliver_due, give_up
from civic.notices.actions.devices import (
    NO_DEVICE,
    drop_device,
    drop_idle,
    endpoint_hash,
    forget_devices,
    keep_device,
    renew_device,
)
from civic.notices.actions.letters import Letter, Push
from civic.notices.actions.queueing import queue, queue_all
from civic.notices.actions.withdrawing import forget, forget_about, veil_about, withdraw_about, withdraw_mentioning

__all__ = [
    "NO_DEVICE",
    "Letter",
    "Push",
    "deliver_due",
    "drop_device",
    "drop_idle",
    "endpoint_hash",
    "forget",
    "forget_about",
    "forget_devices",
    "give_up",
    "keep_device",
    "queue",
    "queue_all",
    "renew_device",
    "veil_about",
    "withdraw_about",
    "withdraw_mentioning",
]
