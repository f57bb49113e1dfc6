import type { GuardedFetch, GuardedResponse } from "../net/guarded_fetch.ts";
import { FetchError } from "../net/guarded_fetch.ts";
import { isPictureType } from "../pictures/format.ts";
import { PREVIEW_LENGTHS } from "../protocol/link_previews.ts";
import { decodePage } from "./charset.ts";
import { type PageHead, readPageHead } from "./page_head.ts";
import { pageWords } from "./page_words.ts";
import type { ShrinkPicture, SmallPicture } from "./shrink.ts";

/** What a page says of itself. */
export interface FoundPage {
  site: string;
  title: string;
  description?: string;
  picture?: SmallPicture & { alt?: string };
}

/** Reads what a page says of itself; nothing of one that says nothing, or is not to be had. */
export type ReadPage = (url: string) => Promise<FoundPage | undefined>;

/** Heads of pages are long where scripts stand in them; what follows is not read. */
const PAGE = { maxBytes: 512 * 1024, longer: "cut", timeoutMs: 6_000 } as const;
const OEMBED = { maxBytes: 64 * 1024, longer: "refuse", timeoutMs: 3_000 } as const;
const PICTURE = { maxBytes: 2 * 1024 * 1024, longer: "refuse", timeoutMs: 5_000 } as const;
const MAX_REDIRECTS = 5;

/** A browser's, of nobody: no language, no cookie, and not who asks, nor from where. */
const HEADERS = {
  "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
  "accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
  "accept-language": "*",
} as const;

/** A header of each page of this software: they are for those who are in. */
const OWN_PAGE = "palabre-reader";

/** What pages are read with. */
export interface ReadPageParts {
  fetch: GuardedFetch;
  shrink: ShrinkPicture;
  /** Counts one more call of a host; whether it may be called once more. */
  mayCall(hostname: string): boolean;
}

/** Over the guarded fetch: each address, the page's and those that it names, is judged by it (B6). */
export function createReadPage({ fetch, shrink, mayCall }: ReadPageParts): ReadPage {
  /** The answer, where it is one of success. */
  async function get(url: string, limits: typeof PAGE | typeof OEMBED | typeof PICTURE) {
    try {
      const request = { url, headers: HEADERS, maxRedirects: MAX_REDIRECTS, mayCall, ...limits };
      const answer = await fetch(request);
      return answer.status >= 200 && answer.status < 300 ? answer : undefined;
    } catch (error) {
      if (error instanceof FetchError) return undefined;
      throw error;
    }
  }

  async function picture(address: string | undefined, base: string) {
    const url = address === undefined ? undefined : URL.parse(address.trim(), base);
    const answer = url ? await get(url.href, PICTURE) : undefined;
    return answer && await shrink(answer.body);
  }

  /** A link to a picture itself: its name stands for its title. */
  async function alone(url: string): Promise<FoundPage | undefined> {
    const { hostname, pathname } = new URL(url);
    const name = pageWords(nameIn(pathname), PREVIEW_LENGTHS.title);
    const small = name === undefined ? undefined : await picture(url, url);
    if (name === undefined || !small) return undefined;
    return { site: siteOf(hostname), title: name, picture: small };
  }

  async function page(answer: GuardedResponse, type: string): Promise<FoundPage | undefined> {
    const head = readPageHead(decodePage(answer.body, type));
    const base = (head.base === undefined ? null : URL.parse(head.base, answer.url))?.href ??
      answer.url;
    const wantsMore = head.oembed !== undefined && !(head.title && head.picture && head.site);
    const more = wantsMore ? await oembed(head.oembed, base) : {};
    const said: PageHead = { ...more, ...head };
    const title = pageWords(said.title, PREVIEW_LENGTHS.title);
    if (title === undefined) return undefined;
    const description = pageWords(said.description, PREVIEW_LENGTHS.description);
    const small = await picture(said.picture, base);
    const alt = pageWords(said.alt, PREVIEW_LENGTHS.alt);
    return {
      site: pageWords(said.site, PREVIEW_LENGTHS.site) ?? siteOf(new URL(answer.url).hostname),
      title,
      ...(description !== undefined && description !== title && { description }),
      ...(small && { picture: { ...small, ...(alt !== undefined && { alt }) } }),
    };
  }

  /** What oEmbed says; nothing of it is shown as markup. */
  async function oembed(address: string | undefined, base: string): Promise<PageHead> {
    const url = address === undefined ? undefined : URL.parse(address, base);
    const answer = url ? await get(url.href, OEMBED) : undefined;
    return answer ? oembedIn(new TextDecoder().decode(answer.body)) : {};
  }

  return async (url) => {
    const answer = await get(url, PAGE);
    if (!answer || answer.headers.has(OWN_PAGE)) return undefined;
    const type = (answer.headers.get("content-type") ?? "").toLowerCase();
    if (/^(text\/html|application\/xhtml\+xml)\b/.test(type)) return await page(answer, type);
    return isPictureType(type.split(";")[0]!.trim()) ? await alone(url) : undefined;
  };
}

function oembedIn(text: string): PageHead {
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch {
    return {}; // no JSON: it says nothing
  }
  const of = (name: string) => {
    const value = said !== null && typeof said === "object" && name in said
      ? (said as Record<string, unknown>)[name]
      : undefined;
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const [title, site, picture] = [of("title"), of("provider_name"), of("thumbnail_url")];
  return {
    ...(title !== undefined && { title }),
    ...(site !== undefined && { site }),
    ...(picture !== undefined && { picture }),
  };
}

function nameIn(pathname: string): string {
  const last = pathname.slice(pathname.lastIndexOf("/") + 1);
  try {
    return decodeURIComponent(last);
  } catch {
    return last; // what is no UTF-8 stays as it is
  }
}

function siteOf(hostname: string): string {
  return hostname.replace(/^www\./, "");
}
