// Everything beside the picture, wired to the view it belongs to.

import { save } from "../display/model.js";
import { makeLayers, makePoses, makeSide, makeViews } from "./controls.js";
import { SIDE_NAME } from "./look.js";
import { BodyQuiz } from "./quiz.js";
import { clue, makeStructures } from "./structures.js";

/** @param {import("./viewer.widget.js").BodyView} view */
export function makePanel(view) {
  const { look, model } = view;
  const list = makeStructures([...look.byId.values()], {
    choose: (id) => view.choose(id),
    hide: () => view.hide(),
    isolate: () => view.isolate(),
    all: () => view.showAll(),
    look: () => view.goTo(look.chosen),
    tell: (text) => view.tell(text),
  });
  const showLayer = (/** @type {string} */ id, /** @type {boolean} */ on) => {
    if (on) look.layers.add(id);
    else look.layers.delete(id);
    view.refresh();
  };
  const showNames = (/** @type {boolean} */ on) => {
    look.showsNames = on;
    view.stage.label();
  };
  const takeSide = (/** @type {import("./types.js").Side} */ side) => {
    look.side = side;
    view.setView(look.viewId);
    view.tell(`The ${SIDE_NAME[side]} side.`);
  };
  const quiz = new BodyQuiz({
    send: (message) => model.send({ side: look.side, ...message }),
    begin: (question) => view.beginQuestion(question),
    mark: (id, message) => {
      look.chosen = id;
      view.refresh();
      if (message) view.tell(message);
    },
    chosen: () => look.chosen,
    describe: (id) => clue(/** @type {import("./types.js").Structure} */ (look.byId.get(id))),
    end: () => {
      list.root.hidden = false;
      look.chosen = null;
      list.show(null);
      view.setView(look.viewId);
    },
  });
  return {
    viewBar: makeViews(look.views.values(), (id) => view.setView(id)),
    list,
    layerBox: makeLayers(showLayer, showNames),
    sideBox: makeSide(look.side, takeSide),
    poseBox: makePoses(view.poses, model.get("pose"), {
      choose: (id) => save(model, "pose", id),
      slide: (share) => view.slide(share),
    }),
    quiz,
  };
}
