// Files in a community of tests: asked for over HTTP.
import type { Community, Place, Somebody } from "./community.ts";
import { askApi, type Asker } from "./uploads.ts";

/** Somebody who asks an instance of a community. */
export function asker(here: Community, place: Place, { token, address }: Somebody): Asker {
  const remoteAddr: Deno.NetAddr = { transport: "tcp", hostname: address, port: 1 };
  return {
    url: "http://chat.test",
    token,
    fetch: (input, init) => {
      const answer = place.app.fetch(new Request(input, init), { remoteAddr });
      return here.settled(Promise.resolve(answer));
    },
  };
}

/** The status and the bytes of a file as it is asked for. */
export async function read(who: Asker, id: string): Promise<[number, Uint8Array]> {
  const response = await askApi(who, "GET", `/files/${id}`);
  return [response.status, await response.bytes()];
}

/** The ids of the files that are listed, by message. */
export async function list(who: Asker, conversation: string, query = "") {
  const path = `/api/v1/conversations/${conversation}/files?${query}`;
  const { messages, next } = await (await askApi(who, "GET", path)).json();
  type Listed = { files: { id: string }[] };
  return { files: messages.map(({ files }: Listed) => files.map(({ id }) => id)), next };
}

/** How many pieces of files the store holds. */
export async function parts(here: Community): Promise<number> {
  return (await here.kv.list({ prefix: ["file_part"] }, { limit: 1_000 })).length;
}
