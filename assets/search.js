/* The search box of a sheet: what is typed goes into the address, which the server reads. Without this script the box
   is a plain form that does the same. */
"use strict";

(() => {
  const PAUSE = 350;
  let waiting = 0;
  const box = event => event.target.closest?.("form.find");

  function ask(form) {
    clearTimeout(waiting);
    const given = [...new FormData(form)].filter(([, value]) => value.trim());
    const search = given.length ? `?${new URLSearchParams(given)}` : "";
    if (search !== location.search) window.dash_clientside.set_props("url", {search});
  }

  function typed(event) {
    const form = box(event);
    if (!form) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => form.isConnected && ask(form), PAUSE);
  }

  function sent(event) {
    const form = box(event);
    if (!form || !window.dash_clientside?.set_props) return;
    event.preventDefault();
    ask(form);
  }

  // Back and forward: the box says what the address says, even while it has the focus.
  function moved() {
    clearTimeout(waiting);
    const asked = new URLSearchParams(location.search).get("q") || "";
    document.querySelectorAll("form.find input[name=q]").forEach(input => { input.value = asked; });
  }

  document.addEventListener("input", typed);
  document.addEventListener("submit", sent);
  window.addEventListener("popstate", moved);
})();
