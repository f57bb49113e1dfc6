import { assert, assertEquals, assertRejects } from "@std/assert";
import { ConfigError } from "../../lib/config/config.ts";
import { IRC_ENV, IrcTalker } from "../support/irc.ts";
import { codeOf } from "../support/authenticator_app.ts";
import { freePort } from "../support/ports.ts";
import { runServer } from "../support/running.ts";
import { enlist, enter, Talker } from "../support/talker.ts";
import { TEST_CERTIFICATE, TEST_KEY } from "../support/test_certificate.ts";

type Server = Awaited<ReturnType<typeof runServer>>;

const unforeseen = ({ reported }: Server) =>
  reported.filter((line) => !line.startsWith("PALABRE_RATES"));

Deno.test("irc - over TLS with a certificate, and not without one", async () => {
  const folder = await Deno.makeTempDir({ prefix: "palabre_tls_" });
  const [cert, key] = [`${folder}/cert.pem`, `${folder}/key.pem`];
  await Deno.writeTextFile(cert, TEST_CERTIFICATE);
  await Deno.writeTextFile(key, TEST_KEY);
  const tls = { PALABRE_IRC_TLS_CERT: cert, PALABRE_IRC_TLS_KEY: key };
  const server = await runServer({ ...IRC_ENV, ...tls });
  try {
    const plain = await Deno.connect({ hostname: "127.0.0.1", port: server.ircPort });
    await plain.write(new TextEncoder().encode("NICK ada\r\nUSER a 0 * :a\r\n"));
    const connection = await Deno.connectTls({
      hostname: "127.0.0.1",
      port: server.ircPort,
      caCerts: [TEST_CERTIFICATE],
    });
    const talker = IrcTalker.over(connection);
    await talker.introduce({ nick: "ada" });
    await talker.next(/ 001 ada /);
    await talker.close();
    plain.close();
    const unreadable = { ...IRC_ENV, ...tls, PALABRE_IRC_TLS_KEY: `${folder}/none.pem` };
    const read = await assertRejects(() => runServer(unreadable), ConfigError);
    assertEquals(read.message, `PALABRE_IRC_TLS_KEY: cannot read "${folder}/none.pem"`);
    const wrong = { ...IRC_ENV, ...tls, PALABRE_IRC_TLS_KEY: cert };
    const fit = await assertRejects(() => runServer(wrong), ConfigError);
    assert(fit.message.startsWith("PALABRE_IRC_TLS_CERT and PALABRE_IRC_TLS_KEY do not fit"));
  } finally {
    await server.close();
    await Deno.remove(folder, { recursive: true });
  }
  assertEquals(unforeseen(server), []);
});

Deno.test("irc - a port that is taken is named before anybody waits for it", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: freePort() });
  const { port } = listener.addr as Deno.NetAddr;
  const error = await assertRejects(
    () => runServer({ PALABRE_IRC: `127.0.0.1:${port}` }),
    ConfigError,
  );
  const mend = "Stop what uses it, or set another port.";
  assertEquals(error.message, `PALABRE_IRC: ${port} is in use. ${mend}`);
  listener.close();
});

/** An IRC client over a WebSocket. */
async function socket(server: Server, protocol: string) {
  const socket = new WebSocket(`${server.url.replace("http", "ws")}/irc`, protocol);
  socket.binaryType = "arraybuffer";
  const lines: string[] = [];
  let wake = () => {};
  const text = (data: string | ArrayBuffer) =>
    typeof data === "string" ? data : new TextDecoder().decode(data);
  socket.onmessage = ({ data }) => {
    lines.push(`${typeof data === "string" ? "text" : "bytes"} ${text(data)}`);
    wake();
  };
  const closed = new Promise<void>((resolve) => socket.onclose = () => resolve());
  await new Promise<void>((resolve, reject) => {
    socket.onopen = () => resolve();
    socket.onerror = () => reject(new Error("no socket"));
  });
  async function next(wanted: RegExp): Promise<string> {
    for (;;) {
      const line = lines.shift();
      if (line === undefined) await new Promise<void>((resolve) => wake = resolve);
      else if (wanted.test(line)) return line;
    }
  }
  return { socket, closed, next };
}

Deno.test("irc - over a WebSocket a line is a message, as text or as bytes", async () => {
  const server = await runServer();
  for (const protocol of ["text.ircv3.net", "binary.ircv3.net"]) {
    const kind = protocol.startsWith("text") ? "text" : "bytes";
    const client = await socket(server, protocol);
    assertEquals(client.socket.protocol, protocol);
    const say = (line: string) =>
      client.socket.send(kind === "text" ? line : new TextEncoder().encode(line));
    say(`NICK ${kind}`);
    say("USER a 0 * :a\r\nPING é");
    await client.next(/ JOIN #general$/);
    assert((await client.next(/ PONG /)).startsWith(`${kind} :irc.palabre PONG`));
    say("PRIVMSG #general :hé\r\n");
    say("QUIT");
    await client.next(/ERROR :Closing link: Goodbye\.$/);
    await client.closed;
  }
  const mend = await fetch(`${server.url}/irc`);
  assertEquals(mend.status, 400);
  assert((await mend.text()).includes("text.ircv3.net, binary.ircv3.net"));
  assertEquals(await upgraded(server, { origin: "https://evil.example" }), 403);
  assertEquals(await upgraded(server, { "sec-fetch-site": "cross-site" }), 403);
  assertEquals(await upgraded(server, { origin: server.url }), 101);
  assertEquals(await upgraded(server, { "sec-websocket-protocol": "palabre.v1" }), 400);
  await server.close();
  assertEquals(unforeseen(server), []);
});

/** The status of an upgrade with these headers. */
async function upgraded(server: Server, headers: Record<string, string>): Promise<number> {
  const { hostname, port, host } = new URL(server.url);
  const connection = await Deno.connect({ hostname, port: Number(port) });
  const all = {
    host,
    connection: "Upgrade",
    upgrade: "websocket",
    "sec-websocket-version": "13",
    "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
    "sec-websocket-protocol": "text.ircv3.net",
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`).join("");
  await connection.write(new TextEncoder().encode(`GET /irc HTTP/1.1\r\n${lines}\r\n`));
  const bytes = new Uint8Array(1024);
  const length = await connection.read(bytes) ?? 0;
  connection.close();
  return Number(new TextDecoder().decode(bytes.subarray(9, Math.min(12, length))));
}

/** A server with a moderator on IRC and a guest. */
async function moderated(env: Record<string, string> = {}) {
  const server = await runServer({ ...IRC_ENV, ...env });
  const { users } = server.instance;
  const token = await enlist(server.url, "mod");
  const found = await users.byName("mod");
  assert(found);
  await users.update(found.id, (user) => ({ ...user, role: "moderator" }));
  const mod = await IrcTalker.enter(server.ircPort, { nick: "mod", pass: token });
  return { server, mod };
}

Deno.test("irc - a kick, a ban and a mute are told with their end, and stand in the journal", async () => {
  const { server, mod } = await moderated();
  const guest = await IrcTalker.enter(server.ircPort, { nick: "loud" });
  const member = await enlist(server.url, "rude");
  const rude = await IrcTalker.enter(server.ircPort, { nick: "rude", pass: member });
  await mod.ask("NAMES #general");
  assertEquals(await mod.ask("MODE #general +b ~q:1h:loud!*@*"), []);
  await guest.next(/ NOTICE loud :You cannot write for now, for another 1 hr\.$/);
  assert(
    (await guest.ask("PRIVMSG #general :hey")).some((line) =>
      / 404 loud #general :You cannot write for now/.test(line)
    ),
  );
  assertEquals(await mod.ask("MODE #general -b ~q:loud"), []);
  await guest.next(/ NOTICE loud :You can write again\.$/);
  await mod.ask("KICK #general loud :10 minutes too loud");
  await guest.next(
    /^ERROR :Closing link: You were kicked\. You can come back in 10 min\. Reason: too loud$/,
  );
  await guest.closed;
  await mod.ask("MODE #general +b rude");
  await rude.next(/^ERROR :Closing link: You are banned\.$/);
  assert(
    (await mod.ask("MODE #general b")).some((line) =>
      / 367 mod #general rude!\*@\* mod /.test(line)
    ),
  );
  const again = await IrcTalker.open(server.ircPort);
  await again.introduce({ nick: "rude", pass: "rude:under the old tree" });
  await again.next(/ 465 rude :You are banned\.$/);
  await again.next(/^ERROR :Closing link: You are banned\.$/);
  await again.closed;
  const { administration, users } = server.instance;
  const user = await users.byName("mod");
  assert(user);
  const actor = { user: { id: user.id, name: "mod", role: "moderator" as const }, session: "none" };
  const { entries } = await administration.readAuditLog(actor, { limit: 10 });
  assertEquals(entries.map(({ act }: { act: string }) => act).slice(0, 4), [
    "ban",
    "kick",
    "lift",
    "mute",
  ]);
  await mod.ask("MODE #general +m");
  let shown = "";
  while (!shown.includes("+nm")) shown = (await mod.ask("MODE #general")).join("\n");
  await mod.close();
  await server.close();
  assertEquals(unforeseen(server), []);
});

Deno.test("irc - guests come in where they may; three wrong passwords end it", async () => {
  const { server, mod } = await moderated();
  const talker = await IrcTalker.open(server.ircPort);
  await talker.introduce({ nick: "mod", sasl: { account: "mod", password: "wrong" } });
  for (let n = 0; n < 2; n++) {
    await talker.say("AUTHENTICATE PLAIN", `AUTHENTICATE ${btoa("\0mod\0wrong")}`);
  }
  await talker.next(/^ERROR :Closing link: Wrong sign-in name or password\.$/);
  await talker.closed;
  const guest = await IrcTalker.open(server.ircPort);
  await guest.introduce({ nick: "olu" });
  const told = await guest.next(/ NOTICE olu :You are a guest here/);
  const token = told.split(" ").at(-1) ?? "";
  await guest.close();
  const back = await IrcTalker.enter(server.ircPort, { nick: "olu", pass: token });
  await back.close();
  await mod.close();
  await server.close();
});

Deno.test("irc - a second factor is not asked for here: a token is taken in place of the password", async () => {
  const { server, mod } = await moderated();
  const password = "correct horse";
  const ask = async (path: string, body: object, token?: string, method = "POST") => {
    const response = await fetch(`${server.url}/api/v1${path}`, {
      method,
      headers: {
        "content-type": "application/json",
        ...(token && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    });
    return await response.json();
  };
  const { token } = await ask("/users", { name: "ada", password });
  const { key } = await ask("/me/second-factor", { password }, token);
  const code = codeOf(key, Date.now());
  await ask("/me/second-factor/confirmation", { code }, token);
  const talker = await IrcTalker.open(server.ircPort);
  await talker.introduce({ nick: "ada", sasl: { account: "ada", password } });
  const said = / 904 \S+ :This account uses two-factor authentication: .* A program takes a token/;
  assert(talker.lines.some((line) => said.test(line)), talker.lines.join("\n"));
  await talker.close();
  const made = await ask("/me/tokens", { name: "IRC", password }, token);
  const admitted = await IrcTalker.open(server.ircPort);
  const sasl = { account: "ada", password: made.token };
  await admitted.introduce({ nick: "ada", sasl });
  assert(admitted.lines.some((line) => / 903 /.test(line)), admitted.lines.join("\n"));
  await admitted.close();
  await mod.close();
  await server.close();
  assertEquals(unforeseen(server), []);
});

Deno.test("irc - when the server ends, each client is told why and closed", async () => {
  const { server, mod } = await moderated();
  const stranger = await IrcTalker.open(server.ircPort);
  await stranger.say("NICK x");
  await server.close();
  await mod.next(/^ERROR :Closing link: The server is restarting and will be back in a moment\.$/);
  await stranger.next(/^ERROR :Closing link: /);
  await Promise.all([mod.closed, stranger.closed]);
  assertEquals(unforeseen(server), []);
});

Deno.test("irc - who floods is let go, and who only writes fast waits for their turn", async () => {
  const server = await runServer({ ...IRC_ENV, PALABRE_RATES: "on" });
  const fast = await IrcTalker.enter(server.ircPort, { nick: "fast", caps: "echo-message" });
  await fast.say(...Array.from({ length: 12 }, (_, n) => `PRIVMSG #general :n${n}`));
  for (let n = 0; n < 12; n++) await fast.next(new RegExp(`PRIVMSG #general :?n${n}$`));
  const flood = await IrcTalker.enter(server.ircPort, { nick: "flood" });
  await flood.say(...Array.from({ length: 400 }, (_, n) => `PING ${n}`));
  await flood.next(/^ERROR :Closing link: You sent more at once than this server takes\./);
  await flood.closed;
  await fast.close();
  await server.close();
  assertEquals(unforeseen(server), []);
});

Deno.test("irc - a client on one instance and a socket on another hold a conversation", async () => {
  const folder = await Deno.makeTempDir({ prefix: "palabre_irc_" });
  const env = { ...IRC_ENV, PALABRE_KV: `${folder}/palabre.kv` };
  const one = await runServer(env);
  const other = await runServer(env);
  const ada = await IrcTalker.enter(one.ircPort, {
    nick: "ada",
    caps: "message-tags echo-message",
  });
  const noor = await Talker.connect(other.url, await enter(other.url, "noor"));
  await noor.ask({ type: "sync" });
  try {
    await ada.say("PRIVMSG #general :from one");
    const frame = await noor.next((one) => one.type === "events");
    assertEquals(frame.events[0].text, "from one");
    await noor.send("general", "from the other");
    await ada.next(/:noor!\S+ PRIVMSG #general :from the other$/);
    await ada.say("PRIVMSG noor :aside");
    const { conversation } = await noor.next((one) => one.type === "conversation");
    await noor.send(conversation.id, "heard");
    await ada.next(/:noor!\S+ PRIVMSG ada :?heard$/);
  } finally {
    await ada.close();
    await noor.close();
    await one.close();
    await other.close();
    await Deno.remove(folder, { recursive: true });
  }
  assertEquals([...unforeseen(one), ...unforeseen(other)], []);
});
