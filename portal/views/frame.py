"""Pages that belong to no section: switches, statements, and what is said when a form has expired."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from civic.accounts.guards import open_to_all


@open_to_all
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form came without a fresh token."""
    return render(request, "403_csrf.html", status=403)
