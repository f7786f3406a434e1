/* What the browser does with a selection: it places the map's fragment, the page's parts and the charts, and follows
   links without a reload. It draws nothing of its own, and the URL is the only state. Zoom and names: map.js. */
"use strict";

(() => {
  const STILL = matchMedia("(prefers-reduced-motion: reduce)");
  const section = () => document.getElementById("map");
  const quote = text => CSS.escape(text || "");

  /* ---- Placing a fragment ---- */

  const outlines = new Map();   // details by address, fetched once
  const originals = new Map();  // the base paths that details have replaced
  let detailed = "";
  const placed = new Map();     // the markup in each room
  let plotted = "";

  let last = null;              // the call that went out last: an answer to another comes too late

  // Dash's hooks. What the server is asked for: the address, and the format of the map that is seen.
  function ask(call) {
    const [input] = call.inputs, search = input.value || "";
    input.value = search + (lisiere.narrow() ? `${search ? "&" : "?"}format=telephone` : "");
    last = call;
  }

  function answered(call, answer) {
    if (call === last) place(answer.fragment.data);
  }

  function place(data) {
    const room = section();
    for (const [name, markup] of Object.entries(data.parts)) part(document.getElementById(name), markup);
    framed().then(() => plot(data.figures));
    if (data.search !== room.dataset.search || lisiere.shown().hasAttribute("data-stale")) draw(room, data);
    detail(data.details || "");
    requestAnimationFrame(settle);
  }

  function draw(room, data) {
    const held = focused(room);
    room.querySelector("h1").textContent = data.title;
    room.querySelector(".sentence p").textContent = data.subtitle;
    room.setAttribute("aria-label", data.label);
    show(data.view, data.layout);
    document.title = `${data.title} · Lisière`;
    const spoken = new URLSearchParams(data.search).get("langue") || "fr", root = document.documentElement;
    // Even the same language again makes browsers style every element anew.
    if (root.lang !== spoken) root.lang = spoken;
    for (const [name, part] of Object.entries(data.maps)) {
      const map = room.querySelector(`svg.map-${name}`);
      room.querySelectorAll("svg.map").forEach(one => one === map || stale(one));
      fill(map, part);
    }
    lisiere.hide();
    room.dataset.search = data.search;
    if (held) (room.querySelector(held) || room.querySelector("svg.map a"))?.focus({preventScroll: true});
  }

  // Map or sheet: style sheets show the one that the page names.
  function show(view, layout) {
    const before = document.body.dataset.view;
    document.body.dataset.view = view;
    document.body.dataset.layout = layout;
    if (!before || before === view) return;
    window.scrollTo(0, 0);
    // The boxes of one view's tables become those of the next.
    document.querySelectorAll(".scroll").forEach(box => box.scrollTo(0, 0));
  }

  // The map that is not seen: drawn anew when it is.
  function stale(map) {
    map.setAttribute("data-stale", "");
    for (const name of [".ground", ".scene", ".fixed"]) map.querySelector(name).replaceChildren();
  }

  // The served map shows the base by `use`. Here the base itself stands in the ground: browsers clone what a `use`
  // shows anew with each of its outlines that changes.
  function lay(ground, name) {
    const used = ground.querySelector("use")?.getAttribute("href").slice(1), base = document.getElementById(name || used);
    if (!base || base.parentElement === ground) return true;
    document.querySelector("#map .map-defs defs").append(...document.querySelectorAll("#map .ground > .base"));
    ground.replaceChildren(base);
    return used === base.id;
  }

  function fill(map, part) {
    const ground = map.querySelector(".ground"), scene = map.querySelector(".scene");
    const same = lay(ground, `base-${part.frame}`), moved = ground.style.transform !== part.ground && same;
    map.removeAttribute("data-stale");
    lisiere.reset(map);
    map.classList.toggle("still", !same);
    const before = ground.style.transform;
    ground.style.transform = part.ground;
    scene.classList.remove("arriving");
    redraw(scene, part.scene);
    redraw(map.querySelector(".fixed"), part.fixed);
    if (moved && before !== ground.style.transform && !STILL.matches) scene.classList.add("arriving");
    if (part.height) map.setAttribute("viewBox", `0 0 ${map.viewBox.baseVal.width} ${part.height}`);
    map.setAttribute("aria-label", part.alt);
  }

  // What is the same stays: focus, open menus, drawn charts.
  function part(room, markup) {
    if (placed.get(room) === markup) return;
    placed.set(room, markup);
    redraw(room, markup);
    for (const box of room.querySelectorAll("input")) if (box !== document.activeElement) box.value = box.defaultValue;
    if (room.id === "sheet") document.getElementById("served")?.remove();
    framed().then(() => chosen(room));
  }

  // A chosen column beyond the edge of what scrolls comes near the middle of what is free beside the heads of the rows;
  // no column stays half under these.
  function chosen(room) {
    for (const head of room.querySelectorAll(".scroll thead .selected")) {
      const box = head.closest(".scroll"), [first, ...columns] = head.parentElement.cells;
      const edge = first.getBoundingClientRect().right, at = head.getBoundingClientRect();
      const end = box.getBoundingClientRect().right;
      if (at.left >= edge && at.right <= end) continue;
      const wanted = Math.min((at.left + at.right - edge - end) / 2, box.scrollWidth - box.clientWidth - box.scrollLeft);
      const steps = columns.map(column => Math.floor(column.getBoundingClientRect().left - edge));
      box.scrollLeft += Math.max(...steps.filter(step => step <= wanted));
    }
  }

  // What stays keeps its style, its layout and the shape that its `use` shows: that is half of the time of a change.
  function redraw(group, markup) {
    const fresh = group.cloneNode(false);
    fresh.innerHTML = markup;
    children(group, fresh);
  }

  function children(old, fresh) {
    const now = [...old.childNodes], next = [...fresh.childNodes];
    next.forEach((node, n) => now[n] ? one(now[n], node) : old.append(node));
    now.slice(next.length).forEach(node => node.remove());
  }

  function one(old, fresh) {
    if (old.isEqualNode(fresh)) return undefined;
    if (old.nodeName !== fresh.nodeName) return old.replaceWith(fresh);
    if (old.nodeType === Node.TEXT_NODE) return void (old.data = fresh.data);
    if (fresh.hasAttribute("data-own")) return undefined;
    // By their names: browsers make an object of each attribute that is looked at.
    const names = fresh.getAttributeNames();
    for (const name of names) if (old.getAttribute(name) !== fresh.getAttribute(name)) old.setAttribute(name, fresh.getAttribute(name));
    for (const name of old.getAttributeNames()) if (name !== "open" && !names.includes(name)) old.removeAttribute(name);
    return children(old, fresh);
  }

  const CONFIG = {displayModeBar: false, displaylogo: false, showSendToCloud: false, staticPlot: true, responsive: true};

  // Plotly draws after the map, one chart a frame.
  function plot(figures) {
    const current = JSON.stringify(figures), rooms = document.querySelectorAll(".plot");
    if (current === plotted) return;
    plotted = current;
    const next = n => {
      if (n >= figures.length || plotted !== current) return;
      Plotly.react(rooms[n], figures[n].data, figures[n].layout, CONFIG);
      requestAnimationFrame(() => next(n + 1));
    };
    next(0);
  }

  // Shapes of a lower level: nothing draws them but the fills that refer to them.
  function added(id) {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.id = id;
    return document.querySelector(".map-defs defs").appendChild(path);
  }

  // The map is seen first, then its outlines in full and the charts: after the frame that follows it, which has room to
  // be painted.
  const framed = () => new Promise(seen => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(seen))));

  async function detail(address) {
    if (address === detailed) return;
    detailed = address;
    if (address && !outlines.has(address)) {
      const answer = await fetch(address).catch(() => null);
      if (!answer?.ok) return;
      outlines.set(address, await answer.json());
    }
    await framed();
    if (address !== detailed) return;
    const fine = outlines.get(address) || {};
    for (const [path, d] of originals) {
      if (path.id in fine) continue;
      path.setAttribute("d", d);
      originals.delete(path);
    }
    for (const [id, d] of Object.entries(fine)) {
      const path = document.getElementById(id) || added(id), before = path.getAttribute("d") || "";
      if (!originals.has(path)) originals.set(path, before);
      if (before !== d) path.setAttribute("d", d);
    }
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
    wanted = link.closest("#map, .seek") ? null : {link, key: link.dataset.key, menu};
    window.dash_clientside.set_props("url", {search: href === "?" ? "" : href});
  }

  // After the frame that shows the map: what may come later.
  function settle() {
    document.querySelectorAll("details.table[open]").forEach(tabulate);
    document.querySelectorAll("details.share[open]").forEach(share);
    if (wanted) refocus(wanted);
    wanted = null;
  }

  // The link that was followed, or its menu; where the page no longer has it, the title of what it led to.
  function refocus({link, key, menu}) {
    const again = key ? document.querySelector(`[data-key="${quote(key)}"]`) : link;
    const folded = menu?.isConnected && menu.contains(again), next = folded ? menu.querySelector("summary") : again;
    const title = section().querySelector("h1"), found = next?.isConnected && next.getClientRects().length > 0;
    if (!found) title.scrollIntoView({block: "nearest"});
    if (next !== document.activeElement || !found) (found ? next : title).focus({preventScroll: true});
  }

  /* ---- Menus, tables, sharing, printing ---- */

  const openMenus = () => [...document.querySelectorAll("details.menu[open]")];

  function closeAll(except) {
    for (const menu of openMenus()) if (!except || !menu.contains(except)) menu.open = false;
  }

  function escape(event) {
    if (event.key !== "Escape") return;
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

  // A column of figures is read by its right edge; a column of sentences needs room.
  function look(texts) {
    if (texts.every(text => /^[^\p{L}]*\d[^\p{L}]*$|^$|^n\.c\.$/u.test(text))) return "number";
    return texts.some(text => text.length > 24) ? "long" : "";
  }

  function tabulate(details) {
    const {title, columns, rows} = JSON.parse(details.dataset.table), table = document.createElement("table");
    const looks = columns.map((_, n) => n ? look(rows.map(texts => texts[n])) : "");
    const cell = (row, n, text, scope) => {
      const made = row.appendChild(document.createElement(scope ? "th" : "td"));
      made.textContent = text;
      made.className = looks[n];
      if (scope) made.scope = scope;
    };
    table.createCaption().textContent = title;
    table.caption.className = "unseen";
    const head = table.createTHead().insertRow(), body = table.createTBody();
    columns.forEach((name, n) => cell(head, n, name, "col"));
    for (const texts of rows) {
      const row = body.insertRow();
      texts.forEach((text, n) => cell(row, n, text, n ? "" : "row"));
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
    const print = event.target.closest?.("[data-print]");
    if (print || !event.target.closest?.("details.menu")) closeAll();
    if (print) window.print();
  }

  // Paper has other columns than the screen: a chart keeps its own measures and is scaled to them (print.css).
  const charts = () => document.querySelectorAll(".plot .main-svg");
  const scale = () => charts().forEach(one => {
    one.setAttribute("viewBox", `0 0 ${one.clientWidth} ${one.clientHeight}`);
    one.setAttribute("preserveAspectRatio", "xMinYMin");
  });
  const unscale = () => charts().forEach(one => ["viewBox", "preserveAspectRatio"].forEach(name => one.removeAttribute(name)));

  /* ---- Start ---- */

  // The served map stands outside React's root; once React has made its slot the keyboard meets it there.
  function settleMap() {
    const slot = document.getElementById("map-slot");
    slot?.append(section());
    return slot;
  }

  function start() {
    if (!section()) return;
    section().querySelector(".sentence").setAttribute("aria-live", "polite");
    section().querySelector("h1").tabIndex = -1;
    detail(section().dataset.details || "");
    // Before the first choice, when nothing else is to be done.
    (window.requestIdleCallback || setTimeout)(() => lay(lisiere.shown().querySelector(".ground")));
    lisiere.turned(() => window.dash_clientside.set_props("url", {search: location.search}));
    document.addEventListener("click", press);
    document.addEventListener("click", follow);
    document.addEventListener("keydown", escape);
    document.addEventListener("toggle", toggled, true);
    addEventListener("beforeprint", scale);
    addEventListener("afterprint", unscale);
    const watch = new MutationObserver(() => settleMap() && watch.disconnect());
    watch.observe(document.getElementById("react-entry-point"), {childList: true, subtree: true});
  }

  window.lisiere = {...window.lisiere, ask, answered};
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
