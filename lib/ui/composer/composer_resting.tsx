import type { Ref } from "preact";
import { spanOf } from "../../i18n/spans.ts";
import { PATHS } from "../paths.ts";
import { icons } from "../elements/icons.tsx";
import { useReading } from "../reading.ts";

/** Why one may not write for now. */
export interface Resting {
  why: "kicked" | "banned" | "muted" | "ended" | "rules";
  /** The server's words, where they stand nowhere else. */
  reason?: string;
  /** When one may write again, milliseconds UTC; absent if that is not known. */
  until?: number;
  /** A moderator decided it: one may say that it was wrong. */
  decided?: boolean;
}

const HOUR_MS = 3600_000;

/** In the composer's place while one may not write: why, for how long, and that the draft is kept. */
export function ComposerResting({ resting, now, hasDraft, note }: {
  resting: Resting;
  now: number;
  /** Whether something was written that is kept until one may write again. */
  hasDraft: boolean;
  note?: Ref<HTMLElement>;
}) {
  const { words } = useReading();
  const leftMs = resting.until === undefined ? 0 : resting.until - now;
  return (
    <section class="composer" ref={note} data-region tabIndex={-1}>
      <div class="resting" data-why={resting.why}>
        <icons.clock />
        <div role="status">
          <b>{words.t(`composer.resting.${resting.why}`)}</b>
          {resting.reason && <small dir="auto">{resting.reason}</small>}
          {resting.decided && <a class="link" href={PATHS.appeal}>{words.t("appeal.open")}</a>}
          {hasDraft && <small>{words.t("composer.resting.draft")}</small>}
        </div>
        {leftMs > 0 && (
          <b class="left" role="timer" aria-live="off">
            {leftMs < HOUR_MS ? minutes(leftMs) : spanOf(words.locale, leftMs)}
          </b>
        )}
      </div>
    </section>
  );
}

/** “7:42” */
function minutes(ms: number): string {
  const seconds = Math.round(ms / 1000); // the server's clock is known to a few milliseconds
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
