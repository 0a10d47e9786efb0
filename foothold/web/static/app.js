// Progressive enhancement only: every form works as a plain POST without this file.
const root = document.querySelector("[data-stream]");
const panes = root ? [...root.querySelectorAll("[data-pane]")] : [];
const logOf = (pane) => pane.querySelector("[role=log]");
const composerOf = (pane) => pane.querySelector("textarea[name=text]");
// On a touch screen the writing field would open the keyboard, so the messages get the focus there.
const rest = (pane) => (matchMedia("(pointer: coarse)").matches ? logOf(pane) : composerOf(pane)).focus({ preventScroll: true });
const toEnd = (pane) => { logOf(pane).scrollTop = 0; };      // the log is laid out from its end: see app.css
const parse = (html) => { const t = document.createElement("template"); t.innerHTML = html; return t.content.firstElementChild; };

function show(li) {
  const pane = panes.find((p) => p.dataset.pane === li.dataset.chat);
  if (!pane) return;
  const log = logOf(pane), atEnd = Math.abs(log.scrollTop) < 120;
  const old = document.getElementById(li.id);
  if (old) {                                     // edited, or its buttons were used
    const hadFocus = old.contains(document.activeElement);
    old.replaceWith(li);
    if (hadFocus) rest(pane);
  } else {
    const list = log.querySelector("ol"), next = [...list.children].find((other) => +other.dataset.order > +li.dataset.order);
    if (next && next === list.firstElementChild && pane.querySelector(".pane__older")) return;  // further up than this page goes
    li.classList.add("msg--new");
    list.insertBefore(li, next ?? null);
  }
  pane.querySelector(".pane__empty")?.remove();
  if (atEnd) toEnd(pane);
  if (fresh.length) refresh();
}

// What stands beside a chat is read again when the chat says something new; never under the focus.
const fresh = [...document.querySelectorAll("[data-fresh]")];
let waiting;
function refresh() {
  clearTimeout(waiting);
  waiting = setTimeout(async () => {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of fresh) {
      const now = page.getElementById(part.id);
      if (now && !part.contains(document.activeElement)) part.replaceChildren(...now.childNodes);
    }
  }, 250);
}

// One stream a page, none while the tab is hidden: browsers hold six connections a site, and an
// open stream takes one. On return the page asks for what it missed.
function listen() {
  const url = new URL(root.dataset.stream, location);
  let source = null;
  const connect = () => {
    source = new EventSource(url);
    source.onmessage = (e) => { if (e.lastEventId) url.searchParams.set("after", e.lastEventId); show(parse(e.data)); };
    source.addEventListener("clock", (e) => { document.querySelector("[data-clock]")?.replaceChildren(e.data); });
    source.onopen = () => root.classList.remove("is-offline");
    source.onerror = () => {
      root.classList.add("is-offline");
      if (source.readyState === EventSource.CLOSED) setTimeout(() => { if (!document.hidden) connect(); }, 5000);
    };
  };
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) { source?.close(); source = null; } else if (!source) connect();
  });
  if (!document.hidden) connect();
}

async function send(form, button) {
  const pane = form.closest("[data-pane]"), error = pane.querySelector(".pane__error");
  const body = new FormData(form, button), sent = composerOf(pane).value;
  body.set("nonce", pane.dataset.nonce);
  pane.setAttribute("aria-busy", "true");
  try {
    const plain = form.enctype === "multipart/form-data" ? body : new URLSearchParams(body);
    const answer = await fetch(form.action, { method: "POST", body: plain, headers: { Accept: "application/json" } });
    const said = await answer.json();
    error.textContent = said.error ?? "";
    if (said.nonce) pane.dataset.nonce = said.nonce;
    if (said.html) show(parse(said.html));
    if (!answer.ok) return;
    if (form.contains(composerOf(pane)) ? composerOf(pane).value === sent : true) form.reset();
    form.closest("details")?.removeAttribute("open");
    rest(pane);
    toEnd(pane);
  } catch {
    error.textContent = "That was not sent. Check your connection and try again.";
  } finally {
    pane.removeAttribute("aria-busy");
  }
}

if (root && "EventSource" in window) {
  panes.forEach((pane) => { pane.dataset.nonce = pane.querySelector("input[name=nonce]").value; toEnd(pane); });
  listen();
  root.addEventListener("submit", (e) => {
    const pane = e.target.closest("[data-pane]");
    if (!pane) return;
    e.preventDefault();
    if (!pane.hasAttribute("aria-busy")) send(e.target, e.submitter);
  });
  root.addEventListener("keydown", (e) => {      // Enter sends, Shift+Enter makes a new line
    if (e.key !== "Enter" || e.shiftKey || e.isComposing || !e.target.matches("textarea[name=text]")) return;
    e.preventDefault();
    e.target.form.requestSubmit();
  });
  root.addEventListener("focusin", (e) => {      // only the pane in use speaks to a screen reader
    const here = e.target.closest("[data-pane]");
    if (here) panes.forEach((pane) => logOf(pane).setAttribute("aria-live", pane === here ? "polite" : "off"));
  });
}

// A button that only a script can work is hidden until there is one.
document.querySelectorAll("[data-print]").forEach((button) => {
  button.closest("[hidden]")?.removeAttribute("hidden");
  button.addEventListener("click", () => print());
});
