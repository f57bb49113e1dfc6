import { pageRoutes } from "../../routes/pages/pages.ts";
import { openPages } from "./pages.ts";

/** The path of every form of the pages, as the routes spell it: those of mail too. */
export async function formPaths(): Promise<string[]> {
  const { services, close } = await openPages();
  const mails = services.mails ?? {} as NonNullable<typeof services.mails>;
  const posts = pageRoutes({ ...services, mails }).routes
    .filter(({ method, path }) => method === "POST" && path !== "/*");
  await close();
  return [...new Set(posts.map(({ path }) => path))];
}
