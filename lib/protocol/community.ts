// What a community says of itself, as administrators write it.
import * as v from "valibot";
import { STATUS_ENDS } from "./status_ends.ts";

/** Lengths in code points. */
export const PROFILE_LIMITS = {
  name: 64,
  icon: 12,
  welcome: 200,
  rule: 200,
  rules: 10,
  terms: 8_000,
  presets: 8,
} as const;

/** A status that is chosen by a press. */
export const StatusPreset = v.object({ status: v.string(), until: v.picklist(STATUS_ENDS) });
export type StatusPreset = v.InferOutput<typeof StatusPreset>;

/** The community's name and icon (a letter or an emoji; the tree where there is none), and its words. */
export const CommunityProfile = v.object({
  name: v.string(),
  icon: v.string(),
  /** Shown at the door. */
  welcome: v.string(),
  /** One sentence each, shown at the door too. */
  rules: v.array(v.string()),
  /** The colour of what can be pressed, `#rrggbb`; Baobab green where there is none. */
  accent: v.string(),
  /** What who comes in agrees to: the address of a page, or the text itself; none where it is empty. */
  terms: v.string(),
  /** The name of the public room that people first see; `general` where there is none. */
  firstRoom: v.string(),
  /** Offered to who says something of themselves; where there are none, some of ours are. */
  presets: v.array(StatusPreset),
  /** Whether the rules must be accepted before one writes. */
  acceptRules: v.boolean(),
  /** Counts up when those who accepted the rules are asked again. */
  rulesVersion: v.number(),
  /** In place of the sign: the picture at `/files/community/<picture>`. */
  picture: v.optional(v.string()),
});
export type CommunityProfile = v.InferOutput<typeof CommunityProfile>;
/** What of it is written; the picture is set by itself. */
export const CommunityWords = v.omit(CommunityProfile, ["picture", "rulesVersion"]);
export type CommunityWords = v.InferOutput<typeof CommunityWords>;

/** The rules that are to be accepted, and which of their versions these are. */
export const AskedRules = v.object({ version: v.number(), rules: v.array(v.string()) });
export type AskedRules = v.InferOutput<typeof AskedRules>;

/** The path of the page where rules are accepted. */
export const RULES_PATH = "/rules";

/** What a founder has still to do: each true once it was done. */
export const Checklist = v.object({
  profile: v.boolean(),
  admission: v.boolean(),
  rooms: v.boolean(),
  people: v.boolean(),
});
export type Checklist = v.InferOutput<typeof Checklist>;

/** Whether a text is an accent as it is kept: `#` and six small hexadecimal digits. */
export function isAccent(text: string): boolean {
  return /^#[0-9a-f]{6}$/.test(text);
}

/** The address of the terms, where they are a page of their own and no text. */
export function termsAddress(terms: string): string | undefined {
  return /^https?:\/\/\S+$/.test(terms) && URL.canParse(terms) ? terms : undefined;
}
