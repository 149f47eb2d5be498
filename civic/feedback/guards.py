"""What keeps the doors after the answer from being flooded."""

from django.conf import settings
from django.http import HttpRequest

from civic.lib.limits import spend
from civic.lib.network import client_network


def spend_photos(request: HttpRequest, count: int) -> None:
    """Photos cost, by network, as those of reports do. Raises TooMany."""
    if count:
        most, seconds = settings.LIMITS["photo-network"]
        spend("photo-network", client_network(request), most=most, seconds=seconds, cost=count)
