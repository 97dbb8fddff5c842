"""The learner's record in the learner's hands, in the page: show it, take it along, erase it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import traitlets

from sciatica_edu.display import Html, element, join
from sciatica_edu.display.widget import TwinWidget
from sciatica_edu.errors import SciaticaEduError
from sciatica_edu.record.owner import export_lines, show

if TYPE_CHECKING:
    from sciatica_edu.record.store import LearnerRecord

__all__ = ["OwnRecord"]

_WHAT = (
    "Each answer is written to a file on this computer before you see whether it was right, so that a closed "
    "window or a crash loses nothing. Nothing is sent anywhere. The file is yours."
)


class OwnRecord(TwinWidget):
    """Buttons that show, export and erase the record.

    Parameters
    ----------
    record
        The learner's record.
    """

    title = "Your record"
    browser = "own_record"

    what: Any = traitlets.Unicode(_WHAT).tag(sync=True)
    """What is kept, in words."""
    told: Any = traitlets.Unicode().tag(sync=True)
    """What the last button did."""

    def __init__(self, record: LearnerRecord) -> None:
        self._record = record
        super().__init__()
        self.on_msg(self._received)

    def __repr__(self) -> str:
        return f"{self.title}: show, export, erase"

    def twin(self) -> Html:
        """Return what the record is, and the commands that do the same where no program runs."""
        commands = (
            "sciatica-edu record show",
            "sciatica-edu record export",
            "sciatica-edu record erase",
        )
        items = Html("".join(element("li", Html(element("code", one), "")) for one in commands), "")
        listed = Html(element("ul", items), "\n".join(f"  {one}" for one in commands))
        lead = "Where no program runs, a terminal does the same:"
        return join([Html(element("p", _WHAT), _WHAT), Html(element("p", lead), lead), listed])

    def _received(self, _widget: Any, message: Any, _buffers: Any) -> None:
        if not isinstance(message, dict):
            return
        try:
            self._act(str(message.get("do")))
        except SciaticaEduError as error:
            self.told = str(error)

    def _act(self, what: str) -> None:
        match what:
            case "show":
                self.told = show(self._record)
            case "export":
                lines = list(export_lines(self._record))
                self.send({"file": f"{self._record.path.stem}.jsonl", "lines": lines})
                self.told = f"{len(lines)} entries exported."
            case "erase":
                gone = self._record.erase()
                self.told = (
                    "Erased: " + ", ".join(path.name for path in gone) + "."
                    if gone
                    else "There was nothing to erase."
                )
