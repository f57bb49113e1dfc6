import { Hono } from "hono";
import type { HttpEnv } from "../../../lib/http/environment.ts";
import { ADMIN } from "../../../lib/ui/administration/paths.ts";
import type { PageServices } from "../services.ts";
import { botForms } from "./bot_forms.ts";
import { commandForms } from "./command_forms.ts";
import { hookForms } from "./hook_forms.ts";
import { outgoingForms } from "./outgoing_forms.ts";
import { communityForms } from "./community_forms.ts";
import { answerRequested } from "./page.ts";
import { emojiForms } from "./emoji_forms.ts";
import { profileForms } from "./profile_forms.ts";
import { providerForms } from "./provider_forms.ts";
import { importForms } from "./import_forms.ts";
import { movingForms } from "./moving_forms.ts";
import { placeholderForms } from "./placeholder_forms.ts";
import { roomForms } from "./room_forms.ts";
import { peopleForms } from "./people_forms.ts";
import { safetyForms } from "./safety_forms.ts";

/** The pages of the administration and what is done on them. Each use case checks who may. */
export function administrationRoutes(services: PageServices): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  for (const path of [...Object.values(ADMIN), `${ADMIN.people}/:id`]) {
    app.get(path, (c) => answerRequested(c, services));
  }
  return app
    .route("/", communityForms(services))
    .route("/", profileForms(services))
    .route("/", emojiForms(services))
    .route("/", providerForms(services))
    .route("/", safetyForms(services))
    .route("/", botForms(services))
    .route("/", hookForms(services))
    .route("/", outgoingForms(services))
    .route("/", commandForms(services))
    .route("/", roomForms(services))
    .route("/", movingForms(services))
    .route("/", importForms(services))
    .route("/", placeholderForms(services))
    .route("/", peopleForms(services));
}
