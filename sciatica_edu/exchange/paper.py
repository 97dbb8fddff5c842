"""Questions as one HTML page to print: the questions, and the key on pages of its own.

The page loads nothing. A browser prints it, or saves it as PDF; print only the first part, or
take ``with_key=False``, to hand it out.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from sciatica_edu.evidence.questions.question import (
    MatchingQuestion,
    MultipleResponse,
    OrderingQuestion,
)
from sciatica_edu.exchange.losses import Feature, Loss, Report, lost_features
from sciatica_edu.exchange.texts import (
    gaps_html,
    html_of,
    inline_html,
    notice_lines,
    prompt_html,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sciatica_edu.exchange.task import Task

__all__ = ["answer_html", "question_html", "to_paper"]

FORMAT = "paper"
_HOLDS = frozenset(Feature) - {
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
.small { font-size: .85em; } img { max-width: 100%; max-height: 11cm; width: auto; }
table { border-collapse: collapse; }
td, th { border-bottom: 1px solid #999; padding: .3em .8em .3em 0; text-align: left;
  vertical-align: top; }
.key { break-before: page; }
@page { size: A4; margin: 18mm; @bottom-center { content: counter(page); } }
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
    asked = "".join(_asked(place, task) for place, task in enumerate(tasks, start=1))
    key = "".join(_told(place, task) for place, task in enumerate(tasks, start=1))
    total = sum(task.question.points for task in tasks)
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
        losses += lost_features(task.id, task.uses, _HOLDS, _WHY)
    return page.encode(), Report(FORMAT, tuple(task.id for task in tasks), tuple(losses))


def _asked(place: int, task: Task) -> str:
    points = task.question.points
    worth = "1 point" if points == 1 else f"{points:g} points"
    head = f'<h3>{place}. <span class="small">({worth})</span></h3>'
    return f'<section class="question">{head}{question_html(task)}</section>'


def _told(place: int, task: Task) -> str:
    source = f'<p class="small">Source: {escape(task.source)}</p>' if task.source else ""
    name = f'<h3>{place}. <span class="small">{escape(task.id)}</span></h3>'
    return f'<section class="question">{name}{answer_html(task)}{source}</section>'


def question_html(task: Task, *, picture_at: str | None = None) -> str:
    """Return what is asked, with room for the answer; `picture_at` as in `prompt_html`."""
    return prompt_html(task, picture_at=picture_at) + _room(task)


def _room(task: Task) -> str:
    if task.choices:
        told = "All that apply." if isinstance(task.question, MultipleResponse) else "One answer."
        return f'<p class="small">{told}</p>' + _listed(
            f'<span class="box">☐ {_sign(task, place)}</span> {inline_html(choice.text)}'
            for place, choice in enumerate(task.choices)
        )
    if task.pieces:
        return gaps_html(task, line='<span class="line short"></span>')
    match task.question:
        case MatchingQuestion() as asked:
            return _match_room(task, asked)
        case OrderingQuestion():
            line = '<span class="line short"></span>'
            steps = _listed(f"{line} {inline_html(text)}" for text in task.shown)
            return f'<p class="small">Number the steps.</p>{steps}'
    unit = task.number.unit if task.number and not task.number.ask_unit else ""
    return f'<p>Answer: <span class="line"></span> {escape(unit)}</p>'


def _listed(entries: Iterable[str]) -> str:
    return f'<ol class="options">{"".join(f"<li>{entry}</li>" for entry in entries)}</ol>'


def _match_room(task: Task, asked: MatchingQuestion) -> str:
    rows = "".join(
        f'<tr><td><span class="line short"></span></td><td>{inline_html(pair.left)}</td></tr>'
        for pair in asked.pairs
    )
    listed = _listed(
        f'<span class="box">{_letter(place)}</span> {escape(text)}'
        for place, text in enumerate(task.shown)
    )
    head = "<thead><tr><th>Letter</th><th>Belongs to</th></tr></thead>"
    return f"<table>{head}<tbody>{rows}</tbody></table>{listed}"


def _sign(task: Task, place: int) -> str:
    """Return an option's letter, or the number that its region has in the picture."""
    return str(place + 1) if task.picture else _letter(place)


def _letter(place: int) -> str:
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[place % 26]


def answer_html(task: Task) -> str:
    """Return the answer, why it is right, and what is said to others."""
    return _key(task) + html_of(task.explanation)


def _key(task: Task) -> str:
    if task.choices:
        signs = [_sign(task, place) for place in range(len(task.choices))]
        rows = list(zip(signs, task.choices, strict=True))
        right = ", ".join(sign for sign, choice in rows if choice.key)
        return f"<p><b>{right}</b></p>" + _listed(
            f"<b>{sign}</b> {'right' if choice.key else 'wrong'}: {html_of(choice.rationale)}"
            for sign, choice in rows
        )
    others: list[tuple[str, str]] = [
        (row.text, row.rationale)
        for row in (*getattr(task.question, "wrong", ()), *getattr(task.question, "extra", ()))
    ]
    right, also = "; ".join(task.terms), ""
    if task.number:
        right = str(task.number)
        others = [(f"{row.value:.6g}", row.rationale) for row in task.number.wrong]
    match task.question:
        case MatchingQuestion() as asked:
            right = ", ".join(_letter(task.shown.index(pair.right)) for pair in asked.pairs)
        case OrderingQuestion() as asked if Feature.FREE_STEPS in task.uses:
            texts = {step.id: inline_html(step.text) for step in asked.steps}
            before = "; ".join(f"{texts[a]} before {texts[b]}" for a, b in sorted(asked.relations))
            also = f'<p class="small">Any order counts in which: {before}.</p>'
    shown = f"<p><b>{escape(right)}</b></p>" if right else ""
    other = f"<p>Any other answer:</p>{html_of(task.otherwise)}" if task.otherwise else ""
    return f"{shown}{also}{_remarks('Wrong answers often given:', others)}{other}"


def _remarks(title: str, rows: Sequence[tuple[str, str]]) -> str:
    listed = "".join(f"<li>{escape(text)}: {html_of(said)}</li>" for text, said in rows)
    return f"<p>{title}</p><ul>{listed}</ul>" if rows else ""
