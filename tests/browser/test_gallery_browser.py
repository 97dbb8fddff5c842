"""The gallery opens by itself: no error, no request to elsewhere, nothing wider than a phone."""

from __future__ import annotations

from click.testing import CliRunner

from sciatica_edu.cli import cli

_TOO_WIDE = """
() => [...document.querySelectorAll(".place")]
  .filter((place) => place.scrollWidth > place.clientWidth)
  .map((place) => place.parentElement.previousElementSibling.textContent)
"""


def test_the_gallery_opens_without_errors_requests_or_overflow(page, tmp_path):
    # `page` fails on an error of the page and on a request to elsewhere
    file = tmp_path / "gallery.html"
    assert CliRunner().invoke(cli, ["gallery", "-o", str(file)]).exit_code == 0
    page.goto(file.as_uri())
    page.wait_for_selector("body[data-shown]", state="attached", timeout=120_000)
    assert page.evaluate(_TOO_WIDE) == []
    assert page.locator("[data-state]:empty").count() == 0
