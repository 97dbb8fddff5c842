"""The article's seven contraindications, judged injection by injection, and what it left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sciatica_edu.errors import require_known
from sciatica_edu.evidence.tables.contraindications import RuleVerdict
from sciatica_edu.nerve_block.screening.contraindications import strictness

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sciatica_edu.evidence.models import Claim, ClaimVerdict
    from sciatica_edu.evidence.tables.contraindications import (
        ContraindicationRule,
        Contraindications,
        Procedure,
    )

__all__ = ["ArticleItem", "article_items", "left_out"]


@dataclass(frozen=True)
class ArticleItem:
    """One item of the article's list: its verdict, and what the rules that replace it say."""

    item: str
    claim_id: str
    verdict: ClaimVerdict
    mildest: Mapping[Procedure, RuleVerdict]
    strictest: Mapping[Procedure, RuleVerdict]


def article_items(
    table: Contraindications, *, claims: Mapping[str, Claim]
) -> tuple[ArticleItem, ...]:
    """Return the article's items in its order, each with the verdicts of the replacing rules.

    Raises
    ------
    UnknownNameError
        If the table names a claim that does not exist.
    """
    return tuple(
        _item(item, claim=claims[require_known("claim", claim_id, claims)], table=table)
        for item, claim_id in table.article_items.items()
    )


def left_out(table: Contraindications) -> tuple[ContraindicationRule, ...]:
    """Return the rules the article does not mention that forbid at least one injection."""
    return tuple(
        rule
        for rule in table.rules
        if rule.article_item is None and RuleVerdict.ABSOLUTE in rule.verdicts.values()
    )


def _item(item: str, *, claim: Claim, table: Contraindications) -> ArticleItem:
    rules = [rule for rule in table.rules if rule.article_item == item]
    by_procedure = {
        procedure: sorted((rule.verdicts[procedure] for rule in rules), key=strictness)
        for procedure in table.procedures
    }
    return ArticleItem(
        item=item,
        claim_id=claim.id,
        verdict=claim.verdict,
        mildest={procedure: verdicts[0] for procedure, verdicts in by_procedure.items()},
        strictest={procedure: verdicts[-1] for procedure, verdicts in by_procedure.items()},
    )
