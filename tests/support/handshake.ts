import { SUBPROTOCOL } from "../../lib/protocol/limits.ts";

/** What an upgrade asks for, before there is a socket; the key is the example of RFC 6455. */
export const UPGRADE = {
  connection: "Upgrade",
  upgrade: "websocket",
  "sec-websocket-version": "13",
  "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
  "sec-websocket-protocol": SUBPROTOCOL,
};

/** Asks a server for a socket, below the platform's own: what is said and read is the test's. */
export async function requestUpgrade(
  url: string,
  headers: Record<string, string>,
): Promise<Deno.TcpConn> {
  const { hostname, port } = new URL(url);
  const connection = await Deno.connect({ hostname, port: Number(port) });
  const lines = Object.entries({ host: `${hostname}:${port}`, ...UPGRADE, ...headers })
    .map(([name, value]) => `${name}: ${value}\r\n`);
  await connection.write(new TextEncoder().encode(`GET /ws HTTP/1.1\r\n${lines.join("")}\r\n`));
  return connection;
}

/** What `/ws` answers, from the status line on: all of its head, and the body that this announces. */
export async function handshake(url: string, headers: Record<string, string>): Promise<string> {
  const connection = await requestUpgrade(url, headers);
  const bytes = new Uint8Array(64 * 1024);
  let received = 0;
  while (!isWhole(bytes.subarray(0, received))) {
    const length = await connection.read(bytes.subarray(received));
    if (length === null) break;
    received += length;
  }
  connection.close();
  return new TextDecoder().decode(bytes.subarray(0, received));
}

function isWhole(answer: Uint8Array): boolean {
  const [head = "", ...body] = new TextDecoder("latin1").decode(answer).split("\r\n\r\n");
  if (body.length === 0) return false;
  const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
  return answer.length >= head.length + "\r\n\r\n".length + length;
}
