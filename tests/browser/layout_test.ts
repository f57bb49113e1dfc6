import { ADMIN } from "../../lib/ui/administration/paths.ts";
import { browserTests } from "../support/browser.ts";
import { overflow, smallTargets } from "../support/layout.ts";
import { enter, Talker } from "../support/talker.ts";
import {
  acknowledged,
  administer,
  becomes,
  chatIsAlive,
  composer,
  createRoom,
  enterAsGuest,
  eventually,
  islandsAreAlive,
  PASSWORD,
  PHONE,
  register,
  say,
  SETUP_CODE,
} from "../support/visitor.ts";

const browserTest = browserTests({ PALABRE_SETUP_CODE: SETUP_CODE });

const LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen".repeat(2);

// 200 % zoom of a window of 1280 px is a window of 640 px at twice the resolution.
for (
  const [name, viewport, deviceScaleFactor] of [
    ["320 px", { width: 320, height: 568 }, 1],
    ["200 % zoom", { width: 640, height: 450 }, 2],
  ] as const
) {
  browserTest(`layout - ${name}: nothing scrolls sideways`, async (visit) => {
    const { page } = await visit.device({ viewport, deviceScaleFactor });
    const fits = async (where: string) => {
      await islandsAreAlive(page);
      await becomes(() => overflow(page), [], where);
    };
    await fits("the door");
    await page.goto("/?way=register");
    await fits("the door, registering");
    await register(page, "Awa");
    const noor = await Talker.connect(visit.url, await enter(visit.url, "Noor ".repeat(6).trim()));
    await noor.send("general", `${LONG} https://example.org/${LONG}`);
    await acknowledged(page, LONG).waitFor();
    await say(page, `\`\`\`\n${LONG.repeat(3)}\n\`\`\``);
    await page.locator("pre").waitFor();
    await fits("a room");
    await say(page, "/dance");
    await page.getByText("There is no command").waitFor();
    await fits("an error below the field");
    await composer(page).fill("@");
    await page.getByRole("listbox").waitFor();
    await fits("suggestions");
    await composer(page).fill("");
    await page.getByRole("button", { name: "Emoji" }).click();
    await page.locator(".emoji-picker .set button").first().waitFor();
    await fits("the emoji picker");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "People" }).click();
    await page.locator("#members").waitFor();
    await fits("the members");
    await page.keyboard.press("Escape");
    await page.locator("#members").waitFor({ state: "hidden" });
    await page.keyboard.press("Control+k");
    await page.locator(".palette").waitFor();
    await fits("the palette");
    await page.keyboard.press("Escape");
    await page.locator(".palette").waitFor({ state: "detached" });
    await page.keyboard.press("Control+/");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    await fits("the shortcuts");
    await page.keyboard.press("Escape");
    for (
      const path of [
        "/",
        "/rooms",
        "/settings",
        "/settings/account",
        "/settings/notifications",
        "/rooms/nowhere",
      ]
    ) {
      await page.goto(path);
      await fits(path);
    }
    await noor.close();
  });
}

browserTest(
  "layout - a phone shows list and conversation as two screens, with targets for fingers",
  async (visit) => {
    const { page } = await visit.device(PHONE);
    await enterAsGuest(page, "Noor");
    // What it is for is read whole, and the buttons stand in one row, below a text that needs the lines.
    const rows = () =>
      page.locator(".composer .line").evaluate((line) => {
        const field = line.querySelector("textarea");
        const buttons = [...line.querySelectorAll("button")].filter((one) => one.offsetParent);
        const of = (box: Element) => Math.round(box.getBoundingClientRect().bottom);
        const rows = new Set(buttons.map(of));
        return [rows.size, field && [...rows].some((row) => row === of(field)), field?.clientWidth];
      });
    await becomes(async () => (await rows()).slice(0, 2), [1, true]);
    await becomes(async () => Number((await rows())[2]) > 150, true);
    await composer(page).fill("a text that is longer than what the buttons leave of a line");
    await becomes(async () => (await rows()).slice(0, 2), [1, false]);
    await composer(page).fill("");
    await composer(page).tap();
    await page.keyboard.type("first");
    await page.keyboard.press("Enter");
    await page.keyboard.type("second");
    await becomes(() => composer(page).inputValue(), "first\nsecond", "Enter is a new line");
    await page.getByRole("button", { name: "Send", exact: true }).tap();
    await acknowledged(page, "second").waitFor();
    await becomes(() => smallTargets(page), []);
    for (const part of ["main", ".head", ".timeline", ".composer"]) {
      const box = () => page.locator(part).boundingBox();
      await becomes(() => box().then((it) => [it?.x, it?.width]), [0, 390], part);
    }
    const list = page.locator(".sidebar");
    await becomes(() => list.isVisible(), false);
    await page.getByRole("link", { name: "Back" }).tap();
    await list.waitFor();
    await becomes(() => composer(page).isVisible(), false);
    await page.goBack();
    await composer(page).waitFor();
  },
);

browserTest("layout - the longest names fit into 320 px, and 1000 px hold all", async (visit) => {
  const [narrow, broad] = [{ width: 320, height: 568 }, { width: 1000, height: 800 }];
  const { page, context } = await visit.device({ viewport: narrow });
  const fits = async (where: string, viewports = [narrow, broad]) => {
    await islandsAreAlive(page);
    for (const viewport of viewports) {
      await page.setViewportSize(viewport);
      await becomes(() => overflow(page), [], `${where}, ${viewport.width} px`);
    }
    await page.setViewportSize(narrow);
  };
  await administer(context, "W".repeat(32));
  const token = await registered(visit.url, "N".repeat(32));
  const nana = await Talker.connect(visit.url, token);
  const room = "w".repeat(64);
  const { conversation } = await nana.ask({ type: "create", name: room });
  await nana.ask({ type: "topic", conversation: conversation.id, topic: LONG });
  await nana.send(conversation.id, "hello");
  await nana.send("general", "hello");
  await page.goto(`/rooms/${room}`);
  await page.getByRole("button", { name: "Join" }).waitFor();
  await fits("the offer to join");
  const settings = ["/settings", "/settings/account", "/settings/notifications", "/rooms"];
  for (const path of ["/", "/rooms/general", ...settings, ...Object.values(ADMIN)]) {
    await page.goto(path);
    await fits(path);
  }
  await page.goto(ADMIN.rooms);
  await islandsAreAlive(page);
  await page.locator("summary", { hasText: "Change…" }).last().click();
  await page.getByLabel("New name").waitFor();
  await fits("renaming a room");
  await page.goto(ADMIN.people);
  await page.locator(".person", { hasText: "NNN" }).click();
  await page.locator("#kick").waitFor();
  await fits("a person");

  await page.setViewportSize(broad);
  await page.goto("/rooms/general");
  await chatIsAlive(page);
  await page.getByRole("button", { name: "People" }).click();
  await page.locator("#members").waitFor();
  await fits("the members", [broad]);
  const cut = () =>
    page.locator(".aside .who > [dir]:first-child").evaluateAll((names) =>
      names.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).length
    );
  await page.getByRole("button", { name: /^Options for N/ }).waitFor();
  await becomes(cut, 0, "who moderates reads names whole beside their menus");
  await nana.close();
});

browserTest(
  "layout - who is connected fits into its card, in the longest of the languages",
  async (visit) => {
    const { page, context } = await visit.device({ locale: "fr-FR" });
    await administer(context, "Mme Lefèvre");
    const names = ["Gaëlle Le Goff de La Rivière", "Théo Sénéchal"];
    const pupils = await Promise.all(
      names.map(async (name) => Talker.connect(visit.url, await enter(visit.url, name))),
    );
    await page.goto(ADMIN.overview);
    await islandsAreAlive(page);
    const rows = page.locator(".lines tr[data-person]");
    await rows.nth(2).waitFor();
    const hangsOut = () =>
      page.locator(".panel:has(.lines)").evaluate((panel) => {
        const { right } = panel.getBoundingClientRect();
        return [...panel.querySelectorAll(".lines *")]
          .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > right + 1)
          .map((one) => one.outerHTML.slice(0, 120));
      });
    for (const width of [1360, 1000, 640, 390]) {
      await page.setViewportSize({ width, height: 850 });
      await becomes(hangsOut, [], `${width} px`);
    }
    await page.getByLabel(`Actions\u00a0: ${names[0]}`).click();
    await page.getByRole("link", { name: `Bannir…\u00a0: ${names[0]}` }).waitFor();
    await becomes(hangsOut, [], "the menu");
    for (const pupil of pupils) await pupil.close();
  },
);

/** A new member: the token of a session of theirs. */
async function registered(url: string, name: string): Promise<string> {
  const response = await fetch(`${url}/api/v1/users`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name, password: PASSWORD }),
  });
  const { token } = await response.json();
  return token;
}

browserTest(
  "layout - long or short, messages stand at their edge; right to left, on the other side",
  async (visit) => {
    const { page } = await visit.device();
    await register(page, "Awa");
    const noor = await Talker.connect(visit.url, await enter(visit.url, "Noor"));
    await noor.send("general", "theirs");
    await say(page, "mine");
    await acknowledged(page, "mine").waitFor();
    await acknowledged(page, "theirs").waitFor();
    await noor.send("general", `${"On and on. ".repeat(30)}So far theirs.`);
    await say(page, `${"On and on. ".repeat(30)}So far mine.`);
    await acknowledged(page, "So far mine.").waitFor();
    await acknowledged(page, "So far theirs.").waitFor();
    const picture = (name: string) =>
      page.locator(`.sidebar [aria-label="${name}"] svg`).innerHTML();
    await becomes(
      async () => await picture("New message") === await picture("Browse rooms"),
      false,
      "what means different things looks different",
    );
    const edges = (selector: string, side: "left" | "right") =>
      page.locator(selector).evaluateAll(
        (
          all,
          side,
        ) => [...new Set(all.map((one) => Math.round(one.getBoundingClientRect()[side])))],
        side,
      );
    await becomes(() => page.locator(".message.own .bubble").count(), 2);
    await becomes(
      () => edges(".message.own .bubble", "right"),
      [1072],
      "long or short, at the edge",
    );
    await becomes(async () => (await edges(".message:not(.own) .bubble", "left")).length, 1);
    const centre = async (selector: string) => {
      const box = await page.locator(selector).first().boundingBox();
      return box ? box.x + box.width / 2 : NaN;
    };
    const parts = [
      ".sidebar",
      ".aside",
      ".message.own .bubble",
      ".message:not(.own) .bubble",
      ".send",
    ];
    const before = await Promise.all(parts.map(centre));
    await page.evaluate(() => {
      document.documentElement.dir = "rtl";
    });
    for (const [index, part] of parts.entries()) {
      const mirrored = 1360 - (before[index] ?? NaN);
      await eventually(() => centre(part), (it) => Math.abs(it - mirrored) < 12);
    }
    await becomes(() => overflow(page), []);
    await noor.close();

    await createRoom(page, "garden");
    await page.goto("/rooms/garden");
    await chatIsAlive(page);
    const head = page.locator(".head .title");
    await page.setViewportSize({ width: 390, height: 844 });
    await head.getByText("1 here, 1 member").click();
    await becomes(() => head.getAttribute("open"), "", "a press shows all of the line");
    await head.locator("summary").click();
    await page.setViewportSize({ width: 1360, height: 844 });
    await say(page, `/topic ${LONG} ${LONG}`);
    await head.locator(".topic").waitFor();
    const cut = () => head.locator(".topic").evaluate((it) => it.scrollWidth > it.clientWidth);
    for (const width of [1360, 390]) {
      await page.setViewportSize({ width, height: 844 });
      const line = async () => (await head.locator("p").innerText()).replaceAll(/\s+/g, " ");
      if (width === 1360) await becomes(cut, true, "a long topic is cut");
      else await becomes(line, "1 here, 1 member", "no word of the topic, no dot before nothing");
      const shown = async () => {
        const count = await head.locator(".count-here").boundingBox();
        return !!count && count.width > 0 && count.x + count.width <= width;
      };
      await becomes(shown, true, "and never the count");
      await head.locator("summary").click();
      await becomes(cut, false, "a press shows all of it");
      await head.locator("summary").click();
    }
  },
);
