// Bringing a community in on its page: sent, read, mapped, brought in, seen, and taken back.
import { Buffer } from "node:buffer";
import { assertEquals } from "@std/assert";
import { findings, inspected } from "../support/axe.ts";
import { browserTests } from "../support/browser.ts";
import { slackExport } from "../support/slack_export.ts";
import { administer, becomes, SETUP_CODE } from "../support/visitor.ts";
import { zipOf } from "../support/zip_of.ts";

const browserTest = browserTests({ PALABRE_SETUP_CODE: SETUP_CODE });

browserTest(
  "import - an export becomes rooms on its page, and is taken back (X1)",
  async (visit) => {
    const { context, page, tab } = await inspected(visit, { locale: "en-GB" });
    await administer(context);
    await page.goto("/admin/moving");
    const chosen = page.locator(".dropzone input[type=file]");
    const send = async (name: string, bytes: Uint8Array) =>
      await chosen.setInputFiles({ name, mimeType: "application/zip", buffer: Buffer.from(bytes) });
    await send("notes.txt", new TextEncoder().encode("Hello"));
    await page.getByText("This is not a known kind of export.").waitFor();
    await page.getByRole("button", { name: "Remove the file" }).click();

    await send("coop.zip", await zipOf(slackExport(300)));
    const start = page.getByRole("button", { name: /^Import \d/ });
    await start.waitFor();
    const found = await findings(page);
    assertEquals(found, []);
    await page.getByText("Files of the export that could not be read").click();
    await page.getByText("old/2019-05-06.json").waitFor();
    const awa = page.getByLabel("Awa becomes");
    await becomes(() => awa.inputValue(), "");
    await page.getByText("Awa · same name").waitFor();
    // Of many members some are offered; whoever else is called so comes as one types.
    await page.route("**/api/v1/people?*", (route) => {
      const query = new URL(route.request().url()).searchParams.get("query");
      const people = query === "Zé"
        ? [member("Zélie Zed")]
        : [{ ...member("Zéro"), role: "guest" }];
      return route.fulfill({ json: { people } });
    });
    await awa.pressSequentially("Zé");
    const offered = page.locator("#import-members option");
    await becomes(() => offered.evaluateAll((all) => all.map((one) => one.getAttribute("value"))), [
      ...["Zélie Zed", "Awa"],
    ]);
    // The Enter key saves, and what nobody is called is said where it stands.
    await awa.fill("Nobody");
    await awa.press("Enter");
    await page.getByText("Awa: nobody with an account here is called “Nobody”.").waitFor();
    await becomes(() => awa.getAttribute("aria-invalid"), "true");
    await becomes(() => awa.inputValue(), "Nobody");
    const refused = await findings(page);
    assertEquals(refused, []);
    await awa.fill("");
    await page.getByRole("button", { name: "Same name, same person" }).click();
    await becomes(() => awa.inputValue(), "Awa");
    await page.getByLabel("# old becomes").selectOption("skip");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Saved. Nothing has been imported yet.").waitFor();
    await becomes(() => page.getByLabel("# old becomes").inputValue(), "skip");
    await start.click();
    await page.getByText("Your history is here").waitFor();

    const other = await tab("/admin/moving");
    await other.getByRole("link", { name: "coop.zip" }).waitFor();
    await other.goto("/rooms/general-slack");
    await other.getByText("Sentence 299 & more").waitFor();

    await page.getByLabel("Delete everything that it brought, for everyone").check();
    await page.getByRole("button", { name: "Undo the import" }).click();
    await page.getByText("Drop an export here").waitFor();
    await becomes(() => page.getByRole("link", { name: "coop.zip" }).count(), 0);
  },
);

/** Somebody as the server finds them. */
function member(name: string) {
  return { id: name, name, role: "member", state: "offline" };
}
