/** A way to all instances in reach: at best every message once, at worst none. */
export interface Channel {
  post(message: unknown): void;
  /** Called for what others posted, never for one's own. */
  onMessage(receive: (message: unknown) => void): void;
  close(): void;
}

/** The platform's BroadcastChannel; `undefined` where the runtime has none. */
export function openChannel(name = "palabre"): Channel | undefined {
  if (typeof globalThis.BroadcastChannel !== "function") return undefined;
  const channel = new BroadcastChannel(name);
  return {
    post: (message) => channel.postMessage(message),
    onMessage: (receive) => {
      channel.onmessage = (event) => receive(event.data);
    },
    close: () => channel.close(),
  };
}
