// Hands a long text of a live page to the field behind it in pieces, once it is left or a button is pressed:
// ReactPy's client sends a field's value eight times over with every letter, and the server takes 64 KB at a time.

const PIECE = 1_200;
const waiting = new Set();

/** The text in pieces, each with its place and their number before it: "1/2 …". */
export function piecesOf(text) {
  const count = Math.max(1, Math.ceil(text.length / PIECE));
  return Array.from({ length: count }, (_, at) => `${at + 1}/${count} ${text.slice(at * PIECE, (at + 1) * PIECE)}`);
}

function handOver(field) {
  if (!waiting.delete(field)) return;
  const heard = field.nextElementSibling;
  document.getSelection()?.removeAllRanges();
  for (const piece of piecesOf(field.value)) {
    heard.value = piece;
    heard.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

if (globalThis.document) {
  for (const type of ["input", "change"])
    document.addEventListener(
      type,
      (event) => {
        const field = event.target;
        if (!(field instanceof HTMLTextAreaElement) || !field.hasAttribute("data-long")) return;
        event.stopPropagation();
        waiting.add(field);
        if (type === "change") handOver(field);
      },
      { capture: true },
    );
  // On some phones a pressed button leaves the caret where it was, and the field with it.
  document.addEventListener("click", () => waiting.forEach(handOver), { capture: true });
}
