"""The acts of a dialogue: plan, invite, hold, write down, read, agree, promise, publish."""

from civic.dialogues.actions.forgetting import forget, forget_child
from civic.dialogues.actions.minutes import (
    ExchangeGiven,
    leave_out,
    publish_minutes,
    read_minutes,
    say_held,
    say_to_minutes,
    write_down,
)
from civic.dialogues.actions.planning import (
    DialogueGiven,
    accompany,
    change_plan,
    decline,
    invite,
    plan,
    put_on_agenda,
    show_agenda,
)
from civic.dialogues.actions.promising import promise, tell_promises

__all__ = [
    "DialogueGiven",
    "ExchangeGiven",
    "accompany",
    "change_plan",
    "decline",
    "forget",
    "forget_child",
    "invite",
    "leave_out",
    "plan",
    "promise",
    "publish_minutes",
    "put_on_agenda",
    "read_minutes",
    "say_held",
    "say_to_minutes",
    "show_agenda",
    "tell_promises",
    "write_down",
]
