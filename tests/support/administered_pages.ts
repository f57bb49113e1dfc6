import { openPages, type PlainBrowser } from "./pages.ts";

export const PASSWORD = "baobab and rain";

/** Pages of a community with an administrator, a moderator, a member and a guest, each in a browser. */
export async function openAdministered() {
  const pages = await openPages();
  const code = await pages.instance.setup.open() ?? "";
  const member = async (name: string) => {
    const browser = pages.browser();
    await browser.post("/door/register", { name, password: PASSWORD });
    return browser;
  };
  const [awa, diego, ines] = [await member("Awa"), await member("Diego"), await member("Inès")];
  const noor = pages.browser();
  await noor.post("/door/guest", { name: "Noor" });
  await awa.post("/setup", { code });
  const idOf = async (name: string) => {
    const found = await pages.instance.users.byName(name);
    if (!found) throw new Error(`Nobody is called ${name}`);
    return found.id;
  };
  await awa.post("/admin/do/role", { id: await idOf("Diego"), role: "moderator" });
  return { ...pages, member, idOf, awa, diego, ines, noor };
}

export type Administered = Awaited<ReturnType<typeof openAdministered>>;

/** Asks a page as its island does. */
export async function asJson(browser: PlainBrowser, path: string) {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const response = await browser.send(path, {
    headers: { Accept: "application/json", Cookie: cookie },
  });
  return { status: response.status, body: await response.text(), headers: response.headers };
}
