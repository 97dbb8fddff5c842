// What all browser halves on one page share, however often their code was loaded: names that never
// repeat, style sheets put on the page once, and the code itself.

const KEY = Symbol.for("sciatica-edu");

/** @returns {{names: number, code: Map<string, any>, running?: Element}} */
export function page() {
  const shared = /** @type {Record<symbol, any>} */ (globalThis);
  shared[KEY] ??= { names: 0, code: new Map() };
  return shared[KEY];
}

/**
 * A name or id that nothing else on the page has: radio buttons of one name form one group
 * across all widgets, so that answering one would blank the other.
 * @param {string} stem
 */
export function freshName(stem) {
  page().names += 1;
  return `sci-${stem}-${page().names}`;
}

/**
 * Put a style sheet on the page, unless it is there; a newer one takes its place.
 * @param {string} name
 * @param {string} css
 */
export function styled(name, css) {
  const attribute = "data-sci-style";
  let sheet = document.head.querySelector(`style[${attribute}="${name}"]`);
  if (!sheet) {
    sheet = document.createElement("style");
    sheet.setAttribute(attribute, name);
    document.head.append(sheet);
  }
  if (sheet.textContent !== css) sheet.textContent = css;
}
