"""The frame of a page for instructors: one file, loads nothing, reads on paper."""

from __future__ import annotations

from html import escape

from sciatica_edu.display.notice import NOT_MEDICAL_ADVICE

__all__ = ["report_page"]

_STYLE = """
body { margin: 0 auto; padding: 0 1.25rem 3rem; max-width: 72rem; color: #1b1f24; background: #fff;
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
.notice { border-left: .3rem solid #8a5a00; background: #fff6e5; padding: .1rem 1rem; }
"""


def report_page(title: str, *, heading: str, body: str, warning: str = "", style: str = "") -> str:
    """Return a whole page.

    Parameters
    ----------
    title
        Text of the window's title.
    heading
        Text of the page's heading.
    body
        HTML below the notice; its texts are escaped already.
    warning
        Text that follows the notice in its box.
    style
        Further CSS.
    """
    notice = f"{NOT_MEDICAL_ADVICE} {warning}".strip()
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<style>{_STYLE}{style}</style>
</head>
<body>
<main>
<h1>{escape(heading)}</h1>
<p class="notice">{escape(notice)}</p>
{body}
</main>
</body>
</html>
"""
