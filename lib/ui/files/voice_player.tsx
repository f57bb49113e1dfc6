import type { TargetedKeyboardEvent, TargetedPointerEvent } from "preact";
import { useEffect, useState } from "preact/hooks";
import { fileIcons } from "../elements/file_icons.tsx";
import { useReading } from "../reading.ts";
import { durationText } from "./duration.ts";
import { pause, play, playing, seek, speed, turnSpeed } from "./voice_playing.ts";
import { Wave } from "./wave.tsx";

/** So far an arrow goes, in seconds. */
const STEP_S = 5;

export interface VoicePlayerProps {
  src: string;
  /** Seconds. */
  duration: number;
  wave: string;
  /** Its message is on its way: it is shown, and not heard. */
  pending?: boolean;
}

/** A voice message: played, sought in by mouse and keys, faster if wanted. Without script, the browser's own. */
export function VoicePlayer({ src, duration, wave, pending }: VoicePlayerProps) {
  const { words } = useReading();
  const [alive, setAlive] = useState(false);
  /** Where it begins when it is played, while another one is heard. */
  const [rest, setRest] = useState(0);
  useEffect(() => setAlive(true), []);
  const label = words.t("voice.message", { time: durationText(duration) });
  if (!alive) {
    return (
      <div class="voice">
        {!pending && <audio controls preload="none" src={src} aria-label={label} />}
      </div>
    );
  }
  const own = playing.value?.src === src ? playing.value : undefined;
  const at = Math.min(own?.at ?? rest, duration);
  const isHeard = own?.state === "playing";

  function goTo(seconds: number): void {
    const to = Math.min(Math.max(seconds, 0), duration);
    if (own) seek(src, to);
    setRest(to);
  }
  function onKeyDown(event: TargetedKeyboardEvent<HTMLElement>): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const does: Record<string, () => void> = {
      ArrowLeft: () => goTo(at - STEP_S),
      ArrowDown: () => goTo(at - STEP_S),
      ArrowRight: () => goTo(at + STEP_S),
      ArrowUp: () => goTo(at + STEP_S),
      Home: () => goTo(0),
      End: () => goTo(duration),
      " ": toggle,
      Enter: toggle,
    };
    const act = does[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation(); // arrows go from message to message around it
    act();
  }
  function toggle(): void {
    if (isHeard) pause();
    else play(src, at >= duration ? 0 : at);
  }
  function onPointer(event: TargetedPointerEvent<HTMLElement>): void {
    if (event.type === "pointerdown") event.currentTarget.setPointerCapture(event.pointerId);
    else if (event.buttons === 0) return;
    const { left, width } = event.currentTarget.getBoundingClientRect();
    goTo((event.clientX - left) / width * duration);
  }

  return (
    <div class="voice" role="group" aria-label={label}>
      <button
        type="button"
        class="round"
        disabled={pending}
        aria-label={words.t(isHeard ? "voice.pause" : "voice.play")}
        title={words.t(isHeard ? "voice.pause" : "voice.play")}
        onClick={toggle}
      >
        {isHeard ? <fileIcons.pause /> : <fileIcons.play />}
      </button>
      <div class="wave">
        <div
          role="slider"
          tabIndex={pending ? undefined : 0}
          aria-label={words.t("voice.position")}
          aria-valuemin={0}
          aria-valuemax={Math.round(duration)}
          aria-valuenow={Math.round(at)}
          aria-valuetext={durationText(at)}
          aria-disabled={pending}
          onKeyDown={onKeyDown}
          onPointerDown={onPointer}
          onPointerMove={onPointer}
        >
          <Wave wave={wave} heard={duration > 0 ? at / duration : 0} />
        </div>
        <div>
          {own?.state === "failed"
            ? <span class="error" role="alert">{words.t("voice.failed")}</span>
            : <span>{durationText(at)}</span>}
          <span>{durationText(duration)}</span>
        </div>
      </div>
      <button
        type="button"
        class="speed"
        aria-label={words.t("voice.speed", { speed: String(speed.value) })}
        title={words.t("voice.speed", { speed: String(speed.value) })}
        onClick={turnSpeed}
      >
        {speed.value}×
      </button>
    </div>
  );
}
