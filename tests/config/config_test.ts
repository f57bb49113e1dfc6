import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { ConfigError, readConfig } from "../../lib/config/config.ts";

Deno.test("config - an empty environment is a local instance", () => {
  assertEquals(readConfig({}), {
    port: 8000,
    push: {},
    host: "127.0.0.1",
    deployed: false,
    kv: undefined,
    origins: [],
    name: "Palabre",
    rates: "on",
    log: undefined,
    trustedProxies: "",
    memoryBytes: undefined,
    setupCode: undefined,
    devStart: undefined,
    files: { limits: {} },
    irc: undefined,
    mail: undefined,
    privateHosts: undefined,
    apiOrigins: [],
    providers: [],
  });
});

Deno.test("config - where IRC clients connect is read, and half of a certificate is refused", () => {
  const irc = (environment: Record<string, string>) => readConfig(environment).irc;
  assertEquals(irc({ PALABRE_IRC: "127.0.0.1:6667" }), { hostname: "127.0.0.1", port: 6667 });
  assertEquals(irc({ PALABRE_IRC: "[::1]:6697" }), { hostname: "::1", port: 6697 });
  assertEquals(irc({ PALABRE_IRC: "localhost:0" })?.hostname, "127.0.0.1");
  const tls = { PALABRE_IRC_TLS_CERT: "a.pem", PALABRE_IRC_TLS_KEY: "b.pem" };
  assertEquals(irc({ PALABRE_IRC: "0.0.0.0:6697", ...tls })?.tls, { cert: "a.pem", key: "b.pem" });
  for (const wrong of ["6667", "127.0.0.1", ":6667", "::1:6667", "127.0.0.1:66670", "a b:1"]) {
    assertThrows(() => irc({ PALABRE_IRC: wrong }), ConfigError, "PALABRE_IRC: ");
  }
  assertThrows(() => irc({ PALABRE_IRC_TLS_CERT: "a" }), ConfigError, "PALABRE_IRC_TLS_KEY: ");
  assertThrows(() => irc({ PALABRE_IRC_TLS_KEY: "a" }), ConfigError, "PALABRE_IRC_TLS_CERT: ");
  const proxied = { PALABRE_IRC: "127.0.0.1:6667", PALABRE_IRC_PROXY: "10.0.0.0/8" };
  assertEquals(irc(proxied)?.proxies, "10.0.0.0/8");
  assertThrows(
    () => irc({ ...proxied, ...tls }),
    ConfigError,
    "PALABRE_IRC_PROXY: a proxy before it",
  );
  const deployed = { DENO_DEPLOYMENT_ID: "x", PALABRE_IRC: "0.0.0.0:6667" };
  assertThrows(() => irc(deployed), ConfigError, "connect to /irc");
});

Deno.test("config - where files go and how much is read, and a key is asked for", () => {
  const storage = { PALABRE_S3_URL: "https://s3.example.org/palabre", PALABRE_S3_KEY: "key" };
  const secret = { PALABRE_S3_SECRET: "a secret" };
  const limits = { PALABRE_FILE_MB: "20", PALABRE_FILES_PER_MESSAGE: "4" };
  const sums = { PALABRE_FILES_DAY_MB: "100", PALABRE_FILES_MB: "2000" };
  const MIB = 1024 * 1024;
  assertEquals(readConfig({ ...storage, ...secret, ...limits, ...sums }).files, {
    s3: {
      url: "https://s3.example.org/palabre",
      region: "auto",
      accessKeyId: "key",
      secretAccessKey: "a secret",
    },
    limits: { bytes: 20 * MIB, count: 4, dayBytes: 100 * MIB, totalBytes: 2000 * MIB },
  });
  assertThrows(() => readConfig(storage), ConfigError, "PALABRE_S3_SECRET");
  assertThrows(
    () => readConfig({ PALABRE_S3_URL: "https://s3.example.org" }),
    ConfigError,
    "bucket",
  );
  assertThrows(() => readConfig({ PALABRE_FILES_PER_MESSAGE: "11" }), ConfigError, "1 to 10");
});

Deno.test("config - who mails is read, and from whom and where links lead is asked for (C4)", () => {
  const server = { PALABRE_MAIL: "smtp://chat:s3cr%23t@mail.example.org:587" };
  const from = { PALABRE_MAIL_FROM: "Baobab Coop <chat@example.org>" };
  const origins = { PALABRE_ORIGINS: "https://chat.example.org, https://old.example.org" };
  assertEquals(readConfig({ ...server, ...from, ...origins }).mail, {
    url: server.PALABRE_MAIL,
    from: from.PALABRE_MAIL_FROM,
    origin: "https://chat.example.org",
  });
  assertEquals(readConfig({ ...from, ...origins }).mail, undefined);
  assertThrows(() => readConfig({ ...server, ...origins }), ConfigError, "PALABRE_MAIL_FROM");
  assertThrows(() => readConfig({ ...server, ...from }), ConfigError, "PALABRE_ORIGINS");
  const service = { PALABRE_MAIL: "https://api.resend.com/emails" };
  const token = { PALABRE_MAIL_TOKEN: "re_123" };
  assertEquals(readConfig({ ...service, ...token, ...from, ...origins }).mail, {
    url: service.PALABRE_MAIL,
    token: "re_123",
    from: from.PALABRE_MAIL_FROM,
    origin: "https://chat.example.org",
  });
  const untold = { ...service, ...from, ...origins };
  assertThrows(() => readConfig(untold), ConfigError, "PALABRE_MAIL_TOKEN");
  for (const url of ["https://u:hunter2@h", "smtp://", "smtp://u:hunter2@h/path", "h"]) {
    const wrong = assertThrows(
      () => readConfig({ PALABRE_MAIL: url, ...from, ...origins }),
      ConfigError,
      "PALABRE_MAIL:",
    );
    assertEquals(wrong.message.includes("hunter2"), false, "no password is told");
  }
  const injected = { PALABRE_MAIL_FROM: "a@b.org>\r\nBcc: c@d.org" };
  assertThrows(() => readConfig({ ...server, ...origins, ...injected }), ConfigError, "MAIL_FROM");
});

Deno.test("config - what is given is read", () => {
  const config = readConfig({
    PORT: "9000",
    PALABRE_HOST: "localhost",
    PALABRE_KV: "data/kv",
    PALABRE_ORIGINS: "https://chat.example.org/, http://localhost:3000",
    PALABRE_NAME: " Baobab Coop ",
    PALABRE_RATES: "off",
    PALABRE_TRUSTED_PROXIES: "10.0.0.0/8",
    PALABRE_MEMORY_MB: "512",
    OTHER: "things",
  });
  assertEquals([config.port, config.host, config.kv], [9000, "127.0.0.1", "data/kv"]);
  assertEquals(config.origins, ["https://chat.example.org", "http://localhost:3000"]);
  assertEquals([config.name, config.rates], ["Baobab Coop", "off"]);
  assertEquals(config.memoryBytes, 512 * 1024 * 1024);
});

Deno.test("config - on Deno Deploy it listens on every address", () => {
  const { host, deployed } = readConfig({ DENO_DEPLOYMENT_ID: "abc" });
  assertEquals([host, deployed], ["0.0.0.0", true]);
});

for (
  const [name, value] of [
    ["PORT", "eighty"],
    ["PORT", "65536"],
    ["PALABRE_ORIGINS", "chat.example.org"],
    ["PALABRE_NAME", "   "],
    ["PALABRE_RATES", "maybe"],
    ["PALABRE_MEMORY_MB", "lots"],
    ["PALABRE_MEMORY_MB", "16"],
  ] as const
) {
  Deno.test(`config - ${name}=${value} is refused with a line that names it`, () => {
    assertEquals(readConfig({ [name]: "" }), readConfig({}), "empty is not given");
    const error = assertThrows(() => readConfig({ [name]: value }), ConfigError);
    assertEquals(error.message.split(":")[0], name);
    assertEquals(error.message.split("\n").length, 1);
  });
}

Deno.test("config - providers of OpenID Connect are read as a list, and no secret is told", () => {
  const coop = { id: "coop", name: "Coop", issuer: "https://id.example", client: "palabre" };
  const read = (value: unknown) =>
    readConfig({ PALABRE_OIDC: typeof value === "string" ? value : JSON.stringify(value) });
  assertEquals(read([coop]).providers, [
    { ...coop, scopes: "openid profile email", allow: {}, register: false },
  ]);
  const wrong: [unknown, RegExp][] = [
    ["{", /^PALABRE_OIDC: must be a list of providers in JSON$/],
    [[{ ...coop, id: "Coop!" }], /^PALABRE_OIDC: at 0\.id: an id has letters/],
    [[coop, coop], /^PALABRE_OIDC: each id once$/],
    [[{ ...coop, secret: "whispered", allowed: {} }], /^PALABRE_OIDC: at 0\.allowed: /],
  ];
  for (const [value, message] of wrong) {
    const error = assertThrows(() => read(value), ConfigError);
    assertMatch(error.message, message);
    assert(!error.message.includes("whispered"));
  }
});
