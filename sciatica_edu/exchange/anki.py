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

from sciatica_edu.exchange.archive import zip_bytes
from sciatica_edu.exchange.html_text import gaps_html, html_of, inline_html, prompt_html
from sciatica_edu.exchange.labels import tags_of
from sciatica_edu.exchange.losses import Feature, Loss, Report, TaskKind, lost_features
from sciatica_edu.exchange.notice import notice_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sciatica_edu.exchange.task import NumberKey, Task
    from sciatica_edu.quiz.asking.flashcards import Flashcard

__all__ = ["HOLDS", "to_anki"]

FORMAT = "Anki deck"
HOLDS = frozenset(
    {
        Feature.CHOICE_FEEDBACK,
        Feature.PART_FEEDBACK,
        Feature.WRONG_FEEDBACK,
        Feature.RIGHT_FEEDBACK,
        Feature.OTHERWISE,
        Feature.HINTS,
        Feature.PICTURE,
        Feature.ASK_UNIT,
        Feature.UNITS,
        Feature.LENIENT,
        Feature.FOLDING,
        Feature.FREE_STEPS,
        Feature.FIXED_ORDER,
        Feature.LABELS,
        Feature.FACTS,
    }
)
_SELF_JUDGED = "learners judge their own answer"
_WHY = {
    Feature.PARTIAL: _SELF_JUDGED,
    Feature.POINTS: _SELF_JUDGED,
    Feature.STAGES: "the story so far stands on each card",
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
  margin: 0 auto; } .right { font-weight: bold; } .small { font-size: 13px; opacity: 0.8; }
  ol { list-style: upper-alpha; } ol.numbers { list-style: decimal; } img { max-width: 100%; background: #fff; }"""


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

    notice = " ".join(notice_lines(tasks))
    template = [{"name": "Question", "qfmt": _FRONT, "afmt": _BACK}]
    model = genanki.Model(
        _MODEL_ID,
        "sciatica-edu question",
        fields=[{"name": name} for name in _FIELDS],
        templates=template,
        css=_STYLE,
    )
    deck = genanki.Deck(_DECK_ID, "sciatica-edu", description=escape(notice))
    losses: list[Loss] = []
    media: dict[str, bytes] = {}
    for task in tasks:
        losses += lost_features(task.id, task.uses, HOLDS, _WHY)
        media |= _picture(task)
        hints = "".join(f"<p>{html_of(hint)}</p>" for hint in task.hints)
        fields = [task.id, _front(task), _back(task), hints, escape(task.source), escape(notice)]
        deck.add_note(_note(genanki, model, task.id, fields, tags_of(task.labels)))
    for card in cards:
        fields = [card.id, html_of(card.stem), html_of(card.back), "", "", escape(notice)]
        deck.add_note(_note(genanki, model, card.id, fields, ("flashcard",)))
    report = Report(FORMAT, tuple(task.id for task in tasks), tuple(losses))
    return _package(genanki, deck, media, _seconds(edition)), report


def _note(genanki: Any, model: Any, name: str, fields: list[str], tags: Iterable[str]) -> Any:
    spaceless = [tag.replace(": ", ":").replace(" ", "_") for tag in tags]
    return genanki.Note(
        model=model, fields=fields, tags=spaceless, guid=genanki.guid_for("sciatica-edu", name)
    )


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


def _picture(task: Task) -> dict[str, bytes]:
    if not task.picture:
        return {}
    data = base64.b64decode(task.picture.data_uri.partition(",")[2])
    return {_picture_name(data): data}


def _picture_name(data: bytes) -> str:
    return f"sciatica-edu-{hashlib.sha256(data).hexdigest()[:12]}.svg"


def _front(task: Task) -> str:
    at = next(iter(_picture(task)), None)
    html = prompt_html(task, picture_at=at)
    match task.kind:
        case TaskKind.ONE | TaskKind.ANY | TaskKind.MANY:
            tag = 'ol class="numbers"' if task.picture else "ol"
            html += _list(tag, [inline_html(choice.text) for choice in task.choices])
        case TaskKind.MATCH:
            html += _list("ul", [inline_html(pair.left) for pair in task.pairs])
            html += "<p>Choose from:</p>" + _list("ul", [escape(text) for text in task.shown])
        case TaskKind.ORDER:
            steps = {step.id: step for step in task.choices}
            shown = [steps[name] for name in task.shown] or list(task.choices)
            html += _list("ul", [inline_html(step.text) for step in shown])
        case TaskKind.CLOZE:
            html += gaps_html(task, line="_____")
        case TaskKind.NUMBER if task.number and task.number.unit and not task.number.ask_unit:
            html += f"<p>Answer in {escape(task.number.unit)}.</p>"
    return html


def _list(tag: str, entries: Iterable[str]) -> str:
    return (
        f"<{tag}>{''.join(f'<li>{entry}</li>' for entry in entries)}</{tag.split(maxsplit=1)[0]}>"
    )


def _back(task: Task) -> str:
    explained = html_of(task.explanation)
    match task.kind:
        case TaskKind.ONE | TaskKind.ANY | TaskKind.MANY:
            rows = [
                f"<span class={'right' if c.right else 'wrong'}>{'✓' if c.right else '✗'} "
                f"{inline_html(c.text)}</span><br>{html_of(c.feedback)}"
                for c in task.choices
            ]
            return _list("ul", rows) + explained
        case TaskKind.NUMBER if task.number:
            return _number(task.number) + _other(task) + explained
        case TaskKind.TEXT if task.text:
            terms = escape("; ".join(task.text.accept))
            wrong = [f"{escape(w.text)}: {html_of(w.feedback)}" for w in task.text.wrong]
            return f"<p class=right>{terms}</p>{explained}" + _not(wrong) + _other(task)
    extra = [f"{escape(row.text)}: {html_of(row.feedback)}" for row in task.extra]
    free = "<p>Steps may swap where the reasons allow it.</p>" if _is_free(task) else ""
    return explained + free + _not(extra)


def _is_free(task: Task) -> bool:
    return Feature.FREE_STEPS in task.uses


def _not(entries: list[str]) -> str:
    return f"<p>Not:</p>{_list('ul', entries)}" if entries else ""


def _other(task: Task) -> str:
    return f"<p>Any other answer:</p>{html_of(task.otherwise)}" if task.otherwise else ""


def _number(key: NumberKey) -> str:
    also = [f"{row}: {html_of(row.feedback)}" for row in key.also]
    wrong = [f"{row}: {html_of(row.feedback)}" for row in key.wrong]
    right = f"<p>Right too:</p>{_list('ul', also)}" if also else ""
    return f"<p class=right>{escape(str(key))}</p>" + right + _not(wrong)
