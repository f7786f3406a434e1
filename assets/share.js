/* What leaves the page: the link with its code and its embeds, and each chart as a picture that says what it is. */
"use strict";

(() => {
  const escaped = text => text.replace(/[&<>"]/g, sign => ({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})[sign]);
  const search = (name, value) => {
    const query = new URLSearchParams(location.search);
    if (name) query.set(name, value);
    const text = query.toString().replace(/%2C/g, ",").replace(/%3A/g, ":");
    return text ? `?${text}` : "";
  };
  const here = (door, query) => new URL(door + query, location.href.split(/[?#]/)[0]).href;

  /* ---- The sheet ---- */

  function fill(details) {
    const title = escaped(document.querySelector("#map h1")?.textContent || "");
    const frame = `<iframe src="${escaped(here("", search("format", "embed")))}" title="${title}" width="100%" height="600" style="border:0" loading="lazy"></iframe>`;
    const image = `<a href="${escaped(here("", search()))}"><img src="${escaped(here("carte.svg", search()))}" alt="${title}" style="max-width:100%"></a>`;
    details.querySelector('[data-code="frame"]').textContent = frame;
    details.querySelector('[data-code="image"]').textContent = image;
    // A view without a map of its own has no image.
    details.querySelector('[data-embed="image"]').hidden = document.body.dataset.layout === "sheet";
    const code = here("qr.svg", search());
    if (details.querySelector("img").src !== code) details.querySelector("img").src = code;
  }

  async function copy(button) {
    const sheet = button.closest("[data-done]"), code = document.getElementById(button.dataset.copy);
    const copied = await navigator.clipboard?.writeText(code.textContent).then(() => true, () => false);
    if (!copied) getSelection().selectAllChildren(code);
    sheet.querySelector(".said").textContent = copied ? sheet.dataset.copied : sheet.dataset.manual;
  }

  /* ---- A chart as a picture: title and caption above, source and link below, metadata inside ---- */

  const MARGIN = 16, SCALE = 3;

  function lines(text, font, width) {
    const pen = document.createElement("canvas").getContext("2d"), found = [];
    pen.font = font;
    for (const word of text.trim().split(/\s+/)) {
      const longer = found.length ? `${found.at(-1)} ${word}` : word;
      if (found.length && pen.measureText(longer).width <= width) found[found.length - 1] = longer;
      else found.push(word);
    }
    return found;
  }

  async function face() {
    const sheet = [...document.styleSheets].flatMap(one => [...one.cssRules]).filter(rule => rule instanceof CSSFontFaceRule);
    const roman = sheet.find(rule => /latin-wght-normal/.test(rule.cssText));
    const file = /url\("?([^")]+)/.exec(roman.cssText)[1];
    const bytes = new Uint8Array(await (await fetch(new URL(file, roman.parentStyleSheet.href))).arrayBuffer());
    const data = btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(""));
    return `@font-face{font-family:"Source Sans 3";font-weight:200 900;src:url(data:font/woff2;base64,${data})}`;
  }

  async function drawn(figure) {
    const plot = figure.querySelector(".plot");
    const family = getComputedStyle(document.documentElement).fontFamily, ink = getComputedStyle(figure).color;
    const paper = getComputedStyle(document.documentElement).getPropertyValue("--paper");
    const width = Math.max(plot.clientWidth, 280) + 2 * MARGIN, height = plot.layout.height, room = width - 2 * MARGIN;
    const about = {
      Title: figure.querySelector("h2").textContent,
      Description: figure.querySelector(".caption").textContent,
      Source: figure.dataset.source,
      Licence: figure.dataset.licence,
      URL: here("", search()),
      "Creation Time": new Date().toISOString().slice(0, 10),
    };
    const address = await Plotly.toImage({data: plot.data, layout: {...plot.layout, autosize: false, width: room, height}},
      {format: "svg", width: room, height});
    const inner = decodeURIComponent(address.slice(address.indexOf(",") + 1));
    let y = MARGIN, texts = "";
    const write = (text, size, weight) => {
      for (const line of lines(text, `${weight} ${size}px ${family}`, room)) {
        y += size * 1.25;
        texts += `<text x="${MARGIN}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${ink}">${escaped(line)}</text>`;
      }
    };
    write(about.Title, 16, 600);
    write(about.Description, 12, 400);
    const top = y + 8;
    y = top + height + 4;
    write([about.Source, about.Licence].filter(Boolean).join(" · "), 11, 400);
    write(about.URL, 11, 400);
    const tags = {Title: "title", Description: "description", Source: "source", Licence: "rights", URL: "identifier", "Creation Time": "date"};
    const said = Object.entries(tags).map(([key, name]) => `<dc:${name}>${escaped(about[key] || "")}</dc:${name}>`).join("");
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${y + MARGIN}" viewBox="0 0 ${width} ${y + MARGIN}"`
      + ` font-family="${escaped(family)}"><title>${escaped(about.Title)}</title><metadata><rdf:RDF`
      + ` xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"><rdf:Description>${said}`
      + `</rdf:Description></rdf:RDF></metadata><style>${await face()}</style><rect width="100%" height="100%" fill="${paper}"/>`
      + `${texts}<g transform="translate(${MARGIN},${top})">${inner}</g></svg>`;
    return {svg, about, width, height: y + MARGIN};
  }

  /* ---- PNG with text chunks ---- */

  const TABLE = Uint32Array.from({length: 256}, (_, n) => Array.from({length: 8}).reduce(c => c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1, n));
  const crc = bytes => ~bytes.reduce((sum, byte) => TABLE[(sum ^ byte) & 255] ^ (sum >>> 8), -1) >>> 0;

  function chunk(key, value) {
    const body = new TextEncoder().encode(`iTXt${key}\0\0\0\0\0${value}`), made = new Uint8Array(body.length + 8);
    const view = new DataView(made.buffer);
    view.setUint32(0, body.length - 4);
    made.set(body, 4);
    view.setUint32(body.length + 4, crc(body));
    return made;
  }

  async function png({svg, about, width, height}) {
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), {width: width * SCALE, height: height * SCALE});
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    const bytes = new Uint8Array(await (await new Promise(done => canvas.toBlob(done))).arrayBuffer());
    const texts = Object.entries(about).filter(([, value]) => value).map(([key, value]) => chunk(key, value));
    // Signature and header take 33 bytes; text may follow.
    return new Blob([bytes.slice(0, 33), ...texts, bytes.slice(33)], {type: "image/png"});
  }

  async function save(button) {
    const made = await drawn(button.closest("figure")), kind = button.dataset.image;
    const blob = kind === "png" ? await png(made) : new Blob([made.svg], {type: "image/svg+xml"});
    const link = Object.assign(document.createElement("a"), {href: URL.createObjectURL(blob), download: `lisiere-graphique.${kind}`});
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  /* ---- A deck: a line for each slide that is made, an empty line, then the file ---- */

  async function deck(link) {
    const say = text => document.querySelectorAll(".export .said").forEach(one => one.textContent = text);
    const {making, made, failed} = link.dataset;
    if (deck.busy) return;
    deck.busy = true;
    say("…");
    try {
      const answer = await fetch(link.href.replace("diapo.pptx", "diapo.suivi"));
      if (!answer.ok) return say(answer.status === 503 ? (await answer.text()).trim() : failed);
      const reader = answer.body.getReader(), parts = [];
      let head = "", whole = false;
      for (let step = await reader.read(); !step.done; step = await reader.read()) {
        let from = 0;
        while (!whole && from < step.value.length) {
          const sign = String.fromCharCode(step.value[from++]);
          if (sign !== "\n") head += sign;
          else if (!head) whole = true;
          else {
            const [number, total] = head.split("/");
            say(making.replace("{number}", number).replace("{total}", total));
            head = "";
          }
        }
        if (whole) parts.push(step.value.subarray(from));
      }
      if (!whole) return say(failed);
      const address = URL.createObjectURL(new Blob(parts, {type: "application/vnd.openxmlformats-officedocument.presentationml.presentation"}));
      Object.assign(document.createElement("a"), {href: address, download: "lisiere.pptx"}).click();
      setTimeout(() => URL.revokeObjectURL(address), 10_000);
      say(made);
    } catch {
      say(failed);
    } finally {
      deck.busy = false;
    }
  }

  document.addEventListener("toggle", event => event.target.open && event.target.matches?.("details.share") && fill(event.target), true);
  document.addEventListener("click", event => {
    const button = event.target.closest?.("[data-copy], [data-image]");
    if (button) (button.dataset.copy ? copy : save)(button);
    const link = event.target.closest?.("a[data-making]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      event.stopImmediatePropagation();
      deck(link);
    }
  }, true);
  const watch = () => new MutationObserver(() => document.querySelectorAll("details.share[open]").forEach(fill))
    .observe(document.getElementById("map"), {attributes: true, attributeFilter: ["data-search"]});
  if (document.getElementById("map")) watch();
  else document.addEventListener("DOMContentLoaded", () => document.getElementById("map") && watch());
})();
