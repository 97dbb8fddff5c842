// The impulse on its way. Python simulates; this view asks for one picture at a time and draws.

const LONGEST_WAIT_MS = 8000;
const LOOP_MS = 3000;
const FRAME_MS = 33;
const INK_MS = 1000;
const TABLES_MS = 120;
const WIDTH = 760;
const HEIGHT = 380;
const MAP = { x: 92, y: 14, w: 330, h: 318 };
const TRACES = { x: 470, y: 14, w: 280, h: 318 };
const NERVE_X = 34;
const BRIGHT_GROUND = { inside: "#d55e00", outside: "#0072b2" };
const DARK_GROUND = { inside: "#ff9e4a", outside: "#56b4e9" };
// dark to bright: potential from -100 to 60 mV
const STOPS = [[0, 0, 4], [81, 18, 124], [183, 55, 121], [252, 137, 97], [252, 253, 191]];
const COLOURS = Array.from({ length: 256 }, (_, level) => {
  const place = Math.min(3.999, (Math.max(0, level - 24) / 231) * 4);
  const low = Math.floor(place);
  return STOPS[low].map((value, part) => Math.round(value + (place - low) * (STOPS[low + 1][part] - value)));
});

/** Which slider values are not plain numbers on screen. */
function shown(value, step) {
  return step < 0.1 ? value.toFixed(2) : String(value);
}

/** @param {{model: any, el: HTMLElement}} context */
function render({ model, el }) {
  const view = `nb-conduction-${++views}`;
  const settings = { ...model.get("settings") };
  const sliders = new Map();
  const groups = new Map();

  // ---- asking: at most one question is open; of those that wait only the newest is kept
  let request = 0;
  let open = null;
  let waiting = null;
  let timer = 0;
  const ask = (draft, moved) => {
    waiting = { draft, moved };
    if (!open) send();
  };
  const send = () => {
    open = { ...waiting, request: ++request };
    waiting = null;
    model.send({ view, request, settings: { ...settings }, draft: open.draft });
    clearTimeout(timer);
    timer = setTimeout(() => {
      open = null;
      status.textContent = "Python does not answer. Run the cell again.";
    }, LONGEST_WAIT_MS);
  };
  const answered = (message, buffers) => {
    if (message.kind === "set") {
      Object.assign(settings, message.settings);
      setAll();
      ask(false, performance.now());
    }
    if (message.view !== view || !open || message.request !== open.request) return;
    clearTimeout(timer);
    const { moved } = open;
    open = null;
    if (waiting) send();
    if (message.kind === "refused") refused.textContent = message.text;
    else show(message, new Uint8Array(buffers[0].buffer, buffers[0].byteOffset, buffers[0].byteLength), moved);
  };

  // ---- controls
  const drug = choice(model.get("drugs"), (value) => {
    settings.drug = value;
    ask(false, performance.now());
  });
  groups.set("Drug", [make("label", {}, "Drug: ", drug)]);
  for (const [name, label, unit, low, high, step, legend] of model.get("sliders")) {
    const input = make("input", { type: "range", min: low, max: high, step, "data-setting": name });
    const output = make("output", {});
    const write = () => {
      output.textContent = `${shown(Number(input.value), step)} ${unit}`;
      input.setAttribute("aria-valuetext", output.textContent);
    };
    input.addEventListener("input", (event) => {
      settings[name] = Number(input.value);
      write();
      ask(true, event.timeStamp);
    });
    input.addEventListener("change", () => ask(false, performance.now()));
    sliders.set(name, { input, write });
    if (!groups.has(legend)) groups.set(legend, []);
    groups.get(legend).push(make("label", { class: "nb-slider" }, make("span", {}, label), output, input));
  }
  const setAll = () => {
    drug.value = settings.drug;
    for (const [name, { input, write }] of sliders) {
      input.value = String(settings[name]);
      write();
    }
  };
  const first = { ...settings };
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  let playing = !still.matches;
  const play = button("", () => {
    playing = !playing;
    label();
    if (playing) begin();
    else paint(1);
  });
  const label = () => {
    play.textContent = playing ? "Pause" : "Play";
  };
  label();
  const reset = button("Start again", () => {
    Object.assign(settings, first, { concentration_mm: 0, firing_rate_hz: 0, myelin_percent: 100, paranode_gap_factor: 1 });
    setAll();
    ask(false, performance.now());
  });

  // ---- picture
  const canvas = make("canvas", { class: "nb-canvas", role: "img", "aria-label": "The impulse, not yet simulated" });
  const scale = Math.min(2, window.devicePixelRatio || 1);
  canvas.width = WIDTH * scale;
  canvas.height = HEIGHT * scale;
  const pen = canvas.getContext("2d");
  const map = document.createElement("canvas");
  let told = null;
  let level = new Uint8Array(0);
  let ink = "#222";
  let colours = BRIGHT_GROUND;
  const at = (node, sample) => level[node * told.samples + sample];

  const fillMap = () => {
    map.width = told.samples;
    map.height = told.nodes;
    const brush = map.getContext("2d");
    const image = brush.createImageData(told.samples, told.nodes);
    for (let i = 0; i < level.length; i++) {
      const [r, g, b] = COLOURS[level[i]];
      image.data.set([r, g, b, 255], 4 * i);
    }
    brush.putImageData(image, 0, 0);
  };
  const row = (node) => MAP.y + (MAP.h * node) / told.nodes;
  const paintMap = (share) => {
    pen.imageSmoothingEnabled = false;
    pen.drawImage(map, MAP.x, MAP.y, MAP.w, MAP.h);
    pen.strokeStyle = "#fff";
    pen.setLineDash([5, 4]);
    const [start, end] = told.exposed;
    if (end > start) {
      for (const node of [start, end]) line(MAP.x, row(node), MAP.x + MAP.w, row(node));
    }
    pen.setLineDash([]);
    line(MAP.x + share * MAP.w, MAP.y, MAP.x + share * MAP.w, MAP.y + MAP.h);
    pen.fillStyle = ink;
    pen.textAlign = "center";
    pen.fillText(`time: 0 to ${told.duration_ms.toFixed(1)} ms`, MAP.x + MAP.w / 2, MAP.y + MAP.h + 18);
    pen.textAlign = "left";
    pen.fillText("nerve", NERVE_X - 14, MAP.y + MAP.h + 18);
    pen.fillText("across: time; down: along the nerve", MAP.x, MAP.y + MAP.h + 36);
  };
  const line = (x0, y0, x1, y1) => {
    pen.beginPath();
    pen.moveTo(x0, y0);
    pen.lineTo(x1, y1);
    pen.stroke();
  };
  const paintNerve = (sample) => {
    const [start, end] = told.exposed;
    const size = Math.min(9, Math.max(2.5, (0.42 * MAP.h) / told.nodes));
    if (end > start) {
      pen.fillStyle = "rgba(230, 159, 0, 0.35)";
      pen.fillRect(NERVE_X - 18, row(start), 36, row(end) - row(start));
    }
    pen.strokeStyle = ink;
    pen.lineWidth = 1;
    for (let node = 0; node < told.nodes; node++) {
      const [r, g, b] = COLOURS[at(node, sample)];
      pen.fillStyle = `rgb(${r} ${g} ${b})`;
      pen.beginPath();
      pen.arc(NERVE_X, row(node + 0.5), size, 0, 7);
      pen.fill();
      pen.stroke();
    }
  };
  const paintTraces = (share) => {
    const { watched, exposed, samples } = told;
    const height = TRACES.h / watched.length;
    watched.forEach((node, place) => {
      const inside = node >= exposed[0] && node < exposed[1];
      const base = TRACES.y + height * (place + 0.86);
      const y = (sample) => base - ((at(node, sample) - 32) / 200) * height * 0.72;
      pen.strokeStyle = inside ? colours.inside : colours.outside;
      pen.lineWidth = 2;
      pen.beginPath();
      for (let sample = 0; sample < samples; sample++) pen.lineTo(TRACES.x + (TRACES.w * sample) / (samples - 1), y(sample));
      pen.stroke();
      pen.fillStyle = pen.strokeStyle;
      pen.beginPath();
      pen.arc(TRACES.x + share * TRACES.w, y(Math.round(share * (samples - 1))), 4, 0, 7);
      pen.fill();
      pen.fillStyle = ink;
      pen.textAlign = "right";
      const where = inside ? "in the stretch" : node < exposed[0] ? "before it" : "beyond it";
      pen.fillText(`node ${node}, ${where}`, TRACES.x + TRACES.w, base - height * 0.62);
    });
    pen.textAlign = "left";
    pen.fillText("membrane potential at chosen nodes", TRACES.x, TRACES.y + TRACES.h + 18);
  };
  // Asking for the colour makes the browser lay out the page, so it is asked seldom.
  let inked = -INK_MS;
  const readInk = () => {
    inked = performance.now();
    ink = getComputedStyle(root).color;
    const light = (ink.match(/\d+/g) || ["0"]).slice(0, 3).some((part) => Number(part) > 140);
    colours = light ? DARK_GROUND : BRIGHT_GROUND;
  };
  const paint = (share) => {
    if (!told) return;
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    pen.clearRect(0, 0, WIDTH, HEIGHT);
    pen.font = "12px sans-serif";
    if (performance.now() - inked > INK_MS) readInk();
    paintMap(share);
    paintNerve(Math.round(share * (told.samples - 1)));
    paintTraces(share);
  };

  // ---- time
  let started = 0;
  let drawn = 0;
  let frameId = 0;
  let visible = true;
  const now = () => (playing ? ((performance.now() - started) % LOOP_MS) / LOOP_MS : 1);
  const tick = (stamp) => {
    frameId = 0;
    if (!playing || !visible) return;
    if (!open && stamp - drawn >= FRAME_MS) {
      drawn = stamp;
      paint(now());
    }
    frameId = requestAnimationFrame(tick);
  };
  const begin = () => {
    started = performance.now();
    if (!frameId) frameId = requestAnimationFrame(tick);
  };
  const watcher = new IntersectionObserver((entries) => {
    visible = entries[entries.length - 1].isIntersecting;
    if (visible && playing && !frameId) frameId = requestAnimationFrame(tick);
  });

  // ---- answers
  const verdict = make("h4", {});
  const status = make("div", { role: "status", class: "nb-result" }, verdict);
  const lines = make("div", {});
  const fibres = make("div", { class: "nb-fibres" });
  const refused = refusal();
  const written = new Map();
  const write = (node, content, build) => {
    const key = JSON.stringify(content);
    if (written.get(node) === key) return;
    written.set(node, key);
    node.replaceChildren(...build());
  };
  let tables = 0;
  const writeTables = () => {
    tables = 0;
    write(lines, told.lines, () => [list(told.lines)]);
    write(fibres, told.fibres, () =>
      told.fibres.length ? [make("h5", {}, "Four kinds of fibre, under the drug alone"), grid(FIBRES, told.fibres)] : [],
    );
  };
  const show = (message, potentials, moved) => {
    told = message;
    level = potentials;
    fillMap();
    refused.textContent = "";
    if (!verdict.isConnected) status.replaceChildren(verdict);
    if (verdict.textContent !== message.verdict) verdict.textContent = message.verdict;
    status.classList.toggle("nb-urgent", !message.conducts);
    status.dataset.conducts = String(message.conducts);
    canvas.setAttribute("aria-label", `The impulse over time and along the nerve. ${message.verdict}`);
    paint(now());
    // Tables cost a layout of the page; while a slider moves they may come a little later.
    if (!tables) tables = setTimeout(writeTables, TABLES_MS);
    requestAnimationFrame(() => {
      root.dispatchEvent(new CustomEvent("painted", { detail: { ms: performance.now() - moved, idle: !open && !waiting } }));
    });
  };

  const root = frame(
    { model, el },
    make("div", { class: "nb-form nb-sliders" }, ...[...groups].map(([legend, parts]) => group(legend, ...parts))),
    make("div", { class: "nb-line" }, play, reset),
    status,
    canvas,
    lines,
    fibres,
    refused,
  );
  setAll();
  watcher.observe(canvas);
  if (playing) begin();
  model.on("msg:custom", answered);
  ask(false, performance.now());
  return () => {
    model.off("msg:custom", answered);
    clearTimeout(timer);
    clearTimeout(tables);
    cancelAnimationFrame(frameId);
    playing = false;
    watcher.disconnect();
    root.remove();
  };
}

const FIBRES = ["Fibre", "Carries", "Channels blocked", "Stops above", "Now", "The patient notices"];

export default { render };
