"""Roots, branches, muscles and skin of the sciatic nerve, and what a lesion takes away.

Pure: rows of the content in, values out. The tables are `data/anatomy/`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sciatica_edu.body.tables import BRANCHES, DERMATOMES, MUSCLES, ROOT_SIGNS, SKIN_TERRITORIES
from sciatica_edu.errors import require_known

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sciatica_edu.body.tables import Dermatome, Muscle, NerveBranch, RootSigns, SkinTerritory
    from sciatica_edu.evidence.course import Course

__all__ = ["Effect", "Innervation", "LesionEffect", "innervation_of", "roots_of"]

_ROOTS = ("L1", "L2", "L3", "L4", "L5", "S1", "S2", "S3", "S4", "S5")
_ROOT = re.compile(r"[LS]\d")


class Effect(StrEnum):
    """What a lesion does to a muscle or an area of skin."""

    LOST = "lost"
    """All of its supply runs through the lesion."""
    WEAKENED = "weakened"
    """Part of its supply runs through the lesion: several roots or nerves share it."""
    KEPT = "kept"


@dataclass(frozen=True)
class LesionEffect:
    """What one lesion takes and spares.

    Attributes
    ----------
    name
        The lesion, in words.
    muscles
        Muscle id to effect.
    skin
        Skin territory id (branch lesion) or dermatome root (root lesion) to effect.
    reflex
        What to expect of the tendon reflexes, in words; None where no source says.
    facts
        Facts on which the statement rests.
    """

    name: str
    muscles: Mapping[str, Effect]
    skin: Mapping[str, Effect]
    reflex: str | None
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Innervation:
    """The tables of the lower limb, linked.

    Parameters
    ----------
    branches
        Branch id to row; each row names its parent.
    muscles, skin_territories
        Rows by id; they name the branch by label.
    dermatomes, root_signs
        Rows by root.
    """

    branches: Mapping[str, NerveBranch]
    muscles: Mapping[str, Muscle]
    skin_territories: Mapping[str, SkinTerritory]
    dermatomes: Mapping[str, Dermatome]
    root_signs: Mapping[str, RootSigns]

    def below(self, branch_id: str) -> tuple[str, ...]:
        """Return this branch and every branch that leaves it further down.

        Raises
        ------
        UnknownNameError
            If there is no such branch; the nearest id is offered.
        """
        require_known("branch", branch_id, self.branches)
        found = [branch_id]
        for name, branch in self.branches.items():
            if branch.parent in found and name not in found:
                found.append(name)
        return tuple(found)

    def muscles_of(self, branch_id: str, *, below: bool = True) -> tuple[str, ...]:
        """Return ids of the muscles of a branch, with those further down unless `below` is False.

        Raises
        ------
        UnknownNameError
            If there is no such branch; the nearest id is offered.
        """
        names = self._names(branch_id, below=below)
        labels = {label for name in names for label in self.branches[name].muscle_labels}
        return tuple(key for key, muscle in self.muscles.items() if muscle.nerve in labels)

    def skin_of(self, branch_id: str, *, below: bool = True) -> tuple[str, ...]:
        """Return ids of the skin territories of a branch, as `muscles_of` does for muscles.

        Raises
        ------
        UnknownNameError
            If there is no such branch; the nearest id is offered.
        """
        names = self._names(branch_id, below=below)
        return tuple(key for name in names for key in self.branches[name].skin_ids)

    def _names(self, branch_id: str, *, below: bool) -> tuple[str, ...]:
        known = require_known("branch", branch_id, self.branches)
        return self.below(known) if below else (known,)

    def muscles_of_root(self, root: str) -> tuple[str, ...]:
        """Return ids of the muscles that this root helps to supply.

        Raises
        ------
        UnknownNameError
            If `root` is not one of L1 to S5.
        """
        require_known("root", root, _ROOTS)
        return tuple(key for key, muscle in self.muscles.items() if root in roots_of(muscle.roots))

    def cut_branch(self, branch_id: str) -> LesionEffect:
        """Return the effect of a complete lesion of a branch, at its beginning.

        The sural nerve has two sources; with one of them cut its skin counts as weakened.

        Raises
        ------
        UnknownNameError
            If there is no such branch; the nearest id is offered.
        """
        lost_muscles = set(self.muscles_of(branch_id))
        below = self.below(branch_id)
        skin: dict[str, Effect] = dict.fromkeys(self.skin_territories, Effect.KEPT)
        for name, branch in self.branches.items():
            sources = [source for source in (branch.parent, branch.also_from) if source]
            cut = [source for source in sources if source in below]
            if name in below or cut:
                whole = len(cut) == len(sources) or name == branch_id
                effect = Effect.LOST if whole else Effect.WEAKENED
                skin.update(dict.fromkeys(branch.skin_ids, effect))
        muscles = {key: Effect.LOST if key in lost_muscles else Effect.KEPT for key in self.muscles}
        branch = self.branches[branch_id]
        return LesionEffect(f"{branch.name}, cut", muscles, skin, None, tuple(branch.facts))

    def cut_root(self, root: str) -> LesionEffect:
        """Return the effect of a lesion of one root.

        Most leg muscles have two to four roots, so a root lesion weakens and seldom
        paralyses; dermatomes overlap and maps disagree.

        Raises
        ------
        UnknownNameError
            If `root` is not one of L1 to S5.
        """
        supplied = set(self.muscles_of_root(root))
        muscles = {}
        for key, muscle in self.muscles.items():
            if key not in supplied:
                muscles[key] = Effect.KEPT
            else:
                alone = roots_of(muscle.roots) == (root,)
                muscles[key] = Effect.LOST if alone else Effect.WEAKENED
        skin = {name: Effect.WEAKENED if name == root else Effect.KEPT for name in self.dermatomes}
        signs = self.root_signs.get(root)
        return LesionEffect(
            f"{root} root lesion",
            muscles,
            skin,
            signs.reflex if signs else None,
            ("ANA-MOT-06", "ANA-DERM-01", "ANA-REF-01"),
        )

    def telling_muscles(self, first: LesionEffect, second: LesionEffect) -> tuple[str, ...]:
        """Return the muscles that tell two lesions apart: affected by one and kept by the other."""
        return tuple(
            key
            for key in self.muscles
            if (first.muscles[key] is Effect.KEPT) != (second.muscles[key] is Effect.KEPT)
        )


def innervation_of(course: Course) -> Innervation:
    """Return the linked tables of a course."""
    return Innervation(
        course[BRANCHES],
        course[MUSCLES],
        course[SKIN_TERRITORIES],
        course[DERMATOMES],
        course[ROOT_SIGNS],
    )


def roots_of(text: str) -> tuple[str, ...]:
    """Return the roots named in a table cell, in order, each once.

    Examples
    --------
    >>> roots_of("plantaris S1 S2; popliteus L4 L5 S1")
    ('L4', 'L5', 'S1', 'S2')
    >>> roots_of("L5 S1 (S2)")
    ('L5', 'S1', 'S2')
    """
    named: Iterable[str] = set(_ROOT.findall(text))
    return tuple(sorted(named, key=_ROOTS.index))
