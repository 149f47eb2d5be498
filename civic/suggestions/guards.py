"""Whoever shows a code on paper: wrong ones cost time that grows."""

from civic.lib.guessing import guess
from civic.suggestions.queries import find_code

CODE_HEADER = "Paper-Code"


def try_code(network: str, typed: str) -> bool:
    """Is this a code the city printed? A wrong one is counted against its network; raises TooMany for one that
    guesses, before anything is looked up."""
    with guess(network, "") as tried:
        is_known = find_code(typed) is not None
        if is_known:
            tried.was_right()
    return is_known
