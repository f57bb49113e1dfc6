// The service worker: shows what is pushed to this browser, and leads to it. It keeps nothing and
// answers no request of a page. Browsers look for another one by its bytes.

const ICON = "/icons/icon-192.png";
const DEVICES = "/api/v1/me/devices";

// A new version keeps nothing that an old one made: it takes over at once.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => event.waitUntil(show(event.data)));

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.navigate));
});

// The browser or its push service made another subscription: the old one reaches nobody.
self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(event)));

/** Shows a notification, in the form of Declarative Web Push. */
async function show(data) {
  const { notification, clear } = data?.json() ?? {};
  if (clear) return await close(clear);
  if (!notification) return;
  const { title, navigate, ...options } = notification;
  await self.registration.showNotification(title, {
    ...options,
    icon: ICON,
    badge: ICON,
    data: { navigate },
  });
}

/** Takes away what it shows of a conversation: it was read elsewhere, or is gone. */
async function close(tag) {
  for (const shown of await self.registration.getNotifications({ tag })) shown.close();
}

/** Leads to an address of this origin: in a window that there is, or in a new one. */
async function open(address) {
  const url = new URL(address ?? "/", self.location.origin);
  if (url.origin !== self.location.origin) return;
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = windows.find((one) => new URL(one.url).pathname === url.pathname) ?? windows[0];
  if (!there) return await self.clients.openWindow(url);
  await there.focus().catch(() => {}); // the system may not let it come forward
  // A window that this worker does not control cannot be led anywhere.
  if (there.url !== url.href) await there.navigate(url).catch(() => self.clients.openWindow(url));
}

async function renew({ oldSubscription, newSubscription }) {
  const subscription = newSubscription ??
    await self.registration.pushManager.subscribe(oldSubscription.options);
  await fetch(DEVICES, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(subscription),
  });
}
