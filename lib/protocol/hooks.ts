// What incoming hooks tell: what they are, and what of a payload is not shown.
import * as v from "valibot";

/** How a service marks text up: Slack's `*bold*`, or Markdown as Mattermost's and ours. */
export const HOOK_FORMATS = ["slack", "markdown"] as const;
export type HookFormat = (typeof HOOK_FORMATS)[number];

/** The address of a hook, under which its messages are posted. */
export const HOOKS_PATH = "/hooks";
/** Where a service posts to a hook; `origin`: this server as whoever asked names it. */
export function hookAddress(origin: string, bot: string, secret: string): string {
  return `${origin}${HOOKS_PATH}/${bot}/${secret}`;
}
/** The address of answers to a command that come later. */
export const ANSWERS_PATH = `${HOOKS_PATH}/answers`;
export function answerAddress(origin: string, id: string, secret: string): string {
  return `${origin}${ANSWERS_PATH}/${id}/${secret}`;
}
/** Bytes of a payload that are read: services send more than a message holds. */
export const MAX_PAYLOAD_BYTES = 128 * 1024;
/** Bytes of a form in parts: with its files, of which nothing is kept, as large as Discord takes it. */
export const MAX_PARTED_BYTES = 10 * 1024 * 1024;

/** Why a part of a payload is not shown as it was sent. */
const UNSHOWN_REASONS = [
  /** A hook writes in its own room. */
  "room",
  /** A hook has its own name and face. */
  "name",
  "face",
  "colour",
  /** What can be pressed; a link would be shown. */
  "button",
  /** A picture, film or file: its address is shown. */
  "media",
  /** Somebody or something named by an id of the other service. */
  "reference",
  "emoji",
  /** It is longer than a message may be. */
  "length",
  /** Nothing here corresponds to it. */
  "unknown",
] as const;
export type UnshownReason = (typeof UNSHOWN_REASONS)[number];

/** A part of a payload that is not shown as it was sent: `attachments[0].color`. */
export const Unshown = v.object({ path: v.string(), why: v.picklist(UNSHOWN_REASONS) });
export type Unshown = v.InferOutput<typeof Unshown>;
