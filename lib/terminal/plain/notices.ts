import type { ConnectionState } from "../../client/model.ts";
import { safeLine } from "../safe_text.ts";
import type { Speech } from "../speech.ts";

/**
 * What is said of the connection: once that it is lost, with the server's reason, and once that it is back.
 * Gives the lines of each change.
 */
export class ConnectionLines {
  #told: "away" | "restarting" | undefined;
  #wasOnline = false;

  lines(now: ConnectionState, speech: Speech, at: number): string[] {
    const { own, words } = speech;
    if (now.state === "online") {
      const wasAway = this.#told !== undefined;
      this.#told = undefined;
      const isBack = this.#wasOnline && wasAway;
      this.#wasOnline = true;
      return isBack ? [own.t("line.back")] : [];
    }
    if (now.state !== "waiting" || this.#told !== undefined) return [];
    const { reason } = now.outage;
    if (reason === "restart" || reason === "shutdown") {
      this.#told = "restarting";
      return [`* ${safeLine(words.t("banner.restarting"))}`];
    }
    this.#told = "away";
    const count = Math.max(1, Math.ceil((now.retryAt - at) / 1000));
    return [own.t("line.lost", { count })];
  }
}
