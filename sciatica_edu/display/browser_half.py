"""The browser half of a widget: one built file in ``static/``, found by its name.

The sources are ``js/src/**/NAME.widget.js``; they are built when the package is installed
(``hatch_build.py``). A checkout that is not built still imports: what is missing is told where
a widget is shown.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from sciatica_edu.errors import AssetError

__all__ = ["STATIC", "BrowserHalf", "browser_half", "loader"]

STATIC = Path(__file__).resolve().parents[1] / "static"
"""Where the built files are; not in the repository."""

_NOT_BUILT = (
    "The browser half {name!r} of this widget is not built. "
    "In a checkout run: make js; then restart the kernel."
)


class BrowserHalf(NamedTuple):
    """One built file, and a key that changes with it."""

    source: bytes
    key: str


@cache
def browser_half(name: str) -> BrowserHalf:
    """Return a widget's browser half.

    Parameters
    ----------
    name
        Name of the built file without its ending, as in ``js/src/**/NAME.widget.js``.

    Raises
    ------
    AssetError
        If it is not built.
    """
    try:
        source = (STATIC / f"{name}.js").read_bytes()
    except FileNotFoundError:
        raise AssetError(_NOT_BUILT.format(name=name)) from None
    return BrowserHalf(source, f"{name} {hashlib.sha256(source).hexdigest()[:12]}")


def loader() -> str:
    """Return what the page is given with each widget: the small module that fetches the rest.

    Where nothing is built it is a module that says so.
    """
    try:
        return browser_half("loader").source.decode("utf-8")
    except AssetError as error:
        return f"export default {{ render: ({{ el }}) => {{ el.textContent = {str(error)!r}; }} }};"
