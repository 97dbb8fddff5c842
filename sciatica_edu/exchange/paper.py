"""Questions as one HTML page to print: the questions, and the key on pages of its own.

The page loads nothing. A browser prints it, or saves it as PDF; print only the first part, or
take ``with_key=False``, to hand it out.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from sciatica_edu.exchange.html_text import gaps_html, html_of, inline_html, prompt_html
from sciatica_edu.exchange.losses import Feature, Loss, Report, TaskKind, lost_features
from sciatica_edu.exchange.notice import notice_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sciatica_edu.exchange.task import Choice, Task

__all__ = ["HOLDS", "question_html", "to_paper"]

FORMAT = "paper"
HOLDS = frozenset(Feature) - {
    Feature.STAGES,
    Feature.MISCONCEPTIONS,
    Feature.HINTS,
    Feature.DRAWN,
    Feature.POINTING,
    Feature.LABELS,
}
_WHY = {
    Feature.STAGES: "a page shows the whole story",
    Feature.HINTS: "a page cannot show them on request",
    Feature.LABELS: "they are for programs",
}
_OFTEN_WRONG = "Wrong answers often given:"
_STYLE = """
:root { color-scheme: light; }
body { font: 11pt/1.45 system-ui, sans-serif; color: #111; background: #fff; margin: 2rem auto;
  max-width: 46rem; padding: 0 1rem; }
h1 { font-size: 1.5em; } h2 { font-size: 1.25em; margin-top: 2rem; }
h3 { font-size: 1em; margin: 0 0 .3rem; }
section.question { break-inside: avoid; margin: 0 0 1.4rem; }
ol.options { list-style: none; padding: 0; } ol.options li { margin: .25rem 0; }
.box { display: inline-block; min-width: 1.8em; font-weight: 600; }
.line { display: inline-block; min-width: 12em; border-bottom: 1px solid #111; }
.short { min-width: 4em; } .notice { border: 1px solid #555; padding: .5rem .8rem; }
.small { font-size: .85em; } img { max-width: 100%; max-height: 11cm; width: auto; } table { border-collapse: collapse; }
td, th { border-bottom: 1px solid #999; padding: .3em .8em .3em 0; text-align: left;
  vertical-align: top; }
.key { break-before: page; }
@page { size: A4; margin: 18mm; }
@media print { body { margin: 0; max-width: none; padding: 0; } }
"""


def to_paper(
    tasks: Sequence[Task], *, title: str = "Questions", with_key: bool = True
) -> tuple[bytes, Report]:
    """Return the page and what paper could not hold.

    Parameters
    ----------
    tasks
        The questions; options stand in the order of the seed.
    title
        The page's heading.
    with_key
        Whether the key follows on pages of its own.
    """
    notice = "".join(f"<div>{escape(line)}</div>" for line in notice_lines(tasks))
    asked = "".join(_question(place, task) for place, task in enumerate(tasks, start=1))
    key = "".join(_answer(place, task) for place, task in enumerate(tasks, start=1))
    total = sum(task.points for task in tasks)
    page = (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "img-src data:; style-src 'unsafe-inline'\">"
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body><main>"
        f'<h1>{escape(title)}</h1><div class="notice">{notice}</div>'
        f'<p>Name: <span class="line"></span> Points: <span class="line short"></span> '
        f"of {total:g}</p>{asked}"
        + (f'<div class="key"><h2>Key</h2>{key}</div>' if with_key else "")
        + "</main></body></html>\n"
    )
    losses: list[Loss] = []
    for task in tasks:
        losses += lost_features(task.id, task.uses, HOLDS, _WHY)
    return page.encode(), Report(FORMAT, tuple(task.id for task in tasks), tuple(losses))


def question_html(task: Task) -> str:
    """Return a question and its key, as the page has them, outside of a page."""
    return _question(1, task) + _answer(1, task)


def _question(place: int, task: Task) -> str:
    points = "1 point" if task.points == 1 else f"{task.points:g} points"
    head = f'<h3>{place}. <span class="small">({points})</span></h3>'
    return f'<section class="question">{head}{prompt_html(task)}{_room(task)}</section>'


def _room(task: Task) -> str:
    match task.kind:
        case TaskKind.ONE | TaskKind.ANY | TaskKind.MANY:
            said = {TaskKind.ONE: "One answer.", TaskKind.ANY: "One answer."}
            told = said.get(task.kind, "All that apply.")
            rows = "".join(
                f'<li><span class="box">☐ {_sign(task, place)}</span> {inline_html(c.text)}</li>'
                for place, c in enumerate(task.choices)
            )
            return f'<p class="small">{told}</p><ol class="options">{rows}</ol>'
        case TaskKind.MATCH:
            return _match_room(task)
        case TaskKind.ORDER:
            steps = {step.id: step for step in task.choices}
            rows = "".join(
                f'<li><span class="line short"></span> {inline_html(step.text)}</li>'
                for step in ([steps[name] for name in task.shown] or list(task.choices))
            )
            return f'<p class="small">Number the steps.</p><ol class="options">{rows}</ol>'
        case TaskKind.CLOZE:
            return gaps_html(task, line='<span class="line short"></span>')
    unit = task.number.unit if task.number and not task.number.ask_unit else ""
    return f'<p>Answer: <span class="line"></span> {escape(unit)}</p>'


def _match_room(task: Task) -> str:
    rows = "".join(
        f'<tr><td><span class="line short"></span></td><td>{inline_html(pair.left)}</td></tr>'
        for pair in task.pairs
    )
    listed = "".join(
        f'<li><span class="box">{_letter(place)}</span> {escape(text)}</li>'
        for place, text in enumerate(task.shown)
    )
    head = "<thead><tr><th>Letter</th><th>Belongs to</th></tr></thead>"
    return f'<table>{head}<tbody>{rows}</tbody></table><ol class="options">{listed}</ol>'


def _sign(task: Task, place: int) -> str:
    """Return an option's letter, or the number that its region has in the picture."""
    return str(place + 1) if task.picture else _letter(place)


def _letter(place: int) -> str:
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[place % 26]


def _answer(place: int, task: Task) -> str:
    source = f'<p class="small">Source: {escape(task.source)}</p>' if task.source else ""
    name = f'<h3>{place}. <span class="small">{escape(task.id)}</span></h3>'
    return (
        f'<section class="question">{name}{_key(task)}{html_of(task.explanation)}{source}</section>'
    )


def _key(task: Task) -> str:
    match task.kind:
        case TaskKind.ONE | TaskKind.ANY | TaskKind.MANY:
            right = ", ".join(_sign(task, i) for i, c in enumerate(task.choices) if c.right)
            rows = "".join(
                f"<li><b>{_sign(task, i)}</b> {'right' if c.right else 'wrong'}: "
                f"{html_of(c.feedback)}</li>"
                for i, c in enumerate(task.choices)
            )
            return f'<p><b>{right}</b></p><ol class="options">{rows}</ol>'
        case TaskKind.NUMBER if task.number:
            key = task.number
            also = _remarks("Right too:", [(str(row), row.feedback) for row in key.also])
            wrong = _remarks(_OFTEN_WRONG, [(str(row), row.feedback) for row in key.wrong])
            return f"<p><b>{escape(str(key))}</b></p>{also}{wrong}{_other(task)}"
        case TaskKind.TEXT if task.text:
            answer = "; ".join(task.text.accept)
            wrong = _wrong_choices(task.text.wrong)
            return f"<p><b>{escape(answer)}</b></p>{wrong}{_other(task)}"
        case TaskKind.MATCH:
            letters = ", ".join(_letter(task.shown.index(pair.right)) for pair in task.pairs)
            return f"<p><b>{letters}</b></p>{_wrong_choices(task.extra)}"
        case TaskKind.ORDER if Feature.FREE_STEPS in task.uses:
            texts = {step.id: inline_html(step.text) for step in task.choices}
            before = "; ".join(f"{texts[a]} before {texts[b]}" for a, b in sorted(task.relations))
            return f'<p class="small">Any order counts in which: {before}.</p>'
    return ""


def _wrong_choices(choices: Sequence[Choice]) -> str:
    return _remarks(_OFTEN_WRONG, [(choice.text, choice.feedback) for choice in choices])


def _remarks(title: str, rows: Sequence[tuple[str, str]]) -> str:
    listed = "".join(f"<li>{escape(text)}: {html_of(said)}</li>" for text, said in rows)
    return f"<p>{title}</p><ul>{listed}</ul>" if rows else ""


def _other(task: Task) -> str:
    return f"<p>Any other answer:</p>{html_of(task.otherwise)}" if task.otherwise else ""
