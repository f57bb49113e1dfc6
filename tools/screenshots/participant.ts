import { Client } from "../../lib/client/client.ts";
import { webSocketTransport } from "../../lib/client/transport.ts";
import type { ConversationId } from "../../lib/protocol/events.ts";
import { systemClock, systemRandom } from "../../lib/runtime/clock.ts";

/** One person, connected through the protocol's client. */
export interface Participant {
  name: string;
  token: string;
  client: Client;
  send(conversation: ConversationId, text: string): Promise<number>;
  disconnect(): void;
}

/** Registers, signs in as a guest, or becomes the administrator; then connects. */
export async function signIn(
  url: string,
  way: "users" | "sessions" | "setup",
  body: { name: string; password?: string; code?: string },
): Promise<Participant> {
  const response = await fetch(`${url}/api/v1/${way}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const { token, detail }: Record<string, unknown> = await response.json();
  if (!token) throw new Error(`${body.name} could not come in: ${detail}`);
  const client = new Client({
    endpoint: {
      transport: webSocketTransport(WebSocket, { headers: { authorization: `Bearer ${token}` } }),
      url: `${url.replace("http", "ws")}/ws`,
    },
    clock: systemClock,
    random: systemRandom,
  });
  client.start();
  await client.connected();
  return {
    name: body.name,
    token: String(token),
    client,
    async send(conversation, text) {
      const id = systemRandom.uuid();
      return (await client.request("send", { conversation, id, text, after: 0 })).seq;
    },
    disconnect: () => client.stop(),
  };
}
