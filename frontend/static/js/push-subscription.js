// This device's push subscription: made with the server's key, told to the server, forgotten again.

const ADDRESS = "/api/v1/push/subscription";
/** How long to wait before trying again, time after time. */
const WAITS = [1000, 4000];

let last = Promise.resolve();

/** One after the other: who switches off while the device is renewed would else be told to the server anew. */
function inTurn(work) {
  const turn = last.then(work);
  last = turn.catch(() => undefined);
  return turn;
}

const isPossible = () =>
  "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

/** not_possible, needs_install, denied, off or on. */
export async function subscriptionState() {
  if (!isPossible()) {
    const isApple = /iPhone|iPad/.test(navigator.userAgent);
    return isApple && !matchMedia("(display-mode: standalone)").matches ? "needs_install" : "not_possible";
  }
  if (Notification.permission === "denied") return "denied";
  const registration = await navigator.serviceWorker.getRegistration();
  const subscription = await registration?.pushManager.getSubscription();
  return subscription && Notification.permission === "granted" ? "on" : "off";
}

async function call(method, token, body, address = ADDRESS) {
  const response = await fetch(address, {
    method,
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRF-Token": token },
    body: body && JSON.stringify(body),
    credentials: "same-origin",
  });
  if (!response.ok) throw new Error(`push ${method}: ${response.status}`);
  return response.status === 204 ? null : response.json();
}

function bytesOf(key) {
  const text = atob(key.replace(/-/g, "+").replace(/_/g, "/").padEnd(Math.ceil(key.length / 4) * 4, "="));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

const sameBytes = (left, right) =>
  left && left.byteLength === right.byteLength && new Uint8Array(left).every((byte, at) => byte === right[at]);

/** A browser's first connection to its push service now and then breaks off; the next one holds. */
async function subscribed(manager, options) {
  for (const wait of [...WAITS, null]) {
    try {
      return await manager.subscribe(options);
    } catch (error) {
      if (error.name !== "AbortError" || wait === null) throw error;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

/** Subscribe, or renew a subscription made with another key, and tell the server. */
export async function subscribe(token) {
  // Asked at once: a browser lets only the tap itself ask.
  if ((await Notification.requestPermission()) !== "granted") return subscriptionState();
  return inTurn(() => tell(token));
}

async function tell(token) {
  const registration = await navigator.serviceWorker.ready;
  const answer = await call("GET", token, undefined, "/api/v1/push/key");
  const key = bytesOf(answer.key ?? answer.public_key);
  let subscription = await registration.pushManager.getSubscription();
  if (subscription && !sameBytes(subscription.options.applicationServerKey, key)) {
    await subscription.unsubscribe();
    subscription = null;
  }
  subscription ??= await subscribed(registration.pushManager, { userVisibleOnly: true, applicationServerKey: key });
  const { endpoint, keys } = subscription.toJSON();
  await call("PUT", token, { endpoint, keys: { p256dh: keys.p256dh, auth: keys.auth } });
  return "on";
}

/** At launch: what was on stays on, also when the browser or the server's key has changed. */
export function renewSubscription(token) {
  return inTurn(async () => {
    if ((await subscriptionState()) === "on") await tell(token);
  });
}

export function forgetSubscription(token) {
  return inTurn(() => forget(token));
}

async function forget(token) {
  if (!isPossible()) return;
  const registration = await navigator.serviceWorker.getRegistration();
  const subscription = await registration?.pushManager.getSubscription();
  if (!subscription) return;
  const { endpoint, keys } = subscription.toJSON();
  await call("DELETE", token, { endpoint, keys }).catch(() => undefined);
  await subscription.unsubscribe();
}
