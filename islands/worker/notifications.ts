// Shows what is pushed to this browser, and leads to it.
import type { Waiting } from "./service_worker.ts";
import { worker } from "./service_worker.ts";

const ICON = "/icons/icon-192.png";
const DEVICES = "/api/v1/me/devices";

interface Pushed extends Waiting {
  readonly data?: { json(): { notification?: Shown; clear?: string } };
}
type Shown = NotificationOptions & { title: string; navigate?: string };
interface Pressed extends Waiting {
  readonly notification: Notification;
}
interface Renewed extends Waiting {
  readonly oldSubscription: PushSubscription;
  readonly newSubscription?: PushSubscription;
}

/** Listens to what is pushed, and to presses on what it shows. */
export function listenToPushes(): void {
  worker.addEventListener("push", (event: Pushed) => event.waitUntil(show(event)));
  worker.addEventListener("notificationclick", (event: Pressed) => {
    event.notification.close();
    event.waitUntil(open(event.notification.data?.navigate));
  });
  // The browser or its push service made another subscription: the old one reaches nobody.
  worker.addEventListener(
    "pushsubscriptionchange",
    (event: Renewed) => event.waitUntil(renew(event)),
  );
}

/** Takes away all that it shows, or what it shows of a conversation. */
export async function closeNotifications(tag?: string): Promise<void> {
  for (const shown of await worker.registration.getNotifications(tag ? { tag } : {})) shown.close();
}

/** Shows a notification, in the form of Declarative Web Push. */
async function show({ data }: Pushed): Promise<void> {
  const { notification, clear } = data?.json() ?? {};
  if (clear) return await closeNotifications(clear); // it was read elsewhere, or is gone
  if (!notification) return;
  const { title, navigate, ...options } = notification;
  await worker.registration.showNotification(title, {
    ...options,
    icon: ICON,
    badge: ICON,
    data: { navigate },
  });
}

/** Leads to an address of this origin: in a window that there is, or in a new one. */
async function open(address = "/"): Promise<unknown> {
  const { clients, location } = worker;
  const url = new URL(address, location.origin);
  if (url.origin !== location.origin) return;
  const windows = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = windows.find((one) => new URL(one.url).pathname === url.pathname) ?? windows[0];
  if (!there) return await clients.openWindow(url);
  await there.focus().catch(() => {}); // the system may not let it come forward
  // A window that this worker does not control cannot be led anywhere.
  if (there.url !== url.href) await there.navigate(url).catch(() => clients.openWindow(url));
}

async function renew({ oldSubscription, newSubscription }: Renewed): Promise<void> {
  const subscription = newSubscription ??
    await worker.registration.pushManager.subscribe(oldSubscription.options).catch(() => undefined);
  if (!subscription) return; // no push service now: the page of devices says that this one is gone
  await fetch(DEVICES, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(subscription),
  }).catch(() => {}); // no network: the same
}
