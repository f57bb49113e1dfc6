import type { Hono } from "hono";
import type { HttpEnv } from "../../lib/http/environment.ts";
import { ACTIONS, ADMIN } from "../../lib/ui/administration/paths.ts";
import { PATHS } from "../../lib/ui/paths.ts";

/** The page that each form of the administration stands on. */
const ACTION_PAGES: Record<keyof typeof ACTIONS, string> = {
  say: ADMIN.overview,
  shutdown: ADMIN.overview,
  cancelShutdown: ADMIN.overview,
  hideChecklist: ADMIN.overview,
  presets: ADMIN.community,
  community: ADMIN.community,
  picture: ADMIN.community,
  retention: ADMIN.community,
  addEmoji: ADMIN.community,
  renameEmoji: ADMIN.community,
  removeEmoji: ADMIN.community,
  addProvider: ADMIN.providers,
  changeProvider: ADMIN.providers,
  endProvider: ADMIN.providers,
  orderProvider: ADMIN.providers,
  door: ADMIN.admission,
  invite: ADMIN.invitations,
  revoke: ADMIN.invitations,
  newcomers: ADMIN.safety,
  heldWords: ADMIN.safety,
  proof: ADMIN.safety,
  raid: ADMIN.safety,
  role: ADMIN.people,
  vouch: ADMIN.people,
  passwordLink: ADMIN.people,
  secondFactor: ADMIN.people,
  sanction: ADMIN.people,
  lift: ADMIN.sanctions,
  report: ADMIN.reports,
  held: ADMIN.reports,
  appeal: ADMIN.reports,
  room: ADMIN.rooms,
  addBot: ADMIN.integrations,
  botToken: ADMIN.integrations,
  botRooms: ADMIN.integrations,
  removeBot: ADMIN.integrations,
  botMakers: ADMIN.integrations,
  previews: ADMIN.integrations,
  addHook: ADMIN.integrations,
  tryHook: ADMIN.integrations,
  hookAddress: ADMIN.integrations,
  addOutgoing: ADMIN.integrations,
  changeOutgoing: ADMIN.integrations,
  outgoingSecret: ADMIN.integrations,
  sendAgain: ADMIN.integrations,
  addCommand: ADMIN.integrations,
  commandSecret: ADMIN.integrations,
  removeCommand: ADMIN.integrations,
  importChoose: ADMIN.moving,
  importUndo: ADMIN.moving,
  importForget: ADMIN.moving,
  importAgain: ADMIN.moving,
  placeholderLook: ADMIN.people,
  placeholderMerge: ADMIN.people,
  placeholderForget: ADMIN.people,
  exportAll: ADMIN.moving,
};

/**
 * Has the address of each form that no page is at lead to the page that the form stands on. A form that
 * is refused leaves it in the address bar, to be opened again. Goes after all other routes of `app`.
 */
export function formAddresses(app: Hono<HttpEnv>): void {
  const pathsOf = (method: string) =>
    new Set(app.routes.filter((route) => route.method === method).map(({ path }) => path));
  const pages = pathsOf("GET");
  const actions = new Map<string, string>(
    Object.entries(ACTIONS).map((
      [name, path],
    ) => [path, ACTION_PAGES[name as keyof typeof ACTIONS]]),
  );
  for (const path of pathsOf("POST").difference(pages)) {
    if (path.endsWith("*")) continue; // of what stands before all forms
    const depth = depthOfPage(path, pages);
    app.get(path, (c) => {
      const above = c.req.path.split("/").slice(0, depth).join("/");
      return c.redirect(actions.get(path) ?? (above || PATHS.home), 303);
    });
  }
}

/** Parts of the address of the nearest page above a form. */
function depthOfPage(path: string, pages: ReadonlySet<string>): number {
  const parts = path.split("/");
  while (parts.length > 1 && !pages.has(parts.join("/"))) parts.pop();
  return parts.length;
}
