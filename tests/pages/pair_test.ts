import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { openAdministered } from "../support/administered_pages.ts";
import { formFields, openPages, type PlainBrowser, unescapeHtml } from "../support/pages.ts";
import { readQr } from "../support/qr.ts";

const terminal = { address: "203.0.113.7", device: "Palabre-Terminal on Linux" };
const PASSWORD = "baobab and rain";

/** What is read on a page: the props of islands are not. */
function read(html: string): string {
  return unescapeHtml(html.replace(/<script type="application\/json".*?<\/script>/gs, ""));
}

async function opened() {
  const pages = await openPages();
  const ada = pages.browser();
  await ada.post("/door/register", { name: "Ada", password: PASSWORD });
  const begun = await pages.identity.beginPairing(terminal);
  const page = `/pair?${new URLSearchParams({ code: begun.userCode })}`;
  return { pages, ada, ...begun, page };
}

async function answer(browser: PlainBrowser, page: string, said: "yes" | "no") {
  const shown = await browser.get(page);
  return await browser.post("/pair", { ...formFields(shown.html, "/pair"), answer: said });
}

Deno.test("pair - without a script a device is let in by its code, and listed", async () => {
  const { pages, ada, deviceCode, userCode, page } = await opened();
  const first = await ada.get("/pair");
  assertEquals(first.status, 200);
  assertStringIncludes(read(first.html), "This code only works on this machine");
  assertMatch(first.html, /<form[^>]* method="get"[^>]*>.*name="code"/s);

  const shown = await ada.get(page);
  const text = read(shown.html);
  for (const told of [userCode, terminal.device, terminal.address, "read and write as Ada"]) {
    assertStringIncludes(text, told);
  }
  assertStringIncludes(text, "If someone sent you the link or the code, decline");
  assertEquals(
    await pages.identity.takePairing(terminal, deviceCode),
    undefined,
    "to look is no yes",
  );

  const done = await answer(ada, page, "yes");
  assertEquals([done.path, done.status], ["/pair?done=yes", 200]);
  assertStringIncludes(read(done.html), "signed in as Ada");
  const come = await pages.identity.takePairing(terminal, deviceCode);
  assertEquals(come?.actor.user.name, "Ada");
  const account = await ada.get("/settings/account");
  assertStringIncludes(read(account.html), terminal.device);
  assertMatch(account.html, /href="\/pair"/);
  await pages.close();
});

Deno.test("pair - who declines, or says anything but yes, lets nobody in", async () => {
  const { pages, ada, deviceCode, page } = await opened();
  const declined = await answer(ada, page, "no");
  assertStringIncludes(read(declined.html), "Declined.");
  const refusal = await pages.identity.takePairing(terminal, deviceCode).catch((error) =>
    error.refusal
  );
  assertEquals(refusal, "pairing-denied");
  const unknown = await ada.get(page);
  assertEquals(unknown.status, 404);
  assertStringIncludes(read(unknown.html), "That code is not valid, or has expired.");
  await pages.close();
});

Deno.test("pair - a stranger goes to the door, and back to the code", async () => {
  const { pages, page, userCode } = await opened();
  const stranger = pages.browser();
  const door = await stranger.get(page);
  assertEquals(door.path, `/?${new URLSearchParams({ next: page })}`);
  assertMatch(door.html, /role="tab" aria-selected="true" href="[^"]*way=sign-in/);
  const signed = await stranger.post("/door/sign-in", {
    name: "Ada",
    password: PASSWORD,
    next: formFields(door.html, "/door/sign-in").next ?? "",
  });
  assertEquals(signed.path, page);
  assertStringIncludes(read(signed.html), userCode);
  await pages.close();
});

Deno.test("pair - no other site's page confirms, and no address alone does", async () => {
  const { pages, ada, deviceCode, userCode } = await opened();
  const foreign = await ada.open("/pair", {
    method: "POST",
    body: new URLSearchParams({ code: userCode, answer: "yes" }),
    headers: { Origin: "https://evil.example" },
  });
  assertEquals(foreign.status, 403);
  await foreign.body?.cancel();
  const asked = await ada.get(`/pair?${new URLSearchParams({ code: userCode, answer: "yes" })}`);
  assertEquals(asked.status, 200);
  assertEquals(await pages.identity.takePairing(terminal, deviceCode), undefined);
  const stranger = await pages.browser().post("/pair", { code: userCode, answer: "yes" });
  assertEquals(stranger.path, "/?next=%2Fpair");
  assertEquals(await pages.identity.takePairing(terminal, deviceCode), undefined);
  await pages.close();
});

Deno.test("pair - what a device calls itself is text, and its code too", async () => {
  const { pages, ada } = await opened();
  const { userCode } = await pages.identity.beginPairing({
    ...terminal,
    device: "<b>x</b><script>alert(1)</script>",
  });
  const shown = await ada.get(`/pair?code=${userCode}`);
  assert(!shown.html.includes("<b>x</b>"));
  const wrong = await ada.get("/pair?code=%22%3E%3Cb%3Ex");
  assert(!wrong.html.includes("<b>x"));
  await pages.close();
});

Deno.test("pair - a browser shows a code, and goes on by itself once it is confirmed elsewhere", async () => {
  const pages = await openAdministered();
  const phone = pages.browser();
  const shown = await phone.get("/door/device");
  const [, code = ""] = /class="pair-code">([A-Z]{4}-[A-Z]{4})</.exec(shown.html) ?? [];
  assert(code);
  assertStringIncludes((await phone.get("/door/device")).html, code, "the same, while it waits");
  const other = pages.browser();
  assert(!(await other.get("/door/device")).html.includes(code));
  const laptop = await pages.ines.get("/pair");
  assertEquals(
    readQr(laptop.html),
    "http://localhost/door/device",
    "that address, and nothing else",
  );
  await pages.ines.post("/pair", { code, answer: "yes" });
  assertEquals((await phone.get("/door/device")).path, "/rooms/general");
  assertStringIncludes((await phone.get("/settings/account")).html, "Inès");
  assertEquals((await other.get("/settings")).path, "/?next=%2Fsettings");

  const third = pages.browser();
  const asked = await third.get("/door/device");
  const [, denied = ""] = /class="pair-code">([A-Z]{4}-[A-Z]{4})</.exec(asked.html) ?? [];
  await pages.ines.post("/pair", { code: denied, answer: "no" });
  const said = await third.get("/door/device");
  assertEquals(said.status, 403);
  assert(!said.html.includes(denied));
  await pages.close();
});
