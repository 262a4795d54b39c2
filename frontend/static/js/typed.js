// What somebody typed, ticked or chose on a page stays when the page is mounted afresh: over its first
// paint, or after a connection that was lost. The fresh page has heard nothing of it, so it is told again.

import { isInIsland } from "./in-island.js";

const FIELDS = "input:not([type=hidden], [type=file]), textarea, select";
const APPEARS_WITHIN = 5000; // a choice that is made again may show further fields
const touched = new WeakSet();

if (globalThis.document) {
  for (const type of ["input", "change"])
    addEventListener(type, (event) => touched.add(event.target), { capture: true });
}

/** A field's name as people read it, within the group that it stands in. */
function nameOf(field) {
  const label = field.closest("label");
  const group = field.closest("fieldset, [role=group]");
  const words = [
    group?.getAttribute("aria-label") ?? group?.querySelector("legend")?.textContent,
    field.getAttribute("aria-label") ?? (label?.querySelector(".label, .dim") ?? label)?.textContent,
    field.name,
  ];
  return `${field.type} ${words.join(" / ")}`;
}

function fieldsOf(root) {
  const named = new Map();
  for (const field of root.querySelectorAll(FIELDS)) {
    if (isInIsland(field, root)) continue;
    const name = nameOf(field);
    named.set(name, [...(named.get(name) ?? []), field]);
  }
  return named;
}

/** Say again what a field held; false while the fresh page has no field for it. */
function tell(fresh, { name, at, count, value, checked, caret }) {
  const fields = fresh.get(name) ?? [];
  const field = fields[at];
  if (fields.length !== count) return false;
  if (field.type === "checkbox" ? field.checked === checked : field.value === value) return true;
  if (field.localName === "select" && ![...field.options].some((option) => option.value === value)) return false;
  if (field.type === "checkbox") field.checked = checked;
  else field.value = value;
  if (caret !== null) field.setSelectionRange(caret, caret);
  for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
  return true;
}

/** Note what was touched below a root; the answer puts it into the root that follows. */
export function typedIn(before) {
  const noted = [];
  for (const [name, fields] of fieldsOf(before)) {
    fields.forEach((field, at) => {
      if (!touched.has(field)) return;
      const { value, checked, localName } = field;
      const caret = localName === "select" || checked ? null : field.selectionStart;
      noted.push({ name, at, count: fields.length, value, checked, caret });
    });
  }
  return (live) => {
    let left = noted;
    const put = () => {
      left = left.filter((each) => !tell(fieldsOf(live), each));
      if (left.length === 0) watch.disconnect();
    };
    const watch = new MutationObserver(put);
    watch.observe(live, { childList: true, subtree: true });
    setTimeout(() => watch.disconnect(), APPEARS_WITHIN);
    put();
  };
}
