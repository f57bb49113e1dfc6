import type { ConnectionState, Outage } from "../../client/model.ts";
import { spanOf } from "../../i18n/spans.ts";
import type { PushOf } from "../../protocol/server_frames.ts";
import { PATHS } from "../paths.ts";
import { useReading } from "../reading.ts";

/** A lost connection is shown only after this long: most come back at once. */
export const BANNER_AFTER_MS = 2000;
/** A restart takes a few seconds: a server that is away for longer was stopped. */
export const RESTART_MS = 30_000;

/** Why there is no connection, as far as it is known. */
export type OutageCause = "offline" | "no-answer" | "restarting" | "stopped";

/** What the banner shows. */
export type BannerState =
  /**
   * `at`: since when. `seconds`: to the next try; absent while one is under way. `keptAt`: until when what
   * one reads is known; absent where that need not be said.
   */
  | { is: "lost"; cause: OutageCause; at: number; seconds?: number; keptAt?: number }
  /** `leftMs`: until one may connect again. */
  | { is: "ended"; message: string; leftMs?: number; then: "return" | "sign-in" | "other-account" };

/**
 * The banner for a connection state at `now`; `offline`: the device has no network. `drawnAt`: when what
 * the page is drawn from was kept on this device, where it is.
 */
export function bannerOf(
  connection: ConnectionState,
  now: number,
  offline: boolean,
  drawnAt?: number,
): BannerState | undefined {
  if (connection.state === "idle" || connection.state === "online") return undefined;
  if (connection.state === "ended") {
    const { message, reason, retryAt } = connection;
    const leftMs = retryAt === undefined ? undefined : Math.max(0, retryAt - now);
    const returns = reason === "kicked" || reason === "flooding";
    const then = returns
      ? "return"
      : reason === "banned" && leftMs !== 0
      ? "other-account"
      : "sign-in";
    return { is: "ended", message, leftMs, then };
  }
  const { outage } = connection;
  const lastedMs = now - outage.since;
  const cause = causeOf(outage, lastedMs, offline);
  const known = cause === "offline" || cause === "stopped";
  if (!known && lastedMs < BANNER_AFTER_MS) return undefined;
  const keptAt = drawnAt ?? (cause === "offline" ? outage.since : undefined);
  const lost = {
    is: "lost" as const,
    cause,
    at: outage.since,
    ...(keptAt !== undefined && { keptAt }),
  };
  if (connection.state !== "waiting") return lost;
  return { ...lost, seconds: Math.max(1, Math.ceil((connection.retryAt - now) / 1000)) };
}

function causeOf({ reason }: Outage, lastedMs: number, offline: boolean): OutageCause {
  if (offline) return "offline";
  if (reason === "shutdown") return "stopped";
  if (reason === "restart") return lastedMs < RESTART_MS ? "restarting" : "stopped";
  return "no-answer";
}

export interface BannerProps {
  state: BannerState;
  /** The path of the open conversation: signing in leads back to it. */
  here: string;
  onTryNow(): void;
}

/** Shows that the connection is lost, when the next try is, and what one can do. */
export function Banner({ state, here, onTryNow }: BannerProps) {
  const { words, times } = useReading();
  if (state.is === "ended") return <EndedBanner state={state} here={here} />;
  return (
    <section class="banner" aria-label={words.t("banner.title")}>
      <span role="status">
        {state.cause === "offline"
          ? <b>{words.t("banner.lost")}</b>
          : words.t(`banner.${state.cause}`, { time: times.time(state.at) })}
        <KeptAt at={state.keptAt} />
        {state.cause === "offline" && ` ${words.t("banner.sent-later")}`}
      </span>
      {/* The seconds are not announced: they would drown out everything else. */}
      {state.cause !== "offline" && (
        <b aria-hidden="true">
          {state.seconds === undefined
            ? words.t("banner.connecting")
            : words.t("banner.retry-in", { count: state.seconds })}
        </b>
      )}
      {/* It stays during a try, so that it keeps the focus and nothing moves. */}
      <button
        type="button"
        class="link"
        aria-disabled={state.seconds === undefined ? "true" : undefined}
        onClick={onTryNow}
      >
        {words.t("banner.try-now")}
      </button>
    </section>
  );
}

/** Until when what one reads is known. */
function KeptAt({ at }: { at: number | undefined }) {
  const { words, times, now } = useReading();
  if (at === undefined) return null;
  const isToday = times.dayKey(at) === times.dayKey(now);
  const said = isToday
    ? words.t("banner.kept", { time: times.time(at) })
    : words.t("banner.kept-on", { time: times.full(at) });
  return <>{` ${said}`}</>;
}

function EndedBanner({ state, here }: {
  state: Extract<BannerState, { is: "ended" }>;
  here: string;
}) {
  const { words } = useReading();
  const { then, leftMs } = state;
  return (
    <div class="banner" role="status">
      <span>{state.message || words.t("banner.signed-out")}</span>
      {leftMs !== undefined && leftMs > 0 && (
        <b aria-hidden="true">
          {words.t(then === "return" ? "banner.back-in" : "banner.again-in", {
            left: spanOf(words.locale, leftMs),
          })}
        </b>
      )}
      {then === "sign-in" && (
        <a href={`${PATHS.home}?${new URLSearchParams({ next: here })}`}>
          {words.t("banner.come-in")}
        </a>
      )}
      {then === "other-account" && <a href={PATHS.signOut}>{words.t("banner.other-account")}</a>}
    </div>
  );
}

/** What was answered, and what one may do about it. */
interface ShownToast {
  text: string;
  failed: boolean;
  action?: { text: string; run(): void };
}

export interface SayingsProps {
  /** What was answered. */
  toast?: ShownToast;
  /** What was announced, and not put away. */
  notice?: NoticeBannerProps["notice"];
  /** Milliseconds UTC, for the countdown to what was announced. */
  now?: number;
  onDismissToast(): void;
  onDismissNotice(): void;
}

/**
 * What is to be said while there is a connection. What counts down is never covered; other notices
 * come again after what was answered.
 */
export function Sayings({ toast, notice, now, onDismissToast, onDismissNotice }: SayingsProps) {
  if (!toast && !notice) return null;
  return (
    <div class="banners">
      {notice && (!toast || notice.until !== undefined) && (
        <NoticeBanner notice={notice} now={now} onDismiss={onDismissNotice} />
      )}
      {toast && <ToastBanner {...toast} onDismiss={onDismissToast} />}
    </div>
  );
}

function ToastBanner(
  { text, failed, action, onDismiss }: ShownToast & { onDismiss(): void },
) {
  const { words } = useReading();
  return (
    <div class={failed ? "banner" : "banner said"} role={failed ? "alert" : "status"}>
      <span>{text}</span>
      {action && (
        <button type="button" class="link" onClick={() => action.run()}>{action.text}</button>
      )}
      <button type="button" class="link" onClick={onDismiss}>{words.t("banner.dismiss")}</button>
    </div>
  );
}

interface NoticeBannerProps {
  notice: PushOf<"notice">;
  /** Milliseconds UTC, for the countdown to what was announced. */
  now?: number;
  onDismiss(): void;
}

/** A notice to everyone, with the time left until what it announces. */
function NoticeBanner({ notice, now, onDismiss }: NoticeBannerProps) {
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
