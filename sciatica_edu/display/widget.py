"""What every widget keeps: a live view, an HTML twin, readable text, strict keywords.

The twin stands beside the view in the output, so an untrusted notebook, a code-hosting
page and paper show the same content. The view's code is not stored with the widget: the page
asks for it once (`js/src/display/loader.widget.js`), however many widgets of a kind it shows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import anywidget
import traitlets

from sciatica_edu.display.browser_half import browser_half, loader
from sciatica_edu.errors import AssetError, UnknownNameError, did_you_mean

if TYPE_CHECKING:
    from sciatica_edu.display.html import Html

__all__ = ["TwinWidget"]


class TwinWidget(anywidget.AnyWidget):
    """Base of the widgets; a subclass gives `browser`, traits, `twin` and `title`."""

    title = "Widget"
    browser: ClassVar[str]
    """Name of its browser half, ``js/src/**/NAME.widget.js``."""
    _esm = loader()
    _code: Any = traitlets.Unicode().tag(sync=True)
    """Which version of the browser half the page needs."""

    def __init__(self, **traits: Any) -> None:
        known = set(self.trait_names())
        for name in traits:
            if name not in known:
                hint = did_you_mean(name, sorted(known))
                raise UnknownNameError(f"{type(self).__name__} has no setting {name!r}.{hint}")
        super().__init__(**traits)

    @traitlets.default("_code")
    def _key_of_code(self) -> str:
        try:
            return browser_half(self.browser).key
        except AssetError:
            return f"{self.browser} missing"

    def twin(self) -> Html:
        """Return the same content as static HTML and text."""
        raise NotImplementedError

    def stored_text(self) -> str:
        """Return what a reader without HTML sees: the stored ``text/plain``."""
        return repr(self)

    def __repr__(self) -> str:
        return f"{self.title}\n{self.twin().text}"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        data, metadata = bundle
        data["text/plain"] = self.stored_text()
        data["text/html"] = self.twin().html
        return data, metadata

    def _handle_custom_msg(self, content: Any, buffers: Any) -> None:
        """Answer the loader; pass everything else on to the widget's own handlers."""
        if content != {"ask": "code"}:
            super()._handle_custom_msg(content, buffers)
            return
        try:
            self.send({"code": self._code}, [browser_half(self.browser).source])
        except AssetError as error:
            self.send({"missing": str(error)})
