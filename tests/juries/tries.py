"""How often a property of the rules is tried: cheap ones, on machines that do other things too."""

from hypothesis import HealthCheck, settings

TRIES = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
