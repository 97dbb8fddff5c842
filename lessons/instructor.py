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
# For instructors

How to give these lessons to a class: which lesson takes which parameters, which commands there are, how you might mark, what is kept of
whom, and what nobody has reviewed yet. Plan about 12 minutes.
"""

# %% tags=["parameters"]
level = "introductory"
audience = "self-study"
learner = ""
seed = 1
show_answers = False
class_size = 20

# %%
from sciatica_edu.lessons.lesson import Lesson

lesson = Lesson.open(
    "instructor",
    level=level,
    audience=audience,
    learner=learner,
    seed=seed,
    show_answers=show_answers,
    class_size=class_size,
)
lesson

# %%
lesson.safety()

# %% [markdown]
"""
Somebody in your class may have one of these today. Say so at the beginning, and say where to go.

## The lessons
"""

# %%
from sciatica_edu.lessons.course_map import course_map
from sciatica_edu.lessons.instructor_tables import own_parameters_table, shared_parameters_table

course_map(lesson.course)

# %% [markdown]
"""
## Parameters

Every lesson takes the first table; the second lists what single lessons take besides. An unknown name, a wrong type or a value out
of range stops a run before any cell is executed, with a message that names the parameter, the value and what is allowed.
"""

# %%
shared_parameters_table()

# %%
own_parameters_table()

# %% [markdown]
"""
## One lesson

```
sciatica-edu run 03_exercises -p audience nursing -p weeks 4 -o week4.ipynb --html
```

writes the executed notebook and, with `--html`, a page beside it that reads offline; `--handout` adds a printable page without
code, and `--list` only lists the lesson's parameters. Plain papermill works too:

```
papermill notebooks/03_exercises.ipynb out.ipynb -p audience nursing -p weeks 4
```

There a wrong parameter stops the lesson in its first cells instead of before them.

## A class

Make a CSV file with a column `learner` and one column for each parameter that differs between students, then:

```
sciatica-edu cohort class.csv 04_nerve_block -o handed_out
```

Each student gets a notebook and a page; there is an index page and a summary, and a student whose run fails is named while the others
are finished. Give every student another `seed`: the questions and cases drawn then differ, and the same seed gives the same ones
again. A start for your class, which you can save as `class.csv`:
"""

# %%
from sciatica_edu.lessons.instructor_tables import class_list_example

class_list_example(class_size)

# %% [markdown]
"""
## Questions for your learning platform, for cards and for paper

```
sciatica-edu quiz export moodle -o questions.xml --lesson 02_symptom_recognition
sciatica-edu quiz export qti -o questions.zip --objective red-flags-cauda-equina
sciatica-edu quiz export anki -o sciatica.apkg --flashcards
sciatica-edu quiz export paper -o test.html --count 20 --seed 7 --no-key
sciatica-edu quiz import moodle yours.xml -o yours.yaml
```

`moodle` is Moodle XML; `qti` is one file for Canvas, Blackboard and Brightspace; `paper` is a page that the browser prints or saves as
PDF. No format holds everything; what is lost is printed, question by question.

## A quiz for marks

```
sciatica-edu quiz assessed -o midterm.json --key keys/midterm.json --name midterm --title "Midterm" --count 20
sciatica-edu gradebook handed_in -o marks --key keys/midterm.json
```

The students' file holds no key, not even a hidden one. They export their record (`sciatica-edu record export`) and hand the
file in; the gradebook marks it and shows which questions were too easy, too hard or misleading. Numbers about fewer than five
learners are withheld.

## Marking: a suggestion

- **Give no marks for the pre-test.** It is there to be wrong in.
- **Let safety pass or fail by itself.** A student who sends a suspected cauda equina syndrome home has not passed, whatever
  the rest is worth; let them repeat until they do not.
- **Reward calibration, not bravado.** Lesson 5 explains the score; mark the honest “60 %”.
- **Mark reasons in words.** A quiz sees the choice. Ask for two sentences on one case: what did you exclude, what would change your mind?
- **Let them attack the course.** Marks for a student who finds a sentence here that its source does not carry, and shows it.

Do not grade on a curve: with few students the difficulty of a question is a guess.

## What is kept, and where

- Each answer is appended to one file on the computer on which the notebook runs, before the feedback is shown. Nothing is sent over
  the network, and no name is needed: `learner` may be a number.
- The owner can show, export and erase it: `sciatica-edu record show`, `record export`, `record erase`.
- Notebooks that you hand out contain no answers of others. With `show_answers` switched on they contain the solutions; keep that
  copy to yourself.
- A quiz in practice explains itself after each answer, so its solutions are within reach of a determined student. Use it to
  teach. For an examination, supervise.
- Collecting students' records makes you responsible for them. Tell students what you collect, why, for how long, and collect no more.

## What is reviewed, and what is not

The table of certainty below is counted from the content itself. A statement marked as recalled, or of low certainty, is never shown to
learners as plain fact.
"""

# %%
from sciatica_edu.lessons.instructor_tables import review_table

review_table(lesson.course)

# %% [markdown]
"""
No clinician has signed any of it yet. Before you use a lesson with students who treat people, have somebody with the right to do
so read what it says: `sciatica-edu review-sheet -o sheet.html` prints every rule and sentence with its source and a box to sign,
what is open first (`--part` prints one topic); `CONTRIBUTING.md` says how a review is recorded. `sciatica-edu check` lists every broken rule of the content:
missing sources, claims not taught, objectives with too few questions.

The lessons on injections are for adults, for understanding, and for asking better questions. They do not train anybody to give
one, and no dose here may be taken to a patient.

## Take-away

Choose parameters, check them with `--list`, run one lesson yourself before the class does, put safety first, and tell students what is
kept of them.
"""
