"""At which minute of a shift an hour of the clock falls."""

from datetime import time

DAY_MINUTES = 24 * 60


def minutes_into(begins: time, hour: time) -> int:
    """How many minutes after the beginning of a shift the clock shows this hour for the first time: through midnight
    too."""
    return (hour.hour * 60 + hour.minute - begins.hour * 60 - begins.minute) % DAY_MINUTES
