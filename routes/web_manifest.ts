import type { Downloads } from "../lib/files/downloads.ts";
import { en } from "../lib/i18n/install/en.ts";
import { es } from "../lib/i18n/install/es.ts";
import { fr } from "../lib/i18n/install/fr.ts";
import type { Locale } from "../lib/i18n/locale.ts";
import { translatorOf } from "../lib/i18n/translator.ts";
import type { CommunityProfile } from "../lib/protocol/community.ts";
import { tintsOf } from "../lib/ui/looks/tints.ts";
import { OPEN_PATH, SHARE_PATH } from "../lib/ui/app_paths.ts";
import { PATHS } from "../lib/ui/paths.ts";

/** Those of the app, by file name. */
export const ICONS = {
  "favicon.svg": "image/svg+xml",
  "favicon-calls.svg": "image/svg+xml",
  "icon-192.png": "image/png",
  "icon-512.png": "image/png",
  "icon-maskable-512.png": "image/png",
  "apple-touch-icon.png": "image/png",
} as const;

/** The community's own icon, drawn here: as it is, and with room for the system to cut it to a shape. */
export const COMMUNITY_ICONS = {
  "community.svg": { purpose: "any", share: 1 },
  "community-maskable.svg": { purpose: "maskable", share: 0.62 },
} as const;

/** The colours of a page's background: `--canvas` in static/styles/tokens.css. */
export const CANVAS = { light: "#f8f5f1", dark: "#15120f" } as const;

/** `--leaf` of tokens.css by day. */
const GREEN = "#1c6c49";

/** What of a community the installed app shows. */
export type InstalledProfile =
  & Pick<CommunityProfile, "name">
  & Partial<Pick<CommunityProfile, "accent" | "icon" | "picture">>;

const WORDS = { en, es, fr };

/** What systems take when the app shall open files that are shared with it. */
const SHARED_TYPES = ["image/*", "video/*", "audio/*", "application/pdf", "text/plain", "text/csv"];

/** The manifest of the installed app (W3C Web Application Manifest), in a language. */
export function webManifest(profile: InstalledProfile, locale: Locale) {
  const { name } = profile;
  const words = translatorOf<typeof en>(locale, WORDS[locale]);
  const icon = (file: keyof typeof ICONS, sizes: string, purpose = "any") => (
    { src: `/icons/${file}`, sizes, type: ICONS[file], purpose }
  );
  const own = Object.entries(COMMUNITY_ICONS).map(([file, { purpose }]) => (
    { src: `/icons/${file}`, sizes: "any", type: "image/svg+xml", purpose }
  ));
  const shortcut = (name: string, url: string) => (
    { name, url, icons: [icon("icon-192.png", "192x192")] }
  );
  return {
    id: "/",
    name,
    short_name: name,
    lang: locale,
    dir: "auto",
    description: words.t("description"),
    start_url: "/",
    scope: "/",
    display: "standalone",
    display_override: ["window-controls-overlay", "standalone"],
    background_color: CANVAS.light,
    theme_color: profile.accent || CANVAS.light,
    icons: [
      ...profile.icon || profile.picture !== undefined ? own : [icon("favicon.svg", "any")],
      icon("icon-192.png", "192x192"),
      icon("icon-512.png", "512x512"),
      icon("icon-maskable-512.png", "512x512", "maskable"),
    ],
    shortcuts: [
      shortcut(words.t("inbox"), PATHS.inbox),
      shortcut(words.t("new"), PATHS.rooms),
      shortcut(words.t("search"), PATHS.search),
    ],
    // A window that is open leads there: what is typed in it is stored.
    launch_handler: { client_mode: ["navigate-existing", "auto"] },
    protocol_handlers: [{ protocol: "web+palabre", url: `${OPEN_PATH}?link=%s` }],
    share_target: {
      action: SHARE_PATH,
      method: "POST",
      enctype: "multipart/form-data",
      params: {
        title: "title",
        text: "text",
        url: "url",
        files: [{ name: "files", accept: SHARED_TYPES }],
      },
    },
    categories: ["social", "communication"],
    prefer_related_applications: false,
  };
}

/**
 * The community's icon as a picture: its picture, its letter or emoji, on the colour of pages; nothing
 * where it has none, or its picture is gone.
 */
export async function communityIcon(
  { accent, icon, picture }: InstalledProfile,
  { share }: { share: number },
  downloads: Pick<Downloads, "ofCommunity">,
): Promise<string | undefined> {
  if (!icon && picture === undefined) return undefined;
  const size = 512 * share;
  const at = (512 - size) / 2;
  const shown = picture === undefined
    ? `<text x="256" y="256" font-family="system-ui, sans-serif" font-size="${size * 0.7}"
        text-anchor="middle" dominant-baseline="central" fill="${
      accent ? tintsOf(accent, "light").leaf : GREEN
    }">${escaped(icon ?? "")}</text>`
    : `<image x="${at}" y="${at}" width="${size}" height="${size}" href="${await dataOf(
      picture,
      downloads,
    )}"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">
  <rect width="512" height="512" fill="${CANVAS.light}"/>${shown}</svg>`;
}

async function dataOf(tag: string, downloads: Pick<Downloads, "ofCommunity">): Promise<string> {
  const file = await downloads.ofCommunity(tag);
  const bytes = new Uint8Array(await new Response(file.stream(0, file.size)).arrayBuffer());
  return `data:${file.type};base64,${bytes.toBase64()}`;
}

const ENTITIES: Record<string, string> = { "<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;" };

function escaped(text: string): string {
  return text.replace(/[<>&"]/g, (sign) => ENTITIES[sign] ?? sign);
}
