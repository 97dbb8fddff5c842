from __future__ import annotations

import pytest

from sciatica_edu.lessons.learner import file_stem, require_learner_name, same_learner_key


def test_refusal_says_which_rule_is_broken():
    with pytest.raises(ValueError, match="control character U\\+202E"):
        require_learner_name("Ana\u202e")
    with pytest.raises(ValueError, match="it has 81 characters, at most 80"):
        require_learner_name("x" * 81)


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Ana López", "Ana_López"),
        ("O'Brien, J.", "O_Brien_J"),
        ("李雷", "李雷"),
        ("Zoe\u0308", "Zoë"),
        ("7", "7"),
    ],
)
def test_file_stem_keeps_letters_and_digits(name, stem):
    assert file_stem(name) == stem


def test_names_a_person_takes_for_the_same_have_the_same_key():
    assert same_learner_key("ZOË  O'Neill") == same_learner_key("zoe\u0308 o'neill")
    assert same_learner_key("Ana") != same_learner_key("Anna")
