import { spanOf } from "../../../lib/i18n/spans.ts";
import type { Translator } from "../../../lib/i18n/translator.ts";
import { parseDuration } from "../../../lib/protocol/durations.ts";
import {
  type Call,
  CALLS,
  type ConversationSummary,
  type Person,
  type Role,
} from "../../../lib/protocol/events.ts";
import { outranks } from "../../../lib/protocol/permissions.ts";
import { commandsOf } from "../../../lib/text/commands.ts";
import {
  type CompletionTarget,
  isCallable,
  matchingNames,
  MAX_SUGGESTIONS,
  type Suggestion,
} from "../../../lib/text/completion.ts";
import { compareNames } from "../../../lib/text/name_matching.ts";
import { knownBotCommands } from "./bot_commands.ts";
import { writeLeadingName } from "../../../lib/text/leading_name.ts";
import { offeredDurations } from "../../../lib/text/sanction_command.ts";
import { type Emoji, findEmoji } from "../../../lib/ui/emoji/emoji.ts";

/** What is offered from, and to whom. */
export interface SuggestionSources {
  names: readonly string[];
  /** What calls everyone, where the reader may. */
  calls: readonly Call[];
  conversations: readonly ConversationSummary[];
  role: Role;
  /** Where it is written. */
  place: ConversationSummary | undefined;
  /** The reader's id. */
  me: string | undefined;
  /** Whether somebody is in the place. */
  isThere(id: string): boolean;
  personOf(name: string): Person | undefined;
  words: Translator;
}

/** What calls everyone elsewhere, and in our languages: whoever writes it is offered `@room`. */
const EVERYONE = ["everyone", "everybody", "all", "channel", "tous", "toutes", "todos", "todas"];
/** One letter of such a word is more likely one of a name. */
const MIN_EVERYONE_QUERY = 2;

function isCallMeant(call: Call, query: string): boolean {
  const written = query.toLowerCase();
  if (call.startsWith(written)) return true;
  return call === "room" && written.length >= MIN_EVERYONE_QUERY &&
    EVERYONE.some((word) => word.startsWith(written));
}

/** What everyone would be called with who is here, where it is written and calls nobody (M7). */
export function vainCall(
  target: CompletionTarget | undefined,
  { kind }: Pick<ConversationSummary, "kind">,
  calls: readonly Call[],
): Call | undefined {
  if (target?.what !== "person" || target.command !== undefined || kind !== "room") {
    return undefined;
  }
  if (calls.length > 0 || target.query.length < MIN_EVERYONE_QUERY) return undefined;
  return CALLS.find((call) => isCallMeant(call, target.query));
}

/** The emoji that a short name may mean, the best first. */
export function suggestedEmoji(all: readonly Emoji[], query: string): readonly Suggestion[] {
  return findEmoji(all, query, MAX_SUGGESTIONS).map(({ emoji, label, code }) => ({
    key: emoji,
    label: code ? `${label} :${code}:` : label,
    insert: emoji,
    emoji,
  }));
}

/** What a token may become, the best first; emoji have an index of their own. */
export function suggestionsFor(
  target: Exclude<CompletionTarget, { what: "emoji" }>,
  { names, calls, conversations, role, place, me, isThere, personOf, words }: SuggestionSources,
): readonly Suggestion[] {
  const { query } = target;
  switch (target.what) {
    case "person": {
      const { command } = target;
      const write = command === undefined ? (name: string) => `@${name}` : writeLeadingName;
      const named = names.flatMap((name) => personOf(name) ?? []);
      const fit = command === undefined
        ? named.filter((person) => isCallable(person, me, isThere))
        : command === "msg"
        ? named.filter(({ hook }) => !hook)
        : named.filter((person) => outranks(role, person.role));
      const people = matchingNames(fit.map(({ name }) => name), query, compareNames)
        .map((name) => ({ key: name, label: name, insert: write(name), person: name }));
      if (command !== undefined) return people;
      const all = calls.filter((call) => isCallMeant(call, query)).map((call) => ({
        key: `@${call}`,
        label: call,
        insert: `@${call}`,
        hint: words.t(`mention.${call}`),
      }));
      return [...people.slice(0, MAX_SUGGESTIONS - all.length), ...all];
    }
    case "duration":
      return offeredDurations(target.command, query, words.t("command.day-letter")).map((one) => {
        const ms = parseDuration(one);
        const hint = ms === undefined ? words.t("command.endless") : spanOf(words.locale, ms);
        return { key: ` ${one}`, label: one, hint, insert: one }; // no sign stands before it
      });
    case "room": {
      const rooms = conversations.flatMap(({ kind, name }) =>
        kind === "room" && name ? [name] : []
      );
      return matchingNames(rooms, query)
        .map((name) => ({ key: `#${name}`, label: name, insert: `#${name}` }));
    }
    case "command":
      return [
        ...commandsOf(role, place).filter((one) => one.startsWith(query)).map((one) => ({
          key: `/${one}`,
          label: words.t(`command.usage.${one}`).slice(1), // the slash is its sigil
          hint: words.t(`command.${one}`),
          insert: `/${one}`,
        })),
        ...(place ? knownBotCommands(place.id) : []).filter(({ name }) =>
          name.startsWith(query.toLowerCase())
        ).map(({ name, usage, about, bot }) => ({
          key: `/${name}`,
          label: `${name} ${usage}`.trim(),
          hint: [about, bot.name].filter((part) => part !== "").join(" · "),
          insert: `/${name}`,
        })),
      ];
  }
}
