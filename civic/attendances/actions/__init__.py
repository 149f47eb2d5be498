"""The acts of the day: coming, going, closing, and what happened."""

from civic.attendances.actions.absences import appeal_absence, decide_absence, excuse, say_absent
from civic.attendances.actions.closing import close_shift
from civic.attendances.actions.complaining import answer_complaint, complain
from civic.attendances.actions.finding import file_finding, sweep_findings
from civic.attendances.actions.forgetting import forget
from civic.attendances.actions.injuring import report_injury, tell_insurer, tell_late_injuries
from civic.attendances.actions.patrolling import check_in_at_stop
from civic.attendances.actions.scanning import Here, Queued, Taken, check_by_hand, scan, take_queue
from civic.attendances.actions.walking_in import decide_walk_in, prepare_photos, write_walk_in

__all__ = [
    "Here",
    "Queued",
    "Taken",
    "answer_complaint",
    "appeal_absence",
    "check_by_hand",
    "check_in_at_stop",
    "close_shift",
    "complain",
    "decide_absence",
    "decide_walk_in",
    "excuse",
    "file_finding",
    "forget",
    "prepare_photos",
    "report_injury",
    "say_absent",
    "scan",
    "sweep_findings",
    "take_queue",
    "tell_insurer",
    "tell_late_injuries",
    "write_walk_in",
]
