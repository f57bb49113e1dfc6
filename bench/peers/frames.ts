// The frames of bench/floor_server.ts, for the servers that are measured beside it.

/** What a client says. */
export interface Frame {
  t: "login" | "join" | "msg" | "dm";
  user: string;
  /** None in a direct message. */
  room?: string;
  to: string;
  id: string;
  text: string;
}

/** The conversation that a message belongs to. */
export function conversationOf(from: string, { room, to }: Frame): string {
  return room ?? [from, to].sort().join(" ");
}

/** What receivers get of a message. */
export function eventOf(from: string, { t, room, text }: Frame, seq: number): object {
  return { t, from, room, seq, text, at: Date.now() };
}
