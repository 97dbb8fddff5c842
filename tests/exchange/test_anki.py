"""The Anki deck, read with sqlite3 and zipfile."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest

from sciatica_edu.exchange.anki import to_anki
from sciatica_edu.quiz.asking.flashcard import Flashcard


def opened(data: bytes, folder):
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        path = folder / "collection.anki2"
        path.write_bytes(archive.read("collection.anki2"))
        media = json.loads(archive.read("media"))
        files = {media[name]: archive.read(name) for name in archive.namelist() if name in media}
    return sqlite3.connect(path), files


@pytest.fixture
def notes(tasks, tmp_path):
    database, files = opened(to_anki(list(tasks.values()))[0], tmp_path)
    rows = database.execute("select guid, tags, flds, id from notes").fetchall()
    cards = database.execute("select count(*) from cards").fetchone()[0]
    (integrity,) = database.execute("pragma integrity_check").fetchone()
    database.close()
    assert integrity == "ok"
    assert cards == len(rows) == len(tasks)
    return {
        row[2].split("\x1f")[0]: (row[0], row[1].split(), row[2].split("\x1f")) for row in rows
    }, files


def test_every_question_is_a_note_with_front_back_and_notice(notes, tasks):
    found, _ = notes
    assert set(found) == set(tasks)
    for name, (_, tags, fields) in found.items():
        assert "Not yet clinically reviewed." in fields[5]
        assert f"level:{tasks[name].question.level}" in tags
    front, back = found["EX-SBA"][2][1:3]
    letter = "ABC"[[choice.key for choice in tasks["EX-SBA"].choices].index(True)]
    assert f"{letter}</span> L5<" in front
    assert f"<b>{letter}</b> right:" in back
    assert "Great-toe" not in front
    assert "Great-toe extension is mainly L5." in back


def test_the_picture_is_in_the_package_and_named_on_the_card(notes):
    found, files = notes
    (name,) = files
    assert name in found["EX-HOT"][2][1]
    assert files[name].startswith(b"<svg")


def test_ids_stay_when_questions_change_or_come(tasks, tmp_path):
    changed = [replace(tasks["EX-SBA"], prompt="Another text?"), tasks["EX-NUM"]]
    ids = []
    for place, group in enumerate(([tasks["EX-SBA"]], changed)):
        folder = tmp_path / str(place)
        folder.mkdir()
        database, _ = opened(to_anki(group)[0], folder)
        ids.append(
            (
                {
                    flds.split("\x1f")[0]: guid
                    for guid, flds in database.execute("select guid, flds from notes")
                }["EX-SBA"],
                database.execute("select did from cards").fetchone(),
                database.execute("select mid from notes").fetchone(),
            )
        )
        database.close()
    assert ids[0] == ids[1]


def test_flashcards_join_the_deck(tasks, tmp_path):
    cards = [Flashcard(id="card-term-x", stem="What is **x**?", back="It is *y*.")]
    database, _ = opened(to_anki([tasks["EX-SBA"]], cards=cards)[0], tmp_path)
    fields = [row[0].split("\x1f") for row in database.execute("select flds from notes")]
    database.close()
    card = next(row for row in fields if row[0] == "card-term-x")
    assert card[1:3] == ["What is <strong>x</strong>?", "It is <em>y</em>."]


def test_a_later_edition_is_newer_and_otherwise_the_same(tasks, tmp_path):
    times, contents = [], set()
    for day in (None, dt.date(2026, 11, 22), dt.date(2027, 1, 5)):
        folder = tmp_path / str(day)
        folder.mkdir()
        database, _ = opened(to_anki([tasks["EX-SBA"]], edition=day)[0], folder)
        times.append(database.execute("select mod from notes").fetchone()[0])
        contents.add(database.execute("select guid, mid, tags, flds from notes").fetchone())
        database.close()
    assert times == [0, 1795305600, 1799107200]
    assert len(contents) == 1
