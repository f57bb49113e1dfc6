import type { ConnectionState } from "../client/model.ts";
import { spanOf } from "../i18n/spans.ts";
import type { PushOf } from "../protocol/server_frames.ts";
import { PATHS } from "./paths.ts";
import { useReading } from "./reading.ts";

/** Nothing is said of a lost connection before this: most come back at once. */
export const BANNER_AFTER_MS = 2000;

/** What the banner says, if anything. */
export type BannerState =
  | { is: "connecting" }
  | { is: "waiting"; seconds: number }
  /** `leftMs`: until one may come in again; `back`: by itself. */
  | { is: "ended"; message: string; leftMs?: number; back: boolean };

/** What to say of the connection at a moment; `lostAt`: when it was last online, if it is not. */
export function bannerOf(
  connection: ConnectionState,
  lostAt: number | undefined,
  now: number,
): BannerState | undefined {
  if (connection.state === "ended") {
    const { message, reason, retryAt } = connection;
    const timed = retryAt !== undefined && lostAt !== undefined;
    const leftMs = timed ? Math.max(0, retryAt - now) : undefined;
    return { is: "ended", message, leftMs, back: reason === "kicked" || reason === "flooding" };
  }
  if (lostAt === undefined || now - lostAt < BANNER_AFTER_MS) return undefined;
  if (connection.state !== "waiting") return { is: "connecting" };
  return { is: "waiting", seconds: Math.max(1, Math.ceil((connection.retryAt - now) / 1000)) };
}

export interface BannerProps {
  state: BannerState;
  /** The path of what is open: back to it leads the way in. */
  here: string;
  onTryNow(): void;
}

/** Says that the connection is lost, until when, and what one can do. It blocks nothing. */
export function Banner({ state, here, onTryNow }: BannerProps) {
  const { words } = useReading();
  if (state.is === "ended") {
    return (
      <div class="banner" role="status">
        <span>{state.message || words.t("banner.signed-out")}</span>
        {state.leftMs !== undefined && state.leftMs > 0 && (
          <b aria-hidden="true">
            {words.t(state.back ? "banner.back-in" : "banner.again-in", {
              left: spanOf(words.locale, state.leftMs),
            })}
          </b>
        )}
        {!state.back && (
          <a href={`${PATHS.home}?${new URLSearchParams({ next: here })}`}>
            {words.t("banner.come-in")}
          </a>
        )}
      </div>
    );
  }
  return (
    <section class="banner" aria-label={words.t("banner.title")}>
      <span role="status">{words.t("banner.lost")}</span>
      {/* The seconds are not read out: they would drown everything else. */}
      <b aria-hidden="true">
        {state.is === "waiting"
          ? words.t("banner.retry-in", { count: state.seconds })
          : words.t("banner.connecting")}
      </b>
      {/* It stays while a try is under way: the focus is on it, and nothing moves. */}
      <button
        type="button"
        class="link"
        aria-disabled={state.is === "connecting" ? "true" : undefined}
        onClick={onTryNow}
      >
        {words.t("banner.try-now")}
      </button>
    </section>
  );
}

export interface NoticeBannerProps {
  notice: PushOf<"notice">;
  /** Where it is known: the time to what was announced is counted. */
  now?: number;
  onDismiss(): void;
}

/** What an administrator says to everyone, and in how long it will be. */
export function NoticeBanner({ notice, now, onDismiss }: NoticeBannerProps) {
  const { words } = useReading();
  const { level, text, until } = notice;
  return (
    <section class="banner said" data-level={level} aria-label={words.t("banner.title")}>
      <span role="status" dir="auto">{text}</span>
      {until !== undefined && now !== undefined && until > now && (
        <b aria-hidden="true">
          {words.t("banner.notice-in", { left: spanOf(words.locale, until - now) })}
        </b>
      )}
      <button type="button" class="link" onClick={onDismiss}>{words.t("banner.dismiss")}</button>
    </section>
  );
}
