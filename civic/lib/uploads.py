"""Uploads on their way to disk: never whole in memory, never more of one file than a photo may be."""

from django.core.files.uploadhandler import TemporaryFileUploadHandler

from civic.lib.pictures import MOST_BYTES


class BoundedUpload(TemporaryFileUploadHandler):
    """Keeps one byte more than a photo may have and drops the rest, so that it is refused by its name."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write what still fits."""
        room = MOST_BYTES + 1 - start
        if room > 0:
            self.file.write(raw_data[:room])
