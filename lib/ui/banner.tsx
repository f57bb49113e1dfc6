import type { ConnectionState } from "../client/model.ts";
import { PATHS } from "./paths.ts";
import { useReading } from "./reading.ts";

/** Nothing is said of a lost connection before this: most come back at once. */
export const BANNER_AFTER_MS = 2000;

/** What the banner says, if anything. */
export type BannerState =
  | { is: "connecting" }
  | { is: "waiting"; seconds: number }
  | { is: "ended"; message: string; signedOut: boolean };

/** What to say of the connection at a moment; `lostAt`: when it was last online, if it is not. */
export function bannerOf(
  connection: ConnectionState,
  lostAt: number | undefined,
  now: number,
): BannerState | undefined {
  if (connection.state === "ended") {
    const signedOut = connection.reason === "signed-out" || connection.reason === "session-ended";
    return { is: "ended", message: connection.message, signedOut };
  }
  if (lostAt === undefined || now - lostAt < BANNER_AFTER_MS) return undefined;
  if (connection.state !== "waiting") return { is: "connecting" };
  return { is: "waiting", seconds: Math.max(1, Math.ceil((connection.retryAt - now) / 1000)) };
}

export interface BannerProps {
  state: BannerState;
  onTryNow(): void;
}

/** Says that the connection is lost, until when, and what one can do. It blocks nothing. */
export function Banner({ state, onTryNow }: BannerProps) {
  const { words } = useReading();
  if (state.is === "ended") {
    return (
      <div class="banner" role="status">
        <span>{state.message || words.t("banner.signed-out")}</span>
        <a href={PATHS.home}>{words.t("banner.come-in")}</a>
      </div>
    );
  }
  return (
    <div class="banner">
      <span role="status">{words.t("banner.lost")}</span>
      {/* The seconds are not read out: they would drown everything else. */}
      <b aria-hidden="true">
        {state.is === "waiting"
          ? words.t("banner.retry-in", { count: state.seconds })
          : words.t("banner.connecting")}
      </b>
      {state.is === "waiting" && (
        <button type="button" class="link" onClick={onTryNow}>{words.t("banner.try-now")}</button>
      )}
    </div>
  );
}
