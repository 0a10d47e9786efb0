// Hides at once, and locks when nobody is there. The server decides: this only goes there sooner.
const idle = Number(document.body.dataset.idle || 0) * 1000;
const away = () => { document.documentElement.hidden = true; location.replace("/away"); };

document.addEventListener("submit", (event) => {
  if (new URL(event.target.action).pathname !== "/hide") return;
  event.preventDefault();
  fetch("/hide", { method: "POST", keepalive: true, redirect: "manual" });
  away();
});

// A page that the browser kept for its Back button asks the server again.
addEventListener("pageshow", (event) => {
  if (event.persisted) { document.documentElement.hidden = true; location.reload(); }
});

if (idle) {
  let last = Date.now(), told = Date.now();
  const here = () => {
    last = Date.now();
    if (last - told < 30000) return;
    told = last;
    fetch("/awake", { method: "POST", headers: { Accept: "application/json" } })
      .then((answer) => { if (answer.status === 423) location.replace("/door"); }, () => {});
  };
  for (const sign of ["keydown", "pointerdown", "scroll"]) addEventListener(sign, here, { passive: true });
  const check = () => { if (Date.now() - last >= idle) location.replace("/door"); };
  setInterval(check, 2000);
  document.addEventListener("visibilitychange", check);
}
