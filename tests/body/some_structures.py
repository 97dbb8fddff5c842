"""Seven structures for the tests of viewer and quiz."""

from __future__ import annotations

from sciatica_edu.body.view.identify import Kind, Layer, Structure


def structure(name, kind=Kind.MUSCLE, layer=Layer.DEEP, parts=(), view="foramen", **more):
    return Structure(
        name, name, f"musculus {name}", kind, layer, parts, paired=True, view=view, **more
    )


STRUCTURES = (
    structure("piriformis", parts=("piri",), about=(("Action", "turns the hip outward"),)),
    structure("semitendinosus", layer=Layer.SUPERFICIAL, parts=("semiten",), view="thigh"),
    structure("semimembranosus", layer=Layer.SUPERFICIAL, parts=("semimem",), view="thigh"),
    structure("soleus", parts=("soleus",), view="knee"),
    structure("sciatic-nerve", Kind.NERVE, Layer.NERVE, ("sciatic",), "buttock"),
    structure("tibial-nerve", Kind.NERVE, Layer.NERVE, ("tibial",), "knee"),
    structure("ischial-spine", Kind.LANDMARK, Layer.LANDMARKS, at=("pelvis", -107.0, -62.0, 46.0)),
)
