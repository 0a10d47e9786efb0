// Records a voice note where the browser can; without this file the file field takes one all the same.
const able = "MediaRecorder" in window && navigator.mediaDevices?.getUserMedia;
const KINDS = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];
const ENDINGS = { "audio/webm": "webm", "audio/ogg": "ogg", "audio/mp4": "m4a" };
const LONGEST = 5 * 60 * 1000;

function recorder(button) {
  const form = button.form, state = form.querySelector(".attach__state"), field = form.elements.file;
  let running = null;
  button.hidden = false;
  button.addEventListener("click", async () => {
    if (running) { running.stop(); return; }
    let sound;
    try { sound = await navigator.mediaDevices.getUserMedia({ audio: true }); } catch {
      state.textContent = "We could not use the microphone. You can choose a sound file.";
      return;
    }
    const kind = KINDS.find((one) => MediaRecorder.isTypeSupported(one)), parts = [];
    running = new MediaRecorder(sound, kind ? { mimeType: kind } : {});
    const late = setTimeout(() => running?.stop(), LONGEST);
    running.ondataavailable = (event) => parts.push(event.data);
    running.onstop = () => {
      clearTimeout(late);
      const type = running.mimeType.split(";")[0], held = new DataTransfer();
      running = null;
      sound.getTracks().forEach((track) => track.stop());
      held.items.add(new File(parts, `voice-note.${ENDINGS[type] ?? "webm"}`, { type }));
      field.files = held.files;
      button.textContent = "Record a voice note";
      state.textContent = "";
      form.requestSubmit();
    };
    running.start();
    button.textContent = "Stop and send";
    state.textContent = "We are recording.";
  });
}

if (able) document.querySelectorAll("[data-record]").forEach(recorder);
