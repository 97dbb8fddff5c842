"""The root and branch explorer: choose two lesions, see what each takes and what tells them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import traitlets

from sciatica_edu.anatomy.nerve import Effect, LesionEffect, innervation_of
from sciatica_edu.body.tables import BRANCHES, MUSCLES, SKIN_TERRITORIES
from sciatica_edu.display import table
from sciatica_edu.display.widget import TwinWidget
from sciatica_edu.errors import require_known
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.evidence.tables.body_map import load_body_map
from sciatica_edu.evidence.tables.map_shapes import map_view

if TYPE_CHECKING:
    from sciatica_edu.display import Html
    from sciatica_edu.evidence.course import Course
    from sciatica_edu.evidence.tables.map_shapes import DrawnView

__all__ = ["RootBranchExplorer"]

_ROOTS = ("L4", "L5", "S1", "S2")


class RootBranchExplorer(TwinWidget):
    """Two lesions side by side: muscles, skin and reflex, and the muscles that tell them apart.

    Parameters
    ----------
    course
        The content.
    first, second
        Lesions: a root (``"L5"``) or a branch id (``"common-fibular"``).

    Raises
    ------
    UnknownNameError
        If a lesion is neither a root nor a branch; the nearest name is offered.
    """

    title = "Root and branch explorer"
    browser = "root_branch_explorer"

    first = traitlets.Unicode("common-fibular").tag(sync=True)
    """The lesion on the left."""
    second = traitlets.Unicode("L5").tag(sync=True)
    """The lesion on the right."""
    lesions: Any = traitlets.List(read_only=True).tag(sync=True)
    """All lesions: id, name, effects by row, reflex. The browser only looks them up."""
    muscles: Any = traitlets.List(read_only=True).tag(sync=True)
    """Rows of the muscle table: name, nerve, roots, action."""
    skin: Any = traitlets.List(read_only=True).tag(sync=True)
    """Rows of the skin table: area, nerve, id on the map."""
    views: Any = traitlets.List(read_only=True).tag(sync=True)
    """The right leg with the skin of every nerve and every root."""
    picked: Any = traitlets.Unicode().tag(sync=True)
    """The muscle that the learner would test, before the tables open; empty until then."""

    def __init__(
        self, course: Course, *, first: str = "common-fibular", second: str = "L5"
    ) -> None:
        self._tables = innervation_of(course)
        self._effects: dict[str, LesionEffect] = {
            **{root: self._tables.cut_root(root) for root in _ROOTS},
            **{name: self._tables.cut_branch(name) for name in course[BRANCHES]},
        }
        for name in (first, second):
            require_known("lesion", name, self._effects)
        super().__init__(first=first, second=second)
        self.set_trait("lesions", [self._row(name) for name in self._effects])
        self.set_trait(
            "muscles",
            [
                [row.muscle, row.nerve.replace(" -> ", " → "), _roots(row), row.action]
                for row in course[MUSCLES].values()
            ],
        )
        self.set_trait(
            "skin",
            [[row.area, row.nerve, key] for key, row in course[SKIN_TERRITORIES].items()],
        )
        self.set_trait("views", _skin_of_the_leg())

    @traitlets.validate("first", "second")
    def _known(self, proposal: Any) -> str:
        return require_known("lesion", proposal["value"], self._effects)

    def effect(self, lesion: str) -> LesionEffect:
        """Return what one lesion takes and spares."""
        return self._effects[require_known("lesion", lesion, self._effects)]

    def twin(self) -> Html:
        """Return the comparison of the two chosen lesions as a table."""
        left, right = self._effects[self.first], self._effects[self.second]
        telling = set(self._tables.telling_muscles(left, right))
        rows = []
        for key, muscle in self._tables.muscles.items():
            effects = (left.muscles[key], right.muscles[key])
            if all(effect is Effect.KEPT for effect in effects):
                continue
            mark = "tells them apart" if key in telling else ""
            rows.append(
                (f"{muscle.muscle} ({_roots(muscle)})", muscle.action, *map(str, effects), mark)
            )
        return table(
            ("Muscle (roots)", "Action", left.name, right.name, ""),
            rows,
            caption=f"{left.name}, beside {right.name}. {sentence('anatomy.roots-recalled').text}",
        )

    def _row(self, name: str) -> list[Any]:
        effect = self._effects[name]
        code = {Effect.LOST: "2", Effect.WEAKENED: "1", Effect.KEPT: "0"}
        muscles = "".join(code[value] for value in effect.muscles.values())
        by_branch = name not in _ROOTS
        skin = "".join(code[value] for value in effect.skin.values()) if by_branch else ""
        area = "" if by_branch else self._tables.dermatomes[name].area
        return [name, effect.name, muscles, skin, area, effect.reflex or ""]


def _skin_of_the_leg() -> list[DrawnView]:
    """Return the right leg; the skin of roots lies over that of nerves, and one or the other is painted."""
    views = []
    for view in load_body_map().views:
        drawn, roots = (
            map_view(view, layer=layer, sides=("right",), trunk=False)
            for layer in ("nerve", "dermatome")
        )
        drawn["regions"] += roots["regions"]
        views.append(drawn)
    return views


def _roots(muscle: Any) -> str:
    return str(muscle.roots) + ("*" if muscle.verified_roots == "memory" else "")
