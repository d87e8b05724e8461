// Reloads the page when the content has changed. Without scripts the link „Neu laden“ does the same.
"use strict";
const mark = document.querySelector('meta[name="mark"]').content;
const field = document.querySelector('input[name="q"]');
const state = document.getElementById("state");
let silent = 0;
async function look() {
  try {
    const answer = await fetch("/stand", { cache: "no-store" });
    silent = 0;
    // Whoever is typing is not interrupted.
    if ((await answer.text()) !== mark && (!field || field.value === field.defaultValue)) {
      location.reload();
      return;
    }
  } catch {
    silent += 1;
    if (silent === 3 && state) state.textContent = "Die Vorschau läuft nicht mehr. Starten Sie sie neu.";
  }
  setTimeout(look, 1000);
}
setTimeout(look, 1000);
