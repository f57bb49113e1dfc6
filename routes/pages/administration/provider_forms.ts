import { Hono } from "hono";
import * as v from "valibot";
import type { ProviderWish } from "../../../lib/chat/community/provider_wish.ts";
import type { Administration } from "../../../lib/chat/administration.ts";
import { actorOf, type HttpContext, type HttpEnv } from "../../../lib/http/environment.ts";
import { proofOf } from "../../../lib/http/proof.ts";
import { ChatError } from "../../../lib/protocol/errors.ts";
import { ForeignProvider, type ProviderAnswer } from "../../../lib/protocol/foreign_providers.ts";
import { ACTIONS, ADMIN, formKey, providerPath } from "../../../lib/ui/administration/paths.ts";
import { readForm } from "../form.ts";
import type { PageServices } from "../services.ts";
import {
  answerAdministration,
  answerFailure,
  handleForm,
  pageOf,
  type SubmittedForm,
} from "./page.ts";

const FIELDS = [
  ...["name", "id", "issuer", "client", "scopes", "domains", "claims", "register"] as const,
  ...["roleClaim", "administrators", "moderators", "secretNone", "sure"] as const,
] as const;
type Fields = Record<(typeof FIELDS)[number], string>;

/** Providers of OpenID Connect. What proves who asks, and secrets, are shown to nobody again. */
export function providerForms(services: PageServices): Hono<HttpEnv> {
  const { administration } = services;
  const app = new Hono<HttpEnv>();

  app.post(ACTIONS.addProvider, async (c) => {
    const { typed, secret, proof, next, wanted } = await readFields(c);
    const posted = { action: ACTIONS.addProvider, typed, next };
    const wish = () => ({
      id: typed.id.trim(),
      issuer: typed.issuer.trim(),
      ...wishOf(typed),
      ...(secret !== "" && { secret }),
    });
    if (wanted === "ask") {
      return await answerAsked(
        c,
        services,
        posted,
        (actor) => administration.askProvider(actor, wish()),
      );
    }
    return await handleForm(c, services, posted, async () => {
      const { id } = await administration.addProvider(actorOf(c), wish(), proof);
      return { done: "provider", next: providerPath(id) };
    });
  });

  app.post(ACTIONS.changeProvider, async (c) => {
    const { typed, secret, proof, next, wanted } = await readFields(c);
    const { id } = typed;
    const posted = { action: ACTIONS.changeProvider, about: [id], typed, next };
    if (wanted === "ask") {
      return await answerAsked(
        c,
        services,
        posted,
        (actor) => administration.askProvider(actor, { id }),
      );
    }
    return await handleForm(c, services, posted, async () => {
      const { roles = null, ...wish } = wishOf(typed);
      const kept = secret === "" ? undefined : secret;
      const change = wanted === "on"
        ? { off: false }
        : { ...wish, roles, secret: typed.secretNone === "on" ? null : kept };
      await administration.changeProvider(
        actorOf(c),
        id,
        { change, sure: typed.sure === "on" },
        proof,
      );
      return { done: wanted === "on" ? "provider-on" : "provider" };
    });
  });

  endForm(app, services);
  orderForm(app, services);
  return app;
}

/** Turns one off, or removes it. */
function endForm(app: Hono<HttpEnv>, services: PageServices): void {
  const { administration } = services;
  app.post(ACTIONS.endProvider, async (c) => {
    const actor = actorOf(c);
    const { next, id, what, sure, ...given } = await readForm(
      ...[c, "next", "id", "what", "sure", "password", "signed"] as const,
    );
    const typed = { sure, password: "" };
    const posted = { action: ACTIONS.endProvider, about: [id, what], typed, next };
    return await handleForm(c, services, posted, async () => {
      const proof = proofOf(c, given);
      const isSure = { sure: sure === "on" };
      if (what === "remove") {
        await administration.removeProvider(actor, id, isSure, proof);
        return { done: "provider-removed", next: ADMIN.providers };
      }
      const wish = { change: { off: true }, ...isSure };
      await administration.changeProvider(actor, id, wish, proof);
      return { done: "provider-off", next: providerPath(id) };
    });
  });
}

/** Moves a button by one place. */
function orderForm(app: Hono<HttpEnv>, services: PageServices): void {
  const { administration } = services;
  app.post(ACTIONS.orderProvider, async (c) => {
    const actor = actorOf(c);
    const { next, id, to } = await readForm(c, "next", "id", "to");
    const posted = { action: ACTIONS.orderProvider, about: [id, to], typed: {}, next };
    return await handleForm(c, services, posted, async () => {
      await administration.orderProviders(actor, await moved(administration, actor, id, to));
      return { done: "providers-ordered" };
    });
  });
}

async function moved(
  administration: Administration,
  actor: Parameters<Administration["orderProviders"]>[0],
  id: string,
  to: string,
): Promise<string[]> {
  const ids = (await administration.administeredProviders(actor)).map((one) => one.id);
  const from = ids.indexOf(id);
  const place = from + (to === "up" ? -1 : 1);
  const other = ids[place];
  if (from < 0 || other === undefined) return ids; // it was removed, or is at the end already
  return ids.with(place, id).with(from, other);
}

async function readFields(c: HttpContext) {
  const { next, do: wanted, secret, password, signed, ...fields } = await readForm(
    ...[c, ...FIELDS, "next", "do", "secret", "password", "signed"] as const,
  );
  const proof = proofOf(c, { password, signed });
  // A refusal of the proof stands at its field, which comes back empty.
  const typed = {
    ...fields,
    password: "",
    secret: "",
    ...(secret !== "" && { hadSecret: "on" }),
    ...(password !== "" && { hadPassword: "on" }),
  };
  return { typed, secret, proof, next, wanted };
}

/** What was typed, as the use case takes it. Throws `provider-claims`, and `invalid-field` with the field. */
function wishOf(typed: Fields): Omit<ProviderWish, "id" | "issuer" | "secret"> {
  const domains = typed.domains.split(/[\s,]+/).filter(Boolean);
  const claims: Record<string, string[]> = {};
  for (const line of linesOf(typed.claims)) {
    const [, name = "", value = ""] = /^([^=]+?)\s*=\s*(.+)$/.exec(line) ?? [];
    if (name === "") throw new ChatError("provider-claims", { field: "claims" });
    (claims[name] ??= []).push(value);
  }
  const claim = typed.roleClaim.trim();
  const [administrators, moderators] = [linesOf(typed.administrators), linesOf(typed.moderators)];
  const roles = { claim, administrators, moderators };
  const { allow, roles: role } = ForeignProvider.entries;
  requireFit(allow, { domains: { domains }, claims: { claims } });
  if (claim !== "") {
    const of = { administrators: { claim, administrators }, moderators: { claim, moderators } };
    requireFit(role, { roleClaim: { claim }, ...of });
  }
  return {
    name: typed.name,
    client: typed.client,
    scopes: typed.scopes,
    allow: {
      ...(domains.length > 0 && { domains }),
      ...(Object.keys(claims).length > 0 && { claims }),
    },
    register: typed.register === "on",
    ...(claim !== "" && { roles }),
  };
}

/** Each by the field that it is typed in. Throws `invalid-field` with the first that does not fit. */
function requireFit(entry: v.GenericSchema, parts: Partial<Record<keyof Fields, unknown>>): void {
  for (const [field, part] of Object.entries(parts)) {
    if (!v.is(entry, part)) throw new ChatError("invalid-field", { field });
  }
}

function linesOf(text: string): string[] {
  return text.split("\n").map((line) => line.trim()).filter(Boolean);
}

/** Shows the page of a form again, with what was typed and what the provider said. */
async function answerAsked(
  c: HttpContext,
  services: PageServices,
  posted: SubmittedForm,
  ask: (actor: ReturnType<typeof actorOf>) => Promise<ProviderAnswer>,
): Promise<Response> {
  const { action, about = [], typed, next } = posted;
  try {
    const answer = await ask(actorOf(c));
    const asked = { form: formKey(action, ...about), answer, typed };
    return await answerAdministration(c, services, pageOf(next), { asked });
  } catch (error) {
    return await answerFailure(c, services, posted, error);
  }
}
