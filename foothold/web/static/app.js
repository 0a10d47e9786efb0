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

// After a second the reader is told that something goes on; a file shows how much of it has gone.
function busy(place, words) {
  const late = setTimeout(() => { place.textContent = words; }, 1000);
  return () => { clearTimeout(late); place.textContent = ""; };
}

function upload(url, body, bar) {
  return new Promise((done, failed) => {
    const asked = new XMLHttpRequest();
    asked.open("POST", url);
    asked.setRequestHeader("Accept", "application/json");
    asked.upload.onprogress = (e) => { bar.hidden = false; bar.value = e.total ? (100 * e.loaded) / e.total : 0; };
    asked.onload = () => done(new Response(asked.responseText, { status: asked.status }));
    asked.onerror = failed;
    asked.send(body);
  }).finally(() => { bar.hidden = true; });
}

async function send(form, button) {
  const pane = form.closest("[data-pane]"), error = pane.querySelector(".pane__error");
  const body = new FormData(form, button), sent = composerOf(pane).value;
  body.set("nonce", pane.dataset.nonce);
  const file = form.enctype === "multipart/form-data";
  const over = busy(pane.querySelector(".pane__busy"), file ? "Sending the file. Please wait." : "Sending. Please wait.");
  pane.setAttribute("aria-busy", "true");
  try {
    const answer = file
      ? await upload(form.action, body, form.querySelector("progress"))
      : await fetch(form.action, { method: "POST", body: new URLSearchParams(body), headers: { Accept: "application/json" } });
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
    over();
    pane.removeAttribute("aria-busy");
  }
}

// A file that takes a while to make: asked for here, so that the page can say how it goes.
async function fetched(form, button) {
  const note = form.querySelector("[role=status]"), buttons = [...form.querySelectorAll("button")];
  const said = busy(note, "Making the file. This can take a minute.");
  buttons.forEach((one) => { one.setAttribute("aria-disabled", "true"); });
  let words = "That did not work. Check your connection and try again.";
  try {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form, button)), headers: { Accept: "application/json" } });
    if (answer.ok) {
      const name = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition"))?.[1] ?? "file";
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await answer.blob());
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
      words = `Done. The file is called ${name}.`;
    } else {
      words = (await answer.json()).error;
    }
  } catch { /* the words stand */ } finally {
    said();
    note.textContent = words;
    buttons.forEach((one) => { one.removeAttribute("aria-disabled"); });
  }
}

document.querySelectorAll("form[data-fetch]").forEach((form) => {
  form.addEventListener("submit", (e) => {
    e.preventDefault();
    if (!form.querySelector("[aria-disabled]")) fetched(form, e.submitter);
  });
});

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
