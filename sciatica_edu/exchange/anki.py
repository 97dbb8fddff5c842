"""Questions as an Anki deck: one note a question, judged by the learner.

Ids of deck, note type and notes follow from names, so that a new build of the deck updates the
cards a learner already has, and the same questions give the same file byte for byte.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import io
import tempfile
import zipfile
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sciatica_edu.exchange.files import zip_bytes
from sciatica_edu.exchange.labels import tags_of
from sciatica_edu.exchange.losses import Feature, Loss, Report, lost_features
from sciatica_edu.exchange.paper import answer_html, question_html
from sciatica_edu.exchange.texts import html_of, notice_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sciatica_edu.exchange.task import Picture, Task
    from sciatica_edu.quiz.asking.flashcard import Flashcard

__all__ = ["to_anki"]

FORMAT = "Anki deck"
_SELF_JUDGED = "learners judge their own answer"
_WHY = {
    Feature.PARTIAL: _SELF_JUDGED,
    Feature.POINTS: _SELF_JUDGED,
    Feature.STAGES: "the story so far stands on each card",
}
_HOLDS = frozenset(Feature) - {
    *_WHY,
    Feature.MISCONCEPTIONS,
    Feature.POINTING,
    Feature.DRAWN,
}
# Numbers chosen once; a change would make new decks beside those that learners have.
_MODEL_ID = 1_748_210_917
_DECK_ID = 1_748_210_918
_FIELDS = ("Id", "Front", "Back", "Hints", "Source", "Notice")
_FRONT = """{{Front}}
{{#Hints}}<details><summary>Hints</summary>{{Hints}}</details>{{/Hints}}"""
_BACK = """{{FrontSide}}<hr id="answer">{{Back}}
{{#Source}}<p class="small">{{Source}}</p>{{/Source}}<p class="small">{{Notice}}</p>"""
_STYLE = """.card { font-family: sans-serif; font-size: 18px; text-align: left; max-width: 40em;
  margin: 0 auto; } .small { font-size: 13px; opacity: 0.8; } .box { font-weight: 600; }
  ol.options { list-style: none; padding: 0; } img { max-width: 100%; background: #fff; }
  .line { display: inline-block; min-width: 4em; border-bottom: 1px solid; }"""


def to_anki(
    tasks: Sequence[Task], *, cards: Iterable[Flashcard] = (), edition: dt.date | None = None
) -> tuple[bytes, Report]:
    """Return the deck (.apkg) and what it could not hold.

    Parameters
    ----------
    tasks
        The questions.
    cards
        Flashcards to put into the same deck.
    edition
        Day of this edition. Anki takes changed questions over only from a later edition; without
        one, a learner has to import with "Update notes: always".
    """
    import genanki

    notice = escape(" ".join(notice_lines(tasks)))
    template = [{"name": "Question", "qfmt": _FRONT, "afmt": _BACK}]
    model = genanki.Model(
        _MODEL_ID,
        "sciatica-edu question",
        fields=[{"name": name} for name in _FIELDS],
        templates=template,
        css=_STYLE,
    )
    deck = genanki.Deck(_DECK_ID, "sciatica-edu", description=notice)

    def note(name: str, tags: Iterable[str], *fields: str) -> None:
        spaceless = [tag.replace(": ", ":").replace(" ", "_") for tag in tags]
        guid = genanki.guid_for("sciatica-edu", name)
        shown = [name, *fields, notice]
        deck.add_note(genanki.Note(model=model, fields=shown, tags=spaceless, guid=guid))

    losses: list[Loss] = []
    media: dict[str, bytes] = {}
    for task in tasks:
        losses += lost_features(task.id, task.uses, _HOLDS, _WHY)
        picture_at, data = _file(task.picture) if task.picture else (None, b"")
        media |= {picture_at: data} if picture_at else {}
        hints = "".join(f"<p>{html_of(hint)}</p>" for hint in task.hints)
        front = question_html(task, picture_at=picture_at)
        note(task.id, tags_of(task.question), front, answer_html(task), hints, escape(task.source))
    for card in cards:
        note(card.id, ("flashcard",), html_of(card.stem), html_of(card.back), "", "")
    report = Report(FORMAT, tuple(task.id for task in tasks), tuple(losses))
    return _package(genanki, deck, media, _seconds(edition)), report


def _file(picture: Picture) -> tuple[str, bytes]:
    """Return the name of a picture in the deck, where all decks share one folder, and its bytes."""
    data = base64.b64decode(picture.data_uri.partition(",")[2])
    return f"sciatica-edu-{hashlib.sha256(data).hexdigest()[:12]}.svg", data


def _seconds(edition: dt.date | None) -> int:
    if edition is None:
        return 0
    return int(dt.datetime(edition.year, edition.month, edition.day, tzinfo=dt.UTC).timestamp())


def _package(genanki: Any, deck: Any, media: dict[str, bytes], seconds: int) -> bytes:
    """Return the package; genanki's own archive carries the time of its making, ours none."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for name, data in media.items():
            path = Path(folder) / name
            path.write_bytes(data)
            paths.append(str(path))
        buffer = io.BytesIO()
        genanki.Package(deck, media_files=paths).write_to_file(buffer, timestamp=seconds)
    with zipfile.ZipFile(buffer) as archive:
        return zip_bytes({name: archive.read(name) for name in archive.namelist()})
