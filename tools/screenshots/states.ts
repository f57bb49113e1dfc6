import { ADMIN } from "../../lib/ui/administration/paths.ts";
import { DOOR_PATHS, PATHS } from "../../lib/ui/paths.ts";
import { BAN_REASON, BANNED, PASSWORD } from "./community.ts";
import { CROWDED_STATES } from "./crowded_states.ts";
import { FILE_STATES } from "./file_states.ts";
import { MESSAGE_STATES } from "./message_states.ts";
import type { Staging, State } from "./state.ts";

const write = async ({ page }: Staging, text: string) => {
  const field = page.locator(".composer textarea");
  await field.fill(text);
  return field;
};
const open = (staging: Staging, keys: string) => staging.page.keyboard.press(keys);
const menu = (staging: Staging) => staging.page.locator("#show-more").click();

const dialog = ({ page }: Staging) => page.getByRole("dialog").waitFor();
const theMessage = ({ page }: Staging) =>
  page.locator(".message", { hasText: "can you open the shed" });
const actions = async (staging: Staging) => {
  const message = theMessage(staging);
  const more = message.locator(".more");
  if (await more.isVisible()) await more.tap();
  else await message.hover();
};

const offline = async ({ connection, page }: Staging) => {
  await connection.online;
  connection.lose();
  await page.locator(".banner").waitFor();
};

/** All screenshots, by name. */
export const STATES: readonly State[] = [
  { name: "door", viewer: "stranger", path: "/" },
  { name: "door-sign-in", viewer: "stranger", path: "/?way=sign-in" },
  { name: "door-register", viewer: "stranger", path: "/?way=register" },
  {
    name: "door-error",
    viewer: "stranger",
    path: "/",
    async stage({ page }) {
      await page.locator("#field-name").fill("Thibaut");
      await page.locator(".button.primary").click();
      await page.locator("#field-name-error").waitFor();
    },
  },
  {
    name: "room",
    viewer: "awa",
    path: "/rooms/general",
    async stage(staging) {
      await staging.connection.online;
      staging.community.ines.client.sendSignal({ type: "typing", conversation: "general" });
      staging.community.thibaut.client.sendSignal({ type: "typing", conversation: "general" });
      await staging.page.locator(".typing .dots").waitFor();
      await write(staging, "See you there");
    },
  },
  { name: "list", viewer: "awa", path: "/" },
  { name: "direct", viewer: "awa", path: "/direct/In%C3%A8s" },
  { name: "room-small", viewer: "awa", path: "/rooms/harvest-2026" },
  {
    name: "members",
    viewer: "awa",
    path: "/rooms/general",
    upTo: 1088,
    stage: async ({ page }) => {
      await page.locator("#show-members").click();
      await page.locator(".aside[data-panel=open]").waitFor();
    },
  },
  { name: "menu", viewer: "awa", path: "/rooms/harvest-2026", stage: menu },
  {
    name: "palette",
    viewer: "awa",
    path: "/rooms/general",
    async stage(staging) {
      await open(staging, "Control+k");
      await staging.page.locator(".palette input").fill("ha");
    },
  },
  {
    name: "palette-search",
    viewer: "awa",
    path: "/",
    async stage(staging) {
      await open(staging, "Control+k");
      await dialog(staging);
      await staging.page.locator(".palette input").fill("pump");
      await staging.page.locator(".palette mark").first().waitFor();
    },
  },
  { name: "search", viewer: "awa", path: "/search?query=the" },
  { name: "search-best", viewer: "awa", path: "/search?query=the+shed&order=best" },
  { name: "search-set", viewer: "awa", path: "/search?query=in%3Ageneral+after%3A2020+the" },
  { name: "search-wrong", viewer: "awa", path: "/search?query=has%3Acake+pump" },
  { name: "search-empty", viewer: "awa", path: "/search" },
  { name: "search-nothing", viewer: "awa", path: "/search?query=tractor+from%3Ame+has%3Alink" },
  {
    name: "palette-empty",
    viewer: "awa",
    path: "/",
    async stage(it) {
      await open(it, "Control+k");
      await dialog(it);
    },
  },
  {
    name: "rooms-dialog",
    viewer: "awa",
    path: "/rooms/general",
    from: 705,
    async stage({ page }) {
      await page.locator('.lists a[href="/rooms"]').click();
      await page.locator(".rooms-list li").first().waitFor();
    },
  },
  {
    name: "new-message",
    viewer: "awa",
    path: "/rooms/general",
    from: 705,
    async stage({ page }) {
      await page.locator(".brand .icon-button").click();
      await page.locator("#field-asked").fill("zed");
      await page.locator("dialog .button.primary").click();
      await page.locator("#field-asked-error").waitFor();
    },
  },
  {
    name: "shortcuts",
    viewer: "awa",
    path: "/rooms/general",
    async stage(it) {
      await open(it, "Control+/");
      await dialog(it);
    },
  },
  {
    name: "emoji",
    viewer: "awa",
    path: "/rooms/general",
    async stage({ page }) {
      await page.getByRole("button", { name: "Emoji", exact: true }).click();
      await page.locator(".emoji-picker .set button").first().waitFor();
    },
  },
  {
    name: "completion",
    viewer: "awa",
    path: "/rooms/general",
    stage: (it) => write(it, "Ask @"),
  },
  { name: "commands", viewer: "awa", path: "/rooms/general", stage: (it) => write(it, "/") },
  {
    name: "quit",
    viewer: "awa",
    path: "/rooms/general",
    async stage(it) {
      await (await write(it, "quit")).press("Control+Enter");
      await dialog(it);
    },
  },
  {
    name: "too-long",
    viewer: "awa",
    path: "/rooms/general",
    stage: (it) => write(it, "On and on and on. ".repeat(223)),
  },
  {
    name: "sending",
    viewer: "awa",
    path: "/rooms/general",
    async stage(it) {
      it.connection.refuse("And the scale!");
      it.connection.withhold("Bringing the keys");
      await (await write(it, "And the scale!")).press("Control+Enter");
      await it.page.locator("[data-state=failed]").waitFor();
      await (await write(it, "Bringing the keys for the cold room too.")).press("Control+Enter");
      await it.page.locator("[data-state=pending]").waitFor();
    },
  },
  {
    name: "actions",
    viewer: "awa",
    path: "/rooms/general",
    stage: actions,
  },
  {
    name: "message-menu",
    viewer: "awa",
    path: "/rooms/general",
    async stage(staging) {
      await actions(staging);
      await theMessage(staging).getByRole("button", { name: "More about this message" }).click();
      await staging.page.getByRole("menu").waitFor();
    },
  },
  {
    name: "person-menu",
    viewer: "awa",
    path: "/rooms/general",
    from: 1089,
    stage: ({ page }) => page.locator("#members [aria-haspopup]").first().click(),
  },
  {
    name: "sanction",
    viewer: "awa",
    path: "/rooms/general",
    from: 1089,
    async stage(staging) {
      await staging.page.locator("#members [aria-haspopup]").first().click();
      await staging.page.getByRole("menuitem", { name: "Ban" }).click();
      await dialog(staging);
    },
  },
  {
    name: "topic",
    viewer: "awa",
    path: "/rooms/harvest-2026",
    async stage(staging) {
      await menu(staging);
      await staging.page.getByRole("menuitem", { name: "topic" }).click();
      await dialog(staging);
    },
  },
  {
    name: "list-offline",
    viewer: "awa",
    path: "/",
    stage: offline,
  },
  {
    name: "offline",
    viewer: "awa",
    path: "/rooms/general",
    stage: offline,
  },
  {
    name: "right-to-left",
    viewer: "awa",
    path: "/rooms/general",
    stage: ({ page }) =>
      page.evaluate(() => {
        document.documentElement.dir = "rtl";
      }),
  },
  { name: "without-script", viewer: "awa", path: "/rooms/general", scripts: "off" },
  ...Object.entries(ADMIN).map(([page, path]): State => ({
    name: `administration-${page}`,
    viewer: "awa",
    path,
  })),
  { name: "account", viewer: "awa", path: PATHS.account },
  { name: "setup", viewer: "stranger", path: `${DOOR_PATHS.setup}?code=not-the-code` },
  {
    name: "banned",
    viewer: "stranger",
    path: "/?way=sign-in",
    async stage({ page }) {
      await page.locator("#field-name").fill(BANNED);
      await page.locator("#field-password").fill(PASSWORD);
      await page.locator("form .button.primary").click();
      await page.getByText(BAN_REASON).waitFor();
    },
  },
  { name: "beginning", viewer: "awa", path: "/rooms/orchard" },
  { name: "rooms", viewer: "awa", path: "/rooms" },
  { name: "settings", viewer: "awa", path: "/settings" },
  { name: "not-found", viewer: "awa", path: "/rooms/nowhere" },
  { name: "may-join", viewer: "awa", path: "/rooms/beekeepers" },
  ...FILE_STATES,
  ...MESSAGE_STATES,
  ...CROWDED_STATES,
];
