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
# Start here

A course on sciatica that begins with one popular article and asks of each of its sentences: is it true, how do we know, and
what happens to somebody who believes it? Plan about 20 minutes for this page.
"""

# %% tags=["parameters"]
level = "introductory"
audience = "self-study"
learner = ""
seed = 1
show_answers = False

# %%
from sciatica_edu.lessons.lesson import Lesson

lesson = Lesson.open(
    "00_start_here",
    level=level,
    audience=audience,
    learner=learner,
    seed=seed,
    show_answers=show_answers,
)
lesson

# %% [markdown]
"""
## Safety first

This table stands at the top of every lesson. It is not part of the lesson: it is for you, and for the person you may be thinking
of. One of its rows is the warning of cauda equina syndrome; learn that one by heart.

> {{cauda-equina.warning}}
"""

# %%
lesson.safety()

# %% [markdown]
"""
## The way

- [1 The sciatic nerve](01_anatomy.ipynb): what it is and where it goes
- [2 Recognising sciatica](02_symptom_recognition.ipynb): what it is not, and who must be seen today
- [3 Exercises, and how long it lasts](03_exercises.ipynb): what to do, when to stop, what to expect
- [4 Nerve blocks](04_nerve_block.ipynb): how they work, who must not have one, what can go wrong
- [5 The clinic](05_clinic.ipynb): patients, from story to decision
- [6 The article on trial](06_article_on_trial.ipynb): judge a health article yourself
- [For instructors](instructor.ipynb): run a class with it

Go in this order the first time. If you have a patient or an exam tomorrow, do 2 and 5.
"""

# %%
from sciatica_edu.lessons.course_map import course_map

course_map(lesson.course)

# %% [markdown]
"""
## How a notebook works

A notebook is a page with text and *cells*. A cell with a grey background is a small program; you do not have to understand it.

- **Run a cell:** click into it and press Shift + Enter. The result appears below it and you move on to the next.
- **Run everything:** menu *Run*, then *Run All Cells*. Do this once when you open a lesson, then read from the top.
- **Without a mouse:** the arrow keys move between cells, Enter goes into a cell, Escape leaves it. Tab moves on to buttons and
  answers inside a result, Space chooses, and inside a group of answers the arrow keys move.
- **If something looks stuck:** menu *Kernel*, then *Restart Kernel and Run All Cells*. Your answers stay.
- **Change a number:** in the cell with `level = "introductory"` you can write `"clinical"` and run all cells again; the lesson
  then shows its deeper paragraphs. A wrong word is refused with a message that says which words are allowed.
- **Pictures** have a description for those who cannot see them. Live elements (timers, maps, quizzes) also read as plain text and
  tables where no program is running.

**Predict, then see** is meant seriously. Say what you expect and how sure you are; only then does the answer open, in the
same place. What surprises you is what you remember, and each lesson ends with where you were surest and wrong.

## What do you believe now?

Ten questions from the whole course, before you have read anything. Nobody expects you to know; you will meet the same topics
again and see what has moved. Say how sure you are: being wrong and unsure is fine, being wrong and certain is worth finding out.
"""

# %%
lesson.pre_test(count=10)

# %% [markdown]
"""
## Your record

Each answer is written to a file on this computer before you see whether it was right, so that a closed window or a crash loses
nothing. Nothing is sent anywhere. Here is what it holds:
"""

# %%
lesson.progress()

# %% [markdown]
"""
The file is yours. It stands in the data folder of your user account (or in the folder that the environment variable
`SCIATICA_EDU_HOME` names), one file for each learner's name. In a terminal:

```
sciatica-edu record show
sciatica-edu record export
sciatica-edu record erase
```

`show` tells what is kept and where, `export` writes a copy for you, `erase` deletes it. `--help` after each of them tells
more. Several people on one computer: each sets `learner = "a name"` in the parameters cell.

## What this course is not

- **Not medical advice.** It does not know you. If you have symptoms, use the table at the top and see a professional.
- **Not a licence.** Lesson 4 explains injections so that you can understand and question them. Nobody learns to give one here.
- **Not reviewed by a clinician yet.** Each statement names its source and how it was checked; many sources were read only as
  abstracts. Where the course is uncertain it says so.
- **Not the last word.** Evidence changes. Each fact carries the date on which it was last checked.

## Take-away

Red flags first. Predict, then look. Ask every sentence where it comes from, also those of this course.

When you are ready, open [lesson 1](01_anatomy.ipynb).
"""

# %% [markdown]
"""
<!-- references -->
"""
