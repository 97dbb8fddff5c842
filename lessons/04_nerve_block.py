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
# The nerve block: what it is, what it is not, and when not

Watch conduction stop, screen before the needle, know the dose and the danger. Plan about 85 minutes. To begin: menu *Run*, then *Run All Cells*. You will not learn here how to put a needle into a person.
"""

# %% tags=["parameters"]
level = "introductory"
audience = "self-study"
learner = ""
seed = 1
show_answers = False
drug = "ropivacaine"
weight_kg = 70.0
concentration_percent = 0.5
with_adrenaline = False
procedure = "pnb_popliteal"
patient = "healthy"

# %%
from sciatica_edu.lessons.lesson import Lesson

lesson = Lesson.open(
    "04_nerve_block",
    level=level,
    audience=audience,
    learner=learner,
    seed=seed,
    show_answers=show_answers,
    drug=drug,
    weight_kg=weight_kg,
    concentration_percent=concentration_percent,
    with_adrenaline=with_adrenaline,
    procedure=procedure,
    patient=patient,
)
lesson

# %%
lesson.safety()

# %% [markdown]
"""
## Before any needle

An injection never comes before a red flag. With signs of cauda equina syndrome the next step is a hospital, at once
[RED-CES-01]; severe or growing weakness calls for an urgent scan and a specialist [RED-MOT-01]. A block would hide the
signs. And before leg pain is treated as sciatica, other causes are thought of, however bad the pain is [RF-02]. What
does the article say?
"""

# %%
lesson.vote("S64", "S65")

# %% [markdown]
"""
## Which block?

“Blockade” can mean four different things, and what forbids one need not forbid another; we put this together ourselves
from several sources [?NB-01]. Here they are five, because a limb block is given high or behind the knee. Look where each
needle goes.
"""

# %%
from sciatica_edu.nerve_block.conduction.block_figures import needle_picture

lesson.predict("PRD-BLK-01", needle_picture(lesson.course))

# %% [markdown]
"""
### What it is for
"""

# %%
lesson.vote("S66", "S16", "S22")

# %%
from sciatica_edu.nerve_block.screening import rule_cards

lesson.deeper(rule_cards.procedure_table(lesson.course), title="The five injections side by side")

# %% [markdown]
"""
For a sciatic block as a treatment of sciatica from a disc, only case series were
found [NB-06]. An epidural steroid takes off about 5 of 100 points of leg pain between two weeks and three months, and
later no clear benefit is left [NB-07]. That is less than the article promises.

### Epidural steroid: both sides
"""

# %%
lesson.predict("PRD-BLK-02")

# %% [markdown]
"""
### The injection of this lesson

The parameter `procedure` chooses it.
"""

# %%
rule_cards.procedure_card(lesson.course, lesson.parameters.procedure)

# %%
lesson.vote("S69")

# %%
lesson.deeper(
    "Against microdiscectomy, transforaminal steroid gave a similar disability at 18 weeks (difference -4.25 points, "
    "interval -11.09 to 2.59): too wide to call the two equal. Surgery had more adverse events; four serious ones fell "
    "on surgery, none on injection [NB-08].",
    "Six trials against conservative care found a benefit in the short and middle term and none in the long term "
    "[NB-10].",
)

# %%
lesson.quiz("block-procedures", count=3)

# %%
lesson.task()

# %% [markdown]
"""
## How a block works

An impulse is renewed at each node of Ranvier: sodium channels open, sodium rushes in, and the current excites the next
node. A local anaesthetic crosses the membrane uncharged, becomes charged inside, and closes those channels from
within [LA-01].

You can compute this. The pictures come from a model of a single fibre that runs in this notebook.
"""

# %%
lesson.predict("PRD-BLK-03")

# %%
from sciatica_edu.nerve_block.conduction import conduction_tables

conduction_tables.drug_note(lesson.course, lesson.parameters.drug)

# %% [markdown]
"""
### Stop it yourself

Read the wide picture from left to right: a bright line going down is an impulse on its way. Its slope is its speed.
Where the line ends, the impulse has died. Beside it, the same impulse at five nodes. It starts with about half of the
channels closed.

Move one slider at a time, and say what will happen before you let go.

1. Raise the **drug** in small steps until the impulse stops. How many percent of the channels are then blocked?
2. Shorten the **length treated**. How much drug does it take now?
3. Take the drug away and thin the **myelin** instead. Then cool the fibre: does the **temperature** help or harm?
4. Look at the four lanes below: which kind of fibre stops first, and does that change with the length?
"""

# %%
from sciatica_edu.nerve_block.conduction.conduction_widget import conduction_widget

shown = conduction_tables.modelled_drug(lesson.parameters.drug)[0]
conduction_widget(shown, concentration_mm=conduction_tables.start_concentration_mm(shown))

# %% [markdown]
"""
### How much block, over how many nodes?

Half is not enough. A healthy impulse has a large reserve: the current of one node can excite the next but one. So one
or two dead nodes are jumped. That about three nodes in a row must be silenced is the classical rule, which we
recalled and did not verify [?LA-04]; the model finds the same.

So **two things count together**: how much drug, and how long the bathed stretch is. That is why volume matters and not
only strength.

### Which fibres fail first?

A nerve is a cable with thousands of fibres. Thick ones carry strength and touch, thin ones sharp pain and cold, and the
thinnest, without myelin, warmth and burning pain.
"""

# %%
lesson.predict("PRD-BLK-04", conduction_tables.stopping_table(shown))

# %%
conduction_tables.left_out_of_the_model()

# %% [markdown]
"""
### A squeezed nerve is blocked too

Compression needs no drug to stop an impulse: it loosens and thins the myelin. Nobody knows a law from pressure to lost
myelin, so the table has stages. Try them with the sliders above.
"""

# %%
conduction_tables.compression_table()

# %% [markdown]
"""
Between healthy and blocked lies *slow*. This is why numbness and weakness can come without pain, and why neither proves
that the nerve is destroyed. Pain is another matter: inflammation makes a root hurt even without pressure [SYM-DEF-06].

### “The pain stops immediately, the swelling goes down”
"""

# %%
lesson.vote("S67", "S68")

# %%
lesson.deeper(
    "Use dependence: block deepens with repeated opening of the channels [LA-01]. Raise the firing rate in the widget; "
    "the model's rate is fitted to one number, so take the direction and not the digits.",
    "The share that is uncharged at pH 7.4 follows from the pKa: 38.7 % at 7.6, 16.6 % at 8.1. More uncharged "
    "drug favours a fast onset; a high concentration can override it, as with chloroprocaine [LA-02].",
    "Protein binding goes with duration: lidocaine 64 %, bupivacaine 96 % [LA-03].",
)

# %%
lesson.quiz("block-conduction", count=2)

# %% [markdown]
"""
## From the needle to the plasma
"""

# %%
lesson.predict("PRD-BLK-05")

# %%
lesson.predict("PRD-BLK-06")

# %% [markdown]
"""
Meanwhile the drug is washed away into the blood. How much arrives depends on the site: most after an intercostal block,
less at the sciatic nerve, least under the skin [LA-09].

**This is a teaching model, not a dosing tool.** It knows one drug, one average adult and one site.
"""

# %%
from sciatica_edu.nerve_block.kinetics import plasma

dose_mg = plasma.plasma_dose_mg(lesson.course, weight_kg=lesson.parameters.weight_kg)
plasma.plasma_picture(dose_mg)

# %% [markdown]
"""
Compare the blue curve with the red cross: in the model the *same* dose, within the limit, gives many times the
concentration inside a vessel. Published maximum doses do not protect against injection into one [LA-05].

**Find the weak point:** in the table below, where does the model miss what was measured?
"""

# %%
lesson.deeper(
    plasma.plasma_table(lesson.course, lesson.parameters.drug, dose_mg=dose_mg),
    title="The model beside what was measured",
)

# %% [markdown]
"""
Three misses: its onset comes too early, because drug must first get into a thick nerve; its peak after 100 mg at
the femoral nerve is too high, because other sites absorb otherwise; and it has no weight, no age, no liver. A model that says where it fails
is worth more than one that does not.

## Dose workshop

One rule to learn by heart: **1 % is 10 mg in each mL**; and adrenaline 1:200,000 is 5 micrograms per mL [LA-06].
"""

# %%
from sciatica_edu.nerve_block.dosing import dose_figures, dose_widget
from sciatica_edu.nerve_block.dosing.body_weight import BodyWeight

weight = BodyWeight(lesson.parameters.weight_kg)
adrenaline = lesson.parameters.with_adrenaline
lesson.predict(
    "PRD-BLK-07",
    dose_figures.dose_limits_picture(lesson.course, weight=weight, with_adrenaline=adrenaline),
)

# %% [markdown]
"""
### The working for the lesson's drug

All its sources stand side by side in the workshop below.
"""

# %%
strength = lesson.parameters.concentration_percent
case = {"weight_kg": weight.kg, "concentration_percent": strength, "with_adrenaline": adrenaline}
dose_widget.worked_dose(lesson.course, lesson.parameters.drug, **case)

# %% [markdown]
"""
### Your workshop

Change drug, weight and strength; enter a height and see the ideal weight come in; draw up a volume; mix two drugs.
Choose prilocaine once: which warning comes, and from how many milligrams?
"""

# %%
dose_widget.dose_workshop(lesson.course, drug=lesson.parameters.drug, **case)

# %% [markdown]
"""
### Reckon by yourself

These numbers are drawn for you; in a review they come back with others.
"""

# %%
lesson.reckon("block-dose", count=4)

# %%
lesson.quiz("block-dose", count=3)

# %% [markdown]
"""
## What forbids an injection?

The article has a list of seven.
"""

# %%
lesson.predict(
    "PRD-BLK-08",
    lesson.deeper(
        rule_cards.article_table(lesson.course),
        title="The article's seven conditions, by injection",
    ),
)

# %%
lesson.vote("S70", "S71", "S72", "S73", "S74", "S75", "S76", "S77")

# %% [markdown]
"""
The worst is what the list does not have:
"""

# %%
lesson.omissions("O07")

# %%
lesson.deeper(rule_cards.left_out_table(lesson.course), title="What the article's list leaves out")

# %% [markdown]
"""
Refusal and infection where the needle would go forbid every elective block [CI-11]. For an epidural steroid a bleeding
disorder and full anticoagulation are listed as absolute too [CI-01].

### Questions that are easily forgotten

* **HIV medicines** boosted with ritonavir or cobicistat: triamcinolone near a root can then cause Cushing syndrome and
  adrenal failure; of 24 published cases 11 followed an epidural [INJ-03].
* **Steroids before:** one epidural dose of triamcinolone (80 mg) suppressed cortisol for 1 to 4 weeks in 8 men [INJ-04];
  after repeated injections over six months or more 2 of 17 people had adrenal insufficiency [INJ-05].
* **The antiseptic:** chlorhexidine was the third most frequent cause of severe perioperative anaphylaxis in a UK audit
  [INJ-09].
* **Multiple sclerosis:** of 231 people with a needle at the spine 10 grew worse, none with a clear relation of cause and
  effect [INJ-10]. **A spine abnormal from birth:** a tethered cord ends low and must not be injured [INJ-11].
* **The side:** about 1 in 6250 nerve blocks in the UK is on the wrong one [INJ-01], also where the site had been marked
  and the sign-in done. *Prep, Stop, Block*: the stop comes immediately before the needle, with the mark in view [INJ-02].

One answer is open. Lasting numbness or weakness is a relative concern for a limb block [CI-07]; whether it is one for a
root injection, which is given to people who have it, is uncertain, and a clinician must decide [?INJ-08]. A deficit that
*grows* forbids them all.

### All conditions, all injections

The arrows mark the injection of this lesson and what this lesson's patient has. **A** forbids, **R** means
usually avoid, **c** caution.
"""

# %%
assessment = rule_cards.screened(
    lesson.course,
    profile=lesson.parameters.patient,
    weight_kg=lesson.parameters.weight_kg,
    procedure=lesson.parameters.procedure,
)
found = frozenset(item.condition_key for item in assessment.findings)
chosen = lesson.parameters.procedure
lesson.deeper(
    rule_cards.contraindication_table(lesson.course, chosen=chosen, present=found),
    title="All conditions, all injections, in one table",
)

# %% [markdown]
"""
### This lesson's patient

The parameter `patient` chooses the profile; every other condition was asked about and is absent. In real life the
commonest answer is *nobody asked*. Then the answer is **find out**, never *go*.
"""

# %%
lead = f"Profile: {lesson.parameters.patient}, {weight}"
rule_cards.assessment_card(assessment, lesson.course, lead=lead)

# %% [markdown]
"""
### Decide

First play with the checker: set one condition to *present*, leave the rest *not asked*, and watch. Then decide for three
made-up patients; in a review they come back as others.
"""

# %%
from sciatica_edu.nerve_block.screening.screening_widget import contraindication_checker

contraindication_checker(lesson.course, procedure=chosen)

# %%
lesson.decide("block-contraindications", count=3)

# %%
lesson.deeper(
    "Each further lumbar epidural steroid went with a 21 % higher risk of vertebral fracture in one matched cohort, and "
    "with none in other studies: a caution about the dose of steroid, no contraindication to a block [CI-02].",
    "With a leg at risk of compartment syndrome avoid dense, long-lasting blocks; weak single-shot blocks were not linked "
    "to a late diagnosis where surveillance was good [CI-06].",
    "Fever alone is a relative reason and needs a cause; with an untreated systemic infection blocks at the spine are left "
    "out except in extraordinary circumstances [CI-10].",
)

# %%
lesson.quiz("block-contraindications", count=3)

# %% [markdown]
"""
## Drugs against clotting

Four things decide: **which drug, which dose, when last taken, and how deep** the needle goes. ASRA applies the rules of
the spine to deep blocks too; others are judged by how well the site can be compressed, its vessels and what a bleed would
do [AC-02].

Aspirin or an anti-inflammatory drug alone is no bar to a spinal or epidural anaesthetic [AC-05]. But ASRA 5 names
invasive pain procedures as an exception [ANTX-10]: before an injection for sciatica the team asks the guideline for pain
procedures.

**{{anticoagulant.never-stop}}**
"""

# %%
lesson.deeper(rule_cards.interval_table(lesson.course), title="All intervals, by edition")

# %% [markdown]
"""
Open the table and look at rivaroxaban and apixaban. ASRA and ESAIC separate high from low dose; one Scottish hospital table does not, so it
waits *shorter* after a high dose and *longer* after a low one [AC-01, AC-09, AC-10]. The UK table of 2013, known to us
second-hand, has 48 and 18 hours for rivaroxaban [ANTX-12]. Where editions disagree, this course shows both and takes the
stricter.
"""

# %% [markdown]
"""
The next dose waits as well. Low-molecular-weight heparin by ASRA 5: low dose 12 hours or more after the needle, high dose
24 hours, and 24 hours after a bloody puncture [ANTX-07]. US product information delays rivaroxaban for 24 and apixaban for
48 hours after a traumatic puncture [ANTX-08].
"""

# %%
lesson.deeper(
    "With a creatinine clearance below 30 mL/min ASRA asks for 30 instead of 24 hours after low-dose rivaroxaban, or a drug "
    "level under 30 ng/mL [AC-01].",
    "The fifth ASRA edition speaks of low and high dose instead of prophylaxis and treatment, because the same dose can "
    "behave as either, and takes a cautious line where evidence is thin [ANTX-01].",
    "High-dose dabigatran by ASRA 5: 72 hours with a clearance of 50 or more, 120 hours at 30 to 49; below 30 the needle is "
    "avoided unless the level is under 30 ng/mL [ANTX-04].",
    "For pain procedures peripheral blocks and muscle injections are graded low, interlaminar and transforaminal epidurals "
    "intermediate bleeding risk; patient factors raise the grade [AC-06].",
    "No single platelet limit exists: AAGBI 2013 calls a stable count above 75 adequate if nothing else is wrong, UK haematologists use 80 for a "
    "spinal, ESAIC/ESRA 2022 sets none [ANTX-13].",
)

# %%
lesson.decide("block-anticoagulants", count=2)

# %%
lesson.quiz("block-anticoagulants", count=3)

# %% [markdown]
"""
## What can go wrong, and how often
"""

# %%
lesson.predict(
    "PRD-BLK-09",
    rule_cards.how_often_table(lesson.course),
    lesson.deeper(
        rule_cards.risk_table(lesson.course),
        title="Every complication, in plain words and for the team",
    ),
)

# %%
lesson.vote("S78", "S79", "S80", "S81")

# %% [markdown]
"""
For falls after a sciatic block no rate was found; that is not the same as rare.

**What would you do?** The contrast shows that the needle has entered the dural sac. And: the tip of a needle breaks off.

In the sac neither steroid nor local anaesthetic is given; the needle is withdrawn and another level is used [INJ-06]. For
a broken needle no agreed rule exists: it is imaged at once, level and depth are noted, the patient is told and followed
up, and it is removed when there is pain, a deficit or infection [INJ-07]. So neither “leave it” nor “cut it out” is a rule,
and probing for it is none at all.

{{aftercare.spine}}
"""

# %%
lesson.omissions("O10")

# %%
lesson.quiz("block-complications", count=2)

# %% [markdown]
"""
## Local-anaesthetic toxicity

When too much drug reaches the brain and the heart: light-headedness, ringing ears, a numb mouth or a metallic taste, agitation;
then seizure, a wild heart rhythm or arrest. About one in five shows only the heart [LS-02]. And in 93 published cases only
60 % kept to the classical order, so somebody stays and watches [LS-03].
"""

# %%
lesson.omissions("O08")

# %% [markdown]
"""
Four words to remember: **stop, call, oxygen, lipid** [LS-04, LS-05].

### Two checklists, side by side
"""

# %%
from sciatica_edu.nerve_block.toxicity import checklists

lesson.predict("PRD-BLK-10", checklists.checklist_table(lesson.course))

# %%
checklists.lipid_table(lesson.course, weight=weight)

# %% [markdown]
"""
### Act

A patient. Every action takes its seconds, and the signs go on meanwhile. Some of the choices do harm, some steps left out
do too. Where the checklists differ, neither side is marked wrong. Reckon the lipid dose before you start.
"""

# %%
from sciatica_edu.nerve_block.toxicity.toxicity_widget import toxicity_simulation

toxicity_simulation(lesson.course, seed=lesson.parameters.seed)

# %%
lesson.reckon("block-toxicity", count=3)

# %%
lesson.quiz("block-toxicity", count=3)

# %% [markdown]
"""
## Afterwards: a numb leg is not a safe leg

{{aftercare.leg}} {{aftercare.habits}}
"""

# %%
lesson.omissions("O09")

# %% [markdown]
"""
**Your turn.** Write five lines for a patient who goes home with a numb leg tonight: walking, stairs, driving, heat and
pressure, and when to telephone. Then compare with the table.

## Check yourself

Questions from every part of this lesson.
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

1. Ask **which** injection. A sciatic block does not reach the root [NB-02, NB-03].
2. Amount *and* length decide whether an impulse stops; “small fibres first” is no law.
3. It is neither immediate nor a cure: a complete block took 35 to 40 minutes, and the leg was weak for about 15 hours
   [LA-07].
4. 1 % is 10 mg/mL; name the source of your limit, for plain lidocaine 200 mg in the UK; no limit protects inside a
   vessel [LA-05, LA-06, DOSX-01].
5. Refusal and infection at the site forbid any injection, full anticoagulation one at the spine [CI-11, CI-01].
   Osteoporosis and kidney failure forbid no block [CI-02, CI-08].
6. Not asked means find out: HIV medicines, steroids before, the antiseptic, the side [INJ-01, INJ-03, INJ-04, INJ-09].
7. Stop, call, oxygen, lipid [LS-04, LS-05]. Still unstable: repeat the bolus **and** double the infusion [LASTX-03].
   Without a pulse CPR, for more than an hour if need be [LASTX-05].

This lesson is teaching material and not medical advice.
"""

# %% [markdown]
"""
<!-- references -->
"""
