"""One page for reviewers: every widget and figure in its main states."""
