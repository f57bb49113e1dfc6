import { useState } from "preact/hooks";
import type { MessageEvent } from "../../protocol/events.ts";
import { foldVote, isOpen, type Poll, type PollOption } from "../../protocol/polls.ts";
import { mayWriteIn } from "../../protocol/permissions.ts";
import { plainText } from "../../text/plain.ts";
import { Avatar } from "../elements/avatar.tsx";
import { personLabel } from "../people_names.ts";
import { useReading } from "../reading.ts";
import { RichText, type RichTextProps } from "../text/rich_text.tsx";
import { useTimelineReader } from "../timeline/timeline_reader.ts";
import { usePollPlace } from "./poll_context.ts";

/** Faces beside an answer. */
const MAX_FACES = 3;

export interface PollViewProps extends Omit<RichTextProps, "text"> {
  message: MessageEvent;
  poll: Poll;
  own: boolean;
  /** What the reader chose. */
  votes: readonly number[];
}

/**
 * A question with answers to choose from. What others chose shows who asked, and others once they have
 * chosen, or when it is over: nobody is led.
 */
export function PollView({ message, poll: stored, own, votes: counted, ...text }: PollViewProps) {
  const { words, now } = useReading();
  const place = usePollPlace();
  const [told, setTold] = useState<{ text: string; isProblem?: boolean }>({ text: "" });
  /** What was pressed, until the server has answered: drawn as if it counted already. */
  const [pressed, press] = useState<readonly number[]>();
  const votes = pressed ?? counted;
  const poll = pressed && place.me !== undefined
    ? foldVote(stored, { by: place.me, was: counted, options: pressed })
    : stored;
  const open = isOpen(poll, now);
  // Who cannot vote is led to nothing.
  const reader = useTimelineReader();
  const mayVote = !reader || mayWriteIn(reader.role, reader.place);
  const shown = own || votes.length > 0 || !open || !mayVote;
  const most = Math.max(1, ...poll.options.map(({ count }) => count));
  async function choose(options: readonly number[]) {
    press(options);
    const problem = await place.vote?.(message, options);
    press((now) => now === options ? undefined : now); // another press may have followed
    // Drawn anew also where it was not taken: what was pressed shows what counts again.
    setTold(
      problem === undefined
        ? { text: words.t(options.length > 0 ? "poll.voted" : "poll.taken-back") }
        : { text: problem, isProblem: true },
    );
  }
  return (
    <form
      class="poll"
      method="post"
      action={place.action(message)}
      data-shown={shown || undefined}
      onSubmit={place.vote && ((event) => event.preventDefault())}
    >
      <header>
        <div class="question">
          <RichText text={message.text} {...text} />
        </div>
        <small>{kindOf(poll, words)}</small>
      </header>
      <div role={poll.multiple ? "group" : "radiogroup"} aria-label={plainText(message.text)}>
        {poll.options.map((option, n) => (
          <Option
            key={n}
            option={option}
            field={{ name: poll.multiple ? `option-${n}` : "option", value: n }}
            kind={open && mayVote ? poll.multiple ? "checkbox" : "radio" : undefined}
            shown={shown}
            best={!open && option.count === most && option.count > 0}
            voters={poll.voters}
            chosen={votes.includes(n)}
            onChoose={place.vote && ((on) => {
              const others = poll.multiple ? votes.filter((one) => one !== n) : [];
              void choose(on ? [...others, n] : others);
            })}
          />
        ))}
      </div>
      <Foot
        message={message}
        poll={poll}
        own={own}
        open={open}
        mayVote={mayVote}
        shown={shown}
        chosen={votes.length > 0}
        onTakeBack={() => choose([])}
      />
      <span class={told.isProblem ? "error" : "sr-only"} role="status">{told.text}</span>
    </form>
  );
}

interface OptionProps {
  option: PollOption;
  field: { name: string; value: number };
  /** Absent where nothing can be chosen any more. */
  kind: "radio" | "checkbox" | undefined;
  shown: boolean;
  best: boolean;
  voters: number;
  chosen: boolean;
  onChoose?(on: boolean): void;
}

function Option({ option, field, kind, shown, best, voters, chosen, onChoose }: OptionProps) {
  const { profileOf } = usePollPlace();
  const { words } = useReading();
  const nameOf = (id: string) => personLabel(words, { id, ...profileOf(id) });
  return (
    <label class="option" data-chosen={chosen || undefined} data-best={best || undefined}>
      {kind && (
        <input
          type={kind}
          name={field.name}
          value={field.value}
          checked={chosen}
          onChange={onChoose && ((event) => onChoose(event.currentTarget.checked))}
        />
      )}
      <span dir="auto">{option.text}</span>
      {shown && (
        <>
          <span class="faces" aria-hidden="true">
            {option.by?.slice(0, MAX_FACES).map((id) => (
              <Avatar key={id} id={id} name={profileOf(id).name} small />
            ))}
          </span>
          {/* Not before the box: a label is that of the first thing that can have one. */}
          <progress max={Math.max(1, voters)} value={option.count} aria-hidden="true" />
          <span class="count-of" title={option.by?.map(nameOf).join(", ")}>{option.count}</span>
        </>
      )}
    </label>
  );
}

function Foot({ message, poll, own, open, mayVote, shown, chosen, onTakeBack }: {
  message: MessageEvent;
  poll: Poll;
  own: boolean;
  open: boolean;
  mayVote: boolean;
  shown: boolean;
  chosen: boolean;
  onTakeBack(): void;
}) {
  const { words, times } = useReading();
  const { vote, close } = usePollPlace();
  const { voters, closesAt } = poll;
  const until = !open
    ? words.t("poll.closed")
    : closesAt === undefined
    ? undefined
    : words.t("poll.until", { time: times.full(closesAt) });
  const votes = words.t("poll.votes", { count: voters });
  const mayDo = open && mayVote;
  return (
    <footer>
      <span>
        {until === undefined ? votes : words.t("sentence.list", { first: votes, second: until })}
      </span>
      {!shown && <span>{words.t("poll.hidden")}</span>}
      {mayDo && !vote && <button type="submit" class="link small">{words.t("poll.vote")}</button>}
      {mayDo && chosen && (
        <button
          type="submit"
          name="do"
          value="back"
          class="link small"
          onClick={vote && onTakeBack}
        >
          {words.t("poll.take-back")}
        </button>
      )}
      {mayDo && own && (
        <button
          type="submit"
          name="do"
          value="close"
          class="link small"
          onClick={close && (() => close(message))}
        >
          {words.t("poll.close")}
        </button>
      )}
    </footer>
  );
}

function kindOf({ multiple, secret }: Poll, words: ReturnType<typeof useReading>["words"]): string {
  const kind = words.t(multiple ? "poll.several" : "poll.one");
  return secret ? words.t("sentence.list", { first: kind, second: words.t("poll.secret") }) : kind;
}
