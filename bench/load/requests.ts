import type { PageRequest } from "../targets/target.ts";
import type { Crowd } from "./crowd.ts";
import type { Server } from "./server.ts";

/** Requests before the measured ones: code must be compiled, and caches as full as they get. */
const WARM = 200;
const MEASURED = 100;
const KIB = 1024;

/** What one request costs, asked again and again, one at a time. Durations in milliseconds. */
export interface RequestFigures {
  cpuMillisPerRequest: number;
  /** Of the answer, as it goes over the wire. */
  kib: number;
  p50: number;
}

/** What a start costs, up to the first answer. */
export interface StartFigures {
  millisToFirstAnswer: number;
  cpuMillis: number;
}

/** Asks a server that was just started for its first page. */
export async function measureStart(server: Server): Promise<StartFigures> {
  const began = performance.now();
  await (await fetch(`http://127.0.0.1:${server.port}/`)).arrayBuffer();
  return {
    millisToFirstAnswer: server.startMs + performance.now() - began,
    cpuMillis: server.usage().cpuSeconds * 1000,
  };
}

/** Asks a server for one page many times. Throws when it does not answer 200. */
export function measureRequests(server: Server, request: PageRequest): Promise<RequestFigures> {
  return measure(server, () => bytesOf(server.port, request));
}

/** Asks one question many times over somebody's connection. Throws when it is refused. */
export async function measureAnswers(
  crowd: Crowd,
  person: number,
  frame: (n: number) => string,
): Promise<RequestFigures> {
  const { refused } = crowd;
  let n = 0;
  const figures = await measure(crowd.server, () => {
    const { promise, resolve } = Promise.withResolvers<number>();
    crowd.listener = { answered: (_, payload) => resolve(payload.length), pushed() {} };
    crowd.send(person, frame(++n));
    return promise;
  });
  crowd.listener = undefined;
  if (crowd.refused > refused) throw new Error(`${crowd.refused - refused} were refused`);
  return figures;
}

async function measure(server: Server, ask: () => Promise<number>): Promise<RequestFigures> {
  const durations: number[] = [];
  let before = server.usage().cpuSeconds;
  let bytes = 0;
  for (let nth = 0; nth < WARM + MEASURED; nth++) {
    if (nth === WARM) before = server.usage().cpuSeconds;
    const began = performance.now();
    bytes = await ask();
    if (nth >= WARM) durations.push(performance.now() - began);
  }
  durations.sort((one, other) => one - other);
  return {
    cpuMillisPerRequest: (server.usage().cpuSeconds - before) * 1000 / MEASURED,
    kib: bytes / KIB,
    p50: durations[MEASURED >> 1] ?? NaN,
  };
}

/** The size of the answer's body on the wire: `fetch` would decompress it. */
async function bytesOf(port: number, { path, headers }: PageRequest): Promise<number> {
  const lines = Object.entries({
    host: `127.0.0.1:${port}`,
    connection: "close",
    "accept-encoding": "gzip",
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  using tcp = await Deno.connect({ port, hostname: "127.0.0.1" });
  await tcp.write(new TextEncoder().encode(`GET ${path} HTTP/1.1\r\n${lines.join("")}\r\n`));
  let [head, body] = ["", 0];
  for await (const bytes of tcp.readable) {
    if (body > 0) {
      body += bytes.length;
      continue;
    }
    head += new TextDecoder("latin1").decode(bytes);
    body = head.includes("\r\n\r\n") ? head.length - head.indexOf("\r\n\r\n") - 4 : 0;
  }
  if (!head.startsWith("HTTP/1.1 200")) throw new Error(`${path}: ${head.slice(0, 200)}`);
  return body;
}
