"""The 3D body in the notebook: bones, nerve and muscles to turn, identify, pose and be asked about.

The meshes go to the browser once, as one block and only when a view asks; the saved state holds
names and texts only. The browser half is ``js/src/body``, bundled with three.js.
"""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Any

import traitlets

from sciatica_edu.body.motion.nerve_path import nerve_course
from sciatica_edu.body.motion.pose import NEUTRAL, load_poses
from sciatica_edu.body.shape.assets import load_or_build
from sciatica_edu.body.view.identify import Kind
from sciatica_edu.body.view.identify_question import IdentifyRun, QuizKind, begin_run
from sciatica_edu.body.view.scene import frames, scene_header
from sciatica_edu.body.view.views import for_the_browser, load_views
from sciatica_edu.display import Html, Picture, join, table
from sciatica_edu.display.widget import TwinWidget
from sciatica_edu.errors import AssetError, SciaticaEduError, require_in_range, require_known
from sciatica_edu.quiz.live.session import now
from sciatica_edu.record.store import MemoryRecord

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from sciatica_edu.body.shape.mesh_file import BodyMeshes
    from sciatica_edu.body.view.identify import Structure
    from sciatica_edu.record.store import Record

__all__ = ["CREDITS", "BodyViewer"]

_SIDES = {"r": "right", "l": "left"}
CREDITS = (
    "Skeleton and muscle paths: MyoSim (Apache-2.0; legs after Rajagopal 2016, lumbar spine after "
    "the constrained lumbar spine model, arms after Holzbaur 2005, head after the OpenSim HAT "
    "model). Pelvis and leg bones: LLP26 shape model of musculoskeletal-models (MPL-2.0). "
    "Browser view: three.js (MIT). The nerve and the thickness of the muscles are our drawing; "
    "no anatomist has reviewed them yet."
)


class BodyViewer(TwinWidget):
    """A body to look at, identify, pose and be asked about.

    Parameters
    ----------
    structures
        What can be identified, in the order of the list.
    picture
        Makes the static twin's picture; called when the twin is shown.
    side
        ``"r"`` or ``"l"``: the side the views look at.
    view, pose
        Name of the first view and pose.
    variant, division_above_crease_mm
        Relation of the nerve to piriformis and level of division, as for `nerve_course`.
    record, clock
        Where answers of the quiz are written, and what gives their time; without a record they
        are kept as long as the kernel lives.
    lesson, objective
        In whose name they are written.
    seed
        Decides which questions the quiz draws.
    questions
        How many one quiz asks, 1 to 20.
    meshes
        The meshes; by default those of the installed packages, built or read when a view asks.

    Raises
    ------
    UnknownNameError
        If a side, view, pose, variant or structure does not exist; the nearest name is offered.
    OutOfRangeError
        If the level of division or the number of questions is out of range.
    """

    title = "3D body"
    browser = "viewer"

    side = traitlets.Unicode("r").tag(sync=True)
    """Side the views look at: ``r`` or ``l``."""
    view = traitlets.Unicode("behind").tag(sync=True)
    """Name of the view."""
    pose = traitlets.Unicode(NEUTRAL).tag(sync=True)
    """Name of the pose."""
    selected = traitlets.Unicode("").tag(sync=True)
    """Id of the chosen structure; empty for none."""
    animate = traitlets.Bool(default_value=True).tag(sync=True)
    """Whether poses and views move there; a reader who wants no motion gets none anyway."""
    structures: Any = traitlets.List(read_only=True).tag(sync=True)
    """Rows of the list of structures."""
    views: Any = traitlets.List(read_only=True).tag(sync=True)
    """Rows of the named views."""
    poses: Any = traitlets.List(read_only=True).tag(sync=True)
    """Name and title of each pose."""

    def __init__(
        self,
        structures: Sequence[Structure],
        *,
        picture: Callable[[], Picture],
        side: str = "r",
        view: str = "behind",
        pose: str = NEUTRAL,
        variant: str = "A",
        division_above_crease_mm: float | None = None,
        record: Record | None = None,
        clock: Callable[[], datetime] = now,
        lesson: str = "",
        objective: str = "",
        seed: int = 1,
        questions: int = 5,
        meshes: Callable[[], BodyMeshes] = load_or_build,
    ) -> None:
        nerve_course(variant=variant, division_above_crease_mm=division_above_crease_mm)
        require_in_range("number of questions", questions, 1, 20)
        self._table = {row.id: row for row in structures}
        self._poses = load_poses()
        # Painting takes seconds, and page, text and browser all ask for it.
        self._make_picture = cache(picture)
        self._meshes = meshes
        self._frames = partial(
            frames, variant=variant, division_above_crease_mm=division_above_crease_mm
        )
        self._asking: dict[str, Any] = {
            "count": questions,
            "seed": seed,
            "record": record or MemoryRecord(),
            "clock": clock,
            "lesson": lesson,
            "objective": objective,
        }
        self._quiz: IdentifyRun | None = None
        super().__init__(side=side, view=view, pose=pose)
        self.set_trait("structures", [row.as_row() for row in structures])
        self.set_trait("views", [for_the_browser(row) for row in load_views().values()])
        self.set_trait("poses", [[row.name, row.title] for row in self._poses.values()])
        self.on_msg(self._heard)

    # ------------------------------------------------------------------ values

    @traitlets.validate("side")
    def _known_side(self, proposal: Any) -> str:
        return require_known("side", proposal["value"], _SIDES)

    @traitlets.validate("view")
    def _known_view(self, proposal: Any) -> str:
        return require_known("view", proposal["value"], load_views())

    @traitlets.validate("pose")
    def _known_pose(self, proposal: Any) -> str:
        return require_known("pose", proposal["value"], self._poses)

    @traitlets.validate("selected")
    def _known_structure(self, proposal: Any) -> str:
        name = str(proposal["value"])
        return name and require_known("structure", name, self._table)

    # ------------------------------------------------------------------ the browser asks

    def _heard(self, _widget: Any, message: Mapping[str, Any], _buffers: Any) -> None:
        answers = {
            "ready": self._send_scene,
            "picture": self._send_picture,
            "quiz": lambda: self._begin_quiz(message),
            "answer": lambda: self._take_answer(message),
            "next": self._ask,
        }
        act = answers.get(str(message.get("type")))
        if act is None:
            return
        try:
            act()
        # Without meshes there are still the picture and the list; the reason is told beside them.
        except AssetError as error:
            self.send({"type": "missing", "text": f"The 3D body cannot be shown: {error}"})
            self._send_picture()
        except SciaticaEduError as error:
            self.send({"type": "refused", "text": str(error)})

    def _send_scene(self) -> None:
        meshes = self._meshes()
        block, lines, placed = self._frames(list(self._poses.values()))
        header = scene_header(meshes, lines, placed)
        self.send({"type": "scene", "header": header}, [meshes.data, block.tobytes()])

    def _send_picture(self) -> None:
        shown = self._make_picture()
        self.send({"type": "picture", "alt": shown.alt, "caption": shown.caption}, [shown.png])

    # ------------------------------------------------------------------ quiz

    def _begin_quiz(self, message: Mapping[str, Any]) -> None:
        self._quiz = begin_run(
            list(self._table.values()),
            load_views(),
            kind=require_known("quiz", str(message.get("kind")), [*QuizKind]),
            side=require_known("side", str(message.get("side", self.side)), _SIDES),
            **self._asking,
        )
        self._ask()

    def _ask(self) -> None:
        if self._quiz is not None and not self._quiz.finished:
            self.send(self._quiz.asked())

    def _take_answer(self, message: Mapping[str, Any]) -> None:
        if self._quiz is None:
            return
        asked, seconds = message.get("number"), message.get("seconds")
        judged = self._quiz.answer(
            asked if isinstance(asked, int) else 0,
            str(message.get("answer", "")),
            seconds=seconds if isinstance(seconds, (int, float)) and seconds >= 0 else None,
        )
        about = self._table[judged["correct"]]
        self.send({**judged, "fact": about.fact, "source": about.source})

    # ------------------------------------------------------------------ twin

    def twin(self) -> Html:
        """Return the picture and the table of structures."""
        shown = self._make_picture()
        rows = [
            (
                row.name,
                row.latin,
                "; ".join(f"{label}: {text}" for label, text in row.about if label != "Course"),
            )
            for row in self._table.values()
            if row.kind in (Kind.NERVE, Kind.MUSCLE)
        ]
        listed = table(
            ("Structure", "Terminologia Anatomica", "Nerve, roots, action"),
            rows,
            caption="Nerves and muscles of the 3D body",
        )
        folded = Html(
            f"<details><summary>Table of the structures</summary>{listed.html}</details>",
            listed.text,
        )
        return join([Html(shown.html, shown.text), folded])

    def __repr__(self) -> str:
        return (
            f"{self.title}: view {self.view!r}, pose {self.pose!r}, {_SIDES[self.side]} side\n"
            f"{self.twin().text}"
        )
