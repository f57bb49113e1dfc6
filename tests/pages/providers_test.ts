import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { ADMINISTRATION_CATALOGS } from "../../lib/i18n/catalogs.ts";
import { LOCALES } from "../../lib/i18n/locale.ts";
import type { ProviderAnswer } from "../../lib/protocol/foreign_providers.ts";
import { ACTIONS, ADMIN, providerPath } from "../../lib/ui/administration/paths.ts";
import { PATHS } from "../../lib/ui/paths.ts";
import { type Administered, openAdministered, PASSWORD } from "../support/administered_pages.ts";
import { unescapeHtml } from "../support/pages.ts";

const WISH = {
  name: "The Coop",
  id: "coop",
  issuer: "https://id.coop.example",
  client: "palabre",
  scopes: "openid profile email",
  domains: "",
  claims: "",
  roleClaim: "",
  administrators: "",
  moderators: "",
  next: ADMIN.providers,
};
const SECRET = "the well is deep";
const GOOD: ProviderAnswer = {
  is: "answers",
  issuer: WISH.issuer,
  namesItself: true,
  warnings: [],
};

/** Has every provider say the same. */
function answering({ instance }: Pick<Administered, "instance">, answer: ProviderAnswer): void {
  Object.assign(instance.administration, { askProvider: () => Promise.resolve(answer) });
}

/** The field, and the text that describes it. */
function fieldOf(html: string, id: string) {
  const tag = new RegExp(`<(?:input|textarea)[^>]* id="${id}"[^>]*>`).exec(html)?.[0] ?? "";
  const told = /aria-describedby="([^"]*)"/.exec(tag)?.[1];
  const text = new RegExp(`id="${told}"[^>]*>([^<]*)`).exec(html)?.[1] ?? "";
  return { tag, text: unescapeHtml(text) };
}

/** What is marked as wrong, and what the page opens for. */
function marked(html: string) {
  const tags = [...html.matchAll(/<[^>]*>/g)].map(String);
  const idOf = (tag: string) => / id="([^"]*)"/.exec(tag)?.[1] ?? /role="[^"]*"/.exec(tag)?.[0];
  return {
    wrong: tags.filter((tag) => tag.includes('aria-invalid="true"')).map(idOf),
    focus: tags.filter((tag) => / autofocus/.test(tag)).map(idOf),
  };
}

for (const locale of LOCALES) {
  Deno.test(`providers - a secret that was not kept is asked for again, in ${locale}`, async () => {
    const pages = await openAdministered();
    const { awa, close } = pages;
    await awa.post(PATHS.language, { locale });
    const words = ADMINISTRATION_CATALOGS[locale];
    const [again, hint] = [words["provider.secret-again"], words["provider.secret-hint"]];
    const told = async (more: Record<string, string>) => {
      const { html } = await awa.post(ACTIONS.addProvider, { ...WISH, ...more });
      assert(!html.includes(SECRET) && !html.includes(PASSWORD), "they are never sent back");
      return fieldOf(html, "provider-secret").text;
    };
    assertEquals(await told({ secret: SECRET, password: "wrong horse" }), again);
    assertEquals(await told({ secret: SECRET, id: "Coop!" }), again);
    answering(pages, GOOD);
    assertEquals(await told({ secret: SECRET, do: "ask" }), again);
    assertEquals(await told({ do: "ask" }), hint, "none was typed");
    answering(pages, { is: "fails", why: "time", detail: "" });
    assertEquals(await told({ secret: SECRET, password: PASSWORD, do: "ask" }), again);
    await close();
  });
}

Deno.test("providers - the password is asked for again where one was typed", async () => {
  const pages = await openAdministered();
  answering(pages, GOOD);
  const again = "Type the password again";
  const ask = async (password: string) =>
    (await pages.awa.post(ACTIONS.addProvider, { ...WISH, password, do: "ask" })).html;
  assert(fieldOf(await ask(PASSWORD), "provider-password").text.startsWith(again));
  assert(!fieldOf(await ask(""), "provider-password").text.startsWith(again));
  await pages.close();
});

Deno.test("providers - one that is known keeps its secret, unless another was typed", async () => {
  const pages = await openAdministered();
  const { awa, close } = pages;
  await awa.post(ACTIONS.addProvider, { ...WISH, secret: SECRET, password: PASSWORD });
  const next = providerPath("coop");
  assertMatch(fieldOf((await awa.get(next)).html, "provider-secret").text, /^A secret is kept/);
  answering(pages, GOOD);
  const ask = async (secret: string) => {
    const { html } = await awa.post(ACTIONS.changeProvider, { ...WISH, next, secret, do: "ask" });
    return fieldOf(html, "provider-secret").text;
  };
  assertMatch(await ask(""), /^A secret is kept/);
  assertMatch(await ask("another"), /^Type the secret again/);
  await close();
});

Deno.test("providers - what is wrong stands at its field, for which the page opens", async () => {
  const { awa, close } = await openAdministered();
  const cases: [Record<string, string>, string][] = [
    [{ issuer: "http://id.coop.example" }, "provider-issuer"],
    [{ issuer: "https://10.0.0.1", do: "ask" }, "provider-issuer"],
    [{ issuer: "no address", do: "ask" }, "provider-issuer"],
    [{ id: "Coop!" }, "provider-id"],
    [{ client: "" }, "provider-client"],
    [{ domains: "x".repeat(254) }, "provider-domains"],
    [{ claims: "members" }, "provider-claims"],
    [{ claims: `groups = ${"x".repeat(201)}` }, "provider-claims"],
    [{ roleClaim: "x".repeat(201) }, "provider-roleClaim"],
    [{ roleClaim: "groups", administrators: "x".repeat(201) }, "provider-administrators"],
    [{ roleClaim: "groups", moderators: "x".repeat(201) }, "provider-moderators"],
    [{ password: "wrong horse" }, "provider-password"],
  ];
  for (const [more, field] of cases) {
    const { html } = await awa.post(ACTIONS.addProvider, { ...WISH, password: PASSWORD, ...more });
    assertEquals(marked(html), { wrong: [field], focus: [field] }, JSON.stringify(more));
  }
  await close();
});

Deno.test("providers - what is of no field, and what one says, is what the page opens at", async () => {
  const pages = await openAdministered();
  const { awa, close } = pages;
  const long = Array.from({ length: 30 }, () => `groups = ${"x".repeat(190)}`).join("\n");
  const all = await awa.post(ACTIONS.addProvider, { ...WISH, claims: long, password: PASSWORD });
  assertStringIncludes(all.html, "That is too long in total");
  assertEquals(marked(all.html), { wrong: [], focus: ['role="alert"'] });

  await awa.post(ACTIONS.addProvider, { ...WISH, password: PASSWORD });
  const ask = async () =>
    (await awa.post(ACTIONS.changeProvider, { ...WISH, next: providerPath("coop"), do: "ask" }))
      .html;
  answering(pages, { is: "fails", why: "time", detail: "" });
  assertEquals(marked(await ask()), { wrong: [], focus: ['role="alert"'] }, "its address stays");
  answering(pages, GOOD);
  assertEquals(marked(await ask()), { wrong: [], focus: ['role="status"'] });
  await close();
});
