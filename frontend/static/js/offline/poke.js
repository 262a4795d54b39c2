// Hints from the server that there is news. One tab listens for all; a lost hint costs time, never data.

const FIRST_RETRY = 1000;
const LONGEST_RETRY = 30_000;

/**
 * Listen until the returned `stop` is called.
 *
 * After a lost connection it waits 1, 2, 4 … 30 s, each half as long or half as long again by chance, so that all
 * phones of a company do not come back at once; `again` does not wait, for whoever knows that the network is back.
 * `connect({opened, heard, lost})` opens a stream and returns what closes it.
 */
export function listenForPokes({ connect, clock, random, locks, trigger }) {
  let close = null;
  let cancel = null;
  let release = null;
  let failures = 0;
  let stopped = false;

  function open() {
    cancel = null;
    close = connect({
      opened: () => (failures = 0),
      heard: () => trigger("poke"),
      lost,
    });
  }

  function lost() {
    close?.();
    close = null;
    if (stopped) return;
    // A lost stream is the first sign of a lost network: look at once instead of at the next turn. One that
    // does not come about again says nothing new.
    if (failures === 0) trigger("poke_lost");
    const wait = Math.min(FIRST_RETRY * 2 ** failures, LONGEST_RETRY);
    failures += 1;
    cancel = clock.after(wait * (0.5 + random()), open);
  }

  locks.hold(
    () =>
      new Promise((resolve) => {
        if (stopped) return resolve();
        release = resolve;
        open();
      }),
  );

  return {
    again() {
      if (!cancel) return;
      cancel();
      open();
    },
    stop() {
      stopped = true;
      cancel?.();
      close?.();
      release?.();
    },
  };
}
