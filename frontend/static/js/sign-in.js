// The sign-in screen: e-mail and password, the language in the foot in its own script.

import { announce, icon, make, show } from "./dom.js";
import { language, LANGUAGES, loadLanguage, text } from "./language.js";
import { askSession, rememberPerson, signIn } from "./shell/session.js";

const TAGS = { en: "en", zh: "zh-Hans", ru: "ru" };

/** Where to go after signing in: a path of our own, never another site. */
export function nextPath(search, fallback) {
  const next = new URLSearchParams(search).get("next") ?? "";
  const isOwn = /^\/(?![/\\])/.test(next) && new URL(next, location.origin).origin === location.origin;
  return isOwn && !next.startsWith("/sign-in") ? next : fallback;
}

export function showSignIn(page, { person, firstScreen }) {
  let known = person;
  let email = "";
  let fault = null;
  let isBusy = false;

  async function send(event) {
    event.preventDefault();
    if (isBusy) return;
    const form = new FormData(event.target);
    email = known?.email ?? String(form.get("email")).trim();
    const password = String(form.get("password"));
    if (!email || !password) {
      fault = text(email ? "sign-in-password-missing" : "sign-in-email-missing");
      draw();
      page.querySelector(email ? "#password" : "#email")?.focus();
      return;
    }
    isBusy = true;
    draw();
    const answer = await signIn(email, password);
    isBusy = false;
    if (answer.kind === "signed_in") {
      rememberPerson({ ...answer.person, email });
      location.replace(nextPath(location.search, firstScreen(answer.person)));
      return;
    }
    fault = answer.kind === "silence" ? text("sign-in-no-answer") : answer.problem?.detail ?? text("sign-in-wrong");
    draw();
    const field = page.querySelector("#password");
    field?.focus();
    field?.select();
    announce(fault);
  }

  async function speak(name) {
    email = page.querySelector("#email")?.value ?? email;
    fault = null;
    await loadLanguage(name);
    document.title = `${text("sign-in-title")} · Lockstep`;
    draw();
  }

  const field = (name, type, label, more = {}) =>
    make(
      "div",
      {},
      make("label.label", { for: name }, label),
      make("input.field", { id: name, name, type, required: true, "data-key": name, "aria-describedby": fault && "sign-in-fault", "aria-invalid": fault && "true", ...more }),
    );

  function who() {
    const initials = known.name.split(/\s+/).map((word) => word[0]).slice(0, 2).join("");
    const forget = () => {
      known = null;
      fault = null;
      draw();
      page.querySelector("#email").focus();
    };
    return make(
      "div.who",
      {},
      make("span.face", { "aria-hidden": "true" }, initials),
      make("span.grow", {}, make("span.b.own-line", {}, known.name), make("span.t-s.dim.own-line", {}, known.email)),
      make("button.link.t-s.dim", { type: "button", onclick: forget }, text("sign-in-not-you")),
    );
  }

  function draw() {
    const password = page.querySelector("#password")?.value ?? "";
    const isKnown = Boolean(known?.email);
    show(
      page,
      make(
        "div.sign-in",
        {},
        stairs(),
        make("div.hello", {}, icon("mark", "markbig"), make("h1.t-3xl", {}, "Lockstep"), make("p.dim.t-l", {}, text("sign-in-promise"))),
        make(
          "form",
          { onsubmit: send, novalidate: true },
          isKnown
            ? [who(), make("input", { type: "hidden", name: "email", autocomplete: "username", value: known.email })]
            : field("email", "email", text("sign-in-email"), { autocomplete: "username", value: email, inputmode: "email" }),
          field("password", "password", text("sign-in-password"), { autocomplete: "current-password", value: password }),
          fault && make("p.wrong", { id: "sign-in-fault", role: "alert" }, icon("refused", "s"), make("span", {}, fault)),
          make("button.btn.main.wide", { type: "submit", disabled: isBusy, "data-key": "go" }, icon("key"), make("span", {}, text(isBusy ? "sign-in-asking" : "sign-in-go"))),
        ),
        make(
          "div.languages",
          { role: "group", "aria-label": text("sign-in-language") },
          Object.entries(LANGUAGES).map(([name, own]) =>
            make("button", { type: "button", lang: TAGS[name], "aria-pressed": String(language() === name), "data-key": `language-${name}`, onclick: () => speak(name) }, own),
          ),
        ),
      ),
    );
  }

  document.title = `${text("sign-in-title")} · Lockstep`;
  draw();
  // Who is signed in already needs no form.
  askSession().then((session) => {
    if (session.kind !== "signed_in") return;
    rememberPerson(person?.id === session.person.id ? { ...person, ...session.person } : session.person);
    location.replace(nextPath(location.search, firstScreen(session.person)));
  });
}

/** The stair of the mark, large and pale: one solid line, one not firm yet. */
function stairs() {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "stairs");
  svg.setAttribute("viewBox", "0 0 330 300");
  svg.setAttribute("aria-hidden", "true");
  for (const [line, dashes] of [["M0 270h90v-80h90v-80h90V30h90", ""], ["M0 190h40v-80h90V30h90v-80", "20 14"]]) {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", line);
    if (dashes) path.setAttribute("stroke-dasharray", dashes);
    svg.append(path);
  }
  return svg;
}
