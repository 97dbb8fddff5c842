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
# The article on trial

One popular article on sciatica, taken apart claim by claim; and a way of reading that you can use on the next one.
Plan about 55 minutes. To begin: menu *Run*, then *Run All Cells*.
"""

# %% tags=["parameters"]
level = "introductory"
audience = "self-study"
learner = ""
seed = 1
show_answers = False
verdict = "all"

# %%
from sciatica_edu.lessons.lesson import Lesson

lesson = Lesson.open(
    "06_article_on_trial",
    level=level,
    audience=audience,
    learner=learner,
    seed=seed,
    show_answers=show_answers,
    verdict=verdict,
)
lesson

# %%
lesson.safety()

# %% [markdown]
"""
## Idea: eight questions for any health article

1. **Who speaks, when, and with what sources?** The article names no author with a profession, no date of review and no
   source. That does not make it false; it means that nothing in it can be trusted for its origin.
2. **What exactly is claimed?** Cut the text into sentences that could be true or false. This one gave 85.
3. **Is it a fact or a preference?** “Best done under a trainer” is a preference. It gets no verdict of right or wrong.
4. **What would show it?** An effect of treatment needs a comparison. “After it the pain will recede” has none: most people
   with sciatica improve without surgery anyway [PR-01].
5. **In whom, counted how, and when?** 95 of 100 recovered within a year in one trial [PR-03], 55 of 100 improved in primary
   care [SYM-NAT-02]. Both are right; a text that gives one number without its setting is not.
6. **How large, and how sure?** Exercise against advice: about 11 of 100 points less leg pain for a while, with an interval
   from almost nothing to twice that [EX-02]. “Effective” hides all of this.
7. **What is missing?** Who must not do it, when to stop, what to do if it goes wrong.
8. **What happens if somebody believes it?** Judge harm apart from truth. A wrong number of roots hurts nobody. A wrong door in
   an emergency does.
"""

# %% [markdown]
"""
## Your trial

The article's 85 claims, in its own order. Vote on each; ask for the evidence at hand (*Hint*) before you do. The verdict of
this course, and what is right, opens when you have voted; your score stands under each part. Some of these sentences are
dangerous: follow none of them before you have seen what is right.
"""

# %% [markdown]
"""
### The headline

Title and introduction of the article.
"""

# %%
lesson.vote("S01", "S02", "S03", "S04", "S05", "S06", "S07", "S08", "S09", "S10", "S11")

# %% [markdown]
"""
### The nerve

What it says of the anatomy.
"""

# %%
lesson.vote("S12", "S13", "S14", "S15", "S16", "S17", "S18", "S19", "S20", "S21", "S22")

# %% [markdown]
"""
### The signs

How to know it, and whom to see.
"""

# %%
lesson.vote("S23", "S24", "S25", "S26", "S27", "S28", "S29", "S30", "S31", "S32")

# %% [markdown]
"""
### When it is urgent, and what causes it

Here a mistake costs most.
"""

# %%
lesson.vote(
    "S33",
    "S34",
    "S35",
    "S36",
    "S37",
    "S38",
    "S39",
    "S40",
    "S41",
    "S42",
    "S43",
    "S44",
    "S45",
)

# %% [markdown]
"""
### At home

Stretching, waiting, massage.
"""

# %%
lesson.vote("S46", "S47", "S48", "S49", "S50", "S51", "S52")

# %% [markdown]
"""
### The exercises

Four exercises, for everybody.
"""

# %%
lesson.vote("S53", "S54", "S55", "S56", "S57", "S58", "S59", "S60", "S61", "S62", "S63")

# %% [markdown]
"""
### The needle

When, how, and what it does.
"""

# %%
lesson.vote("S64", "S65", "S66", "S67", "S68", "S69")

# %% [markdown]
"""
### Who must not have it, and what can go wrong

A list of seven conditions and two dangers.
"""

# %%
lesson.vote("S70", "S71", "S72", "S73", "S74", "S75", "S76", "S77", "S78", "S79", "S80", "S81")

# %% [markdown]
"""
### The article's advice at the end

What to do every day, and by whom.
"""

# %%
lesson.vote("S82", "S83", "S84", "S85")

# %% [markdown]
"""
## Explore: how it came out
"""

# %%
from sciatica_edu.lessons.ledger import counts_table, ledger, most_harmful

lesson.predict("PRD-ART-01")

# %%
lesson.predict("PRD-ART-02", counts_table(lesson.course))

# %% [markdown]
"""
### Five patterns to recognise

- **A picture instead of a mechanism.** “Locked” and “unlocked” sound like an explanation. Sciatica is leg pain from an
  irritated nerve root [DX-01]; none of the sources of this course knows a lock.
- **Right alarm, wrong reason.** Fever is called a sign of the hernia. It is a reason to look for infection, and a normal
  temperature does not rule that out: in one emergency series only about a fifth of people with an abscess beside the spinal
  cord had a fever on arrival [RED-INF-02].
- **One size for everybody.** The same four exercises for all, no questions asked. In a small study new fractures were far more
  frequent in women with spinal osteoporosis who were given bending exercises [EX-08].
- **Too smooth.** The pain “stops immediately” after a block. A long-acting block at mid-thigh took a median of 35 to 40 minutes
  to become complete, and the leg stayed weak for about fifteen hours [LA-07].
- **Words run together.** A block of the nerve in the leg and an injection at the root in the spine are treated as one thing.
  For the first, as a treatment of sciatica from a disc, only case series were found [NB-06]; the second has trials, with a
  small effect for some weeks to months [NB-07].
"""

# %% [markdown]
"""
## What could do most harm

Each sentence of the article that could do high harm, beside what is right. Which of them did you miss?
"""

# %%
most_harmful(lesson.course)

# %% [markdown]
"""
Look at what makes them dangerous. Two of them are not even false in the usual sense: the article recognises an emergency
and then offers the wrong door. One gives good exercises to the wrong people. One names two harms of an injection and is
silent about the rest. **Danger sits more often in the advice and in the silence than in the facts.**
"""

# %% [markdown]
"""
## What it left out

Silence has no sentence to check, so it is easy to miss. Ask of every text: what would I need to know before I did this?
"""

# %%
lesson.omissions(*lesson.course.omissions)

# %% [markdown]
"""
## The same topic, honestly and in short

Sciatica is a name for leg pain, typically below the knee, from an irritated nerve root of the lower back [DX-01]. Most
often a disc herniation is the cause [SYM-CAU-01].

> {{cauda-equina.warning}}

Call an ambulance for a leg that turns cold and pale [LIM-02, LIM-03], and after a fall or accident with new weakness or
numbness, without getting up [FRX-01, FRX-05]. With a cancer now or in the past, pain that shoots down a leg, weakness or
numbness is an emergency contact immediately; the same day is too slow [MSCC-01, MSCC-03, MSCC-10]. Fever with weakness or
numbness is one too [INFX-02, INFX-06]. Be seen the same day if a leg or foot is newly weak or gets weaker [RED-MOT-01,
TRI-07], if pain comes with infection or fever (no fever does not mean no infection [RED-INF-01, INFX-05]), and after a
small fall with fragile bones [FRX-05].

Without such signs a scan is not routinely needed [SYM-IMG-03]. Most people improve without surgery, though often not
completely [PR-01], and a quarter of those who were free of leg pain have it again within a year [PR-10]. Herniations
often shrink by themselves [SYM-NAT-04]. Carry on with your normal activities as far as you can; bed rest is no better
[EX-01, EX-15]. Choose movements that draw the pain out of the leg and stop those that send it further down [EX-04].
Supervised exercise helps the leg a little, for a while [EX-02]. Early surgery brings faster relief in severe sciatica
that lasts, with a similar result after a year [PR-03]. An epidural steroid injection reduces leg pain by about 5 of 100
for up to three months [NB-07], can rarely do severe harm to the nervous system [CX-07], and guidelines disagree on
offering it [EPI-01, EPI-03]; nobody should have one against their will, or with an infection at the needle site [CI-11].

**Your turn.** Which sentence would you have left out, and what would its absence do?
"""

# %%
lesson.deeper(
    "Absence of evidence and evidence of absence are different verdicts here: “no evidence” means that nobody has shown it, “wrong” that the evidence says otherwise. Pooled physiotherapy trials, all with high or unclear risk of bias, show how weak even a large body of trials can be [EX-03].",
    "Guidelines and trials can disagree and both be read rightly: a national guideline advises against acupuncture, and a later trial from one country found it better than sham at four weeks in chronic disc-related sciatica [TX-01].",
)

# %% [markdown]
"""
## Check yourself

Each question takes one sentence from a health text and asks what a careful reader does with it.
"""

# %%
lesson.check_yourself(count=4)

# %% [markdown]
"""
## What the article says: the whole ledger

All claims, the worst verdicts first, and within each verdict the more harmful first.
"""

# %%
lesson.deeper(ledger(lesson.course, verdict=verdict), title="Open the ledger")

# %% [markdown]
"""
## And now?

The objectives that the first lesson asked about, with other questions. As there, nothing is told before you are through. Below
stands your sheet to take home: it is made from your record, and changes with it.
"""

# %%
lesson.post_test()

# %%
lesson.sheet()

# %% [markdown]
"""
## Take-away

- Cut a text into claims; judge truth and harm separately.
- The dangerous part is often the advice, or what is not said.
- A number needs its people, its definition and its date.
- “After it I was better” is where a question begins, not where it ends.
- This course is a health text too. It names its sources and its doubts, and no clinician has reviewed it yet: ask it the same
  eight questions.
"""

# %%
lesson.progress()

# %%
lesson.way()

# %% [markdown]
"""
<!-- references -->
"""
