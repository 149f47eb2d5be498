"""Who was there, by which scans; who was not; what happened on the day."""

from civic.attendances.models.attendances import Attendance, NoShow, Scan, WalkIn
from civic.attendances.models.happenings import Complaint, Finding, Injury

__all__ = ["Attendance", "Complaint", "Finding", "Injury", "NoShow", "Scan", "WalkIn"]
