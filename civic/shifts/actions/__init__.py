"""The acts on activities, shifts and sign-ups."""

from civic.shifts.actions.activities import (
    ActivityGiven,
    call_off_activity,
    change_activity,
    end_activity,
    make_activity,
    show_activity,
)
from civic.shifts.actions.agreeing import ask_guardian, risks_read, say_as_guardian, sign_agreement
from civic.shifts.actions.calendars import new_feed, pause_signups, remind, tell_watchers, watch
from civic.shifts.actions.cancelling import cancel
from civic.shifts.actions.forgetting import forget
from civic.shifts.actions.freeing import decide_for, free_places_of_gone, free_places_unfit, refuse_on_paper
from civic.shifts.actions.holding import hold_activity, hold_shift, write_activity
from civic.shifts.actions.insurance import PolicyGiven, add_policy, cancel_policy, end_naming, name_insured
from civic.shifts.actions.inviting import invite, write_to_those_who_come
from civic.shifts.actions.laying import call_off_shift, copy_week, keep_quota, lay_shift, move_shift
from civic.shifts.actions.needs import (
    NeedGiven,
    decline_need,
    file_need,
    say_need_met,
    take_need,
    tell_late_needs,
    verify_need,
)
from civic.shifts.actions.patrols import StopGiven, alert_key_roads, plan_patrol
from civic.shifts.actions.rotas import extend_rotas, lay_rota
from civic.shifts.actions.signing import accept_offer, let_offers_lapse, queue_up, sentence_of, sign_up
from civic.shifts.actions.standing_in import end_looking, look_for_stand_in, stand_in, swap

__all__ = [
    "ActivityGiven",
    "NeedGiven",
    "PolicyGiven",
    "StopGiven",
    "accept_offer",
    "add_policy",
    "alert_key_roads",
    "ask_guardian",
    "call_off_activity",
    "call_off_shift",
    "cancel",
    "cancel_policy",
    "change_activity",
    "copy_week",
    "decide_for",
    "decline_need",
    "end_activity",
    "end_looking",
    "end_naming",
    "extend_rotas",
    "file_need",
    "forget",
    "free_places_of_gone",
    "free_places_unfit",
    "hold_activity",
    "hold_shift",
    "invite",
    "keep_quota",
    "lay_rota",
    "lay_shift",
    "let_offers_lapse",
    "look_for_stand_in",
    "make_activity",
    "move_shift",
    "name_insured",
    "new_feed",
    "pause_signups",
    "plan_patrol",
    "queue_up",
    "refuse_on_paper",
    "remind",
    "risks_read",
    "say_as_guardian",
    "say_need_met",
    "sentence_of",
    "show_activity",
    "sign_agreement",
    "sign_up",
    "stand_in",
    "swap",
    "take_need",
    "tell_late_needs",
    "tell_watchers",
    "verify_need",
    "watch",
    "write_activity",
    "write_to_those_who_come",
]
