// What a browser does to be notified while no page is open: its subscription.
import * as v from "valibot";
import type { ThisBrowser } from "../lib/ui/notifications/devices_panel.tsx";
import { registerWorker } from "./worker/register.ts";

/** The id of a device: of the hash of its endpoint, as the server makes it. */
const ID_LENGTH = 22;

/** What the API answers. */
export const Device = v.object({
  id: v.string(),
  name: v.string(),
  addedAt: v.number(),
  sentAt: v.optional(v.number()),
  goneAt: v.optional(v.number()),
});
export const Devices = v.object({ devices: v.array(Device) });
export const Trial = v.object({
  is: v.string(),
  status: v.optional(v.number()),
  said: v.optional(v.string()),
});

/** Whether this browser can be asked. */
export function browserIs(): Exclude<ThisBrowser, "unknown" | "added"> {
  if (!("serviceWorker" in navigator) || !("PushManager" in globalThis)) return "impossible";
  return Notification.permission === "denied" ? "denied" : "askable";
}

/** The subscription that there is. */
export async function subscription(): Promise<PushSubscription | undefined> {
  if (browserIs() === "impossible") return undefined;
  const registration = await navigator.serviceWorker.getRegistration("/");
  return await registration?.pushManager.getSubscription() ?? undefined;
}

/**
 * Asks the person, and subscribes with the server's key; nothing where they said no. To be called from
 * a press alone. Rejects with what the browser says.
 */
export async function subscribe(key: string): Promise<Record<string, unknown> | undefined> {
  if (await Notification.requestPermission() !== "granted") return undefined;
  await registerWorker();
  const { pushManager } = await navigator.serviceWorker.ready;
  // One that was made with another key reaches nobody.
  await (await pushManager.getSubscription())?.unsubscribe();
  const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const { endpoint, keys } = made.toJSON();
  return { endpoint, keys };
}

/** Takes the subscription of this browser back. */
export async function unsubscribe(): Promise<void> {
  await (await subscription())?.unsubscribe();
}

/** By which id the server knows a subscription. */
export async function idOf({ endpoint }: PushSubscription): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(endpoint));
  const base64 = btoa(String.fromCharCode(...new Uint8Array(hash)));
  return base64.replaceAll("+", "-").replaceAll("/", "_").slice(0, ID_LENGTH);
}
