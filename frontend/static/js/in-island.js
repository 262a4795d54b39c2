/** Whether something stands in an island below `root`; an island draws and keeps what is its own. */
export function isInIsland(node, root = null) {
  for (let at = node; at && at !== root; at = at.parentElement) if (at.localName?.includes("-")) return true;
  return false;
}
