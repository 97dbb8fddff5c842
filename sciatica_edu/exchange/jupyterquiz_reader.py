"""Read questions from jupyterquiz's JSON, with an account of everything that does not fit."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from sciatica_edu.errors import QuizError
from sciatica_edu.exchange.draft import (
    Account,
    Reading,
    joined,
    number_fields,
    number_of,
    option_rows,
    why,
)
from sciatica_edu.exchange.task import Numbers

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["from_jupyterquiz"]

_MOST_DIGITS = 15


def from_jupyterquiz(data: bytes) -> Reading:
    """Return what a file holds.

    Raises
    ------
    QuizError
        If the file is not a jupyterquiz file.
    """
    try:
        rows = json.loads(data, parse_int=_whole)
    except (ValueError, RecursionError) as error:
        raise QuizError(f"the file is not JSON: {error}.") from None
    if not isinstance(rows, list):
        raise QuizError("a jupyterquiz file holds a list of questions.")
    found = Reading()
    for place, row in enumerate(rows, start=1):
        account = Account(f"question {place}")
        try:
            found.rows.append((account.name, _fields(row, account)))
        except QuizError as error:
            account.losses = []
            account.lost("the question", str(error))
        except KeyError as error:
            account.losses = []
            account.lost("the question", f"it has no field {error}")
        except (AttributeError, TypeError, ValueError):
            account.losses = []
            account.lost("the question", "its fields are not those of a jupyterquiz question")
        found.losses += account.losses
        found.notes += account.notes
    return found


def _whole(digits: str) -> int | str:
    """Return a whole number; one with thousands of digits as it is written, for the account."""
    return int(digits) if len(digits) < 100 else digits


def _fields(row: dict[str, Any], account: Account) -> dict[str, Any]:
    readers: dict[str, Callable[[dict[str, Any], list[dict[str, Any]], Account], dict[str, Any]]]
    readers = {
        "multiple_choice": _choices,
        "many_choice": _choices,
        "numeric": _number,
        "string": _term,
    }
    kind = row["type"]
    if kind not in readers:
        raise QuizError(f"the type {kind!r} is unknown")
    stem = account.markdown(str(row["question"]))
    if row.get("code"):
        stem = joined(stem, f"```\n{row['code']}\n```")
    if "$" in stem:
        account.note("a formula in TeX", "this course shows it as it is typed")
    answers = [dict(answer) for answer in row["answers"]]
    return {"stem": stem, **readers[kind](row, answers, account)}


def _said(row: dict[str, Any], account: Account) -> str:
    return account.markdown(str(row.get("feedback") or ""))


def _otherwise(answers: list[dict[str, Any]], account: Account) -> str:
    """Return what any other answer is told."""
    return joined(*(_said(row, account) for row in answers if row.get("type") == "default"))


def _choices(
    row: dict[str, Any], answers: list[dict[str, Any]], account: Account
) -> dict[str, Any]:
    rows = []
    for answer in answers:
        text = account.markdown(str(answer.get("answer") or ""))
        if answer.get("code"):
            text = f"{text} `{' '.join(str(answer['code']).split())}`".strip()
        rows.append((text, answer["correct"] is True, _said(answer, account)))
    many = row["type"] == "many_choice" or sum(right for _, right, _ in rows) > 1
    kind = "multiple_response" if many else "single_best_answer"
    return {"type": kind, "options": option_rows(rows, "")}


def _number(row: dict[str, Any], answers: list[dict[str, Any]], account: Account) -> dict[str, Any]:
    right: list[Numbers] = []
    wrong: list[Numbers] = []
    for answer in answers:
        if "value" not in answer and "range" not in answer:
            continue
        ends = [answer["value"]] * 2 if "value" in answer else answer["range"]
        low, high = map(number_of, ends)
        if low != high:
            told = f"the upper end of the range to {high:g}"
            account.note(told, "it belongs to the range here, not there")
        kind = right if answer.get("correct") is True else wrong
        kind.append(Numbers(low, high, _said(answer, account)))
    # a single number before a range: what is meant, before what is accepted beside it
    right.sort(key=lambda one: one.low != one.high)
    explanation = right[0].said if right else ""
    right[:1] = [_rounded(row, Numbers(one.low, one.high), account) for one in right[:1]]
    fields = number_fields(right, wrong, explanation)
    return {"type": "numeric", **fields, "otherwise": _otherwise(answers, account)}


def _rounded(row: dict[str, Any], key: Numbers, account: Account) -> Numbers:
    """Return the key as it is if answers are rounded before they are compared."""
    precision = int(number_of(row.get("precision") or 0))
    if precision <= 0 or not key.middle:
        return key
    if precision > _MOST_DIGITS:
        raise QuizError(f"a precision of {precision} digits; at most {_MOST_DIGITS} mean anything")
    # rounded to so many digits, whatever falls within half a unit of the last is right
    last = 10.0 ** (math.floor(math.log10(abs(key.middle))) - precision + 1)
    value, margin = round(key.middle / last) * last, max(key.reach, last / 2)
    told = f"{precision} significant digits became {value:g} ± {margin:g}"
    account.note("the precision", told)
    return Numbers(value - margin, value + margin)


def _term(_row: dict[str, Any], answers: list[dict[str, Any]], account: Account) -> dict[str, Any]:
    right = [answer for answer in answers if answer.get("correct") is True]
    wrong = [answer for answer in answers if answer.get("correct") is False]
    if any(answer.get("match_case") for answer in answers):
        account.lost("matching of capitals", "capitals never matter here")
    if not right:
        raise QuizError("it has no right term")
    accepted = [str(answer["answer"]).strip() for answer in right]
    lenient = any(answer.get("fuzzy_threshold") for answer in right)
    return {
        "type": "short_text",
        "answer": accepted[0],
        "accept": accepted[1:],
        "spelling": "lenient" if lenient else "exact",
        "wrong": [
            {"text": str(answer["answer"]).strip(), "rationale": why(_said(answer, account))}
            for answer in wrong
        ],
        "rationale": why(joined(*(_said(answer, account) for answer in right))),
        "otherwise": _otherwise(answers, account),
    }
