import { assert, assertEquals, assertMatch } from "@std/assert";
import { createSmtp } from "../../lib/mail/smtp.ts";
import { startSmtp } from "../support/smtp_server.ts";

const FROM = "Baobab Coop <chat@example.org>";
const mail = {
  id: "one",
  to: "ana@example.org",
  subject: "Été 🌳",
  text: "Bonjour\n.\nÀ demain",
  stop: "https://chat.example.org/mail/stop/code",
};

Deno.test("mail by SMTP - is taken as it was written, with what ends it by one press (RFC 8058)", async () => {
  await using server = await startSmtp({ name: "chat", password: "s3cr#t" });
  const send = createSmtp({ url: `smtp://chat:s3cr%23t@127.0.0.1:${server.port}`, from: FROM });
  assertEquals(await send(mail), { is: "taken" });
  const [taken] = server.taken;
  assertEquals([taken?.from, taken?.to], ["chat@example.org", ["ana@example.org"]]);
  assertEquals(taken?.header("from"), "Baobab Coop <chat@example.org>");
  assertEquals(taken?.header("to"), "ana@example.org");
  assertEquals(taken?.header("message-id"), "<one@example.org>");
  assertEquals(taken?.header("list-unsubscribe"), "<https://chat.example.org/mail/stop/code>");
  assertEquals(taken?.header("list-unsubscribe-post"), "List-Unsubscribe=One-Click");
  assertEquals(taken?.header("auto-submitted"), "auto-generated");
  assertEquals(taken?.text().trimEnd(), "Bonjour\n.\nÀ demain");
  assertEquals(await send({ ...mail, id: "two", stop: undefined }), { is: "taken" });
  assertEquals(server.taken[1]?.header("list-unsubscribe"), undefined);
});

Deno.test("mail by SMTP - what a server says of an address for good is told apart from what passes", async () => {
  await using server = await startSmtp();
  const send = createSmtp({ url: `smtp://127.0.0.1:${server.port}`, from: FROM });
  server.answers.set("gone@example.org", [550, "no such mailbox"]);
  server.answers.set("full@example.org", [452, "mailbox full"]);
  const gone = await send({ ...mail, to: "gone@example.org" });
  assertEquals(gone.is, "refused");
  assertMatch(gone.is === "refused" ? gone.said : "", /no such mailbox/);
  assertEquals((await send({ ...mail, to: "full@example.org" })).is, "later");
  assertEquals(await send(mail), { is: "taken" }, "and others get theirs");
});

Deno.test("mail by SMTP - without a server, with a wrong password or certificate, it is for later", async () => {
  await using server = await startSmtp({ name: "chat", password: "right" });
  const wrong = createSmtp({ url: `smtp://chat:wrong@127.0.0.1:${server.port}`, from: FROM });
  assertEquals((await wrong(mail)).is, "later");
  const secure = createSmtp({ url: `smtps://chat:right@127.0.0.1:${server.port}`, from: FROM });
  assertEquals((await secure(mail)).is, "later", "no TLS is spoken there");
  assertEquals(server.taken.length, 0);
  const { port } = server;
  await server.close();
  const nobody = await createSmtp({ url: `smtp://127.0.0.1:${port}`, from: FROM })(mail);
  assert(nobody.is === "later");
});
