import { Hono } from "hono";
import type { HttpEnv } from "../../../lib/http/environment.ts";
import { ADMIN } from "../../../lib/ui/administration/paths.ts";
import type { PageServices } from "../services.ts";
import { communityActs } from "./community_acts.ts";
import { answerAsked } from "./answer.ts";
import { peopleActs } from "./people_acts.ts";

/** The pages of the administration and what is done on them. Each use case checks who may. */
export function administrationRoutes(services: PageServices): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  for (const path of [...Object.values(ADMIN), `${ADMIN.people}/:id`]) {
    app.get(path, (c) => answerAsked(c, services));
  }
  return app
    .route("/", communityActs(services))
    .route("/", peopleActs(services));
}
