/** Sends to all instances in reach; any message may be lost. */
export interface Channel {
  post(message: unknown): void;
  /** Called with what others posted, never with one's own. */
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
