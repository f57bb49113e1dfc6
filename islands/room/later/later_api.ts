import * as v from "valibot";
import type { ReplyPlace } from "../../../lib/client/model.ts";
import { Lost } from "../../../lib/client/requests.ts";
import { Later, laterReplies } from "../../../lib/protocol/requests/later.ts";
import { systemRandom } from "../../../lib/runtime/clock.ts";
import { callApi } from "../overlays/api.ts";

/** What is put off: a message into a conversation, a reminder, or again what waits already. */
export type PutOff =
  | { is: "again"; id: string; was: "message" | "reminder" }
  | ({ is: "message"; conversation: string; text: string } & ReplyPlace)
  | { is: "reminder"; conversation?: string; target?: number; note?: string };

/** The menu of times that is open. */
export interface PutOffOverlay {
  what: PutOff;
  /** What it stands beside, and what gets the focus back. */
  anchor: HTMLElement;
  /** It waits now. Gives how what was done here is undone when it is taken back. */
  onDone?(): () => void;
}

/** Puts it off; gives the id of what waits then. Rejects as `callApi` does. */
export async function putOff(what: PutOff, at: number): Promise<string> {
  if (what.is === "again") {
    await changeLater(what.id, { at });
    return what.id;
  }
  const { is, ...fields } = what;
  const id = systemRandom.uuid();
  await callApi(is === "message" ? "/later/messages" : "/later/reminders", { ...fields, id, at });
  return id;
}

/** All that waits. Rejects with `Lost`. */
export async function readLater(): Promise<v.InferOutput<typeof laterReplies.later>> {
  const response = await fetch("/api/v1/later").catch(() => undefined);
  if (!response?.ok) throw new Lost("What waits could not be read");
  return v.parse(laterReplies.later, await response.json());
}

/** Another time, or other words. Rejects as `callApi` does. */
export function changeLater(id: string, change: { at?: number; text?: string }): Promise<void> {
  return callApi(`/later/${id}`, change, "PATCH");
}

/** Takes it back, or is done with it. */
export function endLater(id: string): Promise<void> {
  return callApi(`/later/${id}`, undefined, "DELETE");
}

/** Sends a scheduled message now. */
export function sendLaterNow(id: string): Promise<void> {
  return callApi(`/later/${id}/send`, {});
}

export type { Later };
