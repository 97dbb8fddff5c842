// @ts-check
// The whole view (quiz.js) would be stored with every quiz; this small part asks the
// kernel for it once a page, and says what to do when no kernel answers.
const loaded = (globalThis.__sciaticaQuizViews ??= new Map());

/** @param {{model: any, el: HTMLElement}} context */
function render({ model, el }) {
  const note = document.createElement("p");
  note.setAttribute("role", "status");
  note.textContent = "Preparing the quiz…";
  el.append(note);
  let gone = false;
  let cleanUp;
  const late = setTimeout(() => {
    note.textContent = "Waiting for the kernel. If nothing happens, run this cell again.";
  }, 4000);
  const onMessage = async (message, buffers) => {
    if (!message || !message.view || cleanUp || gone) return;
    model.off("msg:custom", onMessage);
    clearTimeout(late);
    if (!loaded.has(message.view)) {
      const source = new Blob([buffers[0]], { type: "text/javascript" });
      const url = URL.createObjectURL(source);
      loaded.set(message.view, import(/* webpackIgnore: true */ url).finally(() => URL.revokeObjectURL(url)));
    }
    const view = await loaded.get(message.view);
    if (gone) return;
    note.remove();
    cleanUp = view.render({ model, el, secondsLeft: message.secondsLeft });
  };
  model.on("msg:custom", onMessage);
  model.send({ do: "open" });
  return () => {
    gone = true;
    clearTimeout(late);
    model.off("msg:custom", onMessage);
    if (cleanUp) cleanUp();
  };
}

export default { render };
