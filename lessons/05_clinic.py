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
# The clinic

Short stories of made-up patients, from the first sentence to the decision; and how sure you were. Plan about 25 minutes. Do lessons
2 to 4 first. To begin: menu *Run*, then *Run All Cells*.
"""

# %% tags=["parameters"]
level = "introductory"
audience = "self-study"
learner = ""
seed = 1
show_answers = False
cases = 4

# %%
from sciatica_edu.lessons.lesson import Lesson

lesson = Lesson.open(
    "05_clinic",
    level=level,
    audience=audience,
    learner=learner,
    seed=seed,
    show_answers=show_answers,
    cases=cases,
)
lesson

# %%
lesson.safety()

# %% [markdown]
"""
## Idea: six steps, always in this order

**1. Danger.** Before anything else ask for each sign of the cauda equina warning [RED-CES-01]; about weakness that grows
[RED-MOT-01]; about infection, cancer and fracture [RED-INF-01, RED-CAN-01, RED-FRA-01]. Feel the pulses of every painful leg
[LIM-06]. Ask in plain words, and ask each one: what was not asked is not known.

**2. Is it leg pain from a root?** Pain below the knee, worse in the leg than in the back, with a positive nerve tension test and a
neurological deficit: these four items survived in two models from primary care [SYM-HX-01].

**3. Which root, and does everything fit?** A pattern that does not fit is a finding. Foot drop with preserved inversion of the ankle
points to the common fibular nerve, weak inversion and weak hip abduction to L5 [SYM-LOOK-08].

**4. How sure?** Agreement between clinicians on calling leg pain sciatica is only fair, and better when both are confident
[SYM-HX-05]. Say a number, not “probably”.

**5. Decide.** Where, how fast, and what to tell. For back pain or radicular symptoms without red flags and without earlier treatment,
a radiology guideline calls imaging usually not appropriate; an MRI is considered after about six weeks of failed care in somebody who might have
surgery or an injection, or at once with red flags [SYM-IMG-05].

**6. Safety net.** Say what would change your mind, and what the person does then. No single sign rules out cauda equina
syndrome: pooled sensitivities of the single red flags are only 19 to 43 of 100 [RED-CES-05]. A person who is fine today can be an
emergency tonight, and must know it.
"""

# %%
lesson.quiz("clinic-disposition", count=2, title="Where, and how fast?")

# %% [markdown]
"""
### One flag is a question, not a diagnosis
"""

# %%
lesson.predict("PRD-CLN-01")

# %%
lesson.predict("PRD-CLN-02")

# %% [markdown]
"""
But weighing is no excuse for waiting. For most flags good evidence on their accuracy is missing [RED-GEN-04]; where a mistake
costs a bladder, the threshold is low. In England about 8000 people a year are suspected of cauda equina syndrome although it is
rare [RED-CES-03]; of adults who are scanned for it 19 of 100 have it [RED-CES-04]. A negative scan is the expected result of a
safe rule, not a mistake.
"""

# %% [markdown]
"""
## A worked patient

*A bus driver of 46 has had pain from the right buttock to the outer calf and the top of the foot for three weeks. It is worse
than his back pain and worse when he coughs. He asks for a scan and for something that loosens the nerve.*

**1. Danger.** You ask each question of step 1, and write down each answer: urine, stool and sexual function as always, nothing
numb between the legs or around the back passage, the left leg well. No fever, no recent infection, no cancer, no fall. Both feet are
warm, with good pulses; gait and plantar response are normal. You examine strength: the right big toe is a little weak when it is raised, and he says that it has been so since the first day. It is slight and
by his account not growing, so it is not the severe or progressive weakness that calls for an urgent MRI [RED-MOT-01]. But it is new,
and new weakness needs urgent assessment [RF-03]. Today's examination is its first half; the second is a call to the spine service
today. Not growing, told once, is not the same as stable.

**2. Root?** Leg worse than back, below the knee, one root's pattern. Raising the straight leg brings the pain on. In surgical series
that test is positive in most people with a herniation but also in most without, so it raises your belief only a little [SYM-DX-01].
Cough counts when it worsens the *leg* pain [SYM-HX-03], so you ask which of his two pains it worsens: the leg.

**3. Which?** The outer calf, the top of the foot and the big toe: most likely L5. You check hip abduction and inversion of the ankle,
because L5 and the fibular nerve part ways there [SYM-LOOK-08].

**4. How sure?** You write down 80 of 100 before you read on. Would you bet at those odds?

**5. Decide.** For the pain alone no scan: before any care it is usually not appropriate [SYM-IMG-05]. For the weak toe you do not
decide alone: you telephone the spine service the same day, say how strong the toe is and since when, and ask whether he is to be
scanned and how soon. How slight a new weakness may be to wait without a scan is a question no source of this course settles. He carries
on with what he can [EX-15]. He is told honestly that most people improve, often not completely [PR-01]. “Loosening” has nothing to loosen.

**6. Safety net.** You read the card to him and put it into his hand. It says:

> {{cauda-equina.warning}}

And under it, in your writing: the toe weaker, or the foot dropping: the same day; if nobody can be reached, the emergency
department. He leaves with a date, within days, on which you test the toe again with your own hand.
"""

# %%
lesson.deeper(
    "In one audit of suspected cauda equina syndrome, pain in both legs, leg weakness, sensory loss and altered perianal sensation were informative, while back pain and sciatica of one side were not [RED-CES-06].",
    "A residual urine above 200 ml raises suspicion; a smaller one does not rule the syndrome out [RED-CES-08]. Anal tone is a poor test [RED-CES-07].",
)

# %% [markdown]
"""
## Explore: how sure are you?

For each case you give an answer and how sure you are. Being sure is itself an answer, and it can be right or wrong. A fair way to
score it is the squared distance between what you said and what happened, as a penalty from 0 (best) to 100:

| You say | penalty if right | penalty if wrong |
|---|---|---|
| 50 % sure | 25 | 25 |
| 70 % sure | 9 | 49 |
| 90 % sure | 1 | 81 |
| 99 % sure | 0 | 98 |

From 90 to 99 you gain one point when you are right and lose seventeen when you are wrong. Say what you believe: nothing else scores
better over many patients. If you are right in 7 of 10 cases in which you said 90 %, you are overconfident; that is the most useful
thing this page can tell you.

## Your patients

Read the story, go through the six steps, answer, and say how sure you are. The explanation comes after your answer. The parameter
`cases` sets how many patients there are, and another `seed` brings others.
"""

# %%
lesson.cases(count=cases)

# %% [markdown]
"""
After each patient ask yourself one question: *what is the worst thing this could have been, and did I exclude it or merely not
think of it?*

## Check yourself
"""

# %%
lesson.check_yourself(count=4)

# %% [markdown]
"""
## Take-away

- Danger first, every time, in plain words; “not asked” is not “no”.
- A flag is weighed, but where a mistake cannot be undone the threshold is low.
- What does not fit the pattern is the finding.
- Say how sure you are as a number, and keep score.
- Nobody leaves without a safety net: what to watch for, where to go, how fast.
"""

# %%
lesson.progress()

# %%
lesson.way()

# %% [markdown]
"""
<!-- references -->
"""
