import { keys } from "../../kv/keys.ts";
import type { Kv } from "../../kv/kv.ts";
import {
  type Checklist,
  type CommunityProfile,
  type CommunityWords,
  isAccent,
  PROFILE_LIMITS,
  type StatusPreset,
} from "../../protocol/community.ts";
import { ChatError } from "../../protocol/errors.ts";
import { codePoints, LIMITS } from "../../protocol/limits.ts";
import { isBlank } from "../../text/message_text.ts";
import type { Random } from "../../runtime/clock.ts";
import { writeProfile } from "../../store/community/profile.ts";
import type { StoredPicture } from "../../store/files/pictures.ts";
import { changedPicture } from "../identity/own_picture.ts";
import type { PreparePicture } from "../messages/prepare_picture.ts";
import { isDecided } from "../../store/community/settings.ts";
import type { AuditEntries } from "../audit_entries.ts";
import type { Actor, Announcer } from "../chat.ts";
import type { Community } from "../identity/admission_settings.ts";
import { requirePermission } from "../moderation/authorize.ts";

/** What the community says of itself, and what its founder has still to do. */
export interface ProfileAdministration {
  /** Everyone may know: the door shows it. */
  profile(): CommunityProfile;
  /**
   * What is not named stays; `asksAgain`: who accepted the rules before is asked again. Throws
   * `not-allowed`, `name-empty`, `icon`, `rules-too-many`, `accent`, `presets-too-many`,
   * `unknown-room` (the first one) and `text-too-long`, which names the field.
   */
  changeProfile(
    actor: Actor,
    change: Partial<CommunityWords> & { asksAgain?: boolean },
  ): Promise<CommunityProfile>;
  /**
   * Puts a picture in place of the sign, in a file that the actor uploaded; without one, the sign is
   * back (N8). Throws `not-allowed`, `unknown-file`, `file-not-ready`, `picture`.
   */
  changeIcon(actor: Actor, file: string | undefined): Promise<CommunityProfile>;
  /** What is still to do, for administrators; `undefined` when all is done or it was put away. */
  checklist(
    actor: Actor,
    counted: { members: number; rooms: number; invitations: number },
  ): Promise<Checklist | undefined>;
  /** Throws `not-allowed`. */
  hideChecklist(actor: Actor): Promise<void>;
}

/** What the profile is changed with. */
export interface ProfileAdministrationParts {
  kv: Kv;
  community: Community;
  announcer: Announcer;
  audit: AuditEntries;
  random: Random;
  prepare: PreparePicture;
}

/** The profile: each change and its line in the audit log in one commit. */
export function createProfileAdministration(
  { kv, community, announcer, audit, random, prepare }: ProfileAdministrationParts,
): ProfileAdministration {
  type Change = Parameters<typeof writeProfile>[1]["change"];
  async function write(actor: Actor, change: Change, asksAgain?: boolean) {
    const { picture } = change;
    requirePermission(actor, "change who may come in");
    const named = Object.keys(change).filter((name) => name !== "checklistHidden");
    const what = [...named, ...(asksAgain ? ["asksAgain"] : [])].join(", ");
    const entry = audit.entry(actor.user, { act: "profile", what });
    const beside = async (before: StoredPicture | undefined) => {
      const { checks } = await audit.confirm(actor, "change who may come in");
      const pictures = picture === undefined
        ? []
        : changedPicture(before, picture ?? undefined, audit.now());
      return { checks, mutations: what === "" ? [] : [entry, ...pictures] };
    };
    await writeProfile(kv, { id: random.uuid(), change, asksAgain, beside });
    await community.refresh();
    const message = { type: "changed", what: "settings", id: "" } as const;
    announcer.announce([{ topic: "everyone", message }]);
  }

  return {
    profile: () => community.profile().shown,

    async changeProfile(actor, { asksAgain, ...change }) {
      requirePermission(actor, "change who may come in");
      const read = { ...readChange(change), ...await readFirstRoom(kv, change.firstRoom) };
      await write(actor, read, asksAgain);
      return community.profile().shown;
    },

    async changeIcon(actor, file) {
      requirePermission(actor, "change who may come in");
      await write(actor, { picture: file === undefined ? null : await prepare(actor, file) });
      return community.profile().shown;
    },

    async checklist(actor, { members, rooms, invitations }) {
      const { written, checklistHidden } = community.profile();
      if (actor.user.role !== "administrator" || checklistHidden) return undefined;
      const list: Checklist = {
        profile: written,
        admission: await isDecided(kv),
        rooms: rooms > 1,
        people: members > 1 || invitations > 0,
      };
      return Object.values(list).every(Boolean) ? undefined : list;
    },

    async hideChecklist(actor) {
      await write(actor, { checklistHidden: true });
    },
  };
}

/** A room that anyone may come into. Throws `unknown-room`. */
async function readFirstRoom(kv: Pick<Kv, "get">, written: string | undefined) {
  if (written === undefined) return {};
  const firstRoom = written.trim().replace(/^#/, "");
  if (firstRoom !== "" && (await kv.get(keys.publicRoom(firstRoom))).value === null) {
    throw new ChatError("unknown-room", { name: firstRoom, field: "firstRoom" });
  }
  return { firstRoom };
}

function readChange(
  { name, icon, welcome, rules, accent, terms, presets, acceptRules }: Partial<CommunityWords>,
) {
  const named = name === undefined ? undefined : oneLine(name, "name", PROFILE_LIMITS.name);
  if (named === "") throw new ChatError("name-empty", { field: "name" });
  const kept = rules?.map((rule) => oneLine(rule, "rules", PROFILE_LIMITS.rule)).filter(Boolean);
  if (kept && kept.length > PROFILE_LIMITS.rules) {
    throw new ChatError("rules-too-many", { field: "rules", limit: PROFILE_LIMITS.rules });
  }
  return {
    ...(named !== undefined && { name: named }),
    ...(icon !== undefined && { icon: oneSign(icon) }),
    ...(welcome !== undefined && { welcome: oneLine(welcome, "welcome", PROFILE_LIMITS.welcome) }),
    ...(kept && { rules: kept }),
    ...(acceptRules !== undefined && { acceptRules }),
    ...(accent !== undefined && { accent: readAccent(accent) }),
    ...(terms !== undefined && { terms: readTerms(terms) }),
    ...(presets && { presets: readPresets(presets) }),
  };
}

/** `#rrggbb`, however it is written; empty for none. Throws `accent`. */
function readAccent(text: string): string {
  const digits = text.trim().toLowerCase().replace(/^#/, "");
  if (digits === "") return "";
  const accent = `#${digits.length === 3 ? [...digits].map((one) => one + one).join("") : digits}`;
  if (!isAccent(accent)) throw new ChatError("accent", { field: "accent" });
  return accent;
}

/** Those that say something. Throws `presets-too-many` and `text-too-long`. */
function readPresets(written: readonly StatusPreset[]): StatusPreset[] {
  const presets = written
    .map(({ status, until }) => ({ status: oneLine(status, "presets", LIMITS.status), until }))
    .filter(({ status }) => status !== "");
  if (presets.length > PROFILE_LIMITS.presets) {
    throw new ChatError("presets-too-many", { field: "presets", limit: PROFILE_LIMITS.presets });
  }
  return presets;
}

function readTerms(text: string): string {
  const terms = isBlank(text) ? "" : text.replaceAll("\r\n", "\n").trim();
  if (codePoints(terms) > PROFILE_LIMITS.terms) {
    throw new ChatError("text-too-long", { limit: PROFILE_LIMITS.terms, field: "terms" });
  }
  return terms;
}

function oneLine(text: string, field: keyof CommunityWords, limit: number): string {
  const line = text.replace(/[\s\p{Cc}]+/gu, " ").trim();
  if (isBlank(line)) return "";
  if (codePoints(line) > limit) throw new ChatError("text-too-long", { limit, field });
  return line;
}

/** The one letter or emoji, however many code points it has; empty for none. Throws `icon`. */
function oneSign(text: string): string {
  const signs = [...new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text.trim())];
  const sign = signs[0]?.segment ?? "";
  if (isBlank(sign)) return "";
  if (signs.length > 1 || codePoints(sign) > PROFILE_LIMITS.icon) {
    throw new ChatError("icon", { field: "icon" });
  }
  return sign;
}
