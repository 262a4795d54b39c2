// How time left is written and how it stands; no clock of the device is asked here.

const SECOND = 1000;

/** `0:28:14`; what is over counts up with a plus: `+0:03:12`. Seconds are cut, so that nothing shows more than is left. */
export function leftWords(left) {
  const seconds = Math.floor(Math.abs(left) / SECOND);
  const two = (number) => String(number).padStart(2, "0");
  const clock = `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return left < 0 ? `+${clock}` : clock;
}

/** Running, under a quarter of what there was, or over. */
export function standing(left, whole) {
  if (left < 0) return "over";
  return whole > 0 && left < whole / 4 ? "soon" : "running";
}

/** How much of the time is used, 0 to 1. */
export const used = (left, whole) => (whole > 0 ? Math.min(1, Math.max(0, 1 - left / whole)) : 1);

/**
 * The server's time: where it stood when it was told, moved on by a counter that nobody can set. `ticks`
 * is such a counter in milliseconds, as `performance.now` is.
 */
export function serverClock(toldAt, ticks) {
  const begun = ticks();
  return () => toldAt + (ticks() - begun);
}
