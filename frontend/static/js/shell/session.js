// Who is signed in here: asked of the server, remembered on the device for a start without network.

const KEY = "lockstep-person";
const LEFT = "lockstep-left";
const LIMIT = 8000;

/** The last known person of this device, or null. */
export function rememberedPerson() {
  try {
    return JSON.parse(localStorage.getItem(KEY));
  } catch {
    return null;
  }
}

export function rememberPerson(person) {
  if (person) localStorage.setItem(KEY, JSON.stringify(person));
  else localStorage.removeItem(KEY);
}

/** {kind: "signed_in", person, csrf_token}, {kind: "signed_out"} or {kind: "silence"}. */
export async function askSession() {
  const session = judged(await request("GET"));
  if (session.kind !== "signed_in" || !localStorage.getItem(LEFT)) return session;
  // Somebody signed out here when the server could not hear it: it is told now, before anything.
  await signOut(session.csrf_token);
  return { kind: "signed_out" };
}

/** Sign in; adds {kind: "refused", problem} to what `askSession` may answer. */
export async function signIn(email, password) {
  localStorage.removeItem(LEFT);
  return judged(await request("POST", { email, password }));
}

export async function signOut(token) {
  const answer = judged(await request("DELETE", undefined, token));
  if (answer.kind !== "silence") localStorage.removeItem(LEFT);
  return answer;
}

/** Remember that the person has left, until the server knows. */
export function markLeft() {
  localStorage.setItem(LEFT, "1");
}

async function request(method, body, token) {
  const headers = { Accept: "application/json" };
  if (body) headers["Content-Type"] = "application/json";
  if (token) headers["X-CSRF-Token"] = token;
  try {
    const response = await fetch("/api/v1/session", {
      method,
      headers,
      body: body && JSON.stringify(body),
      credentials: "same-origin",
      cache: "no-store",
      redirect: "error",
      signal: AbortSignal.timeout(LIMIT),
    });
    const isJson = /[/+]json\b/.test(response.headers.get("Content-Type") ?? "");
    if (response.status === 204) return { status: 204, body: {} };
    return isJson ? { status: response.status, body: await response.json() } : null;
  } catch {
    return null;
  }
}

function judged(answer) {
  if (!answer || answer.status >= 500) return { kind: "silence" };
  const { status, body } = answer;
  if (status < 300 && body.person) return { kind: "signed_in", ...body };
  if (status === 401 && !body.code?.startsWith("wrong")) return { kind: "signed_out", problem: body };
  return { kind: status < 300 ? "signed_out" : "refused", problem: body };
}
