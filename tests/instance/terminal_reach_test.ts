// How the terminal client reaches a server and comes in: as a process of its own, against one server.
import { assert, assertEquals, assertMatch } from "@std/assert";
import { runTerminal } from "../support/terminal_process.ts";
import { TEST_CERTIFICATE, TEST_KEY } from "../support/test_certificate.ts";
import { openTerminalServer } from "../support/terminal_server.ts";

const here = await openTerminalServer();

Deno.test({
  name: "terminal - who is signed in in the browser lets the terminal in by its code",
  ...shared(),
  async fn() {
    const account = { name: "Paired", password: "baobab and rain" };
    const { token } = await here.post("/users", account);
    const answered = async (said: "yes" | "no") => {
      const terminal = here.start("sign-in");
      const [, link = ""] = await terminal.complained(/^ {2}(http\S+\/pair\?code=\S+)$/m);
      const [, code = ""] = await terminal.complained(/^ {2}([A-Z]{4}-[A-Z]{4})$/m);
      assertEquals(link, `${here.url}/pair?code=${code}`);
      assert(!/[█▀▄]/.test(terminal.errors), "nobody has a QR code read to them");
      const answer = await fetch(`${here.url}/pair`, {
        method: "POST",
        redirect: "manual",
        headers: { authorization: `Bearer ${token}` },
        body: new URLSearchParams({ code, answer: said }),
      });
      await answer.body?.cancel();
      assertEquals(answer.headers.get("location"), `/pair?done=${said}#done`);
      return await terminal.ended;
    };
    const [declined, confirmed] = await Promise.all([answered("no"), answered("yes")]);
    assertEquals([declined.code, declined.out], [6, ""]);
    assertMatch(declined.errors, /The sign-in was declined in the browser\.\n$/);
    const done = `Signed in to ${here.url} as Paired. The session is saved.\n`;
    assertEquals([confirmed.code, confirmed.out], [0, done]);
    const known = await here.run(["rooms", "--name", "Paired", "--json"]);
    assertEquals(JSON.parse(known.out).name, "general");
    const headers = { authorization: `Bearer ${token}` };
    const { sessions } = await (await fetch(`${here.url}/api/v1/sessions`, { headers })).json();
    const devices = sessions.map(({ device }: { device: string }) => device);
    assert(devices.some((one: string) => one.startsWith("Palabre-Terminal")), `${devices}`);
  },
});

Deno.test({
  name: "terminal - an address that leads nowhere is told from one that leads elsewhere",
  ...shared(),
  async fn() {
    const elsewhere = Deno.serve(
      { port: 0, hostname: "127.0.0.1", onListen() {} },
      () => new Response("<h1>It works</h1>"),
    );
    const other = `127.0.0.1:${elsewhere.addr.port}`;
    const said = async (server: string) => {
      const { code, errors } = await runTerminal(["rooms", "--server", server, "--name", "Awa"], {
        PALABRE_CONFIG: `${here.folder}/config`,
      });
      return [code, errors.trim()];
    };
    assertEquals(await said(other), [
      4,
      `What answers at http://${other} is not Palabre. Is the address right?`,
    ]);
    await elsewhere.shutdown();
    assertEquals(await said(other), [
      3,
      `There is no server at http://${other}: nothing listens there.`,
    ]);
    assertEquals(await said("not an address"), [4, "“not an address” is not an address."]);
    assertEquals(await said("palabre.invalid"), [ // never a name of anything (RFC 6761)
      4,
      "There is no machine called “palabre.invalid”. Is the address right?",
    ]);
  },
});

Deno.test({
  name: "terminal - a certificate that nobody vouches for is named, and how one’s own is trusted",
  ...shared(),
  async fn() {
    const own = Deno.serve(
      { port: 0, hostname: "127.0.0.1", cert: TEST_CERTIFICATE, key: TEST_KEY, onListen() {} },
      () => new Response("<h1>It works</h1>"),
    );
    const url = `https://127.0.0.1:${own.addr.port}`;
    const said = async (env: Record<string, string> = {}) => {
      const config = { PALABRE_CONFIG: `${here.folder}/config` };
      const asked = ["rooms", "--server", url, "--name", "Awa"];
      const { code, errors } = await runTerminal(asked, { ...config, ...env });
      return [code, errors.trim()];
    };
    const untrusted = `The certificate of ${url} is not trusted (UnknownIssuer). ` +
      "If it is your own, name its authority in DENO_CERT.";
    assertEquals(await said(), [5, untrusted]);
    await Deno.writeTextFile(`${here.folder}/own.pem`, TEST_CERTIFICATE);
    const elsewhere = `What answers at ${url} is not Palabre. Is the address right?`;
    assertEquals(await said({ DENO_CERT: `${here.folder}/own.pem` }), [4, elsewhere]);
    await own.shutdown();
  },
});

Deno.test({
  name: "terminal - what nobody answers is given up in time, and says how to go on",
  ...shared(),
  async fn() {
    const end = Promise.withResolvers<Response>();
    const silent = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, (request) => {
      const { pathname, search } = new URL(request.url);
      if (pathname === "/api/v1/messages") return end.promise; // it never says
      return fetch(new Request(`${here.url}${pathname}${search}`, request));
    });
    const url = `http://127.0.0.1:${silent.addr.port}`;
    const send = ["send", "--to", "#general", "--id", "once", "words", "--name", "Sender"];
    const unanswered = await runTerminal([...send, "--timeout", "1", "--server", url], {
      PALABRE_CONFIG: `${here.folder}/config`,
    });
    assertEquals([unanswered.code, unanswered.out], [11, ""]);
    assertMatch(
      unanswered.errors,
      /^No answer within 1 sec\. The message [\da-f-]{36} may or may not have arrived: send it again/,
    );
    end.resolve(new Response());
    await silent.shutdown();
  },
});

Deno.test({
  name: "terminal - a session that is ended elsewhere ends the chat, and says so",
  ...shared(),
  async fn() {
    const ended = here.start("--plain", "--name", "Ended");
    await ended.printed(/here\b.*\.\n/);
    const kept = JSON.parse(await Deno.readTextFile(`${here.folder}/config/sessions.json`));
    const { token } = kept[here.url].ended;
    const answer = await fetch(`${here.url}/api/v1/sessions/current`, {
      method: "DELETE",
      headers: { authorization: `Bearer ${token}` },
    });
    assertEquals(answer.status, 204);
    const { code, errors } = await ended.ended;
    assertEquals([code, errors], [9, "Your session has ended. Sign in again.\n"]);
  },
});

Deno.test({
  name: "terminal - the server hands out the client that fits it",
  ...shared(),
  async fn() {
    const response = await fetch(`${here.url}/cli.js`);
    assertEquals(response.headers.get("content-type"), "text/javascript; charset=utf-8");
    assertMatch(await response.text(), /^\/\/ Palabre in a terminal/);
    const run = new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--no-prompt",
        "--allow-net",
        "--allow-env",
        "--no-check",
        `${here.url}/cli.js`,
        "rooms",
        "--name",
        "Awa Two",
      ],
      env: { NO_COLOR: "1", LANG: "en", DENO_NO_UPDATE_CHECK: "1" },
      stdin: "null",
    });
    const { code, stdout, stderr } = await run.output();
    assertEquals(
      [code, new TextDecoder().decode(stdout).split(".")[0]],
      [0, "# general"],
      new TextDecoder().decode(stderr),
    );
  },
});

Deno.test({
  name: "terminal - the server of these ways in ends",
  ...shared(),
  fn: () => here.close(),
});

/** One server serves all tests of this file: what it opened stays open between them. */
function shared() {
  return { sanitizeOps: false, sanitizeResources: false };
}
