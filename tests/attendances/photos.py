"""A photo as a phone sends it."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def photo(colour: str = "teal") -> SimpleUploadedFile:
    """A sheet with signatures, as far as these tests look."""
    drawn = BytesIO()
    Image.new("RGB", (600, 400), colour).save(drawn, "JPEG")
    return SimpleUploadedFile("sheet.jpg", drawn.getvalue(), content_type="image/jpeg")
