"""What goes over the wire: words compressed, within the weight a slow phone can carry."""

import gzip

from django.test import Client

from tests.people import City


def test_pages_go_compressed_to_whoever_takes_that(city: City, client: Client) -> None:
    answer = client.get("/cases/", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert b"<html" in gzip.decompress(answer.content)
    assert "Content-Encoding" not in client.get("/cases/").headers


def test_public_pages_stay_light(city: City, client: Client) -> None:
    """Styles and scripts weigh 30 KB together; the page itself gets the other half of 60."""
    for _each in range(50):
        city.case("filed")
    for path in ("/", "/cases/", f"/cases/{city.case('closed').number}/"):
        answer = client.get(path, headers={"Accept-Encoding": "gzip"})
        assert len(answer.content) <= 30_000, path
