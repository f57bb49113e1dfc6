import { useEffect, useState } from "preact/hooks";
import type { ConversationSummary } from "../../../lib/protocol/events.ts";
import { Dialog } from "../../../lib/ui/elements/dialog.tsx";
import { icons } from "../../../lib/ui/elements/icons.tsx";
import { failureMessage } from "../../../lib/ui/failure_message.ts";
import { messagePath } from "../../../lib/ui/paths.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import { conversationMention } from "../../../lib/ui/room/page_title.ts";
import type { ChatWindow } from "../window/chat_window.ts";
import { useWindow } from "../window/window_context.ts";
import { changeLater, endLater, type Later, readLater, sendLaterNow } from "./later_api.ts";
import { systemClock } from "../../../lib/runtime/clock.ts";
import { withoutGoneWords } from "../../../lib/ui/inbox/entries_of.ts";
import { reasonOf } from "../../../lib/ui/inbox/later_reason.ts";
import { whenOf } from "./say_put_off.ts";
import { TimeDialog } from "./time_dialog.tsx";

/** What was due is put off for a while, unless one says otherwise. */
const SOON_MS = 20 * 60_000;
/** Timers of browsers go no further than 24 days. */
const MAX_WAIT_MS = 24 * 60 * 60_000;

/** What is scheduled and what one is reminded of: seen, changed, sent and taken back. */
export function LaterDialog({ onClose }: { onClose(): void }) {
  const window = useWindow();
  const { words } = useReading();
  const [later, setLater] = useState<readonly Later[] | undefined>(undefined);
  const [error, setError] = useState<string | undefined>(undefined);
  const [changing, setChanging] = useState<Later | undefined>(undefined);

  const read = () =>
    readLater().then(({ later }) => setLater(later), (failed) => {
      setError(failureMessage(words, failed));
    });
  useEffect(() => {
    void read();
    // What changes elsewhere, or is due meanwhile, shows here too.
    return window.model.personal.later.subscribe((push) => void (push && read()));
  }, []);

  const now = useNextMoment(
    window,
    later?.flatMap((one) => one.kind === "reminder" ? one.about?.vanishAt ?? [] : []) ?? [],
  );

  async function act(run: () => Promise<void>) {
    setError(undefined);
    await run().catch((failed) => setError(failureMessage(words, failed)));
    await read();
  }

  if (changing) {
    return (
      <TimeDialog
        title={words.t("later.change")}
        button={words.t("later.save")}
        at={changing.at > window.model.now() ? changing.at : window.model.now() + SOON_MS}
        text={changing.kind === "message" ? changing.text : changing.note}
        run={async (at, text) => {
          await changeLater(changing.id, { ...(at !== changing.at && { at }), text });
          await read();
        }}
        onClose={() => setChanging(undefined)}
      />
    );
  }
  return (
    <Dialog title={words.t("later.title")} broad onClose={onClose}>
      {error && <p class="error" role="alert">{error}</p>}
      {later?.length === 0 && <p class="quiet">{words.t("later.empty")}</p>}
      <ul class="later-list">
        {later?.map((one) => (
          <LaterItem
            key={one.id}
            one={withoutGoneWords(one, now)}
            onChange={() => setChanging(one)}
            onSend={() => act(() => sendLaterNow(one.id))}
            onEnd={() => act(() => endLater(one.id))}
            onVisit={onClose}
          />
        ))}
      </ul>
    </Dialog>
  );
}

/** The server's time, as it is drawn: again at each of these moments that comes. */
function useNextMoment(window: ChatWindow, moments: readonly number[]): number {
  const [now, setNow] = useState(() => window.model.now());
  const next = Math.min(...moments.filter((at) => at > now));
  useEffect(() => {
    if (next === Infinity) return;
    const inMs = Math.min(Math.max(next - window.model.now(), 0), MAX_WAIT_MS);
    const timer = systemClock.after(inMs, () => setNow(window.model.now()));
    return () => timer.cancel();
  }, [next, now]);
  return now;
}

interface LaterItemProps {
  one: Later;
  onChange(): void;
  onSend(): void;
  onEnd(): void;
  onVisit(): void;
}

function LaterItem({ one, onChange, onSend, onEnd, onVisit }: LaterItemProps) {
  const { words, times } = useReading();
  const window = useWindow();
  const isMessage = one.kind === "message";
  const about = isMessage ? undefined : one.about;
  const place = window.find(isMessage ? one.conversation : about?.conversation);
  const calls = isMessage ? one.failed !== undefined : one.due;
  const Icon = isMessage ? icons.send : icons.clock;
  return (
    <li data-calls={calls ? "" : undefined}>
      <span class="glyph" aria-hidden="true">
        <Icon />
      </span>
      <div>
        <div class="top">
          <b>{words.t(isMessage ? "later.scheduled" : "later.reminder")}</b>
          {place && <span>{placeOf(words, place, isMessage)}</span>}
          <time dateTime={new Date(one.at).toISOString()}>
            {whenOf(times, one.at, window.model.now())}
          </time>
        </div>
        <p dir="auto">{isMessage ? one.text : wordsOf(one, words.t("later.not-there"))}</p>
        {isMessage && one.failed && (
          <p class="error">
            {words.t("later.not-sent", { reason: words.t(reasonOf(one.failed)) })}
          </p>
        )}
        <div class="acts">
          {about?.text && place && (
            <a class="link" href={messagePath(place, about.seq)} onClick={onVisit}>
              {words.t("later.go")}
            </a>
          )}
          <button type="button" class="link" onClick={onChange}>{words.t("later.change")}</button>
          {isMessage && (
            <button type="button" class="link" onClick={onSend}>{words.t("later.send-now")}</button>
          )}
          <button type="button" class="link" onClick={onEnd}>
            {words.t(isMessage ? "later.cancel" : one.due ? "later.done" : "later.cancel")}
          </button>
        </div>
      </div>
    </li>
  );
}

function wordsOf({ note, about }: Extract<Later, { kind: "reminder" }>, gone: string): string {
  const said = about ? about.text ?? gone : undefined;
  return note && said ? `${note} – ${said}` : note ?? said ?? "";
}

function placeOf(
  words: ReturnType<typeof useReading>["words"],
  place: ConversationSummary,
  isMessage: boolean,
): string {
  const name = conversationMention(words, place);
  return isMessage ? words.t("later.to", { place: name }) : name;
}
