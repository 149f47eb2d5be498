"""What somebody has behind her, what a certificate is reckoned from, and what the desk looks at."""

from civic.honours.queries.accounts import Account, account_of, balance_of, earned_of
from civic.honours.queries.certificates import Extract, checked, extract, outdated
from civic.honours.queries.desk import stars_to_decide
from civic.honours.queries.thanked import thanked

__all__ = [
    "Account",
    "Extract",
    "account_of",
    "balance_of",
    "checked",
    "earned_of",
    "extract",
    "outdated",
    "stars_to_decide",
    "thanked",
]
