import { compareNames } from "../../text/name_matching.ts";
import type { Role } from "../../protocol/events.ts";
import type { ConversationTraits } from "../../protocol/permissions.ts";
import type { BotCommand } from "../../protocol/requests/commands.ts";
import { commandsOf } from "../../text/commands.ts";
import {
  completionAt,
  type CompletionTarget,
  matchingNames,
  MAX_SUGGESTIONS,
} from "../../text/completion.ts";
import { writeLeadingName } from "../../text/leading_name.ts";
import { fold } from "../../protocol/fold.ts";
import { offeredDurations } from "../../text/sanction_command.ts";
import { type Emoji, findEmoji } from "../../ui/emoji/emoji.ts";
import { OWN_COMMANDS, ownHint } from "../own_commands.ts";
import type { Speech } from "../speech.ts";

/** What can stand in place of the token at the caret. */
export interface Offer {
  label: string;
  hint: string;
  insert: string;
}

export interface OfferSources {
  names: readonly string[];
  /** Whether an `@` calls who is called so; anybody, if absent. */
  calls?(name: string): boolean;
  rooms: readonly string[];
  emoji: readonly Emoji[];
  role: Role;
  /** The conversation that is open. */
  place?: ConversationTraits;
  /** Of bots that are there. */
  botCommands: readonly BotCommand[];
  speech: Speech;
}

/** The token at the caret, and what it may become; `undefined` where nothing fits. */
export function offersAt(
  text: string,
  caret: number,
  sources: OfferSources,
): { target: CompletionTarget; offers: Offer[] } | undefined {
  const target = completionAt(text, caret, sources.names);
  if (!target) return undefined;
  const offers = offersFor(target, sources).slice(0, MAX_SUGGESTIONS);
  return offers.length > 0 ? { target, offers } : undefined;
}

function offersFor(target: CompletionTarget, sources: OfferSources): Offer[] {
  const { names, calls, rooms, emoji, role, place, speech } = sources;
  const { query } = target;
  switch (target.what) {
    case "person":
      return matchingNames(
        target.command || !calls ? names : names.filter(calls),
        query,
        compareNames,
      ).map((name) => ({
        label: name,
        hint: "",
        insert: target.command ? writeLeadingName(name) : `@${name}`,
      }));
    case "room":
      return matchingNames(rooms, query).map((room) => ({
        label: `#${room}`,
        hint: "",
        insert: `#${room}`,
      }));
    case "emoji":
      return findEmoji(emoji, query, MAX_SUGGESTIONS).map((one) => ({
        label: `${one.emoji} :${one.code}:`,
        hint: one.label,
        insert: one.emoji,
      }));
    case "duration":
      return offeredDurations(target.command, query, speech.words.t("command.day-letter")).map((
        one,
      ) => ({
        label: one,
        hint: "",
        insert: one,
      }));
    case "command": {
      const shared = commandsOf(role, place).map((one) => ({
        label: `/${one}`,
        hint: speech.words.t(`command.${one}`),
        insert: `/${one}`,
      }));
      const own = OWN_COMMANDS.map((one) => ({
        label: `/${one}`,
        hint: ownHint(speech, one),
        insert: `/${one}`,
      }));
      const ofBots = sources.botCommands.map(({ name, usage, about, bot }) => ({
        label: `/${name}`,
        hint: [usage, about, bot.name].filter((part) => part !== "").join(" · "),
        insert: `/${name}`,
      }));
      const wanted = `/${fold(query)}`;
      return [...shared, ...own, ...ofBots].filter(({ label }) => label.startsWith(wanted));
    }
  }
}
