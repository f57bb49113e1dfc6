import { assertEquals, assertMatch } from "@std/assert";
import { inspected, isForEveryone } from "../support/axe.ts";
import { browserTests, type Visit } from "../support/browser.ts";
import { startSmtp } from "../support/smtp_server.ts";
import { becomes, chatIsAlive, PASSWORD, PHONE, register } from "../support/visitor.ts";

const smtp = await startSmtp({ name: "chat", password: "secret" });
const ORIGIN = "https://chat.example.org";
const browserTest = browserTests({
  PALABRE_MAIL: `smtp://chat:secret@127.0.0.1:${smtp.port}`,
  PALABRE_MAIL_FROM: "Baobab Coop <chat@example.org>",
  PALABRE_ORIGINS: ORIGIN,
}, 2);
const withoutMail = browserTests();

/** A link of a mail, on the other instance of the test. */
function linkIn(visit: Visit, text: string, what: "confirm" | "stop"): string {
  const [, path = ""] = new RegExp(`${ORIGIN}(/mail/${what}/\\S+)`).exec(text) ?? [];
  return visit.otherUrl + path;
}

browserTest(
  "mail - an address is given, confirmed by its link, and forgotten by a press",
  async (visit) => {
    const { page } = await inspected(visit, PHONE);
    await page.goto("/");
    await register(page, "Awa");
    await chatIsAlive(page);
    const before = smtp.taken.length;
    await page.goto("/settings/notifications");
    const section = page.locator("#mail");
    const password = section.getByLabel("Current password");
    await section.getByLabel("Email address").fill("awa@nowhere");
    await password.fill(PASSWORD);
    await section.getByRole("button", { name: "Send me a link" }).click();
    await section.getByText("That is not an email address").waitFor();
    await isForEveryone(page);
    await section.getByLabel("Email address").fill("awa@example.org");
    await section.getByLabel("Send it after").selectOption("12 hours");
    await password.fill("a guess of somebody");
    await section.getByRole("button", { name: "Send me a link" }).click();
    await section.getByText("Wrong password.").waitFor();
    await password.fill(PASSWORD);
    await section.getByRole("button", { name: "Send me a link" }).click();
    await section.getByText("A link was sent to awa@example.org.").waitFor();
    const mail = await smtp.after(before);
    assertEquals([mail.from, mail.to], ["chat@example.org", ["awa@example.org"]]);
    assertMatch(mail.text(), /^Hello Awa,\n/);
    await isForEveryone(page);

    // By who reads mail in a browser that knows nothing of the chat.
    const stranger = await inspected(visit, {});
    const link = linkIn(visit, mail.text(), "confirm");
    await stranger.page.goto(link);
    await stranger.page.getByText("Baobab Coop will email awa@example.org").waitFor();
    await isForEveryone(stranger.page);
    await stranger.page.getByRole("button", { name: "Yes, that is my address" }).click();
    await stranger.page.getByText("Your address is confirmed.").waitFor();
    await isForEveryone(stranger.page);
    await becomes(async () => (await stranger.page.goto(link))?.status(), 403);

    await page.reload();
    await section.getByText("Emails go to awa@example.org.").waitFor();
    await becomes(() => section.getByLabel("Send it after").inputValue(), "12");
    await isForEveryone(page);
    await section.getByRole("button", { name: "Stop and forget the address" }).click();
    await becomes(() => section.getByLabel("Email address").inputValue(), "");
    await becomes(() => section.getByText("Emails go to").count(), 0);
  },
);

browserTest(
  "mail - is ended by the program that shows it, which knows nobody (RFC 8058)",
  async (visit) => {
    const { page } = await visit.device();
    const said = await page.request.fetch(`${visit.url}/mail/stop/${"x".repeat(32)}`, {
      method: "POST",
      form: { "List-Unsubscribe": "One-Click" },
    });
    assertEquals(said.status(), 200, "whatever the code: nobody learns which there are");
    await page.goto(`${visit.url}/mail/stop/${"x".repeat(32)}`);
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByText("Done. You will not get any more emails.").waitFor();
  },
);

withoutMail("mail - without a mail server nothing of it is shown", async (visit) => {
  const { page } = await visit.device();
  await register(page, "Awa");
  await chatIsAlive(page);
  await page.goto("/settings/notifications");
  await page.getByRole("heading", { name: "Quiet hours" }).waitFor();
  await becomes(() => page.locator("#mail").count(), 0);
  await becomes(async () => (await page.request.get("/mail/stop/x")).status(), 404);
});
