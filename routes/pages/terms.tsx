import { Hono } from "hono";
import type { HttpEnv } from "../../lib/http/environment.ts";
import { termsAddress } from "../../lib/protocol/community.ts";
import { TermsPage } from "../../lib/ui/pages/terms_page.tsx";
import { PATHS } from "../../lib/ui/paths.ts";
import { readingOf } from "../../lib/ui/reading.ts";
import { answer } from "./answer.tsx";
import { communityOf } from "./community.ts";
import { readerOf } from "./reader.ts";
import type { PageServices } from "./services.ts";

/** Where terms are read: at their own address, or on our page. */
export function termsPath(terms: string): string {
  return termsAddress(terms) ?? PATHS.terms;
}

/** The terms of the community, for anyone. */
export function termsRoutes(services: PageServices): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.get(PATHS.terms, (c) => {
    const { terms } = services.administration.profile();
    if (terms === "" || termsAddress(terms)) return c.notFound();
    const reader = readerOf(c, services);
    const named = communityOf(services);
    const { words } = readingOf(reader);
    return answer(c, services, {
      title: words.t("title.page", { page: words.t("door.terms"), community: named.community }),
      body: <TermsPage reader={reader} {...named} terms={terms} />,
    });
  });
  return app;
}
