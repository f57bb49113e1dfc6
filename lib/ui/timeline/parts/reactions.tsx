import { mayWriteIn } from "../../../protocol/permissions.ts";
import { LIMITS } from "../../../protocol/limits.ts";
import type { UserId } from "../../../protocol/events.ts";
import type { Reaction } from "../../../protocol/reactions.ts";
import type { Translator } from "../../../i18n/translator.ts";
import { useBlocked } from "../../blocked_people.ts";
import { EmojiSign } from "../../emoji/emoji_sign.tsx";
import { icons } from "../../elements/icons.tsx";
import { nameList } from "../../name_list.ts";
import { useReading } from "../../reading.ts";
import type { ActedOn } from "../acts.ts";
import { type TimelineReader, useTimelineReader } from "../timeline_reader.ts";

/**
 * The reactions to a message, each a switch of the reader's own. They stand in a form, which is sent
 * where there is no script.
 */
export function Reactions({ item }: { item: ActedOn }) {
  const { words } = useReading();
  const reader = useTimelineReader();
  const kinds = shownKinds(item.event.reactions, useBlocked());
  if (!reader || kinds.length === 0) return null;
  const { react, pick } = reader;
  const mayReact = mayWriteIn(reader.role, reader.place);
  return (
    <form class="reactions" method="post" action={`${reader.path}/${item.event.seq}/reactions`}>
      {kinds.map(([emoji, reaction]) => {
        const own = isOwn(item, emoji, reaction, reader);
        const people = peopleOf(words, reaction, own, reader);
        const label = words.t("reaction.of", { emoji, count: reaction.count, people });
        return (
          <button
            key={emoji}
            type="submit"
            name={own ? "off" : "on"}
            value={emoji}
            class="reaction"
            disabled={!mayReact}
            aria-pressed={own}
            aria-label={mayReact
              ? `${label}. ${words.t(own ? "reaction.take" : "reaction.give")}`
              : label}
            title={people}
            onClick={(event) => {
              if (!react) return;
              event.preventDefault();
              react(item, emoji, !own);
            }}
          >
            <span aria-hidden="true">
              <span class="emoji">
                <EmojiSign emoji={emoji} />
              </span>{" "}
              {words.number(reaction.count)}
            </span>
          </button>
        );
      })}
      {pick && kinds.length < LIMITS.reactions && (
        <button
          type="button"
          class="reaction add"
          aria-label={words.t("reaction.add")}
          title={words.t("reaction.add")}
          onClick={({ currentTarget }) => pick(item, currentTarget)}
        >
          <span>
            <icons.react />
          </span>
        </button>
      )}
    </form>
  );
}

/** The kinds without whom the reader blocked, of those who are named; none that nobody else pressed. */
function shownKinds(
  reactions: Record<string, Reaction> = {},
  blocked: readonly UserId[],
): [emoji: string, reaction: Reaction][] {
  const kinds = Object.entries(reactions);
  if (blocked.length === 0) return kinds;
  return kinds.flatMap(([emoji, { by, count }]) => {
    const shown = by.filter((user) => !blocked.includes(user));
    const left = count - (by.length - shown.length);
    return left > 0 ? [[emoji, { by: shown, count: left }]] : [];
  });
}

/** Whether the reader is among them: the message names twelve, their own mark says it of the others. */
function isOwn(
  { mine }: ActedOn,
  emoji: string,
  { by, count }: Reaction,
  { me }: TimelineReader,
): boolean {
  if (by.includes(me)) return true;
  return count > by.length && mine?.reactions?.includes(emoji) === true;
}

/** “You, Diego, Mei and 9 other people”. */
function peopleOf(
  words: Translator,
  { by, count }: Reaction,
  own: boolean,
  { me, nameOf }: TimelineReader,
): string {
  const others = by.filter((user) => user !== me).map(nameOf);
  const named = own ? [nameOf(me), ...others] : others;
  const left = count - named.length;
  const all = left > 0 ? [...named, words.t("reaction.others", { count: left })] : named;
  return nameList(words.locale, all);
}
