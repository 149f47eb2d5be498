"""The acts on stars, points, rewards and certificates."""

from civic.honours.actions.certifying import issue_certificate, revoke_certificate, revoke_outdated
from civic.honours.actions.forgetting import forget
from civic.honours.actions.giving import give_points, settle_points
from civic.honours.actions.rewarding import end_reward, offer_reward, spend_points, use_voucher
from civic.honours.actions.starring import apply_star, decide_star, write_policy

__all__ = [
    "apply_star",
    "decide_star",
    "end_reward",
    "forget",
    "give_points",
    "issue_certificate",
    "offer_reward",
    "revoke_certificate",
    "revoke_outdated",
    "settle_points",
    "spend_points",
    "use_voucher",
    "write_policy",
]
