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
# Exercises, and how long it lasts

Which exercise, how much of it, for whom not, when to stop; and an honest answer to “how long will it last?”.
Plan about 70 minutes. To begin: menu *Run*, then *Run All Cells*.
"""

# %% tags=["parameters"]
level = "introductory"
audience = "self-study"
learner = ""
seed = 1
show_answers = False
exercise = "XE-03"
minutes_per_day = 20
weeks = 6

# %%
from sciatica_edu.lessons.lesson import Lesson

lesson = Lesson.open(
    "03_exercises",
    level=level,
    audience=audience,
    learner=learner,
    seed=seed,
    show_answers=show_answers,
    exercise=exercise,
    minutes_per_day=minutes_per_day,
    weeks=weeks,
)
lesson

# %%
lesson.safety()

# %% [markdown]
"""
## Before any exercise: the stop rules

No exercise treats a red flag. Four rules go with every exercise in this course. Learn them now; you will meet them again at every timer and plan. Any
other red flag of the box above stops everything too, at its own speed.
"""

# %%
from sciatica_edu.exercises.course_exercises import Exercises
from sciatica_edu.exercises.screening_tables import stop_rules

exercises = Exercises(lesson.course)
stop_rules(lesson.course)

# %% [markdown]
"""
The article has no such rule, and for the signs that must never wait it has advice of its own. Judge it:
"""

# %%
lesson.vote("S43", "S44", "S45", "S61")

# %%
lesson.omissions("O06")

# %%
lesson.task()

# %% [markdown]
"""
## Idea: keep moving
"""

# %%
lesson.predict("PRD-EX-01")

# %% [markdown]
"""
Walking needs no equipment and is a fair first activity. Its best trial, though, was done in people who had recovered
from *non-specific* back pain: with a walking and education programme it took a median of 208 days until the next
episode, without it 112 days [EX-12]. That is indirect evidence for sciatica. Say so when you use it.
"""

# %%
lesson.omissions("O05")

# %% [markdown]
"""
## Explore: what the exercises do

Sixteen exercises are in this course; the first four are the article's. A skeleton was put into each position, and the path
of the nerve and of the muscles was followed. The table gives the direction and rough steps only: this is one generic body,
not you.
"""

# %%
from sciatica_edu.exercises.library_views import (
    exercise_card,
    exercise_pictures,
    exercise_table,
    posed_table,
)

lesson.predict(
    "PRD-EX-02",
    posed_table(exercises.posed()),
    lesson.deeper(exercise_table(exercises.library), title="What each of the sixteen does"),
)

# %% [markdown]
"""
So nothing is unlocked. In healthy adults a “slider”, where neck and knee straighten together, moved the nerve at the
thigh more than three other seated exercises [ANA-DYN-12]; in another study straightening the knee alone slid it by about
a centimetre [ANA-DYN-09]. Moving is not freeing: people with leg pain from the spine had a nerve that slid as far as that of
people without [ANA-DYN-10].

### The article: something is locked, and exercise unlocks it
"""

# %%
lesson.vote("S01", "S09", "S32", "S46", "S47", "S48")

# %% [markdown]
"""
## What the trials found
"""

# %%
from sciatica_edu.exercises.trials.effect_figures import effects_picture, treatments_picture

lesson.predict("PRD-EX-03", effects_picture(lesson.course))

# %% [markdown]
"""
For nerve exercises: pooled trials in chronic nerve-related back pain found less pain and disability, but they were few,
mostly small and of mixed quality [EX-06]. Against: in people with a disc herniation, adding them to another exercise
programme eased nerve symptoms but not pain or disability [EX-10].

Four newer answers:

- **Begin early?** Physiotherapy for sciatica of under 90 days left disability 5.4 of 100 points lower after six months and
  4.8 after a year, less than the 10 points usually called important; treatment was a success at a year in 45 of 100, with
  usual care in 28 of 100 [EXX-03].
- **Match it to a risk group?** NICE asks to consider that [PSY-03]. In sciatica it was not better than usual care [EXX-04].
- **A narrow canal?** Supervised exercise lowered leg pain by about 1 of 10 and lengthened walking by 416 m at once, yet the
  authors judged the benefit small and the evidence limited [EXX-05].
- **Pregnant?** Exercise lowered the risk of low back pain by 9 % and of sick leave for lumbopelvic pain by 21 %, without
  an effect on pelvic girdle pain; for sciatica in pregnancy no trial was found [EXX-06].

An honest sentence is: *exercise helps a little, for a while, and you choose the one you can keep doing.*
"""

# %%
lesson.deeper(
    "The pooled controls in the physiotherapy review ran from advice to surgery, which makes one average hard to read [EX-03].",
    "In a trial in severe sciatica both symptom-guided exercise and a sham programme were followed by marked improvement, with some advantage for the former; this result is recalled, not read, so it is uncertain [?EX-13].",
)

# %% [markdown]
"""
## The article's four exercises, judged

The course found no trial of any of them alone. Here is each with its verdict, and below the full card of the exercise you chose with
the parameter `exercise`.
"""

# %%
lesson.vote("S53", "S54", "S55", "S57", "S58", "S56")

# %%
from IPython.display import display

display(*(exercise_card(lesson.course, item) for item in exercises.library.of_article()))

# %% [markdown]
"""
The exercise you chose:
"""

# %%
exercise_card(lesson.course, exercises.library[exercise])

# %% [markdown]
"""
See all sixteen: where each starts, where it ends, how it is done. Open the ones that you do not know.
"""

# %%
exercise_pictures(lesson.course, exercises.library)

# %% [markdown]
"""
## Who must not do which

The article gives its four exercises to everybody. Three of the four bend the spine forward. In one small, not randomised
study of women with spinal osteoporosis, new vertebral fractures appeared in 8 of 9 women given bending exercises, in 4 of
25 given extension exercises, in 10 of 19 given both, and in 4 of 6 without exercise [EX-08]. Groups this small give a
signal, not a rate; the signal is enough to ask before you prescribe.

Fragile bones are no reason to lie down. The UK consensus asks for load on the bone, for balance and strength against falls
and for work that extends the spine; after a spinal fracture or several fragility fractures impact is no greater than
brisk walking [EXX-01]. What it advises against is a high degree of spinal flexion, which touches the child's pose and the
cat-cow [EXX-02].

A slipped vertebra points the other way: people given back-extending exercises had more pain than people given bending ones,
in a study that looked back and was not randomised [EXX-07]. A later trial found no difference between bending and
stabilising exercises; extension was not in it [EXX-08].
"""

# %%
lesson.vote("S59", "S60")

# %% [markdown]
"""
### A woman of 74
"""

# %%
from sciatica_edu.exercises.screening_tables import screening_table

lesson.predict("PRD-EX-04", screening_table(lesson.course, exercises.screen({})))

# %% [markdown]
"""
### The triage found no hurry

The red flags are the business of the triage of lesson 02: exercises are chosen only when it found no hurry. Suppose that it
did; but nobody has asked about anything else:
"""

# %%
no_hurry = exercises.red_flags_all_no()
lesson.deeper(
    screening_table(lesson.course, exercises.screen({}, red_flags=no_hurry)),
    title="All sixteen, screened with nothing else asked",
)

# %% [markdown]
"""
One careful walk is left, and a list of questions. “I don't know” is a reason to ask.

### Now she is asked
"""

# %%
her_answers = exercises.without_warning(fragile_bones="yes", flexion="centralises")
lesson.predict(
    "PRD-EX-05",
    screening_table(lesson.course, exercises.screen(her_answers, red_flags=no_hurry)),
)

# %% [markdown]
"""
A week later her foot has become weak. The same answers, but the triage says something else now:
"""

# %%
weak = exercises.red_flags_all_no(weakness="yes")
screening_table(lesson.course, exercises.screen(her_answers, red_flags=weak))

# %% [markdown]
"""
### Your turn

Take somebody you know, or make somebody up. The leg's three answers come from ten slow repeats of each movement. Watch
what one "not known" does, and one red flag.
"""

# %%
from sciatica_edu.exercises.screening_form import ScreeningForm

ScreeningForm(exercises)

# %% [markdown]
"""
## The leg decides

Two words to learn. The pain **centralises** when it withdraws from the foot or calf towards the back, even if the back
itself aches a little more. It **peripheralises** when it moves further down the leg.

When people with spinal pain repeat a movement, about 40 of 100 centralise, and another 26 of 100 have a direction that
suits them. Both go with a better outcome, but it has not been proved that they tell who will profit from which exercise
[EX-04]. So direction is a reasonable guide, not a law.

How sore may it get? A home rule says: mild back ache that settles within a day is acceptable. It is a convention without a
trial behind it, so it is uncertain [?EX-09].
"""

# %%
from sciatica_edu.exercises.screening_tables import diary_table, plan_sheet, responses_table

responses_table(lesson.course)

# %% [markdown]
"""
### Three diaries
"""

# %%
diaries = (
    exercises.diary((7, 2, "foot"), (6, 3, "calf"), (5, 4, "thigh")),
    exercises.diary((4, 2, "calf"), (4, 2, "calf"), (7, 3, "calf")),
    exercises.diary((4, 4, "buttock"), (4, 2, "calf"), (4, 1, "foot")),
)
lesson.predict(
    "PRD-EX-06",
    *(diary_table(lesson.course, days, exercises.judge(days)) for days in diaries),
)

# %% [markdown]
"""
## How much: a plan

The article prescribes 10 to 15 minutes, morning and evening. The course found no trial of that dose. The plan below is
for a made-up man: his leg flares with little movement, and its pain withdraws when he bends backward. Minutes and weeks are
those of the settings. Its order is the course's own judgement. That the leg, not the calendar, decides whether
you move on leans on what centralising goes with [EX-04]; no trial has tested the plan.
"""

# %%
lesson.vote("S83", "S62")

# %%
mine = exercises.screen(
    exercises.without_warning(irritable_leg_pain="yes", extension="centralises"),
    red_flags=no_hurry,
)
plan = exercises.plan(mine, weeks=weeks, minutes_per_day=minutes_per_day)
lesson.deeper(plan_sheet(lesson.course, plan), title=f"His plan of {weeks} weeks")

# %% [markdown]
"""
Try it. The coach offers only what his screening allows. Start, pause and skip work with the keyboard (Tab, then
Space). Afterwards tell it what the leg says.
"""

# %%
from sciatica_edu.exercises.coach import ExerciseCoach

ExerciseCoach(lesson.course, mine, exercise=exercise)

# %% [markdown]
"""
## How long will it last?

The article asks this question and never answers it.
"""

# %%
lesson.vote("S11", "S50")

# %%
from sciatica_edu.exercises.prognosis.recovery_explorer import RecoveryExplorer

from sciatica_edu.exercises.prognosis.recovery_views import (
    differences_table,
    resorption_table,
    scales_table,
    teaching_curve_picture,
)

lesson.predict(
    "PRD-EX-07",
    RecoveryExplorer(lesson.course, exercises.courses),
    differences_table(exercises.courses, "REC-01", "REC-04"),
)

# %% [markdown]
"""
### One curve

For teaching, one curve fits the trial's group that waited: half recovered after about twelve weeks, 95 of 100 within a
year [PR-16]. It holds for that group only, it is no forecast for anybody, and beyond its last week it says nothing.
"""

# %%
teaching_curve_picture(lesson.course, exercises.courses.curve)

# %% [markdown]
"""
And afterwards? Of people who had been free of leg pain for at least a month, a quarter had it again within a year
[PR-10]. After an episode that passed without surgery it was 23 of 100 within a year and 51 of 100 within three
years [PR-11]. Tell people before it happens: a relapse is common and is not a failure.

Numbness and weakness are said to lag behind the pain; the course has this from memory, so it is uncertain [?PR-17].

### Work and worry
"""

# %%
lesson.predict("PRD-EX-08")

# %%
lesson.predict("PRD-EX-09")

# %% [markdown]
"""
A current episode of more than three months lengthened
the time to a lasting return [RTW-01]. In a trial of chronic root pain strong fear of work lowered the odds of good function at a year [PSY-01],
and in primary care the belief that it will last was the strongest sign against recovery [SYM-NAT-02]. None of this proves
that a talk changes the course; but nobody knows the answer who has not asked. In primary care about 4 of 10 employed people
with leg pain had already taken time off: the expected starting point, not a failure [RTW-02].

### What the scan does meanwhile
"""

# %%
lesson.predict("PRD-EX-10", resorption_table(lesson.course))

# %%
lesson.omissions("O04")

# %% [markdown]
"""
### What surgery changes

In severe sciatica that had lasted 6 to 12 weeks, early surgery brought recovery in a median of about 4 weeks instead of
12, with the same result at one year; 39 of 100 of those who waited were operated within the year after all [PR-03]. So
surgery buys time. For whom is time worth an operation? That is the patient's decision, with these numbers on the table.
"""

# %%
lesson.deeper(
    "After 4 to 12 months of sciatica, microdiscectomy left leg pain 2.4 of 10 points lower at six months than non-surgical care, in one single-centre trial with 34 of 100 crossing over to surgery [TX-11].",
    "A pooled review finds discectomy better for leg pain in the first weeks to months, with very low to low certainty, and the advantage fading by a year [TX-10]. In SPORT heavy crossover made the differences between the original groups small; comparisons by the treatment received, recalled in part, favoured surgery [TX-12].",
    "At two and five years about a fifth of the Dutch trial's patients had an unsatisfactory outcome, whichever arm they were in [PR-07, PR-09].",
)

# %% [markdown]
"""
## Other treatments: where the evidence disagrees, both sides
"""

# %%
lesson.predict("PRD-EX-11", treatments_picture(lesson.course))

# %% [markdown]
"""
### Both sides

- **Acupuncture, for:** in chronic disc-related sciatica ten sessions beat sham for leg pain and disability at four weeks.
  **Against:** a single country, a difference in disability below the usual threshold, and a national guideline, written
  before that trial, that recommends against it [TX-01]. Both are true at present. Never with a red flag.
- **Manual therapy and massage:** the same guideline allows them only as part of a package that includes exercise
  [RED-MAN-04]. Acute cauda equina syndrome is an absolute contraindication to manipulation of the low back [RED-MAN-01].
- **Traction:** little or no difference [TX-09].

### Talking about pain killers

- **Not offered.** {{painkillers.not-offered}} {{painkillers.why-not}}
- **Anti-inflammatory tablets.** {{painkillers.nsaid}}
- **Opioids.** {{painkillers.opioid}}
- **Others.** {{painkillers.paracetamol}} {{painkillers.antidepressants}}
- **How to say it.** {{painkillers.talk}}
"""

# %%
lesson.vote("S10", "S51", "S52", "S82", "S84", "S85")

# %% [markdown]
"""
One of these deserves a second look: “after the massage the pain will most likely recede”. In most people it will, and
in most it would have without [PR-01]. Who improves after a treatment has not yet improved *because of* it.

## Reading the scales

Trials measure pain and disability with questionnaires. A number means nothing until you know the range and how large a
change one person notices.
"""

# %%
lesson.deeper(
    scales_table(lesson.course),
    title="The scales, their ranges and their smallest important change",
)

# %% [markdown]
"""
The important change is a change *within one person*. It is about 2 points of 10 for pain [SC-01], 10 of 100 on the Oswestry
index [SC-02] and 5 of 24 on the Roland-Morris questionnaire [SC-03]; the bothersomeness index has no agreed value
[SC-04]. The difference between two *groups* in a trial is something else, and comparing the two is a common mistake.

**Work it out.** A questionnaire of ten sections, each scored 0 to 5, was answered in nine sections with 24 points in all. The
percentage counts only what was answered [SC-02]. Do it before you look at the quiz.

## Check yourself
"""

# %%
lesson.check_yourself(count=6)

# %% [markdown]
"""
## Take-away

- Red flags first: no exercise, get help first, at the speed the red box says. {{cauda-equina.warning}}
- Keep moving. Bed rest did not help, and nothing in you is locked.
- Screen before you choose. What was not asked is not known; “I don't know” is a reason to ask.
- Fragile bones: load, balance and extend; do not bend far. Pregnancy, operations, new joints, dizziness and a slipped
  vertebra change the choice too.
- The leg decides: withdrawing pain means go on, spreading pain that stays means stop.
- Exercise helps a little, for a while. No exercise has been shown to be the best one.
- “How long?” One number, what it counts, and in whom. Most get better; many keep some trouble; a quarter of those
  who were free of pain have it again within a year.
"""

# %%
lesson.progress()

# %%
lesson.way()

# %% [markdown]
"""
<!-- references -->
"""
