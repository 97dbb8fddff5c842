"""Run axe-core over the lesson's outputs and return what is serious or critical."""

from __future__ import annotations

from importlib.resources import files

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def serious_violations(page, selector: str = ".jp-OutputArea") -> list[str]:
    """Return one line per serious or critical violation inside `selector`."""
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(AXE)
    found = page.evaluate(
        """async (selector) => {
            const parts = [...document.querySelectorAll(selector)];
            if (!parts.length) throw new Error('nothing matches ' + selector);
            const result = await axe.run({include: parts}, {resultTypes: ['violations']});
            return result.violations
                .filter(v => ['serious', 'critical'].includes(v.impact))
                .map(v => `${v.id}: ${v.help}: ` + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | '));
        }""",
        selector,
    )
    return list(found)
