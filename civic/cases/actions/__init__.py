"""The acts on the record: hand in, reply, withdraw, move, keep photos and drafts, open a contact, forget."""

from civic.cases.actions.bundling import UNKNOWN_CASE, demand_parent, follow, hold_both, join, separate
from civic.cases.actions.calling import (
    acknowledge,
    call_accepted,
    call_dispatched,
    call_next,
    pass_call,
)
from civic.cases.actions.clock import (
    Promise,
    ask_for_day,
    begin_round,
    demand_by,
    grant_day,
    meet_demands,
    promise_answer,
    reach_stage,
    stage_names,
)
from civic.cases.actions.contacts import note_viewing, open_contact, opened_today
from civic.cases.actions.counting import recount_map
from civic.cases.actions.drafts import answers_of, discard_draft, find_draft, open_draft, save_answers, tidy
from civic.cases.actions.filing import Filed, ReportGiven, code_of_draft, contact_hashes, file_case
from civic.cases.actions.moving import (
    Hands,
    Step,
    advance,
    demand_answering,
    demand_words,
    hold,
    index,
    permit,
    permit_source,
    tell_reporter,
)
from civic.cases.actions.photos import (
    cover_photo,
    picture_path,
    prepare_photos,
    receive_photo,
    remove_photo,
    uncover_photo,
)
from civic.cases.actions.recounting import recount
from civic.cases.actions.residents import forget, forget_reporter, forget_viewer, reply, withdraw
from civic.cases.actions.sealing import seal
from civic.cases.actions.splitting import split_off

__all__ = [
    "UNKNOWN_CASE",
    "Filed",
    "Hands",
    "Promise",
    "ReportGiven",
    "Step",
    "acknowledge",
    "advance",
    "answers_of",
    "ask_for_day",
    "begin_round",
    "call_accepted",
    "call_dispatched",
    "call_next",
    "code_of_draft",
    "contact_hashes",
    "cover_photo",
    "demand_answering",
    "demand_by",
    "demand_parent",
    "demand_words",
    "discard_draft",
    "file_case",
    "find_draft",
    "follow",
    "forget",
    "forget_reporter",
    "forget_viewer",
    "grant_day",
    "hold",
    "hold_both",
    "index",
    "join",
    "meet_demands",
    "note_viewing",
    "open_contact",
    "open_draft",
    "opened_today",
    "pass_call",
    "permit",
    "permit_source",
    "picture_path",
    "prepare_photos",
    "promise_answer",
    "reach_stage",
    "receive_photo",
    "recount",
    "recount_map",
    "remove_photo",
    "reply",
    "save_answers",
    "seal",
    "separate",
    "split_off",
    "stage_names",
    "tell_reporter",
    "tidy",
    "uncover_photo",
    "withdraw",
]
