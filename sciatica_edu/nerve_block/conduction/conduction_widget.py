"""The conduction widget: move a slider, see the impulse travel, slow down and stop.

The browser half computes with the same fibre as Python (``js/src/fibre``, equal to 1e-6 mV), so a
slider move needs no answer from the kernel. Python keeps the settings, refuses what is
impossible, and draws the static twin from its own simulation; it sends no pictures.
"""

from __future__ import annotations

from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING, Any

import traitlets

from sciatica_edu.display import Html, Picture, join, picture, styled, table
from sciatica_edu.display.notice import NOT_MEDICAL_ADVICE
from sciatica_edu.display.widget import TwinWidget
from sciatica_edu.errors import require_known
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.nerve_block.conduction.block import axon_concentration_mm
from sciatica_edu.nerve_block.conduction.browser_parameters import browser_parameters
from sciatica_edu.nerve_block.conduction.compound_nerve import compound_block
from sciatica_edu.nerve_block.conduction.impulse_figures import plot_space_time, plot_traces
from sciatica_edu.nerve_block.conduction.impulse_view import (
    MOST_EXPOSED_NODES,
    SENTENCES,
    ImpulseSetting,
    ImpulseView,
    impulse_view,
)
from sciatica_edu.nerve_block.conduction.parameters import (
    load_binding_parameters,
    load_fibre_parameters,
)
from sciatica_edu.nerve_block.widget_kit import heading, paragraph

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sciatica_edu.nerve_block.conduction.compound_nerve import FibreVerdict

__all__ = ["ConductionWidget", "conduction_widget"]

_STEP_US = 5.0
_SHORTEST_COMPOUND_MM = 0.1
_SLIDERS = (
    ("concentration_mm", "Drug at the axon", "mM", 0, 3, 0.02, "Drug"),
    ("firing_rate_hz", "Firing rate", "per second", 0, 200, 5, "Drug"),
    ("exposed_length_mm", "Length treated", "mm", 0, 30, 0.5, "Nerve"),
    ("diameter_um", "Fibre diameter", "µm", 3, 16, 0.5, "Nerve"),
    ("temperature_c", "Temperature", "°C", 20, 41, 0.5, "Nerve"),
    ("myelin_percent", "Myelin left", "%", 2, 100, 1, "Compression"),
    (
        "paranode_gap_factor",
        "Paranodal gap",
        "× healthy",
        1,
        20,
        1,
        "Compression",
    ),
)
_FIBRE_HEADER = ("Fibre", "Carries", "Channels blocked", "Now", "The patient notices")
_NOTE = f"{sentence('conduction.note').text} {NOT_MEDICAL_ADVICE}"


class ConductionWidget(TwinWidget):
    """One fibre under drug, compression, cold and firing, and four kinds of fibre beside it.

    Parameters
    ----------
    **settings
        Names and values of `ImpulseSetting`; what is left out has its default.

    Raises
    ------
    UnknownNameError
        If a setting or the drug is unknown; the nearest name is given.
    OutOfRangeError
        If a value is outside its range.
    """

    title = "Conduction: watch it stop"
    browser = "conduction"

    heading: Any = traitlets.Unicode(title).tag(sync=True)
    """Title shown in the browser."""
    settings: Any = traitlets.Dict().tag(sync=True)
    """Drug and slider values; myelin in percent."""
    sliders: Any = traitlets.List().tag(sync=True)
    """Id, label, unit, lowest, highest, step and group of each slider."""
    fibre_data: Any = traitlets.Dict().tag(sync=True)
    """All constants the browser half computes with."""
    drugs: Any = traitlets.List().tag(sync=True)
    """Drugs to choose from: id and label."""
    note: Any = traitlets.Unicode(_NOTE).tag(sync=True)
    """What the learner must know before using it."""

    def __init__(self, **settings: Any) -> None:
        self._parameters = load_fibre_parameters()
        self._binding = load_binding_parameters()
        self._twin: tuple[dict[str, Any], Html] | None = None
        names = [*_DEFAULTS]
        for name in settings:
            require_known("setting of the conduction widget", name, names)
        super().__init__(
            sliders=[list(row) for row in _SLIDERS],
            drugs=[
                [name, f"{name} (assumed binding)" if row.is_uncertain else name]
                for name, row in self._binding.drugs.items()
            ],
            fibre_data=_fibre_data(),
            settings=settings,
        )

    @traitlets.validate("settings")
    def _possible(self, proposal: Any) -> dict[str, Any]:
        given = {**_DEFAULTS, **proposal["value"]}
        _ = self._setting(given)
        return given

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Take what a browser sends; an impossible setting is refused before anything changes."""
        self._setting({**_DEFAULTS, **sync_data.get("settings", {})})
        super().set_state(sync_data)

    def view(self) -> ImpulseView:
        """Return the impulse of the present settings, simulated in Python."""
        return impulse_view(
            self._setting(self.settings),
            parameters=self._parameters,
            binding=self._binding,
            time_step_us=_STEP_US,
        )

    def rows(self) -> list[list[str]]:
        """Return what four kinds of fibre do under the drug, as the browser tells it.

        Empty when no length is treated.
        """
        setting = self._setting(self.settings)
        if setting.exposed_length_mm < _SHORTEST_COMPOUND_MM:
            return []
        found = compound_block(setting, parameters=self._parameters, binding=self._binding)
        return [_row(verdict) for verdict in found]

    def lines(self) -> list[str]:
        """Return the lines below the picture, as the browser shows them."""
        return self._lines(self.view())

    def _lines(self, view: ImpulseView) -> list[str]:
        setting = view.setting
        one_percent_mm = axon_concentration_mm(1.0, drug=setting.drug, parameters=self._binding)
        percent = f"{setting.concentration_mm / one_percent_mm:.2f}"
        lines = [
            SENTENCES["blocked_share"].format(
                share=_percent(view.blocked_share), nodes=view.exposed_in_nerve
            ),
            SENTENCES["solution"].format(percent=percent),
        ]
        if view.exposed_in_nerve > MOST_EXPOSED_NODES:
            lines.append(SENTENCES["more_nodes"].format(most=MOST_EXPOSED_NODES))
        if setting.firing_rate_hz > 0:
            lines.append(SENTENCES["tenth"])
        if view.is_extension:
            lines.append(SENTENCES["extension"])
        if view.is_assumed:
            lines.append(SENTENCES["assumed"].format(drug=setting.drug))
        return lines

    def twin(self) -> Html:
        """Return the present settings as a picture and tables, static."""
        if self._twin is None or self._twin[0] != self.settings:
            self._twin = (dict(self.settings), self._drawn_twin())
        return self._twin[1]

    def _setting(self, settings: Mapping[str, Any]) -> ImpulseSetting:
        for name in settings:
            require_known("setting of the conduction widget", name, _DEFAULTS)
        given = dict(settings)
        require_known("drug of the conduction widget", str(given["drug"]), self._binding.drugs)
        given["myelin_fraction"] = given.pop("myelin_percent") / 100
        return ImpulseSetting(**given)

    def _drawn_twin(self) -> Html:
        view = self.view()
        drawn = _picture(view)
        pieces = [
            heading(self.title),
            paragraph(_NOTE),
            paragraph(view.verdict),
            Html(drawn.html, drawn.text),
            paragraph(" ".join(self._lines(view))),
        ]
        rows = self.rows()
        if rows:
            pieces.append(
                table(_FIBRE_HEADER, rows, caption="Four kinds of fibre under the drug alone")
            )
        return join(pieces)


def conduction_widget(drug: str = "lidocaine", **settings: Any) -> ConductionWidget:
    """Return the conduction widget for a drug with a known binding; see `ConductionWidget`."""
    return ConductionWidget(drug=drug, **settings)


def _picture(view: ImpulseView) -> Picture:
    import matplotlib.pyplot as plt

    with styled():
        figure, (left, right) = plt.subplots(1, 2, figsize=(8.6, 3.6))
        plot_space_time(view, ax=left)
        plot_traces(view, ax=right)
    return picture(
        figure,
        dpi=80,
        alt=(
            "An impulse in a nerve fibre over time and along the fibre, and the potential at chosen nodes. "
            f"{view.verdict}"
        ),
        caption=f"{_setting_told(view.setting)} Run this cell to move the sliders.",
    )


def _setting_told(setting: ImpulseSetting) -> str:
    """Return the settings of an impulse in one sentence."""
    return (
        f"{setting.drug} {setting.concentration_mm:g} mM at the axon over {setting.exposed_length_mm:g} mm, fibre "
        f"{setting.diameter_um:g} µm, {setting.temperature_c:g} °C, {setting.firing_rate_hz:g} impulses a second, "
        f"myelin {setting.myelin_fraction:.0%}, paranodal gap {setting.paranode_gap_factor:g} times."
    )


def _percent(share: float) -> str:
    return f"{100 * share:.0f}"


def _row(verdict: FibreVerdict) -> list[str]:
    kind = verdict.fibre_class
    unchanged = SENTENCES["unchanged"].format(carries=kind.carries.capitalize())
    return [
        f"{kind.name}, {kind.diameter_um:g} µm",
        kind.carries,
        f"{_percent(verdict.blocked_share)}%",
        SENTENCES["conducts" if verdict.conducts else "blocked"],
        unchanged if verdict.conducts else kind.notices,
    ]


@cache
def _fibre_data() -> dict[str, Any]:
    data = browser_parameters(load_fibre_parameters(), load_binding_parameters())
    data["impulse"]["step_us"] = _STEP_US
    data["compound"]["shortest_mm"] = _SHORTEST_COMPOUND_MM
    return data


def _defaults() -> dict[str, Any]:
    given = asdict(ImpulseSetting())
    given["myelin_percent"] = round(100 * given.pop("myelin_fraction"))
    return given


_DEFAULTS = _defaults()
