import { Hono } from "hono";
import { actorOf, type HttpEnv } from "../../../lib/http/environment.ts";
import { ChatError } from "../../../lib/protocol/errors.ts";
import { ACCOUNT_ROLES } from "../../../lib/protocol/events.ts";
import { SANCTION_KINDS, type SanctionKind } from "../../../lib/protocol/sanctions.ts";
import { ACTIONS } from "../../../lib/ui/administration/paths.ts";
import { DOOR_PATHS } from "../../../lib/ui/paths.ts";
import { readForm } from "../form.ts";
import type { PageServices } from "../services.ts";
import { handleForm } from "./page.ts";

/** What concerns one person or one report. */
export function peopleForms(services: PageServices): Hono<HttpEnv> {
  const { administration, chat } = services;
  const app = new Hono<HttpEnv>();

  app.post(ACTIONS.sanction, async (c) => {
    const actor = actorOf(c);
    const { next, what, id, ...typed } = await readForm(
      c,
      ...["next", "what", "id", "addresses", "duration", "other", "reason"] as const,
    );
    const posted = { action: ACTIONS.sanction, about: [what, id], typed, next };
    return await handleForm(c, services, posted, async () => {
      const kind = kindOf(what);
      const { whom } = await administration[kind](actor, {
        id,
        duration: durationOf(typed),
        reason: typed.reason,
        addresses: typed.addresses === "on",
      });
      return { done: "sanction", name: whom.name };
    });
  });

  app.post(ACTIONS.lift, async (c) => {
    const actor = actorOf(c);
    const { next, what, id } = await readForm(c, "next", "what", "id");
    const posted = { action: ACTIONS.lift, about: [what, id], typed: {}, next };
    return await handleForm(c, services, posted, async () => {
      await administration.lift(actor, { what: kindOf(what), id });
      return { done: "lift" };
    });
  });

  app.post(ACTIONS.role, async (c) => {
    const actor = actorOf(c);
    const { next, id, role } = await readForm(c, "next", "id", "role");
    const posted = { action: ACTIONS.role, about: [id], typed: {}, next };
    return await handleForm(c, services, posted, async () => {
      const given = ACCOUNT_ROLES.find((one) => one === role);
      if (!given) throw new ChatError("invalid-field", { field: "role" });
      await administration.giveRole(actor, { id, role: given });
      return { done: "role" };
    });
  });

  app.post(ACTIONS.vouch, async (c) => {
    const actor = actorOf(c);
    const { next, id } = await readForm(c, "next", "id");
    const posted = { action: ACTIONS.vouch, about: [id], typed: {}, next };
    return await handleForm(c, services, posted, async () => {
      await administration.vouchFor(actor, { id });
      return { done: "vouch" };
    });
  });

  addHelpForms(app, services);

  app.post(ACTIONS.report, async (c) => {
    const actor = actorOf(c);
    const { next, id, conversation, seq, ...typed } = await readForm(
      c,
      ...["next", "id", "conversation", "seq", "delete", "words", "answer", "done"] as const,
    );
    const posted = { action: ACTIONS.report, about: [id], typed, next };
    return await handleForm(c, services, posted, async () => {
      if (typed.delete === "on") {
        await chat.delete(actor, { conversation, target: Number(seq) }).catch(ignoreUnknownMessage);
      }
      const done = typed.done === "on" || typed.delete === "on";
      const { words, answer } = typed;
      await administration.handleReport(actor, id, { words, answer, done });
      return { done: "report" };
    });
  });

  return app;
}

/** For who lost what they come in with. */
function addHelpForms(app: Hono<HttpEnv>, services: PageServices): void {
  const { administration } = services;
  app.post(ACTIONS.passwordLink, async (c) => {
    const actor = actorOf(c);
    const { next, id } = await readForm(c, "next", "id");
    const posted = { action: ACTIONS.passwordLink, about: [id], typed: {}, next };
    return await handleForm(c, services, posted, async () => {
      const { code, name } = await administration.makePasswordLink(actor, { id });
      const query = new URLSearchParams({ code });
      const text = `${c.var.origin}${DOOR_PATHS.recover}?${query}`;
      return { done: "password-link", token: { name, text } };
    });
  });

  app.post(ACTIONS.secondFactor, async (c) => {
    const actor = actorOf(c);
    const { next, id } = await readForm(c, "next", "id");
    const posted = { action: ACTIONS.secondFactor, about: [id], typed: {}, next };
    return await handleForm(c, services, posted, async () => {
      await administration.removeSecondFactorOf(actor, { id });
      return { done: "second-factor" };
    });
  });
}

/** What is typed counts before what is chosen; “endless” is no duration. */
function durationOf({ duration, other }: Record<"duration" | "other", string>): string {
  if (other.trim() !== "") return other;
  return duration === "endless" ? "" : duration;
}

function kindOf(what: string): SanctionKind {
  const kind = SANCTION_KINDS.find((one) => one === what);
  if (!kind) throw new ChatError("invalid-field", { field: "what" });
  return kind;
}

/** A message that its author deleted meanwhile is as wished. */
function ignoreUnknownMessage(error: unknown): void {
  if (!(error instanceof ChatError && error.refusal === "unknown-message")) throw error;
}
