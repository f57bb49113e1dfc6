import { assertEquals, assertMatch } from "@std/assert";
import { ADMIN, personPath } from "../../lib/ui/administration/paths.ts";
import { DOOR_PATHS, PATHS } from "../../lib/ui/paths.ts";
import { findings, inspected, isForEveryone } from "../support/axe.ts";
import { browserTests } from "../support/browser.ts";
import { overflow } from "../support/layout.ts";
import { seenQr } from "../support/qr.ts";
import {
  acknowledged,
  administer,
  becomes,
  chatIsAlive,
  composer,
  doorIsAlive,
  islandsAreAlive,
  PHONE,
  register,
  SETUP_CODE,
} from "../support/visitor.ts";

const browserTest = browserTests({ PALABRE_SETUP_CODE: SETUP_CODE }, 2);
const NEW = "beside the new well";

browserTest(
  "lost password - a link opens once, on another instance, and ends the rest; a phone is let in by a code",
  async (visit) => {
    const { page: awa, context } = await inspected(visit, {});
    await administer(context);
    const { page: phone } = await inspected(visit, PHONE);
    await phone.goto("/");
    await register(phone, "Ben");
    const { people: [ben] } = await (await context.request.get("/api/v1/people?query=Ben")).json();

    await awa.goto(personPath(ben.id));
    await islandsAreAlive(awa);
    await awa.getByRole("button", { name: "Create a link" }).click();
    const field = awa.getByLabel("Link for Ben");
    await field.waitFor();
    const link = await field.inputValue();
    assertMatch(link, /\/recover\?code=[\w-]{43}$/);
    await isForEveryone(awa);

    const { page: laptop } = await inspected(visit, { baseURL: visit.otherUrl });
    const path = link.slice(link.indexOf(DOOR_PATHS.recover));
    await laptop.goto(path);
    await islandsAreAlive(laptop);
    await laptop.getByText("For Ben. You sign in as Ben.").waitFor();
    await isForEveryone(laptop);
    await laptop.getByLabel("Choose a password").fill(NEW);
    await laptop.getByRole("button", { name: "Save and sign in" }).click();
    await chatIsAlive(laptop);
    await phone.getByText("You are signed out here").waitFor();
    assertEquals((await phone.request.get("/api/v1/me")).status(), 401);

    const { page: late } = await inspected(visit, PHONE);
    await late.goto(path);
    await late.getByText("This link is no longer valid. Ask an administrator").waitFor();
    await becomes(() => findings(late), []);
    await becomes(() => overflow(late), []);
    await awa.goto(ADMIN.journal);
    await awa.getByText("Awa created a link for a new password for Ben").waitFor();
    await becomes(() => awa.getByText("Ben chose a new password with a link").count(), 1);

    // The phone shows a code, which is typed where its owner is in; it comes in by itself.
    await phone.goto("/?way=sign-in");
    await doorIsAlive(phone);
    await phone.locator(`a[href="${DOOR_PATHS.device}"]`).click();
    await phone.locator(".pair-code").waitFor();
    const code = await phone.locator(".pair-code").innerText();
    await laptop.goto(PATHS.account);
    await islandsAreAlive(laptop);
    await laptop.getByRole("link", { name: "Sign in on another device" }).click();
    const qr = laptop.getByRole("img", { name: "QR code of the page that shows a code" });
    await becomes(() => seenQr(qr), visit.otherUrl + DOOR_PATHS.device);
    await laptop.getByLabel("Code", { exact: true }).fill("BBBB-BBBB");
    await laptop.getByRole("button", { name: "Continue" }).click();
    await laptop.locator("[role=alert]").waitFor();
    await laptop.getByLabel("Code", { exact: true }).fill(code.toLowerCase());
    await laptop.getByRole("button", { name: "Continue" }).click();
    await becomes(() => laptop.locator(".pair-code").innerText(), code);
    await isForEveryone(laptop);
    await laptop.getByRole("button", { name: "Let it sign in" }).click();
    await laptop.getByText("The device will be signed in as Ben in a moment").waitFor();
    await chatIsAlive(phone);
    await composer(phone).fill("back again");
    await phone.getByRole("button", { name: "Send", exact: true }).click();
    await laptop.goto("/rooms/general");
    await acknowledged(laptop, "back again").waitFor();
    await laptop.goto(PATHS.account);
    await becomes(() => laptop.locator("#sessions li").count(), 2);
  },
);
