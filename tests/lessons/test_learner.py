from __future__ import annotations

import pytest

from sciatica_edu.lessons.learner import file_stem, require_learner_name


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
