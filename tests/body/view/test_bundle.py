"""The viewer's browser half that ships is the one whose sources are in ``js/``."""

from __future__ import annotations

import hashlib
from pathlib import Path

import sciatica_edu.body.view.viewer as viewer_module

JS = Path(__file__).parents[3] / "js"
BUNDLE = Path(viewer_module.__file__).parent / "static" / "viewer.js"


def sources_hash() -> str:
    digest = hashlib.sha256()
    names = sorted(f"src/{path.name}" for path in (JS / "src").iterdir())
    for name in ("build.mjs", "package-lock.json", *names):
        text = (JS / name).read_text(encoding="utf-8")
        digest.update(f"{name}\n{text}".encode())
    return digest.hexdigest()


def test_the_bundle_was_built_from_the_sources():
    head = BUNDLE.read_text(encoding="utf-8")[:400]
    assert f"Sources: {sources_hash()}\n" in head, "run: make js"


def test_the_bundle_carries_the_licence_of_three_js():
    text = BUNDLE.read_text(encoding="utf-8")
    assert "The MIT License" in text[:1500]
