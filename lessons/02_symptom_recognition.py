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
# Recognising sciatica, and what is not sciatica

Who must go to an emergency department now; what the words mean; which root it is; what else it could be; how much a
test really tells. Plan about 70 minutes. To begin: menu *Run*, then *Run All Cells*.
"""

# %% tags=["parameters"]
level = "introductory"
audience = "self-study"
learner = ""
seed = 1
show_answers = False
root = "L5"
pre_test_probability = 0.5

# %%
from sciatica_edu.lessons.lesson import Lesson

lesson = Lesson.open(
    "02_symptom_recognition",
    level=level,
    audience=audience,
    learner=learner,
    seed=seed,
    show_answers=show_answers,
    root=root,
    pre_test_probability=pre_test_probability,
)
lesson

# %%
lesson.safety()

# %% [markdown]
"""
## Red flags first

Most back and leg pain is not dangerous: in primary care 11 of 1,172 people with acute back pain had a serious disease
[RED-GEN-01]. The skill is to find those few **in time**.

The one you must never miss is **cauda equina syndrome**: the bundle of roots below the spinal cord is squeezed. Its
warning has one wording in this course. Learn it by heart.

> {{cauda-equina.warning}}
"""

# %%
lesson.predict("PRD-SYM-01")

# %%
lesson.deeper(
    "The stages have names: suspected (CESS, both legs), incomplete (CESI, altered but kept bladder control) and "
    "with retention (CESR). Retention is late; CESI is the emergency with most to lose [RED-CES-11].",
    "In a UK audit of 334 scanned people, pain in both legs, leg weakness and altered perianal feeling shifted the "
    "odds; back pain and one-sided sciatica did not [RED-CES-06]. Years after surgery bladder, bowel or sexual "
    "trouble is still common [RED-CES-14].",
)

# %%
lesson.omissions("O01", "O02", "O03")

# %% [markdown]
"""
### Emergencies that hide behind a sore leg

The box at the top has them all. These are the ones that look most like sciatica.

- **A leg without blood.** A cold, pale, pulseless leg goes numb and weak, as if a root were hurt [LIM-02]. In one
  hospital 19 of 26 such legs were first taken for something else, two for sciatica; in none of the 19 had anybody
  felt the pulses [LIM-06]. An ambulance: muscle tolerates only about 4 to 6 hours [LIM-03].
- **A fall or accident, and weakness or numbness.** A spinal injury: an ambulance, and the spine is kept still before
  anything else [FRX-01, FRX-02]. With bone disease or steroids it need not be a high fall [FRX-05].
- **Cancer, now or ever, and pain that shoots down a leg.** No weakness is needed: an emergency contact immediately
  [MSCC-01, MSCC-03]; the same day is too slow [MSCC-10]. Spinal pain alone: within 24 hours [MSCC-02]. Of people with
  cord compression by a tumour 23 % had no known cancer [MSCC-08].
- **Fever with root pain; fever, or a risk of infection, with a sign from the nerves.** An abscess can pass from back
  pain to root pain, then to weakness [INFX-02]. Fever, back pain and a deficit come together in only about one of ten [INFX-01]: the emergency
  department now. A normal temperature does not make it safe: fever is absent in about half of spinal infections [RED-INF-01].
- **Back or belly pain with collapse.** A burst aneurysm, often mistaken at first [RED-VASC-01, RED-VASC-02].

And the other way round: **pain that wakes at night** is no emergency by itself. In a back-pain clinic 213 of 482 people
had it, none of them cancer or infection [TRI-05]. Altered feeling in the leg is told by about 6 of 10 who come with
leg pain [CLN-01].

One flag is not a diagnosis. About 80 % of people with acute back pain have at least one [RED-GEN-01], and for most
flags good evidence is missing [RED-GEN-04]. So weigh them together with the story, and always say what to come back
for. But emergencies are acted on at the first suspicion.
"""

# %%
from sciatica_edu.symptoms.clinical_tables import red_flag_table

lesson.deeper(red_flag_table(lesson.course), title="Every red flag, for the team")

# %% [markdown]
"""
### Where guidance disagrees

Here this course takes the safer side that both can accept. You should know that there are two.

- **A sexual change alone.** {{conflict.sexual}}
- **Pain in both legs, nothing lost.** {{conflict.both-legs}}
- **A new foot drop.** {{conflict.foot-drop}}
- **Constipation.** {{conflict.constipation}}

### Practise: where, and how fast?

Every question below starts at **not known**. Watch what that does. Then try: everything "no"; only the weak foot; a
numb patch that is old and unchanged; past cancer with shooting pain not known.
"""

# %%
from sciatica_edu.symptoms.triage_widget import triage_practice

triage_practice(lesson.course)

# %% [markdown]
"""
### Find the error that can cost a bladder

The article lists signs of "an acute hernia that wakes up": unbearable pain; a temperature of 38 °C or more; pain
spreading to other organs; trouble passing urine; lost feeling in the pelvic region. Then it gives advice.
"""

# %%
lesson.predict("PRD-SYM-02")

# %% [markdown]
"""
Now vote. Two of the sentences must never be followed.
"""

# %%
lesson.vote("S44", "S45", "S37", "S38", "S39", "S40", "S41", "S42", "S43")

# %% [markdown]
"""
Manipulation in acute cauda equina syndrome is absolutely contraindicated [RED-MAN-01]. An acupuncture session costs
hours that matter, and NICE does not recommend it for back pain with or without sciatica at all [RED-MAN-04]. A later
trial found it better than sham, but in *chronic* disc-related sciatica [TX-01]: that is no reason to try it here.

Be fair: in a large record study the syndrome was *not* commoner after chiropractic manipulation than after a
physiotherapy visit, but people who already had it or were incontinent had been left out [RED-MAN-03]. Case reports
tell of the syndrome within hours of a manipulation, recognised late by a chiropractor and by an emergency doctor
alike [RED-MAN-02].
"""

# %%
lesson.vote("S34", "S28", "S05", "S30", "S07", "S06")

# %%
lesson.quiz("red-flags-cauda-equina", count=3)

# %%
lesson.task()

# %% [markdown]
"""
## The words

- **Sciatica** is a label for leg pain that comes from a lumbosacral nerve root [SYM-DEF-01, DX-01]. It says nothing
  about the cause. Experts would rather say *spine-related leg pain* [SYM-DEF-02].
- **Radicular pain** comes from a root that fires by itself or is inflamed: shooting, in a narrow band, down the leg
  [SYM-DEF-03].
- **Radiculopathy** is loss: less feeling or less strength. It is a deficit, not a pain, and can be there with or
  without pain [SYM-DEF-04].
- **Referred pain** from joints, discs and muscles is usually described as dull, deep, hard to place and above the
  knee, without deficit; this is standard teaching that we recalled and could not verify [?SYM-DEF-05].

Pressure alone does not explain root pain: inflammation makes the root sensitive and can hurt without any pressure
[SYM-DEF-06]. So a nerve is not "locked", and nothing has to be "unlocked".
"""

# %%
lesson.predict("PRD-SYM-03")

# %% [markdown]
"""
How common is sciatica? Published figures run from 1.2 % to 43 %, mostly because each study means something else by
the word [SYM-EPI-01]. Nearly all operated herniations are at the two lowest discs, L4/5 and L5/S1 [SYM-CAU-02].
"""

# %%
lesson.vote("S08", "S03", "S35", "S36", "S02", "S23")

# %% [markdown]
"""
## The story: what to ask

In one study of sciatica in primary care, four things held up in both of its models [SYM-HX-01].

1. pain **below the knee**;
2. leg pain **worse than** back pain;
3. a positive tension test;
4. a neurological deficit.

Cough or strain counts only if it worsens the **leg** pain, and even then modestly [SYM-HX-03]. In 274 people the
story alone did most of the work (area under the curve 0.80); the whole examination raised it only to 0.83
[SYM-HX-04].
"""

# %%
lesson.vote("S25", "S26", "S27", "S29", "S24")

# %%
lesson.deeper(
    "Clinicians agree only fairly on calling a leg pain sciatica (kappa 0.35), better when both are at least 80 % "
    "sure (0.68) [SYM-HX-05]. Six history items together predicted compression on MRI weakly, with an area under "
    "the curve of 0.65 [SYM-HX-02].",
    "The reference standard in SYM-HX-01 contains some of the items it is tested on, so its accuracy is flattered "
    "[SYM-HX-01].",
)

# %%
lesson.quiz("symptoms-definitions", count=2)

# %% [markdown]
"""
## Which root? The map, and why not to trust it too far

A root serves a strip of skin (**dermatome**); a peripheral nerve, farther down, serves another patch.
"""

# %%
from sciatica_edu.symptoms.map_figures import territory_map_picture, territory_table

lesson.predict(
    "PRD-SYM-04",
    territory_map_picture(lesson.course),
    lesson.deeper(territory_table(lesson.course), title="The map as a list"),
)

# %% [markdown]
"""
### Draw a pain

Paint a pain you had or heard of: where, and of what kind. Then paint numbness between the legs, and see what it does.
"""

# %%
from sciatica_edu.symptoms.pain_drawing import pain_drawing

pain_drawing(lesson.course)

# %% [markdown]
"""
### Which root drew this?

Eight made-up people, each with one compressed root. Name it from the drawing alone, and say in your head how sure you are.
"""

# %%
lesson.which_root_drew_this()

# %% [markdown]
"""
Now the warning. A review of the evidence calls textbook dermatome maps inaccurate [ANA-DERM-01], and textbooks
contradict each other [ANA-DERM-02]. In 64.1 % of lumbar roots the **pain** did not follow the dermatome; S1 did best
[ANA-DERM-04]. Clinicians shown pain drawings could not tell L5 from S1 better than
by chance [PDR-01]. So let **strength** and **reflexes** weigh more, use the map for **feeling** with caution, and let
pain only point.
"""

# %% [markdown]
"""
### Root by root
"""

# %%
from sciatica_edu.symptoms.clinical_tables import EXAMPLE_FINDINGS, roots_table

roots_table(lesson.course)

# %% [markdown]
"""
Three rules that spare you mistakes:

- **Foot drop is L5 at least as much as L4** [ANA-MOT-07].
- **Test inversion.** Foot drop with *kept* inversion points to the common fibular nerve; weak inversion
  and weak hip abduction point to L5 [SYM-LOOK-08].
- **Reflexes:** knee jerk L4, ankle jerk S1; L5 has no routine jerk, but the medial hamstring reflex can be compared
  from side to side [ANA-REF-01].

Roots overlap: when surgeons stimulated single roots, L5 moved even gastrocnemius in 83 % [ANA-MOT-04].

### Practise: which level?

Two findings are set. Ask the cauda equina questions first. Commit to a level, then to the one test that would part the
two best, and only then see. Add what that test showed, and commit again, until one level stands clear of the rest; read
what speaks **against** it.
"""

# %%
from sciatica_edu.record.store import LearnerRecord
from sciatica_edu.symptoms.localiser_widget import localiser_practice

localiser_practice(
    lesson.course,
    findings=EXAMPLE_FINDINGS[lesson.parameters.root],
    record=LearnerRecord(lesson.parameters.learner),
    lesson="02_symptom_recognition",
)

# %%
lesson.deeper(
    "In 100 operated patients the knee, medial hamstring and ankle reflexes named the disc level rightly in 86, 79 "
    "and 67 % [ANA-REF-02]. An abnormal medial hamstring reflex had a predictive value of 85 to 89 % for a "
    "herniation at L4/5, but a normal one only 51 to 61 % against it [ANA-REF-04].",
    "Pain in the L5 area came from an L4/5 disc in 80 %; pain in the S1 area came from an L5/S1 disc in only 63 % "
    "[ANA-DERM-06]. In chronic radiculopathy no single test reached a positive likelihood ratio of 4 [SYM-DX-09].",
)

# %%
lesson.quiz("symptoms-localise-root", count=3)

# %% [markdown]
"""
## What looks like sciatica

Before the spine gets the blame, **every** painful leg has the same short examination.

1. **Undress it.** Zoster can hurt like a root days before the rash [SYM-LOOK-09]; a sore on the foot may be a leg
   that gets too little blood [EMG-06].
2. **Pulses, warmth, colour**, both feet, every time [LIM-02, LIM-06].
3. **Calves.** Swelling, a calf 3 cm larger, or a leg weak from any cause score for a clot; likely means a scan within 4
   hours if possible [DVT-01, DVT-02]. "Another diagnosis is as likely" takes points off: look before you subtract.
4. **Strength, feeling, reflexes**, both legs, strength as a grade: tomorrow you will want to know whether it fell.
5. **Cord.** An unsteady, stiff or heavy walk, clumsy hands, or hands and feet numb together: look at hands, gait and
   the big toe when the sole is stroked [UMN-01]. Three of five signs (gait, Hoffmann, inverted supinator, Babinski,
   age over 45) make compression in the neck very likely; no single one excludes it [UMN-02].
6. **The young back.** Begun before 45 and over three months: ask the nine features, night waking and relief by
   movement among them; 4 mean rheumatology, or 3 with HLA-B27 [SPA-01]. Normal blood tests exclude nothing [SPA-02]. A
   painful red eye is seen the same day [SPA-03].
"""

# %%
from sciatica_edu.symptoms.clinical_tables import look_alike_table

lesson.deeper(
    look_alike_table(lesson.course), title="What it may be, and what speaks for and against it"
)

# %% [markdown]
"""
- **Walking and pain.** In 53 people, *calf* symptoms relieved by *standing still* spoke for the arteries (positive
  likelihood ratio 20); symptoms *above the knee*, brought on by standing, relieved by *sitting* and with the
  shopping-cart sign, all together, for a narrow canal (13) [SYM-LOOK-06].
- **The side of the hip.** One in five people sent to a spine clinic had trochanteric pain, and over half of those had
  already been through an MRI [SYM-LOOK-03].
- **The hip.** Stiff inward rotation alone does not excuse the back: 75 % of people with back pain had it
  [SYM-LOOK-02].
"""

# %%
lesson.quiz("symptoms-look-alikes", count=2)

# %% [markdown]
"""
### The tests in pictures

Twelve tests that this lesson names, each at its start and at its end. An arrow is the examiner's hand or the way a limb
goes; a red mark is where the pain is asked for. What a result is worth comes next.
"""

# %%
from sciatica_edu.symptoms.examination import examination_pictures

examination_pictures(lesson.course)

# %% [markdown]
"""
## What a test really tells

A test does not say yes or no. It moves a belief.

- **Sensitivity**: of those who have it, how many test positive.
- **Specificity**: of those who do not, how many test negative.
- **Likelihood ratio**: by how much a result multiplies the odds. 1 tells nothing.

In surgical populations the straight leg raise is positive in 92 of 100 with a herniation, but in 72 of 100
without one too [SYM-DX-01]. It counts as positive when it brings on the pain **below the knee** between 30 and 70 degrees; a
pulling hamstring is not positive [SYM-DX-12].
"""

# %%
from sciatica_edu.symptoms.likelihood.likelihood_widget import likelihood_explorer

lesson.predict(
    "PRD-SYM-05",
    likelihood_explorer(lesson.course, pre_test_probability=lesson.parameters.pre_test_probability),
)

# %% [markdown]
"""
### Reckon it yourself

Six rounds with other tests. Count people, not percentages of percentages: how many have it and this result, and how many
have this result without it? The chance before is made up; the tests are published.
"""

# %%
lesson.belief_after_a_test()

# %% [markdown]
"""

Tests for suspected cauda equina syndrome are left out of the explorer on purpose: no result of theirs excludes it
[RED-CES-05].

### All the tests, with their intervals

Look for three things: which numbers come close to 1 (a high sensitivity lets a negative result lower suspicion, a high
specificity lets a positive one raise it); how wide the intervals are; and how far the *same* test moves from one setting
to the next. Only one of 19 studies in the large review was done in primary care [SYM-DX-03]. The slump
test shone in one study of 75 people and failed in another [SYM-DX-05].
"""

# %%
from sciatica_edu.symptoms.likelihood.result_tables import accuracy_table

lesson.deeper(accuracy_table(lesson.course), title="All the tests, with their intervals")

# %% [markdown]
"""
Why test feeling, strength and reflexes at all, if their pooled positive likelihood ratios for a herniation are only
1.02 to 1.26 [SYM-DX-06]? Because they answer **another** question: is there a deficit, and is it growing? Severe or
falling strength is what calls for an urgent MRI [RED-MOT-01].

It is tempting to multiply the ratios of several tests. Look what happens, and why you must not believe it:
"""

# %%
from sciatica_edu.symptoms.likelihood.result_tables import chained_tests

chained_tests(lesson.course, pre_test_probability=lesson.parameters.pre_test_probability)

# %%
lesson.deeper(
    "An absent ankle jerk had a positive likelihood ratio of 7.1 for L5 or S1, with an interval from 0.96 to 53 in "
    "54 patients [SYM-DX-08]. The number impresses, the interval holds everything. A ratio called infinite only "
    "means that a small sample had no false positive [SYM-DX-08].",
    "The modified Bragard test caught 79 of 114 radiculopathies that the straight leg raise had missed "
    "[SYM-DX-10]. That is its sensitivity among people with a negative straight leg raise, not among all.",
    "Structural differentiation and strict criteria did not mend the straight leg raise against "
    "electrodiagnosis: 0.89 sensitive, 0.25 specific [SYM-DX-11].",
)

# %%
lesson.quiz("symptoms-test-accuracy", count=3)

# %% [markdown]
"""
## Imaging
"""

# %%
from sciatica_edu.symptoms.likelihood.result_tables import imaging_table

lesson.predict("PRD-SYM-06", imaging_table(lesson.course))

# %% [markdown]
"""
Without red flags NICE advises against routine imaging outside specialist care, and in specialist care only if the
result is likely to change what is done [SYM-IMG-03, SYM-IMG-04, RF-05]. The American College of Radiology considers
MRI after about 6 weeks of failed care in somebody who might have surgery or an injection, **or at once with red
flags** [SYM-IMG-05].

A year on, the scan does not tell who is well: a herniation was still there in 35 % with a good and 33 % with a poor
outcome [SYM-NAT-06].
"""

# %%
lesson.quiz("symptoms-imaging", count=2)

# %% [markdown]
"""
## When to see whom, and how long it lasts

Without red flags most people improve without surgery, often incompletely [PR-01], so self-care and primary care are
where most begin. Symptoms that are new or changed need a fresh look for other causes [RF-02].

The article asks how long it lasts, too. Judge what it says.
"""

# %%
lesson.vote("S31", "S33", "S49", "S50", "S11")

# %% [markdown]
"""
## Check yourself

Questions from every part of this lesson. Say how sure you are before you look.
"""

# %%
lesson.check_yourself(count=6)

# %%
lesson.progress()

# %%
lesson.way()

# %% [markdown]
"""
## Take away

1. **Any one sign of the cauda equina warning: emergency department now** [RED-CES-01]. Not asked is not the same as
   absent.
2. **A foot that drops, a leg that is newly weak or gets weaker: examined the same day** [RED-MOT-01, TRI-07]. Cold and
   pale, or after a fall: an ambulance [LIM-03, FRX-01]. With a past cancer or fever: now [MSCC-01, INFX-02].
3. Sciatica is a label; radicular pain is a symptom; radiculopathy is a loss [DX-01, SYM-DEF-03, SYM-DEF-04].
4. Strength and reflexes help to find the root, though roots overlap [ANA-REF-01, ANA-MOT-04]; pain maps mislead
   [ANA-DERM-04]. Test inversion [SYM-LOOK-08].
5. A negative straight leg raise lowers belief; a positive one hardly raises it [SYM-DX-01].
6. Scans show age as well as disease; they are for red flags and for decisions [SYM-IMG-01, SYM-IMG-03].

This lesson is teaching material and not medical advice.
"""

# %% [markdown]
"""
<!-- references -->
"""
