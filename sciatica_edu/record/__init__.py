"""The learner's own record: an append-only log of answers, which its owner can show, export, erase."""
