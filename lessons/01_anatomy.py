# ---
# jupyter:
#   jupytext:
#     cell_markers: '"""'
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
"""
# The sciatic nerve

Where it comes from, where it runs, what each branch moves and feels, how much people differ, and how far it
moves when you raise a leg. Plan about 40 minutes. To begin: menu *Run*, then *Run All Cells*.
"""

# %% tags=["parameters"]
level = "introductory"
audience = "self-study"
learner = ""
seed = 1
show_answers = False
side = "right"
piriformis_variant = "A"
division_level_mm = 65.0

# %%
from sciatica_edu.lessons.lesson import Lesson

lesson = Lesson.open(
    "01_anatomy",
    level=level,
    audience=audience,
    learner=learner,
    seed=seed,
    show_answers=show_answers,
    side=side,
    piriformis_variant=piriformis_variant,
    division_level_mm=division_level_mm,
)
lesson

# %%
lesson.safety()

# %% [markdown]
"""
## Idea: five roots, two nerves in one sheath

The sciatic nerve is put together from the ventral rami of L4, L5, S1, S2 and S3 [ANA-ROOT-01]. L4 and L5 come
down as the lumbosacral trunk, S1 to S3 come out of the sacrum, and all join in front of piriformis [ANA-ROOT-04].

What looks like one thick nerve is really two, side by side in one sheath from the start: a **tibial** part
(roots L4 to S3) and a **common fibular** part (roots L4 to S2) [ANA-ROOT-02, ANA-ROOT-06].
"""

# %%
from sciatica_edu.anatomy.section_figures import cross_section_picture

lesson.predict("PRD-ANA-01", cross_section_picture(lesson.course))

# %%
lesson.vote("S12", "S13", "S18", "S19")

# %% [markdown]
"""
## The course: from the pelvis to the toes

1. **Out of the pelvis.** Through the greater sciatic foramen, normally below piriformis [ANA-COURSE-01].
2. **Buttock.** Deep to gluteus maximus; at its lower border about half way between the greater trochanter and the
   ischial tuberosity [ANA-COURSE-02]. On CT of 100 adults it lay 5.8 cm from the tuberosity and 6.2 cm from the trochanter
   [ANA-LMK-02].
3. **Thigh.** Deep to the long head of biceps femoris, on adductor magnus, lateral to the other hamstrings
   [ANA-COURSE-03].
4. **End.** The nerve called *sciatic* ends where its two parts separate, usually above the knee. What reaches the
   foot are its branches [ANA-COURSE-04].

Find it on yourself: sit, and feel the bone you sit on (ischial tuberosity) and the bony point at the outer hip
(greater trochanter). The nerve passes about midway.
"""

# %%
lesson.words("greater sciatic foramen", "piriformis", "ischial tuberosity", "greater trochanter")

# %%
lesson.vote("S14", "S15", "S16", "S17")

# %% [markdown]
"""
## Explore the body

A whole skeleton with the nerve laid over it, from the roots to the toes. The trunk is yellow, the **tibial** part blue,
the **common fibular** part orange. Turn it with the mouse or the arrow keys, click anything to learn its name, and
go through the views above the picture one by one. In an untrusted notebook or on paper you see a picture instead.
"""

# %%
lesson.predict("PRD-ANA-02")

# %%
from sciatica_edu.anatomy.body_explorer import body_explorer
from sciatica_edu.record.store import LearnerRecord

body_explorer(
    lesson.course,
    side=side,
    variant=piriformis_variant,
    division_level_mm=division_level_mm,
    record=LearnerRecord(learner),
    seed=seed,
)

# %% [markdown]
"""
Work through it once:

1. *Greater sciatic foramen.* The nerve leaves the pelvis through it, normally below piriformis [ANA-COURSE-01]. Two ligaments are drawn below it: find them.
2. *Buttock from behind.* Lay a line from the ischial tuberosity to the greater trochanter. The nerve crosses it half
   way [ANA-LMK-02].
3. *Hollow of the knee.* Follow the two branches down from the division. Which of them leaves for the outer side?
4. *Pose: on the back, right leg raised straight.* Move the slider slowly and watch the nerve behind hip and knee.
5. *Quiz.* "Find the structure" and "Name the structure" write your answers to your own record.

What you see is **one generic adult**, and your own nerve will differ. Bones and muscle paths come from published models;
the path of the nerve, the two ligaments and the thickness of the muscles are our own drawing from bony landmarks, and no
anatomist has reviewed them yet. The small lateral rotators of the hip are missing. Sources and licences: skeleton and muscle
paths MyoSim (Apache-2.0), pelvis and leg bones LLP26 (MPL-2.0), browser view three.js (MIT); the file `docs/credits.md`
names them all.
"""

# %% [markdown]
"""
### How high does it divide?

In 28 legs the common sheath divided on average 60.5 mm above the crease of the knee, but anywhere from 0 to
115 mm [ANA-BIF-02]; pooled over cadaver studies the mean was about 65 mm above the popliteal fossa [ANA-BIF-01]. In one
series 23.5 % of 102 limbs had the division inside the pelvis [ANA-BIF-04], in another 16.3 % of 86 before the buttock
[ANA-BIF-03]. A textbook of regional anaesthesia prints only 2 to 4 cm: the number depends on whether one measures where the
parts can be seen to diverge, or where the sheath divides [ANA-BIF-05].
"""

# %%
from sciatica_edu.anatomy.division import division_panel

division_panel(lesson.course, division_level_mm)

# %% [markdown]
"""
### And where does it pass piriformis?
"""

# %%
from sciatica_edu.anatomy.variant_figures import variants_picture

lesson.predict("PRD-ANA-03", variants_picture(lesson.course, piriformis_variant))

# %%
lesson.quiz("anatomy-roots", "anatomy-course", "anatomy-variants", count=4)

# %% [markdown]
"""
## What each branch moves and feels
"""

# %%
from sciatica_edu.anatomy.branch_figures import branches_picture

branches_picture(lesson.course)

# %% [markdown]
"""
Three things surprise most people:

- The sciatic nerve moves **no muscle of the buttock**; the gluteal muscles belong to the superior and inferior gluteal
  nerves [ANA-MOT-03].
- It feels **no skin of the thigh**; the back of the thigh is the posterior femoral cutaneous nerve [ANA-SENS-05].
- The **inner side of the leg** is not sciatic either: it is the saphenous nerve, a branch of the femoral nerve
  [ANA-SENS-02].
"""

# %%
lesson.vote("S20", "S21", "S22")

# %% [markdown]
"""
## Explore: cut a branch, or a root

Say first which movement matters; then cut two others, and name the one test before you look.
"""

# %%
from sciatica_edu.anatomy.root_branch_explorer import RootBranchExplorer

lesson.predict("PRD-ANA-04", RootBranchExplorer(lesson.course, first="tibial", second="S1"))

# %% [markdown]
"""
Whichever it is, a foot that newly drops is examined the same day: one health board has the clinician telephone the neurosurgeon on call [TRI-07], and a new foot drop is a red flag
that calls for urgent MRI and specialist review [RED-MOT-01].

Sciatica of a single root does not usually paralyse the whole leg [PR-15]: in 20 children about 70 % of the leg muscles
tested were fed by two to four roots [ANA-MOT-06]. When surgeons stimulated L5, tibialis anterior answered in 93 % of
roots, and with L4 in 60 % [ANA-MOT-04].
"""

# %% [markdown]
"""
### The skin: nerve territories and dermatomes

Textbook maps of dermatomes contradict one another and rest on weak studies [ANA-DERM-01, ANA-DERM-02]. Use them
as a rough guide: pain from a lumbar root did not follow its dermatome in 64 % of roots, with S1 as the exception
[CLN-09].
"""

# %%
from sciatica_edu.symptoms.map_figures import territory_map_picture

territory_map_picture(lesson.course)

# %%
lesson.quiz("anatomy-motor", "anatomy-sensory", count=4)

# %% [markdown]
"""
## The nerve moves

Raise a straight leg, bend the neck, pull up the foot: the nerve slides and stretches. How far?
"""

# %%
lesson.predict("PRD-ANA-05")

# %% [markdown]
"""
The sources disagree about the roots. One saw movement at the foramen begin at 20 to 30 degrees [ANA-DYN-08]; earlier reports gave 2 to 8 mm, but with the ligaments of the foramen left in place roots moved less, and
clearly only beyond 60 degrees of hip flexion [ANA-DYN-05]. The usual teaching, that the test counts between 30 and 70
degrees [SYM-DX-12], does not sit well with that.
"""

# %%
lesson.deeper(
    "The order of the movements hardly matters for the strain at the end: the only difference was 0.8 % in "
    "the tibial nerve at the ankle [ANA-DYN-16].",
    "In cadaver limbs ankle dorsiflexion strained the sciatic nerve at every hip angle but not biceps femoris, which is why it "
    "helps to tell nerve from hamstring [ANA-DYN-17].",
)

# %% [markdown]
"""
### Compute it: which movement asks most of the nerve?

The skeleton of this course can be posed, and the path of the nerve follows.
"""

# %%
from sciatica_edu.anatomy.movement import leg_raise_picture

lesson.predict("PRD-ANA-06", leg_raise_picture(side))

# %% [markdown]
"""
### The model beside measurements

Its failures are included.
"""

# %%
from sciatica_edu.anatomy.movement import model_beside_measurement

model_beside_measurement(lesson.course)

# %% [markdown]
"""
One more question for the skeleton.
"""

# %%
from sciatica_edu.anatomy.movement import piriformis_picture

lesson.predict("PRD-ANA-07", piriformis_picture(side))

# %%
lesson.quiz("anatomy-neurodynamics", count=3)

# %% [markdown]
"""
## The article's picture of the disease

The article this course puts on trial calls the nerve "locked" by muscle. You have seen the anatomy: judge its sentences.
"""

# %%
lesson.vote("S01", "S03", "S08", "S04", "S35", "S36", "S63")

# %% [markdown]
"""
## Take-away

- Five roots (L4 to S3), two nerves in one sheath, one name.
- It divides usually above the knee, at a height that varies by more than ten centimetres.
- No buttock muscle, no thigh skin, not the inner leg.
- Inversion and hip abduction tell L5 from the fibular nerve.
- A variant at piriformis is common and by itself explains nothing.
- A painful nerve is not a locked nerve.
"""

# %%
lesson.progress()

# %%
lesson.way()

# %% [markdown]
"""
<!-- references -->
"""
