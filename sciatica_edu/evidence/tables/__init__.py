"""The topics' tables as typed rows."""
