"""A handout: the lesson on paper, without code, with or without the answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sciatica_edu.classroom.page import page_of, without_solutions

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["handout_of"]

_CLOSED_DETAILS = re.compile(r"<details\b(?![^>]*\bopen\b)", re.IGNORECASE)


def handout_of(notebook: NotebookNode, *, answers: bool) -> str:
    """Return the printable page of an executed lesson.

    Parameters
    ----------
    notebook
        A lesson run with ``show_answers`` as wanted; what its widgets show as their
        readable form is printed as it is.
    answers
        True: for the teacher, worked solutions are in and everything foldable is open.
        False: for students, cells tagged ``solution`` are left out and what is folded
        stays folded, so that paper does not show it.

    Returns
    -------
    str
        One HTML file that loads nothing.
    """
    if answers:
        return _CLOSED_DETAILS.sub("<details open", page_of(notebook, code=False))
    return page_of(without_solutions(notebook), code=False)
