import { Buffer } from "node:buffer";
import { createSocket } from "node:dgram";
import { once } from "node:events";

/** What a name has: addresses in turn, the last one from then on. A list is of one answer. */
export type Zone = Record<string, Array<string | string[]>>;

/** The numbers of DNS for what is asked here (RFC 1035). */
const A = 1, NO_SUCH_NAME = 3;

/**
 * A DNS server on 127.0.0.1 over UDP: each question for an IPv4 address of a name takes the next of its
 * answers, with nothing to be kept (TTL 0). It has no IPv6, and refuses names that are not in the zone.
 */
export async function dnsServer(zone: Zone) {
  const asked: string[] = [];
  const socket = createSocket("udp4");
  socket.on("message", (query, { port, address }) => {
    const { name, type, end } = questionOf(query);
    const answers = zone[name];
    if (type === A) asked.push(name);
    const next = type !== A || !answers ? [] : answers.length > 1 ? answers.shift() : answers[0];
    const addresses = [next ?? []].flat();
    socket.send(answerTo(query.subarray(0, end), addresses, answers !== undefined), port, address);
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  const { port } = socket.address();
  /** Asks this server as a resolver does; rejects where there is no such name. */
  async function resolve(name: string): Promise<string[]> {
    const nameServer = { ipAddr: "127.0.0.1", port };
    // With a dot at its end a name is whole: no domain of this machine is tried behind it.
    return await Deno.resolveDns(`${name}.`, "A", { nameServer });
  }
  return { resolve, asked, close: () => socket.close() };
}

function questionOf(query: Buffer) {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString("latin1", at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join(".").toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

/** The question with its answers behind it. */
function answerTo(question: Buffer, addresses: readonly string[], known: boolean): Buffer {
  const head = Buffer.from(question);
  head.writeUInt16BE(0x8580 | (known ? 0 : NO_SUCH_NAME), 2); // an answer, with authority
  head.writeUInt16BE(addresses.length, 6);
  head.writeUInt32BE(0, 8); // nothing more
  const records = addresses.map((address) => {
    const record = Buffer.alloc(16);
    record.writeUInt16BE(0xc00c, 0); // the name of the question
    record.writeUInt16BE(A, 2);
    record.writeUInt16BE(1, 4); // of the internet
    record.writeUInt32BE(0, 6); // for now alone
    record.writeUInt16BE(4, 10);
    record.set(address.split(".").map(Number), 12);
    return record;
  });
  return Buffer.concat([head, ...records]);
}
