"""What may become of an organisation, and what is asked of one."""

from civic.volunteers.rules.kinds import OrganisationState

LONGEST_ABOUT = 4000
LONGEST_REASON = 300

# what a coordinator may do with an organisation as it stands; nothing follows an end
OPEN_TO = {
    "register": frozenset({OrganisationState.ASKED, OrganisationState.SUSPENDED}),
    "refuse": frozenset({OrganisationState.ASKED}),
    "suspend": frozenset({OrganisationState.ACTIVE}),
    "end": frozenset({OrganisationState.ACTIVE, OrganisationState.SUSPENDED}),
}


def open_to(state: str) -> list[str]:
    """The acts that are open to a coordinator now, in the order in which they are offered."""
    return [verb for verb, states in OPEN_TO.items() if state in states]
