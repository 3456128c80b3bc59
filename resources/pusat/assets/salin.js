// Meja salin: a button, or its digit, copies one field; what was copied is said to screen readers as well.
"use strict";

const said = document.getElementById("tersalin");

async function copy(button) {
  const text = document.getElementById(button.dataset.copy).textContent;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const range = document.createRange();
    range.selectNodeContents(document.getElementById(button.dataset.copy));
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    document.execCommand("copy");
  }
  for (const other of document.querySelectorAll("[data-copy]")) other.classList.remove("copied");
  button.classList.add("copied");
  if (said) said.textContent = "Tersalin: " + button.parentElement.querySelector(".label").textContent;
}

for (const button of document.querySelectorAll("[data-copy]")) button.addEventListener("click", () => copy(button));

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target instanceof HTMLInputElement && event.target.value !== "") return;
  const button = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!button) return;
  event.preventDefault();
  copy(button);
});
