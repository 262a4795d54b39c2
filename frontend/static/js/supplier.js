// What a supplier sees who has a link: one request, to be confirmed, changed or declined line by line. No account,
// nothing is kept on the device, and the link's token leaves the address at once.

import { announce, icon, make, show, status } from "./dom.js";
import { day, moment, number } from "./format.js";
import { LANGUAGES, language, loadLanguage, text, unitName } from "./language.js";

const TAGS = { en: "en", zh: "zh-Hans", ru: "ru" };
const page = document.getElementById("page");
const token = location.hash.slice(1);
history.replaceState(null, "", location.pathname + location.search);

const answerId = crypto.randomUUID();
let asked = null;
let fault = null;
let isBusy = false;
let note = "";
/** By line: `choice` is confirmed, changed or declined; `parts` are what is offered instead. */
const said = new Map();

async function post(path, body) {
  try {
    const response = await fetch(`/api/v1/supplier-link/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Accept-Language": language() },
      body: JSON.stringify(body),
      credentials: "omit",
      referrerPolicy: "no-referrer",
    });
    const found = await response.json();
    return response.ok ? { found } : { fault: found.detail ?? text("supplier-no-answer") };
  } catch {
    return { fault: text("supplier-no-answer") };
  }
}

async function open() {
  const answer = await post("open", { token });
  fault = answer.fault ?? null;
  asked = answer.found ?? null;
  draw();
}

async function send(event) {
  event.preventDefault();
  if (isBusy) return;
  if (asked.lines.some((line) => !said.has(line.id))) {
    fault = text("supplier-answer-all");
    draw();
    announce(fault);
    return;
  }
  isBusy = true;
  fault = null;
  draw();
  const answer = await post("answer", {
    token: asked.token,
    answer_id: answerId,
    lines: asked.lines.map((line) => ({ line_id: line.id, parts: partsOf(line), unit_price: priceOf(line) })),
    note,
  });
  isBusy = false;
  fault = answer.fault ?? null;
  asked = answer.found ?? asked;
  draw();
  announce(fault ?? text("supplier-thanks"));
  if (!fault) scrollTo(0, 0);
}

function partsOf(line) {
  const { choice, parts } = said.get(line.id);
  if (choice === "declined") return [];
  if (choice === "confirmed") return [{ quantity: line.quantity, on: line.due_on }];
  // A part that was begun and left empty is none; with no part at all the server says what is missing.
  const filled = parts.filter((part, place) => place === 0 || part.quantity.trim());
  return filled.map((part) => ({ quantity: part.quantity.replace(",", ".").trim() || "0", on: part.on }));
}

function priceOf(line) {
  const price = said.get(line.id).price?.replace(",", ".").trim();
  return price || null;
}

const amount = (quantity, unit) => `${number(quantity)}\u00a0${unitName(unit, quantity)}`;

function choose(line, choice) {
  const before = said.get(line.id) ?? {};
  const first = { quantity: number(line.quantity).replaceAll("\u00a0", ""), on: line.due_on < asked.today ? asked.today : line.due_on };
  said.set(line.id, { ...before, choice, parts: before.parts ?? [first] });
  draw();
}

function choices(line) {
  const isAsking = asked.kind === "quotation" || asked.kind === "forecast";
  const words = {
    confirmed: text(asked.kind === "cancellation" ? "supplier-accept" : isAsking ? "supplier-can" : "supplier-confirm"),
    changed: text("supplier-change"),
    declined: text("supplier-decline"),
  };
  const isPast = line.due_on < asked.today && asked.kind !== "cancellation";
  const offered = Object.keys(words).filter(
    (each) => !(each === "changed" && asked.kind === "cancellation") && !(each === "confirmed" && isPast),
  );
  return make(
    "div.supplier-choices",
    { role: "group", "aria-label": line.item_name },
    offered.map((each) =>
      make(
        "button.btn",
        {
          type: "button",
          "aria-pressed": String(said.get(line.id)?.choice === each),
          "data-key": `${line.id}-${each}`,
          onclick: () => choose(line, each),
        },
        words[each],
      ),
    ),
  );
}

function partRows(line) {
  const state = said.get(line.id);
  const field = (label, properties) =>
    make("label.stack.tight", {}, make("span.label", {}, label), make("input.field", properties));
  return [
    state.parts.map((part, place) =>
      make(
        "div.supplier-part",
        { "data-key": `${line.id}-part-${place}` },
        field(`${text("supplier-quantity")}, ${unitName(line.unit)}`, {
          inputmode: "decimal",
          value: part.quantity,
          "data-key": `${line.id}-quantity-${place}`,
          oninput: (event) => (part.quantity = event.target.value),
        }),
        field(text("supplier-day"), {
          type: "date",
          min: asked.today,
          value: part.on,
          "data-key": `${line.id}-day-${place}`,
          oninput: (event) => (part.on = event.target.value),
        }),
        state.parts.length > 1 &&
          make(
            "button.btn.square",
            {
              type: "button",
              "aria-label": text("supplier-remove-part"),
              onclick: () => {
                state.parts.splice(place, 1);
                draw();
              },
            },
            "×",
          ),
      ),
    ),
    state.parts.length < 12 &&
      make(
        "button.btn.slim",
        {
          type: "button",
          "data-key": `${line.id}-more`,
          onclick: () => {
            state.parts.push({ quantity: "", on: state.parts.at(-1).on });
            draw();
          },
        },
        text("supplier-add-part"),
      ),
  ];
}

function answered(line) {
  const words = {
    confirmed: ["kept", "kept"],
    changed: ["risk", "risk"],
    declined: ["late", "late"],
  }[line.outcome];
  return make(
    "div",
    {},
    status(words[0], text(`mail-outcome-${line.outcome}`), words[1]),
    line.parts.map((part) =>
      make("p.t-s", {}, text("mail-part", { amount: amount(part.quantity, line.unit), day: day(part.on, asked.today) })),
    ),
    line.unit_price && make("p.t-s", {}, `${text("supplier-price")}: ${number(line.unit_price)} ${asked.currency}`),
  );
}

function lineCard(line) {
  const state = said.get(line.id);
  const before =
    line.quantity_before !== null &&
    `${text("mail-column-before")}: ${text("mail-before", { amount: amount(line.quantity_before, line.unit), day: day(line.due_on_before, asked.today) })}`;
  return make(
    "li.supplier-line",
    { "data-key": line.id },
    make("h2.t-l", {}, line.item_name),
    make("p.t-s.dim", {}, line.item_code),
    make("p.supplier-asked", {}, text("mail-part", { amount: amount(line.quantity, line.unit), day: day(line.due_on, asked.today) })),
    before && make("p.t-s.dim", {}, before),
    line.expected_quantity &&
      make("p.t-s.dim", {}, text("supplier-expected", { amount: amount(line.expected_quantity, line.unit) })),
    line.outcome ? answered(line) : choices(line),
    !line.outcome && state?.choice === "changed" && partRows(line),
    !line.outcome && asked.kind === "quotation" && state && state.choice !== "declined" &&
      make(
        "label.stack.tight",
        {},
        make("span.label", {}, `${text("supplier-price")}, ${asked.currency} / ${unitName(line.unit, 1)}`),
        make("input.field", {
          inputmode: "decimal",
          value: state.price ?? "",
          "data-key": `${line.id}-price`,
          oninput: (event) => (state.price = event.target.value),
        }),
      ),
  );
}

function form() {
  const isDone = asked.status !== "sent";
  const canConfirm = asked.kind !== "quotation" && asked.lines.every((line) => line.due_on >= asked.today);
  return [
    make("p.dim", {}, text(`mail-${KINDS[asked.kind]}-body`, { company: asked.company_name, supplier: asked.supplier_name, reference: asked.reference })),
    make("p", {}, text("mail-delivery-to", { site: asked.site_name })),
    !isDone && make("p", {}, text("mail-answer-by", { time: moment(asked.answer_by) })),
    asked.note && make("p", {}, text("mail-note", { note: asked.note })),
    asked.status === "answered" && make("p.supplier-done", {}, status("kept", text("supplier-thanks"), "kept")),
    asked.status === "replaced" && make("p.wrong", { role: "alert" }, icon("refused", "s"), make("span", {}, text("error-request-outdated"))),
    make(
      "form",
      { onsubmit: send, novalidate: true },
      !isDone && canConfirm && asked.lines.length > 1 &&
        make(
          "button.btn.wide",
          {
            type: "button",
            "data-key": "all",
            onclick: () => asked.lines.forEach((line) => choose(line, "confirmed")),
          },
          text("supplier-confirm-all"),
        ),
      make("ul.supplier-lines", {}, asked.lines.map(lineCard)),
      isDone
        ? asked.answer_note && make("p", {}, text("mail-note", { note: asked.answer_note }))
        : [
            make(
              "label.stack.tight",
              {},
              make("span.label", {}, text("supplier-note")),
              make("textarea.field", { rows: 3, maxlength: 1000, value: note, "data-key": "note", oninput: (event) => (note = event.target.value) }),
            ),
            fault && make("p.wrong", { role: "alert" }, icon("refused", "s"), make("span", {}, fault)),
            make("button.btn.main.wide", { type: "submit", disabled: isBusy, "data-key": "send" }, text(isBusy ? "supplier-sending" : "supplier-send")),
          ],
    ),
  ];
}

const KINDS = {
  quotation: "quotation-asked",
  order: "purchase-ordered",
  change: "purchase-changed",
  cancellation: "purchase-cancelled",
  forecast: "forecast-shared",
};

function draw() {
  const title = asked ? text(`mail-${KINDS[asked.kind]}-subject`, { reference: asked.reference }) : text("supplier-title");
  document.title = title;
  show(
    page,
    make(
      "div.supplier",
      {},
      make("header", {}, make("p.b", {}, asked?.company_name ?? "Lockstep"), make("h1.t-xl", {}, title)),
      asked
        ? form()
        : fault
          ? [
              make("p.wrong", { role: "alert" }, icon("refused", "s"), make("span", {}, fault)),
              token && make("button.btn.wide", { type: "button", onclick: open }, text("supplier-again")),
            ]
          : make("p.dim", { role: "status" }, text("supplier-loading")),
      make(
        "div.languages",
        { role: "group", "aria-label": text("sign-in-language") },
        Object.entries(LANGUAGES).map(([name, own]) =>
          make(
            "button",
            { type: "button", lang: TAGS[name], "aria-pressed": String(language() === name), "data-key": `language-${name}`, onclick: () => loadLanguage(name).then(draw) },
            own,
          ),
        ),
      ),
    ),
  );
}

const wanted = [new URLSearchParams(location.search).get("lang"), ...navigator.languages.map((tag) => tag.slice(0, 2))];
await loadLanguage(wanted.find((name) => name in LANGUAGES) ?? "en");
draw();
if (token) await open();
else {
  fault = text("error-supplier-link-invalid");
  draw();
}
