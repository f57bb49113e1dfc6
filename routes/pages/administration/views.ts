import type { Actor } from "../../../lib/chat/chat.ts";
import { formatCursor, MAX_ID_LENGTH, parseCursor } from "../../../lib/http/fields.ts";
import { personOf } from "../../../lib/chat/identity/current_user.ts";
import type { FoundPerson } from "../../../lib/protocol/administration.ts";
import type { ConversationId, Role } from "../../../lib/protocol/events.ts";
import { ChatError } from "../../../lib/protocol/errors.ts";
import { may } from "../../../lib/protocol/permissions.ts";
import { ADMIN } from "../../../lib/ui/administration/paths.ts";
import { invitationLink } from "../../../lib/ui/paths.ts";
import type { View } from "../../../lib/ui/administration/views.ts";
import { overview } from "./overview.ts";
import { proofOf } from "./own_proof.ts";
import type { PageServices } from "../services.ts";

/** Lines of the journal, and reports, on a page. */
const LINES = 50;
const REPORTS = 20;
/** Rooms on a page. */
const ROOMS = 50;

/** Who looks at which page. */
export interface ViewRequest {
  actor: Actor;
  /** The page's address. */
  url: URL;
  /** This server as the reader names it: invitation links begin with it. */
  origin: string;
}

/** What a page of the administration shows; `undefined` where there is no such page. */
export async function viewAt(
  services: PageServices,
  looking: ViewRequest,
): Promise<View | undefined> {
  const { administration, chat } = services;
  const { actor, url, origin } = looking;
  const asked = url.searchParams.get("before") ?? undefined;
  const before = asked && asked.length <= MAX_ID_LENGTH ? asked : undefined;
  switch (url.pathname) {
    case ADMIN.overview:
      return await overview(services, actor);
    case ADMIN.community:
      demandAdministrator(actor);
      return {
        is: "community",
        profile: administration.profile(),
        emoji: administration.emoji().emoji,
        kept: await administration.retention(actor),
      };
    case ADMIN.admission:
      demandAdministrator(actor);
      return { is: "admission", settings: await administration.settings() };
    case ADMIN.providers:
      return await providers(services, looking);
    case ADMIN.safety:
      demandAdministrator(actor);
      return {
        is: "safety",
        settings: await administration.settings(),
        words: await administration.heldWords(actor),
      };
    case ADMIN.people: {
      demandModerator(actor);
      const query = url.searchParams.get("q")?.trim() ?? "";
      const people = await chat.people(actor, { query });
      return { is: "people", query, people, ...await placeholdersCalled(services, actor, query) };
    }
    case ADMIN.rooms:
      return await rooms(services, looking);
    case ADMIN.reports: {
      const state = url.searchParams.get("state") === "all" ? "all" : "open";
      const page = { open: state === "open", past: before, limit: REPORTS };
      const [{ reports, more }, waiting, appeals] = await Promise.all([
        administration.reports(actor, page),
        state === "open" && before === undefined
          ? administration.waitingMessages(actor)
          : undefined,
        state === "open" && before === undefined ? administration.appeals(actor) : undefined,
      ]);
      const next = more ? reports.at(-1)?.id : undefined;
      return { is: "reports", state, reports, waiting, appeals, next };
    }
    case ADMIN.sanctions:
      return { is: "sanctions", sanctions: await administration.sanctions(actor) };
    case ADMIN.invitations: {
      const found = await administration.invitations(actor);
      const invitations = found.map((one) => ({ ...one, link: invitationLink(origin, one.code) }));
      return { is: "invitations", invitations };
    }
    case ADMIN.integrations:
      return await integrations(services, actor, url.searchParams.get("hook"));
    case ADMIN.moving:
      return await moving(services, actor, url.searchParams);
    case ADMIN.journal: {
      const cursor = before === undefined ? undefined : parseCursor(before);
      const page = await administration.readAuditLog(actor, { before: cursor, limit: LINES });
      const last = page.entries.at(-1);
      return {
        is: "journal",
        lines: page.entries,
        older: cursor !== undefined,
        next: page.more && last ? formatCursor(last) : undefined,
      };
    }
    default:
      return await person(services, actor, url);
  }
}

async function rooms(services: PageServices, { actor, url }: ViewRequest): Promise<View> {
  const room = url.searchParams.get("room");
  if (room !== null) return await oneRoom(services, actor, room);
  const query = url.searchParams.get("q")?.trim().slice(0, MAX_ID_LENGTH) ?? "";
  const after = url.searchParams.get("after")?.slice(0, MAX_ID_LENGTH) ?? undefined;
  const page = await services.administration.allRooms(actor, { query, after, limit: ROOMS });
  return { is: "rooms", query, ...page };
}

/** The room of an id with its menu; nothing where the reader may look after none of that id. */
async function oneRoom(
  { administration }: PageServices,
  actor: Actor,
  id: ConversationId,
): Promise<View> {
  const found = await administration.oneRoom(actor, id).catch((error) => {
    if (error instanceof ChatError && error.refusal === "unknown-conversation") return undefined;
    throw error;
  });
  return { is: "rooms", query: "", one: true, rooms: found ? [found] : [] };
}

/** Providers, and of the one that the address names what is asked before it ends. */
async function providers(
  { administration, identity }: PageServices,
  { actor, url, origin }: ViewRequest,
): Promise<View> {
  const [all, proof] = await Promise.all([
    administration.administeredProviders(actor),
    proofOf(identity, actor),
  ]);
  const one = all.find(({ id }) => id === url.searchParams.get("provider"))?.id;
  const what = (["off", "remove"] as const).find((act) => act === url.searchParams.get("do"));
  const ends = one !== undefined && what
    ? { what, ...await administration.providerUse(actor, one) }
    : undefined;
  return { is: "providers", providers: all, origin, one, ends, proof };
}

/** Deliveries that are listed on the page. */
const DELIVERIES = 50;

async function integrations(
  { administration }: PageServices,
  actor: Actor,
  hook: string | null,
): Promise<View> {
  const [bots, rooms, commands, { bots: makers, previews }] = await Promise.all([
    administration.bots(actor),
    administration.roomsForBots(actor),
    administration.ownCommands(actor),
    administration.settings(),
  ]);
  const decides = may(actor.user.role, "change who may come in");
  const bot = bots.find((one) => one.bot.id === hook && one.outgoing);
  const page = { limit: DELIVERIES };
  const told = bot && { bot, deliveries: await administration.deliveries(actor, bot.bot.id, page) };
  const more = { ...(told && { told }), ...(decides && { makers, previews }) };
  return { is: "integrations", bots, rooms, commands, ...more };
}

/** Names without an account on a page of people. */
const PLACEHOLDERS = 50;

async function placeholdersCalled({ imports }: PageServices, actor: Actor, query: string) {
  if (!may(actor.user.role, "bring a community in")) return {};
  const page = { query, limit: PLACEHOLDERS };
  const { placeholders, next } = await imports.placeholders.list(actor, page);
  return { placeholders, morePlaceholders: next !== undefined };
}

/** A name without an account; nothing where it is none, or the reader may not give it to anybody. */
async function placeholder(
  { imports, chat, identity }: PageServices,
  actor: Actor,
  id: string,
  asked: string | null,
): Promise<View | undefined> {
  if (!may(actor.user.role, "bring a community in")) return undefined;
  const one = await imports.placeholders.find(actor, id).catch((error) => {
    if (error instanceof ChatError && error.refusal === "unknown-user") return undefined;
    throw error;
  });
  if (!one) return undefined;
  const query = asked?.trim() ?? "";
  const people = one.merge || query === "" ? [] : await chat.people(actor, { query });
  return {
    is: "placeholder",
    placeholder: one,
    query,
    proof: await proofOf(identity, actor),
    found: people.filter(({ role, bot }) => role !== "guest" && !bot),
  };
}

/** People and rooms of an export on a page. */
const FOUND = 50;

async function moving(
  { imports, chat }: PageServices,
  actor: Actor,
  query: URLSearchParams,
): Promise<View> {
  const all = await imports.list(actor);
  const id = query.get("import");
  const found = id === null ? undefined : await imports.find(actor, id).catch((error) => {
    if (error instanceof ChatError && error.refusal === "unknown-import") return undefined;
    throw error;
  });
  if (!found) return { is: "moving", imports: all };
  const one = found.import;
  const page = (name: string) => ({
    after: query.get(name)?.slice(0, MAX_ID_LENGTH * 10) ?? undefined,
    limit: FOUND,
  });
  const ofImport = { import: one.id, after: page("names").after, limit: FOUND };
  const [{ people, next: nextPerson }, { rooms, next: nextRoom }, losses, names, members] =
    await Promise.all([
      imports.people(actor, one.id, page("people")),
      imports.rooms(actor, one.id, page("rooms")),
      imports.losses(actor, one.id),
      one.state === "done" ? imports.placeholders.list(actor, ofImport) : { placeholders: [] },
      one.state === "read" ? chat.people(actor, { query: "" }) : [],
    ]);
  const named = await nameMapped(chat, actor, people, members);
  const { placeholders, next: nextPlaceholder } = names as Awaited<
    ReturnType<typeof imports.placeholders.list>
  >;
  return {
    is: "moving",
    imports: all,
    shown: {
      import: one,
      losses,
      people,
      nextPerson,
      rooms,
      nextRoom,
      members: named,
      placeholders,
      nextPlaceholder,
    },
  };
}

/** Whom people of an export may become: members, and whom they become already. */
async function nameMapped(
  chat: PageServices["chat"],
  actor: Actor,
  people: readonly FoundPerson[],
  members: ReadonlyArray<{ id: string; name: string; role: Role; bot?: boolean }>,
) {
  const listed = members.filter(({ role, bot }) => role !== "guest" && !bot);
  const ids = new Set(people.flatMap(({ user }) => user ?? []));
  for (const { id } of listed) ids.delete(id);
  const others = Object.entries(await chat.profiles(actor, [...ids]));
  return [
    ...listed.map(({ id, name }) => ({ id, name })),
    ...others.map(([id, { name }]) => ({ id, name })),
  ];
}

async function person(
  services: PageServices,
  actor: Actor,
  url: URL,
): Promise<View | undefined> {
  const { administration, presence, users } = services;
  const match = /^\/admin\/people\/([\w-]{1,64})$/.exec(url.pathname);
  if (!match?.[1]) return undefined;
  demandModerator(actor);
  const user = await users.get(match[1]);
  if (!user) return undefined;
  const { id } = user;
  if (user.goneAt !== undefined) {
    const one = await placeholder(services, actor, id, url.searchParams.get("q"));
    if (one) return one;
  }
  const state = presence.of(id);
  const [sanctions, newcomer] = await Promise.all([
    administration.sanctions(actor),
    user.goneAt === undefined && administration.newcomer(actor, { id }),
  ]);
  return {
    is: "person",
    newcomer,
    person: { ...personOf(user), state },
    sanctions: sanctions.filter(({ whom }) => whom.id === id),
    ...(id !== match[1] && { merged: true }),
  };
}

/** The same as the use cases ask, where a page is made of none of theirs. */
function demandModerator({ user }: Actor): void {
  if (!may(user.role, "kick, mute and ban")) throw new ChatError("not-allowed");
}

/** The same of what everyone may know, and administrators change. */
function demandAdministrator({ user }: Actor): void {
  if (!may(user.role, "change who may come in")) throw new ChatError("not-allowed");
}
