// What the pages of the administration show. The island reads the same from the server while it
// is open, so each has a schema.
import * as v from "valibot";
import {
  AdministeredRoom,
  BOT_MAKERS,
  BroughtIn,
  Connected,
  Context,
  Figures,
  FoundPerson,
  FoundRoom,
  Invitation,
  LossPlaces,
  MemberReport,
  Named,
  Raid,
  Retention,
  Settings,
  WaitingMessage,
} from "../../protocol/administration.ts";
import { WaitingAppeal } from "../../protocol/appeals.ts";
import { Bot } from "../../protocol/bots.ts";
import { HOOK_FORMATS, Unshown } from "../../protocol/hooks.ts";
import { Checklist, CommunityProfile } from "../../protocol/community.ts";
import { Person, PRESENCE_STATES, ROLES } from "../../protocol/events.ts";
import {
  AdministeredProvider,
  ProviderAnswer,
  ProviderUse,
} from "../../protocol/foreign_providers.ts";
import { Placeholder } from "../../protocol/placeholders.ts";
import { HookDelivery } from "../../protocol/outgoing.ts";
import { BotCommand } from "../../protocol/requests/commands.ts";
import { SANCTION_KINDS } from "../../protocol/sanctions.ts";
import { SAID_ID } from "../elements/said.tsx";

const kind = v.picklist(SANCTION_KINDS);

/** A line of the audit log. Unknown values of `act` are not shown. */
const Line = v.object({
  id: v.string(),
  at: v.number(),
  by: Named,
  act: v.string(),
  whom: v.optional(Named),
  where: v.optional(v.object({ name: v.optional(v.string()) })),
  until: v.optional(v.number()),
  words: v.optional(v.string()),
  role: v.optional(v.picklist(ROLES)),
  what: v.optional(v.string()),
});
export type Line = v.InferOutput<typeof Line>;

const Sanction = v.object({
  kind,
  whom: Named,
  at: v.number(),
  until: v.optional(v.number()),
  by: Named,
  words: v.string(),
});
export type Sanction = v.InferOutput<typeof Sanction>;

const Shutdown = v.object({
  at: v.number(),
  text: v.string(),
  then: v.picklist(["shutdown", "restart"]),
});
const member = v.object({ ...Person.entries, state: v.picklist(PRESENCE_STATES) });

/** One page of the administration, by `is`. */
/** By what the reader proves that it is still them. */
const Proof = v.object({ hasPassword: v.boolean(), hasPasskey: v.boolean() });

export const View = v.variant("is", [
  v.object({
    is: v.literal("overview"),
    figures: Figures,
    connected: v.array(Connected),
    /** Instances that did not answer in time. */
    silent: v.number(),
    lines: v.array(Line),
    /** Absent where the reader may not do it, or it is done. */
    checklist: v.optional(v.object({ done: Checklist, name: v.string(), settings: Settings })),
    shutdown: v.optional(Shutdown),
  }),
  v.object({
    is: v.literal("community"),
    profile: CommunityProfile,
    /** Its emoji: by name, the tag of the picture. */
    emoji: v.record(v.string(), v.string()),
    /** How long messages are kept. */
    kept: Retention,
  }),
  v.object({ is: v.literal("admission"), settings: Settings }),
  v.object({
    is: v.literal("providers"),
    providers: v.array(AdministeredProvider),
    /** This server, as the reader names it. */
    origin: v.string(),
    /** The one that the address names. */
    one: v.optional(v.string()),
    /** What is asked before it is done, and whom that concerns. */
    ends: v.optional(v.object({ what: v.picklist(["off", "remove"]), ...ProviderUse.entries })),
    proof: Proof,
  }),
  v.object({ is: v.literal("safety"), settings: Settings, words: v.array(v.string()) }),
  v.object({
    is: v.literal("people"),
    query: v.string(),
    people: v.array(member),
    /** Names without an account, of imports; absent where the reader may not give them to anybody. */
    placeholders: v.optional(v.array(Placeholder)),
    /** Others are found by more letters. */
    morePlaceholders: v.optional(v.boolean()),
  }),
  v.object({
    is: v.literal("placeholder"),
    placeholder: Placeholder,
    query: v.string(),
    /** Members whom the query finds. */
    found: v.array(Person),
    proof: Proof,
  }),
  v.object({
    is: v.literal("person"),
    person: member,
    sanctions: v.array(Sanction),
    /** Whether they are a newcomer. */
    newcomer: v.boolean(),
    /** The address was that of a name that was given to them. */
    merged: v.optional(v.boolean()),
  }),
  v.object({
    is: v.literal("rooms"),
    query: v.string(),
    /** Whether the address names the one room. */
    one: v.optional(v.boolean()),
    rooms: v.array(AdministeredRoom),
    next: v.optional(v.string()),
  }),
  v.object({
    is: v.literal("reports"),
    state: v.picklist(["open", "all"]),
    reports: v.array(MemberReport),
    appeals: v.optional(v.array(WaitingAppeal)),
    /** The messages that wait for a moderator; `more`: others wait after these. */
    waiting: v.optional(v.object({
      messages: v.array(v.object({ ...WaitingMessage.entries, context: Context })),
      more: v.boolean(),
    })),
    next: v.optional(v.string()),
  }),
  v.object({ is: v.literal("sanctions"), sanctions: v.array(Sanction) }),
  v.object({ is: v.literal("invitations"), invitations: v.array(Invitation) }),
  v.object({
    is: v.literal("integrations"),
    bots: v.array(Bot),
    /** Where the reader may put bots. */
    rooms: Bot.entries.rooms,
    commands: v.array(v.object({ ...BotCommand.entries, url: v.string() })),
    /** What one of them, an outgoing hook, was told. */
    told: v.optional(v.object({ bot: Bot, deliveries: v.array(HookDelivery) })),
    /** Who may add bots; absent where the reader may not change it. */
    makers: v.optional(v.picklist(BOT_MAKERS)),
    /** Whether links have previews; absent likewise. */
    previews: v.optional(v.boolean()),
  }),
  v.object({
    is: v.literal("moving"),
    imports: v.array(BroughtIn),
    /** The one that the address names. */
    shown: v.optional(v.object({
      import: BroughtIn,
      losses: v.array(LossPlaces),
      people: v.array(FoundPerson),
      /** Where the next page of people or rooms begins. */
      nextPerson: v.optional(v.string()),
      rooms: v.array(FoundRoom),
      nextRoom: v.optional(v.string()),
      /** Those of it who are names without an account, once it is done; and where the next page begins. */
      placeholders: v.array(Placeholder),
      nextPlaceholder: v.optional(v.string()),
      /** Whom they may become. */
      members: v.array(Named),
    })),
  }),
  v.object({
    is: v.literal("journal"),
    lines: v.array(Line),
    /** Whether it is a page after the newest. */
    older: v.boolean(),
    next: v.optional(v.string()),
  }),
]);
export type View = v.InferOutput<typeof View>;
export type ViewOf<I extends View["is"]> = Extract<View, { is: I }>;

/** What the last form did. */
export const DONE = [
  "sanction",
  "lift",
  "vouch",
  "role",
  "password-link",
  "second-factor",
  "say",
  "shutdown",
  "cancel",
  "door",
  "provider",
  "provider-off",
  "provider-on",
  "provider-removed",
  "providers-ordered",
  "community",
  "emoji",
  "retention",
  "import-saved",
  "import-undone",
  "import-again",
  "placeholder-said",
  "placeholder-given",
  "placeholder-forgotten",
  "import-forgotten",
  "invite",
  "revoke",
  "room",
  "room-closed",
  "room-reopened",
  "report",
  "appeal",
  "raid",
  "raid-ended",
  "held-approved",
  "held-refused",
  "bot",
  "hook",
  "outgoing",
  "outgoing-secret",
  "outgoing-again",
  "command-removed",
  "bot-rooms",
  "bot-removed",
  "bot-makers",
  "previews",
] as const;
export type Done = (typeof DONE)[number];

/** The id of what the panel of the emoji says of what was done there. */
export const EMOJI_SAID_ID = "emoji-done";

/** The id of where the page says what was done: where it stands, or at the top. */
export function saidAt(done: Done): string {
  return done === "emoji" ? EMOJI_SAID_ID : SAID_ID;
}

/** What the page shows now: its view, and what became of the form that was posted. */
export const Shown = v.object({
  /** When it was read, in milliseconds UTC. */
  now: v.number(),
  /** The address of this page: forms lead back to it. */
  here: v.string(),
  view: View,
  /** That there is a raid, for who may end it. */
  raid: v.optional(Raid),
  /** How much waits, for who decides about it. */
  queue: v.optional(v.number()),
  done: v.optional(v.object({ what: v.picklist(DONE), name: v.optional(v.string()) })),
  /**
   * The token of a bot, the `address` or the `secret` of a hook, or the link for somebody’s new password, that was made
   * a moment ago: shown this once.
   */
  token: v.optional(v.object({
    name: v.string(),
    text: v.string(),
    address: v.optional(v.boolean()),
    secret: v.optional(v.boolean()),
  })),
  /** What was tried in the form for payloads: how it reads, or what is wrong with it. */
  tried: v.optional(v.object({
    payload: v.string(),
    format: v.picklist(HOOK_FORMATS),
    text: v.optional(v.string()),
    unshown: v.array(Unshown),
    problem: v.optional(v.string()),
    /** Where it was posted, and by which hook. */
    posted: v.optional(v.string()),
    hook: v.optional(v.string()),
  })),
  /** What a provider said of itself that was asked by a form, and what was typed there. */
  asked: v.optional(v.object({
    form: v.string(),
    answer: ProviderAnswer,
    typed: v.record(v.string(), v.string()),
  })),
  failed: v.optional(v.object({
    /** `formKey`. */
    form: v.string(),
    field: v.optional(v.string()),
    message: v.string(),
    typed: v.record(v.string(), v.string()),
  })),
});
export type Shown = v.InferOutput<typeof Shown>;
export type Failure = NonNullable<Shown["failed"]>;
