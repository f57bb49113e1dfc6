import type { Actor } from "../../lib/chat/chat.ts";
import type { SocketHandlers, Transport } from "../../lib/client/transport.ts";
import type { Instance } from "../../lib/instance/instance.ts";
import type { Clock } from "../../lib/runtime/clock.ts";

/** How long a frame is on its way; frames of one direction keep their order. */
const LATENCY_MS = 2;

/** Sockets in memory from one user's client to an instance, which `cut` breaks. */
export class InstanceTransport implements Transport {
  #cuts = new Set<() => void>();

  constructor(readonly clock: Clock, readonly instance: () => Instance, readonly actor: Actor) {}

  open(_url: string, handlers: SocketHandlers) {
    let open = true;
    const carry = (arrive: () => void) => void this.clock.after(LATENCY_MS, () => open && arrive());
    const end = (code: number) => {
      if (!open) return;
      open = false;
      this.#cuts.delete(cut);
      listener.closed();
      this.clock.after(LATENCY_MS, () => handlers.close(code));
    };
    const cut = () => end(1006);
    this.#cuts.add(cut);
    const listener = this.instance().accept(
      {
        bufferedAmount: 0,
        send: (text) => carry(() => handlers.message(text)),
        close: (code) => carry(() => end(code)),
      },
      this.actor,
      "en",
    );
    return {
      send: (text: string) => carry(() => listener.text(text)),
      close: () => carry(() => end(1000)),
    };
  }

  /** Loses every connection, and what is on its way. */
  cut(): void {
    for (const cut of [...this.#cuts]) cut();
  }
}
