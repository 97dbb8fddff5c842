from __future__ import annotations

from importlib import metadata

import numpy as np
import pytest

from sciatica_edu.authoring.meshes.build import keep
from sciatica_edu.body.motion.skeleton import load_skeleton
from sciatica_edu.body.shape import assets
from sciatica_edu.errors import AssetError

LLP26 = {
    "sacrum",
    *(
        f"{bone}_{side}"
        for side in "rl"
        for bone in ("hip_bone", "femur", "tibia", "fibula", "patella")
    ),
}


@pytest.mark.reference
def test_size_and_sources(bones):
    triangles = sum(row["triangles"] for row in bones.header["meshes"])
    print(f"\n{len(bones.data) / 1e6:.2f} MB, {triangles} triangles, {len(bones.names)} meshes")
    assert 1.0e6 < len(bones.data) < 1.5e6
    assert {row["name"] for row in bones.header["meshes"] if row["source"] == "LLP26"} == LLP26
    assert set(bones.header["made_from"]) == set(assets.SOURCE_PACKAGES)
    assert {row["body"] for row in bones.header["meshes"]} <= set(load_skeleton().body_names)
    assert len(set(bones.names)) == len(bones.names)


@pytest.mark.reference
def test_rib_cage_is_not_simplified(bones):
    assert len(bones.mesh("ribcage").triangles) > 20_000


@pytest.mark.reference
def test_no_mesh_has_a_spike(bones):
    limits = {
        "ribcage": 400,
        "skull": 230,
        "hip_bone": 260,
        "femur": 480,
        "tibia": 420,
        "fibula": 400,
    }
    for name in bones.names:
        mesh = bones.mesh(name)
        size = (mesh.vertices_mm.max(0) - mesh.vertices_mm.min(0)).max()
        bone = name[:-2] if name.endswith(("_r", "_l")) else name
        assert size < limits.get(bone, 330), name


@pytest.mark.reference
def test_joints_meet(bones):
    # The head of the femur lies in its socket, the condyles on the plateau, the talus in its fork.
    from scipy.spatial import cKDTree

    from sciatica_edu.body.motion.kinematics import place
    from sciatica_edu.body.motion.pose import Pose

    upright = place(Pose(name="u"))

    def room(name):
        matrix = upright.transform(bones.body_of(name))
        return bones.mesh(name).vertices_mm @ matrix[:3, :3].T + matrix[:3, 3]

    pairs = [("hip_bone", "femur"), ("femur", "tibia"), ("tibia", "talus"), ("tibia", "fibula"),
             ("femur", "patella")]  # fmt: skip
    for side in "rl":
        for upper, lower in pairs:
            gap = cKDTree(room(f"{upper}_{side}")).query(room(f"{lower}_{side}"))[0].min()
            assert gap < 8.0, (upper, lower, side, gap)
        assert cKDTree(room("sacrum")).query(room(f"hip_bone_{side}"))[0].min() < 4.0
    assert cKDTree(room("sacrum")).query(room("lumbar5"))[0].min() < 12.0


@pytest.mark.reference
def test_muscles_start_and_end_on_bone(bones):
    from scipy.spatial import cKDTree

    from sciatica_edu.body.motion.kinematics import place
    from sciatica_edu.body.motion.muscle_path import muscle_named
    from sciatica_edu.body.motion.pose import Pose

    upright = place(Pose(name="u"))
    surface = []
    for name in bones.names:
        matrix = upright.transform(bones.body_of(name))
        surface.append(bones.mesh(name).vertices_mm @ matrix[:3, :3].T + matrix[:3, 3])
    tree = cKDTree(np.concatenate(surface))
    ends = {}
    for name in ("piri", "glmax1", "glmax3", "bflh", "bfsh", "semiten", "semimem", "soleus",
                 "tibant", "recfem", "vasint", "glmed2", "iliacus"):  # fmt: skip
        muscle = muscle_named(f"{name}_r")
        room = upright.to_room_mm([muscle.bodies[0], muscle.bodies[-1]], muscle.sites_mm[[0, -1]])[
            0
        ]
        ends[name] = tree.query(room)[0]
    print("\n", {name: np.round(gap, 1).tolist() for name, gap in ends.items()})
    assert max(gap.max() for gap in ends.values()) < 18.0


@pytest.mark.reference
def test_built_once_then_cached_and_the_same(bones, tmp_path, monkeypatch):
    first = assets.load_or_build(folder=tmp_path)
    assert first.data == bones.data
    monkeypatch.setattr(assets, "_build_apart", lambda _: pytest.fail("built again"))
    again = assets.load_or_build(folder=tmp_path)
    assert again.data == first.data
    assert again.header == first.header
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.reference
def test_another_version_has_another_key_and_a_cut_file_is_not_used(bones, tmp_path, monkeypatch):
    keep(bones, tmp_path / assets._key(assets.source_versions()))
    assert assets.cached(folder=tmp_path) is not None
    block = next(tmp_path.glob("*.bin"))
    block.write_bytes(block.read_bytes()[:-1])
    assert assets.cached(folder=tmp_path) is None
    monkeypatch.setattr(metadata, "version", lambda _: "99.0")
    assert assets.cached(folder=tmp_path) is None


def test_missing_package_gives_the_line_that_installs_it(tmp_path, monkeypatch):
    def missing(name):
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", missing)
    with pytest.raises(AssetError, match=r'pip install "sciatica-edu\[body\]"'):
        assets.load_or_build(folder=tmp_path)


def test_missing_module_gives_the_line_that_installs_it():
    from sciatica_edu.authoring.meshes.reference import require

    with pytest.raises(AssetError, match=r"'no-such-package'.*sciatica-edu\[body\]"):
        require("no_such_module_here", "no-such-package")


@pytest.mark.parametrize(
    ("platform", "variables", "ending"),
    [
        ("linux", {"XDG_CACHE_HOME": "/somewhere"}, "/somewhere/sciatica-edu/body"),
        ("linux", {}, "/home/someone/.cache/sciatica-edu/body"),
        ("darwin", {}, "/home/someone/Library/Caches/sciatica-edu/body"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/sciatica-edu/body"),
    ],
)
def test_cache_folder_follows_the_platform(monkeypatch, platform, variables, ending):
    monkeypatch.setattr(assets.sys, "platform", platform)
    monkeypatch.setattr(assets.Path, "home", lambda: assets.Path("/home/someone"))
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert assets.cache_folder().as_posix() == ending


@pytest.mark.reference
def test_a_folder_that_cannot_be_written_is_named(mujoco, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    with pytest.raises(AssetError, match="XDG_CACHE_HOME"):
        assets.load_or_build(folder=blocked)


def test_importing_the_measures_loads_no_reference_package():
    import subprocess
    import sys

    code = (
        "import sys, sciatica_edu.body.motion.measures, sciatica_edu.body.shape.tubes;"
        "print([n for n in ('mujoco', 'myo_sim', 'musculoskeletal', 'scipy', 'matplotlib') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
