"""A quiz in a notebook: session, widget, twin."""
