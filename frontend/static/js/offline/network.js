// One way to ask the server, and the one judgement of what counts as an answer.

export const ANSWER_LIMIT = 30_000;
/** A photo may take its time on a thin line. */
const CONTENT_LIMIT = 180_000;

/**
 * A network over an injected `fetch`. Every request ends in
 * {kind: "answer", status, body, retryAfter} or {kind: "silence", reason}: a status without our
 * own header and a JSON type (a captive portal, a proxy's error page) is silence.
 * `personId` is whose work this is: with somebody else signed in here, it waits as if signed out.
 */
export function createNetwork({ fetch, personId, limit = ANSWER_LIMIT }) {
  let token = null;
  let skew = 0;

  async function send(method, path, body, type, hear) {
    const headers = { Accept: "application/json" };
    if (body !== undefined) headers["Content-Type"] = type ?? "application/json";
    if (method !== "GET") headers["X-CSRF-Token"] = token;
    try {
      const response = await fetch(path, {
        method,
        headers,
        body: body === undefined || type ? body : JSON.stringify(body),
        credentials: "same-origin",
        redirect: "error",
        signal: AbortSignal.timeout(type ? CONTENT_LIMIT : limit),
      });
      const outcome = await judged(response, path, hear);
      const at = Date.parse(response.headers.get("Date"));
      // A page that was kept says when it was made, not what time it is.
      if (outcome.kind === "answer" && at && method !== "GET") skew = at - Date.now();
      return outcome;
    } catch (error) {
      return { kind: "silence", reason: error?.name ?? "error" };
    }
  }

  /** Ask who is signed in, for the token that unsafe requests carry; null when all is well. */
  async function renew() {
    token = null;
    const session = await send("GET", "/api/v1/session");
    if (session.kind === "silence" || session.status >= 400) return session;
    if (session.body.person.id !== personId) return { ...session, status: 401, body: {} };
    token = session.body.csrf_token;
    return null;
  }

  async function ask(method, path, body, type, hear) {
    if (method === "GET") return send(method, path);
    const isFresh = token === null;
    const obstacle = await reach();
    if (obstacle) return obstacle;
    const outcome = await send(method, path, body, type, hear);
    // After a silence the way is tried with something small before anything is sent again.
    if (outcome.kind === "silence") token = null;
    if (outcome.status !== 403 || isFresh) return outcome;
    // A token ends with its session: one new one is worth a try before the 403 is believed.
    return (await renew()) ?? send(method, path, body, type, hear);
  }

  /** Whether something that changes things may be sent now: null, or what stands in the way. */
  async function reach() {
    return token === null ? renew() : null;
  }

  return {
    reach,
    get: (path) => ask("GET", path),
    /** `hear` is told of an answer's head, all that stands before its rows, while the rows are still coming. */
    post: (path, body, hear) => ask("POST", path, body, undefined, hear),
    /** Send bytes as they are. */
    put: (path, bytes, type) => ask("PUT", path, bytes, type),
    /** By how many milliseconds this device's clock is behind the server's. */
    skew: () => skew,
    useToken(given) {
      token = given;
    },
  };
}

async function judged(response, path, hear) {
  const type = response.headers.get("Content-Type") ?? "";
  const isMarked = response.headers.get("X-Sync") === "1" || !path.startsWith("/sync/");
  if (!isMarked || !/[/+]json\b/.test(type)) return { kind: "silence", reason: `foreign_${response.status}` };
  return {
    kind: "answer",
    status: response.status,
    body: hear && response.ok ? await heard(response, hear) : await response.json(),
    retryAfter: retryAfter(response.headers.get("Retry-After")),
  };
}

const ROWS = ',"rows":{';

/** An answer's JSON; its head is told as soon as it is there. */
async function heard(response, hear) {
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  let text = "";
  for (let isTold = false; ; ) {
    const { done, value } = await reader.read();
    text += decoder.decode(value, { stream: !done });
    if (done) return JSON.parse(text);
    const end = isTold ? -1 : text.indexOf(ROWS);
    if (end < 0) continue;
    isTold = true;
    hear(JSON.parse(`${text.slice(0, end)}}`));
  }
}

/** `Retry-After` in milliseconds; null when it is absent or a date. */
function retryAfter(text) {
  const seconds = Number.parseFloat(text ?? "");
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}
