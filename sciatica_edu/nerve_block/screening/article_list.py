"""The article's seven contraindications, judged one by one, and what it left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sciatica_edu.errors import require_known
from sciatica_edu.nerve_block.screening.contraindications import strictness

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sciatica_edu.evidence.models import Claim, ClaimVerdict, Omission
    from sciatica_edu.evidence.tables.contraindications import (
        ContraindicationRule,
        Contraindications,
        Procedure,
        RuleVerdict,
    )

__all__ = ["ArticleItem", "LeftOut", "article_items", "left_out"]

_SAYS_WHAT_FORBIDS = "contraindications"


@dataclass(frozen=True)
class ArticleItem:
    """One item of the article's list: its verdict, the correction, and the rules that replace it."""

    item: str
    claim_id: str
    claim: str
    verdict: ClaimVerdict
    correction: str
    facts: tuple[str, ...]
    rules: tuple[ContraindicationRule, ...]
    mildest: Mapping[Procedure, RuleVerdict]
    strictest: Mapping[Procedure, RuleVerdict]


@dataclass(frozen=True)
class LeftOut:
    """What the article's list lacks: the rules it never mentions and the omissions on record."""

    rules: tuple[ContraindicationRule, ...]
    omissions: tuple[Omission, ...]

    @property
    def absolute_somewhere(self) -> tuple[ContraindicationRule, ...]:
        """The omitted rules that forbid at least one of the injections."""
        return tuple(
            rule for rule in self.rules if "absolute" in {str(v) for v in rule.verdicts.values()}
        )


def article_items(
    table: Contraindications, *, claims: Mapping[str, Claim]
) -> tuple[ArticleItem, ...]:
    """Return the article's items in its order, each with verdict and replacing rules.

    Raises
    ------
    UnknownNameError
        If the table names a claim that does not exist.
    """
    return tuple(
        _item(item, claim=claims[require_known("claim", claim_id, claims)], table=table)
        for item, claim_id in table.article_items.items()
    )


def left_out(table: Contraindications, *, omissions: Mapping[str, Omission]) -> LeftOut:
    """Return the rules the article does not mention and the omissions about contraindications."""
    return LeftOut(
        rules=tuple(rule for rule in table.rules if rule.article_item is None),
        omissions=tuple(item for item in omissions.values() if _SAYS_WHAT_FORBIDS in item.omission),
    )


def _item(item: str, *, claim: Claim, table: Contraindications) -> ArticleItem:
    rules = tuple(rule for rule in table.rules if rule.article_item == item)
    by_procedure = {
        procedure: sorted((rule.verdicts[procedure] for rule in rules), key=strictness)
        for procedure in table.procedures
    }
    return ArticleItem(
        item=item,
        claim_id=claim.id,
        claim=claim.claim,
        verdict=claim.verdict,
        correction=claim.correction,
        facts=tuple(claim.facts),
        rules=rules,
        mildest={procedure: verdicts[0] for procedure, verdicts in by_procedure.items()},
        strictest={procedure: verdicts[-1] for procedure, verdicts in by_procedure.items()},
    )
