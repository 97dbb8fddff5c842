"""The anatomy lesson's own models, figures and widgets; the skeleton is in `body`."""
