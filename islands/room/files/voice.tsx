// Recording a voice message: the microphone beside the field, and what stands over it meanwhile.
import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Translator } from "../../../lib/i18n/translator.ts";
import { fileIcons } from "../../../lib/ui/elements/file_icons.tsx";
import { IconButton } from "../../../lib/ui/elements/icon_button.tsx";
import { icons } from "../../../lib/ui/elements/icons.tsx";
import { durationText } from "../../../lib/ui/files/duration.ts";
import { VoicePlayer } from "../../../lib/ui/files/voice_player.tsx";
import { pause } from "../../../lib/ui/files/voice_playing.ts";
import { Wave } from "../../../lib/ui/files/wave.tsx";
import type { ChatWindow } from "../window/chat_window.ts";
import type { Recording, Take } from "./recording.ts";
import { focusField, isSamePlace, type WritingPlace } from "./writing_place.ts";

/** Held so long, the microphone sends when it is let go, in milliseconds. */
const HOLD_MS = 500;
/** Let go so far from it, what was held is thrown away, in pixels. */
const AWAY = 80;
/** What is left of the limit is said from here on, in seconds. */
const LEFT_FROM_S = 60;

/** The one voice message that is made in this window. */
type Making =
  | { is: "asking"; place: WritingPlace }
  | { is: "recording"; place: WritingPlace; recording: Recording; maxSeconds: number }
  | { is: "recorded"; place: WritingPlace; take: Take; src: string };

/** What makes voice messages, in any place. */
export type Voice = ReturnType<typeof createVoice>;

/** Parts of the tray that make voice messages. `send` takes one that is done. */
export function createVoice(
  window: ChatWindow,
  send: (place: WritingPlace, take: Take) => void,
) {
  const { words } = window;
  const making = signal<Making | undefined>(undefined);

  async function begin(place: WritingPlace): Promise<boolean> {
    const limits = window.model.limits.peek().files;
    if (making.peek() || !limits) return false;
    pause();
    const asking: Making = { is: "asking", place };
    making.value = asking;
    try {
      const { record, MAX_TAKE_S } = await import("./recording.ts");
      const recording = await record(limits.bytes);
      if (making.peek() !== asking) { // thrown away while the browser asked
        recording.discard();
        return false;
      }
      making.value = { is: "recording", place, recording, maxSeconds: MAX_TAKE_S };
      return true;
    } catch (error) {
      if (making.peek() === asking) end();
      const why = error instanceof Error && "why" in error ? String(error.why) : "";
      window.showToast(words.t(REFUSALS[why] ?? "failure.part"), true);
      return false;
    }
  }
  async function finish(): Promise<void> {
    const now = making.peek();
    if (now?.is !== "recording") return;
    const take = await now.recording.finish();
    if (making.peek() !== now) return;
    const src = URL.createObjectURL(take.file);
    making.value = { is: "recorded", place: now.place, take, src };
  }
  async function sendNow(): Promise<void> {
    await finish();
    const now = making.peek();
    if (now?.is !== "recorded") return;
    end();
    if (now.take.duration > 0) send(now.place, now.take);
  }
  function end(): void {
    const now = making.peek();
    if (now?.is === "recording") now.recording.discard();
    if (now?.is === "recorded") {
      pause();
      URL.revokeObjectURL(now.src);
    }
    making.value = undefined;
    if (now) requestAnimationFrame(() => focusField(now.place));
  }
  const acts = { finish, sendNow, end };

  return {
    Microphone: ({ place }: { place: WritingPlace }) => (
      <Microphone
        words={words}
        acts={{ ...acts, begin: () => begin(place) }}
      />
    ),
    Pane({ place }: { place: WritingPlace }) {
      const now = making.value;
      return now && isSamePlace(now.place, place)
        ? <VoicePane making={now} words={words} acts={acts} />
        : null;
    },
  };
}

const REFUSALS: Record<string, "voice.refused" | "voice.none" | "voice.busy"> = {
  refused: "voice.refused",
  none: "voice.none",
  busy: "voice.busy",
};

interface Acts {
  finish(): Promise<void>;
  sendNow(): Promise<void>;
  end(): void;
}

/** Pressed, it records until one says what shall be; held, until it is let go. */
function Microphone({ words, acts }: {
  words: Translator;
  /** `begin` says whether it records now. */
  acts: Acts & { begin(): Promise<boolean> };
}) {
  function onPointerDown({ button, clientX: x, clientY: y }: PointerEvent): void {
    if (button !== 0) return;
    let since = Infinity;
    void acts.begin().then((records) => {
      if (records) since = performance.now();
    });
    const over = (event: PointerEvent) => {
      removeEventListener("pointerup", over);
      removeEventListener("pointercancel", over);
      if (event.type === "pointercancel" || performance.now() - since < HOLD_MS) return;
      if (Math.hypot(event.clientX - x, event.clientY - y) > AWAY) acts.end();
      else void acts.sendNow();
    };
    addEventListener("pointerup", over);
    addEventListener("pointercancel", over);
  }
  return (
    <IconButton
      class="icon-button mic"
      label={words.t("voice.record")}
      icon={fileIcons.mic}
      onPointerDown={onPointerDown}
      onContextMenu={(event) => event.preventDefault()} // what a finger that rests would open
      onClick={({ detail }) => void (detail === 0 && acts.begin())} // by a key
    />
  );
}

/** What one records, or has recorded; Esc throws it away. */
function VoicePane({ making, words, acts }: { making: Making; words: Translator; acts: Acts }) {
  const pane = useRef<HTMLDivElement>(null);
  const recording = making.is === "recording" ? making.recording : undefined;
  const state = recording?.state.value;
  useEffect(() => pane.current?.focus(), [making.is]);
  // Who goes elsewhere is not recorded there.
  useEffect(() => () => recording?.pause(), [recording]);
  useEffect(() => void (state === "over" && acts.finish()), [state]);
  const seconds = recording?.seconds.value ?? 0;
  const left = making.is === "recording" ? Math.ceil(making.maxSeconds - seconds) : Infinity;
  return (
    <div
      ref={pane}
      class="recording"
      role="group"
      aria-label={words.t("voice.record")}
      tabIndex={-1}
      data-state={state ?? making.is}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        acts.end();
      }}
    >
      <IconButton label={words.t("voice.discard")} icon={icons.close} onClick={acts.end} />
      {making.is === "asking" && <span role="status">{words.t("voice.asking")}</span>}
      {making.is === "recorded" && (
        <VoicePlayer src={making.src} duration={making.take.duration} wave={making.take.wave} />
      )}
      {recording && (
        <>
          <div class="wave">
            <Wave wave={recording.wave.value} heard={1} />
          </div>
          <span class="sr-only" role="status">
            {words.t(state === "paused" ? "voice.paused" : "voice.recording")}
            {left <= LEFT_FROM_S && ` · ${words.t("voice.left")}`}
          </span>
          <time>{left <= LEFT_FROM_S ? `−${durationText(left)}` : durationText(seconds)}</time>
          {state === "paused"
            ? (
              <IconButton
                label={words.t("voice.resume")}
                icon={fileIcons.mic}
                onClick={recording.resume}
              />
            )
            : (
              <IconButton
                label={words.t("voice.hold")}
                icon={fileIcons.pause}
                onClick={recording.pause}
              />
            )}
          <IconButton
            label={words.t("voice.listen")}
            icon={fileIcons.stop}
            onClick={() => void acts.finish()}
          />
        </>
      )}
      {making.is !== "asking" && (
        <button
          type="button"
          class="send"
          data-ready=""
          aria-label={words.t("voice.send")}
          title={words.t("voice.send")}
          onClick={() => void acts.sendNow()}
        >
          <icons.send />
        </button>
      )}
    </div>
  );
}
