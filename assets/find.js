/* The search box of the header: a combobox (ARIA APG, list with manual selection) over what the door /chercher answers.
   Its page is the list: this script only takes its sections, says that they are options, and moves through them. */
"use strict";

(() => {
  const PAUSE = 150, MOST = 5;  // hits of each kind; Enter without a choice leads to the whole list
  let waiting = 0, asked = "";
  const box = event => event.target.closest?.("#header form.seek");
  const input = form => form.querySelector("[name=q]");
  const list = form => form.querySelector("[role=listbox]");
  const options = form => [...list(form).querySelectorAll("[role=option]")];
  const chosen = form => options(form).findIndex(option => option.ariaSelected === "true");
  const words = form => input(form).value.trim();

  async function ask(form) {
    clearTimeout(waiting);
    const typed = words(form);
    if (!typed) return close(form);
    asked = typed;
    const answer = await fetch(`${form.getAttribute("action")}?${new URLSearchParams(new FormData(form))}`).catch(() => null);
    const text = answer?.ok ? await answer.text() : "";
    // Meanwhile something else was typed, or the box was left.
    if (asked === typed && form.contains(document.activeElement)) fill(form, new DOMParser().parseFromString(text, "text/html"));
  }

  function fill(form, page) {
    const sections = [...page.querySelectorAll("section")], said = form.querySelector("[role=status]");
    for (const section of sections) {
      section.querySelectorAll(`li:nth-child(n+${MOST + 1}), p`).forEach(part => part.remove());
      section.querySelectorAll("li").forEach(item => { item.role = "none"; });
      section.querySelector("h2").role = "presentation";
      section.querySelector("ul").role = "group";
    }
    list(form).replaceChildren(...sections);
    list(form).dataset.q = asked;
    list(form).querySelectorAll("a").forEach((link, n) => {
      Object.assign(link, {id: `seek-${n}`, role: "option", tabIndex: -1, ariaSelected: "false"});
      link.setAttribute("href", link.getAttribute("href").slice(2));
    });
    said.textContent = page.querySelector("[role=status]")?.textContent || "";
    said.classList.toggle("unseen", sections.length > 0);
    open(form, sections.length > 0);
  }

  function open(form, is) {
    list(form).hidden = !is;
    input(form).ariaExpanded = String(is);
    input(form).removeAttribute("aria-activedescendant");
  }

  function close(form) {
    clearTimeout(waiting);
    asked = "";
    open(form, false);
    form.querySelector("[role=status]").className = "unseen";
  }

  function choose(form, n) {
    const all = options(form);
    if (!all.length) return;
    const at = all[(n + all.length) % all.length];
    drop(form);
    at.ariaSelected = "true";
    input(form).setAttribute("aria-activedescendant", at.id);
    at.scrollIntoView({block: "nearest"});
  }

  function drop(form) {
    options(form).forEach(option => { option.ariaSelected = "false"; });
    input(form).removeAttribute("aria-activedescendant");
  }

  function typed(event) {
    const form = box(event);
    if (!form) return;
    drop(form);
    clearTimeout(waiting);
    waiting = setTimeout(() => form.isConnected && ask(form), PAUSE);
  }

  function pressed(event) {
    const form = box(event);
    if (!form || event.target !== input(form)) return;
    const shown = !list(form).hidden, at = chosen(form), stale = list(form).dataset.q !== words(form);
    if (event.key === "Escape" && (shown || input(form).value)) {
      if (!shown) input(form).value = "";
      close(form);
    } else if (event.key === "ArrowDown" && (!shown || stale)) ask(form);
    else if (event.key === "ArrowDown" && shown) choose(form, at + 1);
    else if (event.key === "ArrowUp" && shown) choose(form, at < 0 ? -1 : at - 1);
    else if (event.key === "Enter" && shown && at >= 0) options(form)[at].click();
    else return;
    event.preventDefault();
  }

  // browser.js follows the link; the box is as it was before.
  function followed(event) {
    const form = box(event);
    if (!form || !event.target.closest("[role=option]")) return;
    input(form).value = "";
    close(form);
    input(form).focus();
    if (matchMedia("(max-width: 720px)").matches) input(form).blur();
  }

  function left(event) {
    const form = box(event);
    if (form && !form.contains(event.relatedTarget)) close(form);
  }

  document.addEventListener("input", typed);
  document.addEventListener("keydown", pressed);
  document.addEventListener("click", followed);
  document.addEventListener("focusout", left);
})();
