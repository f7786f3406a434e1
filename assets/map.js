/* The map under the hand: zoom by wheel, pinch, drag, buttons and keys (d3-zoom), and the name of what is pointed at. */
"use strict";

(() => {
  const NARROW = matchMedia("(max-width: 720px)");
  let narrow = NARROW.matches;  // asked once: each asking makes the browser lay the page out anew
  const MOST = 12, STEP = 1.5, PAN = 60;
  const section = () => document.getElementById("map");
  const maps = () => [...document.querySelectorAll("#map svg.map")];
  const shown = () => document.querySelector(`#map svg.map-${narrow ? "phone" : "page"}`);

  /* ---- Zoom: d3-zoom moves one group; labels and strokes keep their size by --k ---- */

  const behaviours = new WeakMap();

  function zoomable(map) {
    const {width, height} = map.viewBox.baseVal;
    const zoom = d3.zoom()
      .scaleExtent([1, MOST])
      .translateExtent([[0, 0], [width, height]])
      .filter(event => allowed(event, map))
      .on("start", event => event.sourceEvent && map.classList.toggle("dragged", event.sourceEvent.type === "mousedown"))
      .on("end", () => map.classList.remove("dragged"))
      .on("zoom", event => moved(map, event.transform));
    behaviours.set(map, zoom);
    d3.select(map).call(zoom).on("dblclick.zoom", null);
  }

  // At the first framing the wheel may still scroll the page; one finger always does, two zoom.
  function allowed(event, map) {
    if (event.type === "wheel") return event.deltaY < 0 || d3.zoomTransform(map).k > 1;
    return event.type === "touchstart" ? event.touches.length > 1 : !event.button && !event.ctrlKey;
  }

  function moved(map, {k, x, y}) {
    const group = map.querySelector(".zoom"), free = k > 1.001;
    group.style.transform = free ? `translate(${x}px,${y}px) scale(${k})` : "";
    map.style.setProperty("--k", k);
    map.toggleAttribute("data-zoomed", free);
    section().toggleAttribute("data-zoomed", free && map === shown());
    hide();
  }

  function reset(map) {
    if (behaviours.has(map) && d3.zoomTransform(map).k !== 1) turn(map, "transform", d3.zoomIdentity);
  }

  function turn(map, how, ...values) {
    if (behaviours.has(map)) behaviours.get(map)[how](d3.select(map), ...values);
  }

  function glide(map, how, ...values) {
    const group = map.querySelector(".zoom");
    group.classList.add("gliding");
    turn(map, how, ...values);
    setTimeout(() => group.classList.remove("gliding"), 200);
  }

  const TOOLS = {
    in: map => glide(map, "scaleBy", STEP),
    out: map => glide(map, "scaleBy", 1 / STEP),
    reset: map => glide(map, "transform", d3.zoomIdentity),
  };
  const KEYS = {"+": "in", "=": "in", "-": "out", "−": "out", "0": "reset"};
  const ARROWS = {ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1]};

  function steer(event) {
    const map = event.target.closest?.("#map") && shown();
    if (!map || event.ctrlKey || event.metaKey || event.altKey) return;
    const k = d3.zoomTransform(map).k;
    if (event.key in KEYS) TOOLS[KEYS[event.key]](map);
    else if (event.key in ARROWS && k > 1) glide(map, "translateBy", ...ARROWS[event.key].map(way => way * PAN / k));
    else return;
    event.preventDefault();
  }

  /* ---- The card beside what is hovered or focused; its words are the feature's own label ---- */

  const card = () => document.querySelector("#map .map-card");

  function show(feature, at) {
    hide();
    bands(feature).forEach(band => band.classList.add("near"));
    const box = card(), room = section().getBoundingClientRect();
    box.setAttribute("aria-hidden", "true");
    box.textContent = feature.getAttribute("aria-label");
    box.hidden = false;
    const {width, height} = box.getBoundingClientRect();
    const x = Math.min(Math.max(at.x - room.left + 14, 4), room.width - width - 4);
    const below = at.y - room.top + 18;
    box.style.left = `${x}px`;
    box.style.top = `${below + height > room.height ? at.y - room.top - height - 12 : below}px`;
  }

  function hide() {
    if (card()) card().hidden = true;
    document.querySelectorAll("#map .band.near").forEach(band => band.classList.remove("near"));
  }

  // A frontier's band lies under the water, its link above it.
  const bands = on => on.dataset.kind === "frontier"
    ? on.closest(".scene").querySelectorAll(`.band[data-band="${CSS.escape(on.dataset.id)}"]`) : [];

  const feature = event => event.target.closest?.("#map .feature[aria-label]");

  function hover(event) {
    const over = feature(event);
    if (over && event.buttons === 0) show(over, {x: event.clientX, y: event.clientY});
    else if (!event.target.closest?.(".map-card")) hide();
  }

  // While the map is zoomed, what gets the focus outside its frame comes to the middle.
  function bring(on) {
    const map = on.closest("svg.map"), k = d3.zoomTransform(map).k * map.getScreenCTM().a;
    const box = on.getBoundingClientRect(), room = map.parentElement.getBoundingClientRect();
    if (box.right > room.left && box.left < room.right && box.bottom > room.top && box.top < room.bottom) return;
    turn(map, "translateBy", (room.left + room.right - box.left - box.right) / 2 / k, (room.top + room.bottom - box.top - box.bottom) / 2 / k);
  }

  function focus(event) {
    const on = feature(event);
    if (!on?.matches(":focus-visible")) return;
    bring(on);
    const {left, right, bottom} = on.getBoundingClientRect(), room = section().getBoundingClientRect();
    show(on, {x: Math.min((left + right) / 2, room.right - 60), y: Math.min(bottom, room.bottom - 60) - 10});
  }

  /* ---- Start ---- */

  function press(event) {
    const button = event.target.closest?.("[data-zoom]");
    if (button) TOOLS[button.dataset.zoom](shown());
  }

  function start() {
    if (!section()) return;
    maps().forEach(zoomable);
    document.addEventListener("click", press);
    document.addEventListener("keydown", steer);
    document.addEventListener("keydown", event => event.key === "Escape" && hide());
    document.addEventListener("pointermove", hover);
    document.addEventListener("focusin", focus);
    document.addEventListener("focusout", hide);
    turned(() => maps().forEach(reset));
  }

  // The page's own layout has changed between desk and phone.
  const turned = then => NARROW.addEventListener("change", () => {
    narrow = NARROW.matches;
    then();
  });

  window.lisiere = {...window.lisiere, hide, narrow: () => narrow, reset, shown, turned};
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
