"""The page as PDF, read back by a reader that is not ours."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from pypdf import PdfReader

from sciatica_edu.exchange.losses import TaskKind
from sciatica_edu.exchange.paper_pdf import to_pdf
from sciatica_edu.exchange.task import Choice, Task


def pages(tasks, **wishes) -> list[str]:
    reader = PdfReader(BytesIO(to_pdf(tasks, **wishes)[0]))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def test_questions_come_first_and_the_key_on_pages_of_its_own(tasks):
    found = pages(list(tasks.values()), title="Monday")
    key = next(number for number, text in enumerate(found) if text.startswith("Key"))
    asked, told = " ".join(found[:key]), " ".join(found[key:])
    assert found[0].startswith("Monday Teaching material, not medical advice.")
    for place, task in enumerate(tasks.values(), start=1):
        assert f"{place}. (1 point)" in asked
        assert f"{place}. {task.id}" in told
        for choice in task.choices:
            assert choice.feedback.rstrip(".") not in asked
            assert choice.feedback.rstrip(".") in told
    assert "Great-toe extension is mainly L5." in told
    assert all(text.endswith(f" {number}") for number, text in enumerate(found, start=1))


def test_the_key_can_be_left_off(tasks):
    found = " ".join(pages(list(tasks.values()), with_key=False))
    assert "Great-toe extension is mainly L5." not in found
    assert "Key" not in found
    assert "Which nerve root is most likely affected?" in found


def test_a_question_is_not_torn_between_pages():
    choices = tuple(Choice(letter, f"option {letter}", letter == "A") for letter in "ABCDEFGH")
    task = Task("LONG-1", TaskKind.ONE, "A stem that begins.", choices=choices)
    tasks = [replace(task, id=f"LONG-{n}", prompt=f"Stem {n}.") for n in range(30)]
    found = pages(tasks, with_key=False)
    assert [text.count("Stem ") for text in found] == [text.count("option H") for text in found]
    assert sum(text.count("option H") for text in found) == len(tasks)
    assert len(found) > 2


def test_a_question_longer_than_a_page_goes_on_the_next():
    prompt = "\n\n".join(f"Paragraph {n} of a long story." for n in range(120))
    found = " ".join(pages([Task("LONG-1", TaskKind.TEXT, prompt)]))
    assert all(f"Paragraph {n} of" in found for n in range(120))


def test_the_picture_its_words_and_the_language_are_in_the_file(tasks):
    reader = PdfReader(BytesIO(to_pdf([tasks["EX-HOT"]], title="Legs")[0]))
    assert reader.metadata.title == "Legs"
    assert reader.trailer["/Root"]["/Lang"] == "en"
    words = reader.pages[0].extract_text()
    assert "1 Inner side of the lower leg" in words
    drawn = reader.pages[0].get_contents().get_data()
    assert drawn.count(b"\nh") + drawn.count(b" h") >= len(tasks["EX-HOT"].choices)


def test_a_sign_that_the_font_lacks_is_named():
    task = Task("SIGN-1", TaskKind.TEXT, "≥ 5 µg/mL – sciática, 坐骨")
    data, report = to_pdf([task])
    assert data.startswith(b"%PDF")
    assert [(loss.item, loss.what) for loss in report.losses] == [
        ("SIGN-1", "the sign '坐'"),
        ("SIGN-1", "the sign '骨'"),
    ]
