// What a service worker has at hand, as far as ours asks for it: the types of the platform are those
// of pages.

export interface Waiting extends Event {
  waitUntil(done: Promise<unknown>): void;
}

export interface Fetching extends Waiting {
  readonly request: Request;
  readonly preloadResponse?: Promise<Response | undefined>;
  respondWith(response: Promise<Response>): void;
}

export interface Client {
  readonly url: string;
  readonly visibilityState: "hidden" | "visible";
  focus(): Promise<unknown>;
  navigate(url: URL): Promise<unknown>;
  postMessage(message: unknown): void;
}

export interface Worker {
  readonly location: Location;
  readonly registration: ServiceWorkerRegistration;
  readonly clients: {
    claim(): Promise<void>;
    matchAll(options: { type: "window"; includeUncontrolled: true }): Promise<Client[]>;
    openWindow(url: URL): Promise<unknown>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(type: string, listener: (event: never) => void): void;
}

/** The worker that this code runs in. */
export const worker = globalThis as unknown as Worker;
