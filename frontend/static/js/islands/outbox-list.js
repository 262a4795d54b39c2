// <outbox-list>: what needs its author, what waits, what was sent; and one op that came back.

import { icon, make, show } from "../dom.js";
import { moment } from "../format.js";
import { text } from "../language.js";
import { standing } from "../change-words.js";
import * as engine from "../offline/client.js";
import { go } from "../log/frame.js";
import { effectWords, isAsking, needRow, savedWords, subjectWords } from "../outbox/words.js";

class OutboxList extends HTMLElement {
  #stop = () => undefined;
  #isOpen = null;

  connectedCallback() {
    this.classList.add("page");
    this.route();
  }

  disconnectedCallback() {
    this.#stop();
  }

  route() {
    this.#stop();
    const opId = location.pathname.split("/")[2];
    document.body.dataset.focus = opId ? "task" : "";
    document.dispatchEvent(new CustomEvent("lockstep:frame"));
    this.#stop = opId ? this.#one(opId) : engine.follow("outbox", {}, (found) => this.#draw(found));
  }

  #one(opId) {
    let isOver = false;
    Promise.all([engine.ask("op", { op_id: opId }), import("../outbox/settle.js")]).then(([op, { Settle }]) => {
      if (isOver) return;
      if (!op || op.state !== "answered" || op.settled_at) go("/outbox", { replace: true });
      else new Settle(this, op);
    });
    return () => {
      isOver = true;
    };
  }

  #draw(found) {
    const { needs, waiting, deferred, sent } = found;
    const held = [...waiting, ...deferred];
    const isEmpty = needs.length + held.length === 0;
    show(
      this,
      make("div.head", {}, make("h1.t-2xl", {}, text("outbox-title")), !isEmpty && make("p.dim.t-s", {}, text("outbox-safe"))),
      isEmpty && everythingArrived(sent),
      needs.length > 0 && [
        make("div.sec", {}, make("h2", {}, text("outbox-needs-you", { count: needs.length }))),
        make("div.sheet", {}, needs.map((op) => needRow(op))),
      ],
      held.length > 0 && [
        make(
          "div.sec",
          {},
          make("h2", {}, text("outbox-waiting", { count: held.length })),
          make("button", { type: "button", "data-key": "send-now", onclick: () => engine.trigger("send_now") }, text("outbox-send-now")),
        ),
        make("div.sheet", {}, held.map((op) => this.#waitingRow(op, found))),
        ],
      sent.length > 0 && [
        make("div.sec", {}, make("h2", {}, text("outbox-sent", { count: sent.length }))),
        make("div.sheet", {}, sent.map((op) => sentRow(op))),
      ],
      foot(!isEmpty),
    );
  }

  #waitingRow(op, found) {
    const isOpen = this.#isOpen === op.op_id;
    const isDeferred = op.state === "answered";
    const canDiscard = op.state === "queued" && !op.attempts;
    const toggle = () => {
      this.#isOpen = isOpen ? null : op.op_id;
      this.#draw(found);
    };
    const discard = async () => {
      this.#isOpen = null;
      await engine.discard(op.op_id);
    };
    return make(
      "div.row.op-row",
      {},
      icon(op.state === "sending" ? "sending" : "phone"),
      make(
        "span",
        {},
        make("span.m.own-line", {}, subjectWords(op)),
        make("span.t-s.dim.own-line", {}, isDeferred ? text("outbox-deferred") : savedWords(op)),
        isOpen && make(
          "span.actions",
          {},
          canDiscard && make("button.btn.slim.danger", { type: "button", "data-key": `discard-${op.op_id}`, onclick: discard }, text("outbox-discard")),
          op.kind === "request_demand_change" && make("a.btn.slim", { href: `/changes/new?change=${op.id}` }, text("outbox-look")),
        ),
      ),
      make(
        "button.op-menu",
        { type: "button", "data-key": `menu-${op.op_id}`, "aria-expanded": String(isOpen), "aria-label": text("outbox-more"), onclick: toggle },
        icon("menu", "dimmer"),
      ),
    );
  }
}

/** The way out and back in when all else fails. */
function foot(hasWork) {
  const take = async ({ target }) => {
    const { bringBack } = await import("../outbox/bring-back.js");
    if (target.files[0]) await bringBack(target.files[0]);
    target.value = "";
  };
  return make(
    "div.foot-action.stack",
    {},
    hasWork && make("button.btn.wide", { type: "button", "data-key": "export", onclick: exported }, icon("upload"), make("span", {}, text("outbox-export"))),
    make(
      "label.btn.plain.wide.dim.file-source",
      {},
      icon("import"),
      make("span", {}, text("outbox-bring-back")),
      make("input.vh", { type: "file", accept: "application/json,.json", "data-key": "bring-back", onchange: take }),
    ),
  );
}

async function exported() {
  const { exportUnsent } = await import("../shell/export.js");
  await exportUnsent();
}

function sentRow(op) {
  const state = op.change ? text(standing(op.change).key).toLocaleLowerCase() : "";
  const facts = { what: effectWords(op), time: moment(op.answered_at), state };
  return make(
    "a.row.op-row",
    { href: op.shown?.path ?? (op.kind === "decide_proposal" ? `/decisions/${op.id}` : isAsking(op) ? `/promise?quotation=${op.id}` : `/changes/new?change=${op.id}`), "data-key": op.op_id },
    icon("tick", "c-kept"),
    make("span", {}, make("span.m.own-line", {}, subjectWords(op)), make("span.t-s.dim.own-line", {}, text(state ? "outbox-sent-now" : "outbox-sent-at", facts)), op.photos_here > 0 && make("span.t-s.own-line", {}, text("outbox-photo-here"))),
  );
}

function everythingArrived(sent) {
  const last = sent[0] && moment(sent[0].answered_at);
  return make(
    "section.mid0",
    {},
    make("span.c-kept", {}, icon("kept")),
    make("h2.t-xl", {}, text("outbox-all-arrived")),
    make("p.dim", {}, last ? text("outbox-all-arrived-more", { count: sent.length, time: last }) : text("outbox-nothing-yet")),
    make("div.actions", {}, make("a.btn", { href: sent.length ? "/changes" : "/changes/new" }, text(sent.length ? "outbox-see-them" : "today-log"))),
  );
}

customElements.define("outbox-list", OutboxList);
