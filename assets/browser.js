/* What the browser does: it places the map's fragments, zooms, shows names, follows links without a reload.
   It draws nothing of its own, and the URL is the only state. */
"use strict";

(() => {
  const NARROW = matchMedia("(max-width: 720px)");
  const STILL = matchMedia("(prefers-reduced-motion: reduce)");
  const MOST = 12, STEP = 1.5, PAN = 60, DETAIL_ZOOM = 1.6;
  const section = () => document.getElementById("map");
  const maps = () => [...document.querySelectorAll("#map svg.map")];
  const shown = () => maps().find(map => getComputedStyle(map).display !== "none") || maps()[0];
  const quote = text => CSS.escape(text || "");

  /* ---- Placing a fragment ---- */

  const outlines = new Map();   // details by address, fetched once
  const originals = new Map();  // the base paths that details have replaced
  let detailed = "";

  function place(data) {
    const room = section();
    if (!data || !room) return window.dash_clientside.no_update;
    document.querySelectorAll("[data-html]").forEach(part);
    if (data.search !== room.dataset.search) draw(room, data);
    detail(data.details || "");
    requestAnimationFrame(settle);
    return data.search;
  }

  function draw(room, data) {
    const held = focused(room);
    room.querySelector("h1").textContent = data.title;
    room.querySelector(".sentence p").textContent = data.subtitle;
    if (data.label) room.setAttribute("aria-label", data.label);
    document.title = `${data.title} · Lisière`;
    document.documentElement.lang = new URLSearchParams(data.search).get("langue") || "fr";
    for (const [name, part] of Object.entries(data.maps)) {
      const map = room.querySelector(`svg.map-${name}`);
      if (map) fill(map, part);
    }
    hide();
    room.dataset.search = data.search;
    if (held) (room.querySelector(held) || room.querySelector("svg.map a"))?.focus({preventScroll: true});
  }

  function fill(map, part) {
    const ground = map.querySelector(".ground"), use = ground.querySelector("use"), scene = map.querySelector(".scene");
    const href = `#base-${part.frame}`;
    const same = use.getAttribute("href") === href, moved = ground.style.transform !== part.ground && same;
    reset(map);
    map.classList.toggle("still", !same);
    use.setAttribute("href", href);
    const before = ground.style.transform;
    ground.style.transform = part.ground;
    scene.classList.remove("arriving");
    scene.innerHTML = part.scene;
    map.querySelector(".fixed").innerHTML = part.fixed;
    if (moved && before !== ground.style.transform && !STILL.matches) scene.classList.add("arriving");
    if (part.height) map.setAttribute("viewBox", `0 0 ${map.viewBox.baseVal.width} ${part.height}`);
    map.setAttribute("aria-label", part.alt);
  }

  // Header, rail, panel and footer come as markup. What is the same stays: focus, open menus, drawn charts.
  function part(holder) {
    if (holder.placed === holder.dataset.html) return;
    holder.placed = holder.dataset.html;
    const fresh = document.createElement("div");
    fresh.innerHTML = holder.placed;
    children(holder, fresh);
  }

  function children(old, fresh) {
    const now = [...old.childNodes], next = [...fresh.childNodes];
    next.forEach((node, n) => now[n] ? one(now[n], node) : old.append(node));
    now.slice(next.length).forEach(node => node.remove());
  }

  function one(old, fresh) {
    if (old.nodeName !== fresh.nodeName) return old.replaceWith(fresh);
    if (old.nodeType === Node.TEXT_NODE) return void (old.data === fresh.data || (old.data = fresh.data));
    if (fresh.hasAttribute("data-own")) return undefined;
    for (const {name} of [...old.attributes]) if (name !== "open" && !fresh.hasAttribute(name)) old.removeAttribute(name);
    for (const {name, value} of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    return children(old, fresh);
  }

  const CONFIG = {displayModeBar: false, displaylogo: false, showSendToCloud: false, staticPlot: true, responsive: true};

  // Plotly draws after the map, one chart a frame.
  function plot() {
    const holder = document.querySelector("[data-figures]");
    const figures = holder && holder.plotted !== holder.dataset.figures ? JSON.parse(holder.dataset.figures) : [];
    if (holder) holder.plotted = holder.dataset.figures;
    const rooms = document.querySelectorAll(".plot"), current = holder?.plotted;
    const next = n => {
      if (n >= figures.length || holder.plotted !== current) return;
      Plotly.react(rooms[n], figures[n].data, figures[n].layout, CONFIG);
      requestAnimationFrame(() => next(n + 1));
    };
    next(0);
  }

  async function detail(address) {
    if (address === detailed) return;
    detailed = address;
    if (address && !outlines.has(address)) {
      const answer = await fetch(address).catch(() => null);
      if (!answer?.ok) return;
      outlines.set(address, await answer.json());
    }
    if (address !== detailed) return;
    for (const [path, d] of originals) path.setAttribute("d", d);
    originals.clear();
    for (const [id, d] of Object.entries(outlines.get(address) || {})) {
      const path = document.getElementById(id);
      if (!path) continue;
      originals.set(path, path.getAttribute("d"));
      path.setAttribute("d", d);
    }
  }

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
    map.toggleAttribute("data-near", k >= DETAIL_ZOOM);
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
  }

  const feature = event => event.target.closest?.("#map .feature[aria-label]");

  function hover(event) {
    const over = feature(event);
    if (over && event.buttons === 0) show(over, {x: event.clientX, y: event.clientY});
    else if (!event.target.closest?.(".map-card")) hide();
  }

  function focus(event) {
    const on = feature(event);
    if (!on?.matches(":focus-visible")) return;
    const {left, right, bottom} = on.getBoundingClientRect(), room = section().getBoundingClientRect();
    show(on, {x: Math.min((left + right) / 2, room.right - 60), y: Math.min(bottom, room.bottom - 60) - 10});
  }

  /* ---- Links inside the page, and the focus after a redraw ---- */

  let wanted = null;

  const focused = room => {
    const on = room.contains(document.activeElement) && document.activeElement.closest("[data-kind]");
    return on && `svg.${on.closest("svg.map").classList[1]} [data-kind="${quote(on.dataset.kind)}"][data-id="${quote(on.dataset.id)}"]`;
  };

  function follow(event) {
    const link = event.target.closest?.('a[href^="?"]');
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const menu = link.closest("details.menu"), href = link.getAttribute("href");
    if (menu && link.closest(".sheet")) closeAll();
    wanted = link.dataset.key ? {key: link.dataset.key, menu} : null;
    window.dash_clientside.set_props("url", {search: href === "?" ? "" : href});
  }

  // After the frame that shows the map: what may come later.
  function settle() {
    document.querySelectorAll("details.table[open]").forEach(tabulate);
    document.querySelectorAll("details.share[open]").forEach(share);
    requestAnimationFrame(plot);
    if (!wanted) return;
    const {key, menu} = wanted, again = document.querySelector(`[data-key="${quote(key)}"]`);
    wanted = null;
    const folded = menu?.isConnected && menu.contains(again);
    (folded ? menu.querySelector("summary") : again)?.focus({preventScroll: true});
  }

  /* ---- Menus, tables, sharing, printing ---- */

  const openMenus = () => [...document.querySelectorAll("details.menu[open]")];

  function closeAll(except) {
    for (const menu of openMenus()) if (!except || !menu.contains(except)) menu.open = false;
  }

  function escape(event) {
    if (event.key !== "Escape") return;
    hide();
    const open = openMenus().filter(menu => menu.contains(document.activeElement)).pop() || openMenus().pop();
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  }

  function toggled(event) {
    const details = event.target;
    if (!details.open) return;
    if (details.matches("details.menu")) closeAll(details);
    if (details.matches("details.share")) share(details);
    if (details.matches("details.table")) tabulate(details);
  }

  function tabulate(details) {
    const {title, columns, rows} = JSON.parse(details.dataset.table), table = document.createElement("table");
    const cell = (row, name, text, scope) => {
      const made = row.appendChild(document.createElement(name));
      made.textContent = text;
      if (scope) made.scope = scope;
    };
    table.createCaption().textContent = title;
    table.caption.className = "unseen";
    const head = table.createTHead().insertRow(), body = table.createTBody();
    columns.forEach(name => cell(head, "th", name, "col"));
    for (const texts of rows) {
      const row = body.insertRow();
      texts.forEach((text, n) => n ? cell(row, "td", text) : cell(row, "th", text, "row"));
    }
    details.querySelector("div").replaceChildren(table);
  }

  async function share(details) {
    const sheet = details.querySelector("[data-done]"), link = sheet.querySelector(".link"), said = sheet.querySelector(".said");
    link.textContent = location.href.split("#")[0];
    const copied = await navigator.clipboard?.writeText(link.textContent).then(() => true, () => false);
    if (!copied) getSelection().selectAllChildren(link);
    said.textContent = copied ? sheet.dataset.done : sheet.dataset.manual;
  }

  function press(event) {
    const button = event.target.closest?.("[data-zoom], [data-print]");
    if (button?.dataset.zoom) TOOLS[button.dataset.zoom](shown());
    else if (button) { closeAll(); window.print(); }
    if (!event.target.closest?.("details.menu")) closeAll();
  }

  /* ---- Start ---- */

  // The served map stands outside React's root; once React has made its slot the keyboard meets it there.
  function settleMap() {
    const slot = document.getElementById("map-slot");
    if (slot && section().parentElement !== slot) slot.append(section());
    return Boolean(slot);
  }

  function start() {
    if (!section()) return;
    maps().forEach(zoomable);
    section().querySelector(".sentence").setAttribute("aria-live", "polite");
    detail(section().dataset.details || "");
    document.addEventListener("click", press);
    document.addEventListener("click", follow);
    document.addEventListener("keydown", escape);
    document.addEventListener("keydown", steer);
    document.addEventListener("toggle", toggled, true);
    document.addEventListener("pointermove", hover);
    document.addEventListener("focusin", focus);
    document.addEventListener("focusout", hide);
    NARROW.addEventListener("change", () => maps().forEach(reset));
    if (settleMap()) return;
    const watch = new MutationObserver(() => settleMap() && watch.disconnect());
    watch.observe(document.getElementById("react-entry-point"), {childList: true, subtree: true});
  }

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.lisiere = {place};
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
