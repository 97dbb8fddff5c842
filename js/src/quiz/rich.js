// Text as trees: plain strings and a few harmless tags, never markup.

/** @typedef {string | [string, ...any[]]} Piece */
/** @typedef {string | Piece[]} Rich */

const TAGS = new Set(
  "br code em li ol p strong table tbody td th thead tr ul".split(" "), // what asking/rich.py writes
);

/** @param {Rich | undefined} content @returns {Node[]} */
export function tree(content) {
  if (typeof content === "string") return [document.createTextNode(content)];
  return (content ?? []).map((piece) => {
    if (typeof piece === "string") return document.createTextNode(piece);
    const [tag, ...children] = piece;
    const kept = document.createElement(TAGS.has(tag) ? tag : "span");
    kept.append(...tree(children));
    return kept;
  });
}

/** The same without any tag. @param {Rich | undefined} content @returns {string} */
export function words(content) {
  if (typeof content === "string") return content;
  return (content ?? []).map((piece) => (typeof piece === "string" ? piece : words(piece.slice(1)))).join("");
}
