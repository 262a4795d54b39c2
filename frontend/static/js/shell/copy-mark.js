// A mark outside the database that says that there was one, and how much of it was unsent: systems that
// clear storage by themselves leave it, so what is missing can be told.

const KEY = "lockstep-copies";

function copies() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}

const keep = (all) => localStorage.setItem(KEY, JSON.stringify(all));

export const copyOf = (personId) => copies()[personId] ?? null;

export function markCopy(personId, unsent) {
  const all = copies();
  if (all[personId]?.unsent !== unsent) keep({ ...all, [personId]: { unsent } });
}

export function forgetCopy(personId) {
  const { [personId]: _gone, ...rest } = copies();
  keep(rest);
}
