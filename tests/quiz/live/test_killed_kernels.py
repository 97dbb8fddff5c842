"""Answers outlive the kernel: the real one, with the widget in it, killed as soon as it answers.

What the front end does is done here by hand: the learner's click is a custom message on the
widget's comm, and what tells the learner that the answer was taken is the widget's next state.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections import Counter
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest

from sciatica_edu.classroom.running.execution import batch_environment
from sciatica_edu.classroom.running.forked_kernel import ForkServer
from sciatica_edu.classroom.running.kernels import kernel_manager_in
from sciatica_edu.record.home import HOME_VARIABLE, record_path
from tests.quiz.every_type import WRONG, example_yaml

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from sciatica_edu.classroom.running.kernels import BatchClient, BatchKernelManager

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only")

KERNELS = 200
TRIES = 10  # wrong answers, so that each question goes on taking them
NAMES = tuple(WRONG)
FIRST_CELL = """
from pathlib import Path
from sciatica_edu.evidence.location import data_path
from sciatica_edu.evidence.questions.bank import read_questions
from sciatica_edu.quiz.asking.picture import load_pictures
from sciatica_edu.quiz.live.widget import Quiz
from sciatica_edu.record.store import LearnerRecord
questions = read_questions([Path({path!r})]).questions.values()
pictures = load_pictures(data_path() / "pictures.yaml")
Quiz(questions, record=LearnerRecord("ann"), pictures=pictures, seed=3, tries={tries}, name={quiz!r})
"""
READ_BY_ANOTHER_PROCESS = """
import json
from sciatica_edu.record.store import LearnerRecord
replay = LearnerRecord("ann").read()
print(json.dumps([list(replay.notices), [e.model_dump(mode="json") for e in replay.events]]))
"""
LIMIT_S = 60


@dataclass(frozen=True)
class Turn:
    """The one answer that a kernel lives for."""

    number: int

    @property
    def item(self) -> str:
        return NAMES[self.number % len(NAMES)]

    @property
    def attempt(self) -> int:
        return self.number // len(NAMES) % TRIES + 1

    @property
    def quiz(self) -> str:
        return f"quiz {self.number // (len(NAMES) * TRIES) + 1}"

    def before(self) -> dict[str, Any]:
        """Return what a quiz that forgot nothing shows as answered when this turn comes."""
        earlier = (Turn(number) for number in range(self.number))
        return {turn.item: WRONG[turn.item] for turn in earlier if turn.quiz == self.quiz}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "learner"


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    path = tmp_path / "bank.yaml"
    path.write_text(example_yaml(), encoding="utf-8")
    return path


@asynccontextmanager
async def kernel(
    server: ForkServer, folder: Path, home: Path
) -> AsyncIterator[tuple[BatchKernelManager, BatchClient]]:
    """Start a kernel; give its manager and a client of it; clear away what is left of it."""
    manager = kernel_manager_in(folder, "python3")
    server.attach(manager)
    environment = {
        **batch_environment(),
        HOME_VARIABLE: str(home),
        "IPYTHONDIR": str(folder / "ipython"),
    }
    await manager.start_kernel(env=environment, cwd=str(folder))
    client: BatchClient = manager.client()
    client.start_channels()
    try:
        await client.wait_for_ready(LIMIT_S)
        yield manager, client
    finally:
        client.stop_channels()
        await manager.shutdown_kernel(now=True)


async def heard(client: BatchClient, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """Return the first message of the kernel's output channel that is wanted."""
    while True:
        message = await client.get_iopub_msg(timeout=LIMIT_S)
        assert message["msg_type"] != "error", message["content"]["traceback"]
        if wanted(message):
            return message["content"]


def opens_the_quiz(message: dict[str, Any]) -> bool:
    if message["msg_type"] != "comm_open":
        return False
    return "questions" in message["content"]["data"]["state"]


def tells_of(comm: str, item: str, attempt: int) -> Callable[[dict[str, Any]], bool]:
    left = f"You may try {TRIES - attempt} more time{'' if TRIES - attempt == 1 else 's'}."

    def acknowledged(message: dict[str, Any]) -> bool:
        if message["msg_type"] != "comm_msg" or message["content"]["comm_id"] != comm:
            return False
        data = message["content"]["data"]
        assert "error" not in data.get("content", {}), data
        state = data.get("state", {}).get("states", {}).get(item, {})
        # the last try opens the answer; each earlier one counts what is left
        return "key" in state if attempt == TRIES else state.get("left") == left

    return acknowledged


async def answer_and_die(
    server: ForkServer, folder: Path, home: Path, bank: Path, turn: Turn
) -> int:
    """Show the quiz in a new kernel, answer as the browser does, kill at the acknowledgement."""
    async with kernel(server, folder, home) as (manager, client):
        cell = FIRST_CELL.format(path=str(bank), tries=TRIES, quiz=turn.quiz)
        client.execute(cell, store_history=False)
        opened = await heard(client, opens_the_quiz)
        states = opened["data"]["state"]["states"]
        assert {name: state["answer"] for name, state in states.items()} == turn.before()
        click = {"do": "answer", "item": turn.item, "answer": WRONG[turn.item], "seconds": 1.0}
        message = client.session.msg(
            "comm_msg",
            {"comm_id": opened["comm_id"], "data": {"method": "custom", "content": click}},
        )
        client.shell_channel.send(message)
        await heard(client, tells_of(opened["comm_id"], turn.item, turn.attempt))
        os.kill(manager.provisioner.pid, signal.SIGKILL)
        how_it_ended: int = await manager.provisioner.wait()
    return how_it_ended


async def all_turns(folder: Path, home: Path, bank: Path) -> list[int]:
    modules = ("sciatica_edu.quiz.live.widget", "sciatica_edu.evidence.questions.bank")
    with ForkServer(modules, batch_environment()) as server:
        return [
            await answer_and_die(server, folder, home, bank, Turn(number))
            for number in range(KERNELS)
        ]


def events_read_elsewhere(home: Path) -> list[dict[str, Any]]:
    """Return the record as another process reads it."""
    done = subprocess.run(
        [sys.executable, "-c", READ_BY_ANOTHER_PROCESS],
        env={**os.environ, HOME_VARIABLE: str(home)},
        capture_output=True,
        check=True,
        timeout=LIMIT_S,
    )
    notices, events = json.loads(done.stdout)
    assert notices == []
    return events


def test_200_answers_survive_their_kernels_being_killed_at_the_acknowledgement(
    tmp_path: Path, home: Path, bank: Path
):
    folder = tmp_path / "kernel"
    folder.mkdir()
    assert asyncio.run(all_turns(folder, home, bank)) == [-signal.SIGKILL] * KERNELS
    events = events_read_elsewhere(home)
    turns = [Turn(number) for number in range(KERNELS)]
    assert [(e["quiz"], e["item"], e["attempt"]) for e in events] == [
        (turn.quiz, turn.item, turn.attempt) for turn in turns
    ]
    assert [event["answer"] for event in events] == [WRONG[turn.item] for turn in turns]
    assert Counter(event["verb"] for event in events) == {"answered": KERNELS}
    times = [datetime.fromisoformat(event["at"]) for event in events]
    assert times == sorted(times)
    path = record_path("ann", home=home)
    assert path.read_bytes().count(b"\n") == KERNELS
    assert sorted(one.name for one in path.parent.iterdir()) == sorted([path.name, "lock"])
