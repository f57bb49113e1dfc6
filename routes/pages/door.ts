import { Hono } from "hono";
import * as v from "valibot";
import type { Actor } from "../../lib/chat/chat.ts";
import type { Entered } from "../../lib/chat/identity/identity.ts";
import type { HttpContext, HttpEnv } from "../../lib/http/environment.ts";
import { admit, knownTokens, setTicketCookie } from "../../lib/http/session.ts";
import { requestField } from "../../lib/http/fields.ts";
import { passkeySiteOf } from "../../lib/http/passkey_site.ts";
import { browserOf } from "../../lib/http/visitor.ts";
import { ChatError, type Refusal } from "../../lib/protocol/errors.ts";
import { whoIsHere } from "../../lib/chat/presence/change.ts";
import { Unavailable } from "../../lib/kv/kv.ts";
import type { UserId } from "../../lib/protocol/events.ts";
import type { DoorReply } from "../../lib/ui/door/door_reply.ts";
import { readLeft } from "../../lib/ui/door/signed_out.ts";
import type { DoorPageProps, DoorWay } from "../../lib/ui/pages/props.ts";
import { ADMIN } from "../../lib/ui/administration/paths.ts";
import { readLastPlace } from "../../lib/ui/room/last_place.ts";
import {
  conversationFromPath,
  conversationPath,
  DOOR_PATHS,
  PATHS,
  secondStepPath,
} from "../../lib/ui/paths.ts";
import { firstPlace } from "./first_place.ts";
import { termsPath } from "./terms.tsx";
import { communityOf } from "./community.ts";
import { answer } from "./answer.tsx";
import { answerChat } from "./conversation.ts";
import { doorView } from "./page_views.tsx";
import { readForm, wantsJson } from "./form.ts";
import { changeLanguage } from "./language.ts";
import { nextPath } from "./next_path.ts";
import { readerOf } from "./reader.ts";
import { errorMessage } from "./error_pages.tsx";
import type { PageServices } from "./services.ts";

const DOOR_WAYS: readonly DoorWay[] = ["guest", "sign-in", "register"];

/** The door for strangers, the list of conversations for who is in; the ways in. */
export function doorRoutes(services: PageServices): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();

  app.get(PATHS.home, async (c) => {
    const { actor } = c.var;
    const { next, invite } = c.req.query();
    const deleted = goneOf(c.req.query("deleted"));
    if (actor && next) return c.redirect(nextPath(next, PATHS.home), 303);
    if (actor && "list" in c.req.query()) return answerChat(c, services);
    if (actor) return c.redirect(await lastPlace(c, services, actor), 303);
    const way = wayOf(c) ?? (deleted || invite ? undefined : likelyWay(c, next));
    const shown = { way, next, deleted };
    if (!invite) return answerDoor(c, services, shown);
    const { acceptsInvitation, settings } = services.administration;
    if (await acceptsInvitation(invite)) return answerDoor(c, services, { ...shown, invite });
    // A code that does nothing any more is not brought along, nor the form that would need one.
    const { registration } = await settings();
    const open = registration === "open" ? way : likelyWay(c, next);
    return answerDoor(c, services, { ...shown, way: open, over: true });
  });

  app.post(DOOR_PATHS.doorLanguage, async (c) => {
    const { locale, password, id, ...typed } = await readForm(
      c,
      ...["locale", "name", "password", "invite", "next", "id", "over"] as const,
    );
    await changeLanguage(c, services, locale);
    if (c.var.actor) return c.redirect(nextPath(typed.next, PATHS.home), 303);
    const anew = password !== "";
    const over = typed.over === "on";
    return answerDoor(c, services, { ...typed, way: wayOf(c), requestId: id, anew, over });
  });

  app.get(`${PATHS.join}/:code`, (c) => {
    const invite = c.req.param("code");
    const { actor } = c.var;
    if (actor?.user.role === "guest") {
      return c.redirect(`${PATHS.account}?${new URLSearchParams({ invite })}`, 303);
    }
    if (actor) return c.redirect(PATHS.home, 303);
    return c.redirect(`${PATHS.home}?${new URLSearchParams({ way: "register", invite })}`, 303);
  });

  addWaysIn(app, services);

  return app;
}

/** The forms of the door, each a way in. */
function addWaysIn(app: Hono<HttpEnv>, services: PageServices): void {
  const { identity } = services;

  app.post(
    DOOR_PATHS.enterAsGuest,
    comeIn(
      services,
      "guest",
      async (c, { name, id, ...brought }) =>
        identity.enter(
          await browserOf(c, { request: requestOf(id), ...brought }),
          name,
          c.var.actor,
        ),
    ),
  );
  app.post(
    DOOR_PATHS.signIn,
    comeIn(
      services,
      "sign-in",
      async (c, { name, password }) => identity.signIn(await browserOf(c), { name, password }),
    ),
  );
  app.post(
    DOOR_PATHS.signInByPasskey,
    comeIn(
      services,
      "sign-in",
      async (c, { response }) =>
        identity.signInByPasskey(
          await browserOf(c),
          passkeySiteOf(c, services.administration),
          response,
        ),
    ),
  );
  app.post(
    DOOR_PATHS.register,
    comeIn(
      services,
      "register",
      async (c, { name, password, invite, id, proof }) =>
        identity.register(await browserOf(c, { request: requestOf(id), proof }), {
          name,
          password,
          invite,
        }),
    ),
  );
}

/** The id of a form that was sent, which pages of ours make; what is none is not taken for one. */
function requestOf(id: string): string | undefined {
  return v.is(requestField, id) ? id : undefined;
}

function goneOf(deleted: string | undefined): DoorPageProps["deleted"] {
  return deleted === undefined ? undefined : deleted === "guest" ? "guest" : "member";
}

function wayOf(c: HttpContext): DoorWay | undefined {
  return DOOR_WAYS.find((way) => way === c.req.query("way"));
}

/** Where a device is let in, and what members alone open. */
const FOR_MEMBERS = [PATHS.pair, PATHS.account, ADMIN.overview];

/** Members sign in: whoever was one in this browser, and whoever comes for what a member is needed for. */
function likelyWay(c: HttpContext, next: string | undefined): DoorWay | undefined {
  const path = nextPath(next, "").split("?")[0] ?? "";
  const needed = FOR_MEMBERS.some((one) => path === one || path.startsWith(`${one}/`));
  return needed || knownTokens(c).length > 0 ? "sign-in" : undefined;
}

/** The conversation that somebody was in last, if they still are; else where people come in. */
async function lastPlace(c: HttpContext, services: PageServices, actor: Actor): Promise<string> {
  const id = readLastPlace(c.req.header("Cookie"));
  if (id !== undefined) {
    const { conversations } = await services.chat.sync(actor);
    const last = conversations.find((one) => one.id === id);
    if (last) return conversationPath(last);
  }
  return await firstPlace(services);
}

const DOOR_FIELDS = ["name", "password", "invite", "next", "id", "proof", "response"] as const;
type DoorForm = Record<(typeof DOOR_FIELDS)[number], string>;

/** Lets somebody in and on to where they were going; or shows the door again, with what they typed. */
function comeIn(
  services: PageServices,
  way: DoorWay,
  enter: (c: HttpContext, typed: DoorForm) => Promise<Entered>,
) {
  return async (c: HttpContext) => {
    const typed = await readForm(c, ...DOOR_FIELDS);
    try {
      const entered = await enter(c, typed);
      admit(c, entered);
      await joinAhead(services, entered.actor, typed.next);
    } catch (error) {
      const step = secondStep(c, error, typed.next);
      if (step !== undefined) return onwards(c, step);
      const { refusal, status, message, challenge } = errorMessage(c, services, error);
      const { name, invite, next, id } = typed;
      const said = { field: doorField(refusal), message, ...(challenge && { challenge }) };
      if (wantsJson(c)) return c.json<DoorReply>({ error: said }, status);
      const shown = { field: said.field, message };
      const failed = {
        way,
        name,
        invite,
        next,
        requestId: id,
        error: shown,
        anew: way !== "guest",
      };
      return answerDoor(c, services, failed, status);
    }
    return onwards(c, nextPath(typed.next, await firstPlace(services)));
  };
}

function onwards(c: HttpContext, next: string): Response {
  return wantsJson(c) ? c.json<DoorReply>({ next }) : c.redirect(next, 303);
}

/** The page of the second step, where that is what a sign-in waits for: its ticket goes with it. */
export function secondStep(c: HttpContext, error: unknown, next: string): string | undefined {
  if (!(error instanceof ChatError && error.refusal === "second-factor-needed")) return undefined;
  setTicketCookie(c, String(error.values.ticket));
  return secondStepPath(nextPath(next, ""));
}

/** Who came in by the link of a public room is in it. What keeps them from it, the room's page says. */
export async function joinAhead(
  services: PageServices,
  actor: Actor,
  next: string,
): Promise<void> {
  const room = await roomAhead(services, next);
  if (!room || services.sendRate(actor) > 0) return;
  try {
    await services.chat.join(actor, { conversation: room.id });
  } catch (error) {
    if (!(error instanceof ChatError || error instanceof Unavailable)) throw error;
  }
}

/** The public room that a path leads to, if it is one. */
async function roomAhead({ previews }: PageServices, next: string | undefined) {
  const path = nextPath(next, "").split("?")[0] ?? "";
  const ahead = conversationFromPath(path);
  return ahead && "room" in ahead ? await previews.find(ahead.room) : undefined;
}

export async function answerDoor(
  c: HttpContext,
  services: PageServices,
  shown: Partial<
    Pick<
      DoorPageProps,
      | "way"
      | "name"
      | "anew"
      | "invite"
      | "over"
      | "next"
      | "requestId"
      | "error"
      | "deleted"
    >
  >,
  status?: ReturnType<typeof errorMessage>["status"],
): Promise<Response> {
  const { administration } = services;
  const { welcome, rules, terms } = administration.profile();
  const { guests, registration } = await administration.settings();
  const invited = Boolean(shown.invite) &&
    await administration.acceptsInvitation(shown.invite ?? "");
  const open = (way: DoorWay) =>
    way === "guest" ? guests : way === "sign-in" || registration !== "closed";
  const admits = guests || registration === "open" || invited;
  const room = admits ? await roomAhead(services, shown.next) : undefined;
  const way = [shown.way, ...DOOR_WAYS].find((one) => one !== undefined && open(one)) ?? "sign-in";
  const props: DoorPageProps = {
    reader: readerOf(c, services),
    ...communityOf(services),
    ...(welcome && { welcome }),
    ...(rules.length > 0 && { rules }),
    ...(terms && { terms: termsPath(terms) }),
    here: countHere(services, readLeft(c.req.header("cookie") ?? "")),
    guests,
    registration,
    ...shown,
    way,
    room,
    invited,
    providers: services.identity.providers(),
    requestId: shown.requestId || services.random.uuid(),
    next: shown.next && nextPath(shown.next, PATHS.home),
  };
  if (wantsJson(c)) return c.json(props, status, { "Cache-Control": "no-store" });
  return answer(c, services, { ...doorView(services.Island, props), status });
}

/** Who has just left by this browser may still be on the way out, and does not count for themselves. */
function countHere({ presence }: PageServices, left: UserId | undefined): number {
  return whoIsHere(presence.everyone()).filter(({ user }) => user !== left).length;
}

function doorField(refusal: Refusal): NonNullable<DoorPageProps["error"]>["field"] {
  if (refusal.startsWith("name-")) return "name";
  if (refusal.startsWith("password-") || refusal === "wrong-credentials") return "password";
  return refusal.startsWith("invite-") ? "invite" : "form";
}
