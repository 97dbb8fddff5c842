// Whether anything may move, and one movement at a time.

/** The reader's wish for no motion, as it is now and when it changes. */
export const stillness = () => matchMedia("(prefers-reduced-motion: reduce)");
