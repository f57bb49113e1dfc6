import { actorOf, type HttpContext } from "../../../lib/http/environment.ts";
import { ADMINISTRATION_CATALOGS } from "../../../lib/i18n/catalogs.ts";
import { ChatError, type Refusal } from "../../../lib/protocol/errors.ts";
import { may } from "../../../lib/protocol/permissions.ts";
import { ADMIN, formKey } from "../../../lib/ui/administration/paths.ts";
import {
  DONE,
  type Done,
  saidAt,
  type Shown,
  type View,
} from "../../../lib/ui/administration/views.ts";
import { communityOf } from "../community.ts";
import { answer } from "../answer.tsx";
import { framedSettings } from "../frame.tsx";
import { administrationView } from "../page_views.tsx";
import { nextPath } from "../next_path.ts";
import { readerOf } from "../reader.ts";
import { answerNotFound, type ErrorMessage, errorMessage } from "../error_pages.tsx";
import type { PageServices } from "../services.ts";
import { viewAt } from "./views.ts";

/**
 * Answers with the page that was asked for: as HTML, or as JSON to its own island, which asks while it is
 * open and posts the same forms.
 */
export async function answerAdministration(
  c: HttpContext,
  services: PageServices,
  asked: string,
  outcome: Pick<Shown, "asked" | "done" | "failed" | "token" | "tried"> = {},
  status: ErrorMessage["status"] = 200,
): Promise<Response> {
  const actor = actorOf(c);
  const url = new URL(asked, c.var.origin);
  const view = await viewAt(services, { actor, url, origin: c.var.origin });
  if (!view) return answerNotFound(c, services);
  const mayEnd = may(actor.user.role, "close the door in a raid");
  const raid = mayEnd ? await services.administration.raid(actor) : undefined;
  const queue = may(actor.user.role, "handle reports")
    ? await services.administration.queued(actor)
    : undefined;
  const here = withoutOutcome(url);
  const shown: Shown = { now: services.clock.now(), here, view, raid, queue, ...outcome };
  c.header("Vary", "Accept", { append: true });
  if (wantsJson(c)) return c.json(shown, status, { "Cache-Control": "no-store" });
  const reader = readerOf(c, services);
  const addsBots = await services.administration.mayAddBots(actor);
  const drawn = administrationView(services.Island, {
    reader,
    words: ADMINISTRATION_CATALOGS[reader.preferences.locale],
    ...communityOf(services),
    me: actor.user,
    addsBots,
    shown,
  });
  return answer(c, services, {
    ...await framedSettings(c, services, drawn, url.pathname),
    sheets: sheetsOf(view),
    status,
  });
}

/** The page that was asked for, with what was done before it, as its address says. */
export function answerRequested(c: HttpContext, services: PageServices): Promise<Response> {
  const url = new URL(c.req.url);
  const what = DONE.find((one) => one === url.searchParams.get("done"));
  const name = url.searchParams.get("name") ?? undefined;
  const done = what && { what, name };
  return answerAdministration(c, services, url.pathname + url.search, { done });
}

/** What was posted: the form, what it is about, what was typed, and the page that it stood on. */
export interface SubmittedForm {
  action: string;
  about?: string[];
  typed: Record<string, string>;
  next: string;
}

/** Does what a form asks and leads back to its page, or on to `next`; or shows that again, with what was typed. */
export async function handleForm(
  c: HttpContext,
  services: PageServices,
  { action, about = [], typed, next }: SubmittedForm,
  run: () => Promise<{ done: Done; name?: string; token?: Shown["token"]; next?: string }>,
): Promise<Response> {
  try {
    const { done, name, token, next: on = next } = await run();
    const here = new URL(pageOf(on), c.var.origin);
    // In no address: it is shown on this answer alone.
    if (token) {
      const outcome = { done: { what: done }, token };
      return await answerAdministration(c, services, withoutOutcome(here), outcome);
    }
    here.searchParams.set("done", done);
    if (name !== undefined) here.searchParams.set("name", name);
    return c.redirect(`${here.pathname}${here.search}#${saidAt(done)}`, 303);
  } catch (error) {
    return await answerFailure(c, services, { action, about, typed, next }, error);
  }
}

/** Shows the page of a form again, with what was typed and why it was not done. Throws what is of the whole page. */
export async function answerFailure(
  c: HttpContext,
  services: PageServices,
  { action, about = [], typed, next }: SubmittedForm,
  error: unknown,
): Promise<Response> {
  const here = new URL(pageOf(next), c.var.origin);
  if (error instanceof ChatError && WHOLE_PAGE_REFUSALS.has(error.refusal)) throw error;
  const { refusal, field: named, status, message } = errorMessage(c, services, error);
  const field = named ?? administrationField(refusal, typed);
  const failed = {
    form: formKey(action, ...about),
    message,
    typed,
    ...(field !== undefined && field in typed && { field }),
  };
  return await answerAdministration(c, services, withoutOutcome(here), { failed }, status);
}

/** The sheets of a view, the one of all of them first. */
function sheetsOf({ is }: View): string[] {
  const own = is === "moving" || is === "placeholder"
    ? ["moving"]
    : is === "integrations" || is === "person" || is === "providers"
    ? ["integrations"]
    : [];
  return ["administration", ...own];
}

/** Refusals of the whole page, not of what was typed. */
const WHOLE_PAGE_REFUSALS: ReadonlySet<Refusal> = new Set<Refusal>([
  "not-signed-in",
  "not-allowed",
]);

/** The page that a form leads back to: of the administration, or its first. */
export function pageOf(next: string): string {
  const path = nextPath(next, ADMIN.overview);
  const ours = path === ADMIN.overview || /^\/admin[/?]/.test(path);
  return ours ? path : ADMIN.overview;
}

function withoutOutcome(url: URL): string {
  const page = new URL(url);
  page.searchParams.delete("done");
  page.searchParams.delete("name");
  return page.pathname + page.search;
}

function administrationField(refusal: Refusal, typed: Record<string, string>): string | undefined {
  return {
    ...(/^(room-)?name(-|$)/.test(refusal) && { [refusal]: "name" }),
    "command-name": "name",
    "command-taken": "name",
    "duration-form": "other",
    "unknown-room": "room",
    "wrong-password": "password",
    "room-taken": "name",
    "title-characters": "name",
    "title-too-long": "name",
    "empty-text": "name" in typed ? "name" : "text",
    "text-too-long": "reason" in typed ? "reason" : "words" in typed ? "words" : "text",
  }[refusal as string];
}

function wantsJson(c: HttpContext): boolean {
  return c.req.header("Accept") === "application/json";
}
