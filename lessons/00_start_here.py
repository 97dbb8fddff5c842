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
what happens to somebody who believes it? Plan about 15 minutes for this page.
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

The red box stands at the top of every lesson. It is not part of the lesson: it is for you, and for the person you may be
thinking of. One of its rows is the warning of cauda equina syndrome. Read it now; then answer two questions.

> {{cauda-equina.warning}}
"""

# %%
lesson.safety()

# %%
lesson.quiz("red-flags-cauda-equina", count=2, title="Who goes to hospital now?")

# %% [markdown]
"""
## The way

Go in this order the first time. If you have a patient or an exam tomorrow, do 2 and 5.
"""

# %%
lesson.progress(all_lessons=True)

# %% [markdown]
"""
## What do you believe now?

This is how each page works: you answer, and say how sure you are, before you are told. Being wrong and unsure is fine, being
wrong and certain is worth finding out. Ten questions from the whole course, before you have read anything; nobody expects
you to know, and you will meet the same topics again and see what has moved.
"""

# %%
lesson.pre_test(count=10)

# %%
lesson.deeper(
    "Do this once in each lesson: menu Run, then Run All Cells. Then read from the top, answer and move things; there is no code to write or to read. The one open cell at the top holds the lesson's settings: level, audience, your name.",
    "Without a mouse: Tab moves on to buttons and answers, Space chooses, and inside a group of answers the arrow keys move. Escape and the arrow keys go from cell to cell.",
    "If something looks stuck: menu Kernel, then Restart Kernel and Run All Cells. Your answers stay.",
    "Each picture has a description for those who cannot see it. Everything that moves also reads as plain text and tables where no program is running.",
    title="How a notebook works",
)

# %% [markdown]
"""
## Your record

The cards above show what you have done and what is due. Several people on one computer: each writes `learner = "a name"` in
the settings.
"""

# %%
lesson.own_record()

# %% [markdown]
"""
## Take-away

Red flags first. Predict, then look. Ask every sentence where it comes from, also those of this course: it does not know you
and gives **no medical advice**; it teaches nobody to give an injection; **no clinician has reviewed it yet**, and many of its
sources were read only as abstracts. Evidence changes, and each fact carries the date on which it was last checked.
"""

# %%
lesson.way()

# %% [markdown]
"""
<!-- references -->
"""
