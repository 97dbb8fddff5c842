"""The conduction widget: move a slider, see the impulse travel, slow down and stop.

Python simulates; the browser half draws. A request is answered before the next is sent, so
nothing queues; what the learner has left meanwhile is never simulated.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np
import traitlets

from sciatica_edu.display import Html, join, picture, styled, table
from sciatica_edu.display.widget import TwinWidget
from sciatica_edu.errors import SciaticaEduError, require_known
from sciatica_edu.nerve_block.compound_nerve import compound_block
from sciatica_edu.nerve_block.conduction_block import axon_concentration_mm
from sciatica_edu.nerve_block.figures import plot_space_time, plot_traces
from sciatica_edu.nerve_block.impulse_view import (
    MOST_EXPOSED_NODES,
    ImpulseSetting,
    ImpulseView,
    impulse_view,
)
from sciatica_edu.nerve_block.parameters import (
    load_binding_parameters,
    load_critical_tables,
    load_fibre_parameters,
)
from sciatica_edu.nerve_block.statement import DISCLAIMER
from sciatica_edu.nerve_block.widget_kit import STATIC, browser_module, heading, paragraph

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from sciatica_edu.nerve_block.compound_nerve import CompoundBlock

__all__ = ["ConductionWidget", "conduction_widget"]

_SAMPLES = 160
_LOWEST_MV, _SPAN_MV = -100.0, 160.0
_STEP_WHILE_DRAGGING_US, _STEP_US = 10.0, 5.0
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
_NOTE = (
    "Drug and compression act on the same stretch. The concentration is that at the axon, not in the syringe. "
    f"A model of a single motor fibre, not a patient. {DISCLAIMER}"
)


class ConductionWidget(TwinWidget):
    """One fibre under drug, compression, cold and firing, and four kinds of fibre beside it.

    Parameters
    ----------
    settings
        Names and values of `ImpulseSetting`; what is left out has its default.

    Raises
    ------
    UnknownNameError
        If a setting or the drug is unknown; the nearest name is given.
    OutOfRangeError
        If a value is outside its range.
    """

    title = "Conduction: watch it stop"
    _esm = browser_module("conduction.js")
    _css = STATIC / "nerve_block.css"

    heading: Any = traitlets.Unicode(title).tag(sync=True)
    """Title shown in the browser."""
    settings: Any = traitlets.Dict().tag(sync=True)
    """Drug and slider values; myelin in percent."""
    sliders: Any = traitlets.List().tag(sync=True)
    """Id, label, unit, lowest, highest, step and group of each slider."""
    drugs: Any = traitlets.List().tag(sync=True)
    """Drugs to choose from: id and label."""
    note: Any = traitlets.Unicode(_NOTE).tag(sync=True)
    """What the learner must know before using it."""

    def __init__(self, **settings: Any) -> None:
        self._parameters = load_fibre_parameters()
        self._binding = load_binding_parameters()
        self._tables = load_critical_tables()
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
            settings={**_DEFAULTS, **settings},
        )
        self._heard: dict[str, Any] | None = None
        self.on_msg(self._hear)
        self.observe(self._tell, names="settings")

    @traitlets.validate("settings")
    def _possible(self, proposal: Any) -> dict[str, Any]:
        _ = self._setting(proposal["value"])
        return dict(proposal["value"])

    def view(self) -> ImpulseView:
        """Return the impulse of the present settings, simulated with the fine time step."""
        return self._simulate(self.settings, step_us=_STEP_US)

    def compound(self) -> CompoundBlock | None:
        """Return what four kinds of fibre do under the drug; None when no length is treated."""
        return self._compound(self._setting(self.settings))

    def answer(self, settings: Mapping[str, Any], *, draft: bool) -> tuple[dict[str, Any], bytes]:
        """Return what the browser draws: a description, and the potentials as bytes.

        Parameters
        ----------
        settings
            As the trait.
        draft
            Whether the learner is still moving a slider: a time step of 10 instead of 5 µs.

        Returns
        -------
        tuple
            Description; and one byte for each node and sample, 0 for -100 mV, 255 for 60 mV.
        """
        view = self._simulate(settings, step_us=_STEP_WHILE_DRAGGING_US if draft else _STEP_US)
        told = {
            "nodes": view.node_count,
            "samples": _SAMPLES,
            "duration_ms": float(view.time_ms[-1]),
            "internode_mm": view.internode_mm,
            "exposed": list(view.exposed),
            "watched": list(view.watched_nodes),
            "conducts": view.conducts,
            "verdict": view.verdict,
            "lines": self._lines(view),
            "fibres": _fibre_rows(self._compound(view.setting)),
        }
        return told, _decimated(view).tobytes()

    def twin(self) -> Html:
        """Return the present settings as a picture and tables, static."""
        if self._twin is None or self._twin[0] != self.settings:
            self._twin = (dict(self.settings), self._drawn_twin())
        return self._twin[1]

    def _setting(self, settings: Mapping[str, Any]) -> ImpulseSetting:
        for name in settings:
            require_known("setting of the conduction widget", name, _DEFAULTS)
        given = {**_DEFAULTS, **settings}
        require_known("drug of the conduction widget", str(given["drug"]), self._binding.drugs)
        given["myelin_fraction"] = given.pop("myelin_percent") / 100
        return ImpulseSetting(**given)

    def _simulate(self, settings: Mapping[str, Any], *, step_us: float) -> ImpulseView:
        return impulse_view(
            self._setting(settings),
            parameters=self._parameters,
            binding=self._binding,
            time_step_us=step_us,
        )

    def _compound(self, setting: ImpulseSetting) -> CompoundBlock | None:
        if setting.exposed_length_mm < _SHORTEST_COMPOUND_MM:
            return None
        return compound_block(
            setting.concentration_mm,
            drug=setting.drug,
            exposed_length_mm=setting.exposed_length_mm,
            parameters=self._parameters,
            binding=self._binding,
            tables=self._tables,
            temperature_c=setting.temperature_c,
            firing_rate_hz=setting.firing_rate_hz,
        )

    def _lines(self, view: ImpulseView) -> list[str]:
        setting, substance = view.setting, self._binding.binding(view.setting.drug)
        one_percent_mm = axon_concentration_mm(1.0, binding=substance, parameters=self._binding)
        lines = [
            (
                f"{view.blocked_share:.0%} of the sodium channels in the stretch are blocked; "
                f"{view.exposed_in_nerve} nodes lie in it."
            ),
            (
                f"About what a {setting.concentration_mm / one_percent_mm:.2f} % solution is estimated to give "
                "(one ratio, measured for lidocaine in rats)."
            ),
        ]
        if view.exposed_in_nerve > MOST_EXPOSED_NODES:
            lines.append(f"{MOST_EXPOSED_NODES} of them are simulated: more change nothing.")
        if setting.firing_rate_hz > 0:
            lines.append("The tenth impulse of the train is shown.")
        if view.is_extension:
            lines.append("Below 5.7 µm the model is an extension of the published one.")
        if view.is_assumed:
            lines.append(
                f"Uncertain: the binding of {setting.drug} or its use dependence is assumed."
            )
        return lines

    def _drawn_twin(self) -> Html:
        import matplotlib.pyplot as plt

        view = self.view()
        with styled():
            figure, (left, right) = plt.subplots(1, 2, figsize=(8.6, 3.6))
            plot_space_time(view, ax=left)
            plot_traces(view, ax=right)
        drawn = picture(
            figure,
            dpi=80,
            alt=(
                "An impulse in a nerve fibre over time and along the fibre, and the potential at chosen nodes. "
                f"{view.verdict}"
            ),
            caption=f"{_told(view)} Run this cell to move the sliders.",
        )
        pieces = [
            heading(self.title),
            paragraph(_NOTE),
            paragraph(view.verdict),
            Html(drawn.html, drawn.text),
            paragraph(" ".join(self._lines(view))),
        ]
        rows = _fibre_rows(self._compound(view.setting))
        if rows:
            pieces.append(
                table(_FIBRE_HEADER, rows, caption="Four kinds of fibre under the drug alone")
            )
        return join(pieces)

    def _hear(self, _widget: object, content: Any, _buffers: object) -> None:
        message = dict(content)
        reply = {"view": message.get("view"), "request": message.get("request")}
        settings, draft = message.get("settings", {}), bool(message.get("draft"))
        try:
            told, potentials = self.answer(settings, draft=draft)
        except SciaticaEduError as error:
            self.send({"kind": "refused", **reply, "text": str(error)})
            return
        self.send({"kind": "impulse", **reply, **told}, [potentials])
        if not draft:
            self._heard = {**_DEFAULTS, **settings}
            self.settings = self._heard

    def _tell(self, change: Any) -> None:
        # An echo of what the browser sent would undo what the learner has moved since.
        if change["new"] != self._heard:
            self.send({"kind": "set", "settings": change["new"]})


def conduction_widget(drug: str = "lidocaine", **settings: Any) -> ConductionWidget:
    """Return the conduction widget for a drug with a known binding; see `ConductionWidget`."""
    return ConductionWidget(drug=drug, **settings)


def _defaults() -> dict[str, Any]:
    given = asdict(ImpulseSetting())
    given["myelin_percent"] = round(100 * given.pop("myelin_fraction"))
    return given


_DEFAULTS = _defaults()
_FIBRE_HEADER = (
    "Fibre",
    "Carries",
    "Channels blocked",
    "Stops above",
    "Now",
    "The patient notices",
)


def _decimated(view: ImpulseView) -> NDArray[np.uint8]:
    """Return the potentials at evenly spaced samples, a byte each."""
    chosen = np.linspace(0, len(view.time_ms) - 1, _SAMPLES).round().astype(np.intp)
    level = (view.voltage_mv[:, chosen] - _LOWEST_MV) / _SPAN_MV
    return np.asarray((np.clip(level, 0, 1) * 255).round(), dtype=np.uint8)


def _fibre_rows(block: CompoundBlock | None) -> list[list[str]]:
    if block is None:
        return []
    return [
        [
            f"{v.fibre_class.name}, {v.fibre_class.diameter_um:g} µm",
            v.fibre_class.carries,
            f"{v.blocked_share:.0%}",
            "nothing stops it" if v.critical_share is None else f"{v.critical_share:.0%}",
            "conducts" if v.conducts else "BLOCKED",
            v.notices,
        ]
        for v in block.verdicts
    ]


def _told(view: ImpulseView) -> str:
    setting = view.setting
    return (
        f"{setting.drug} {setting.concentration_mm:g} mM at the axon over {setting.exposed_length_mm:g} mm, fibre "
        f"{setting.diameter_um:g} µm, {setting.temperature_c:g} °C, {setting.firing_rate_hz:g} impulses a second, "
        f"myelin {setting.myelin_fraction:.0%}, paranodal gap {setting.paranode_gap_factor:g} times."
    )
