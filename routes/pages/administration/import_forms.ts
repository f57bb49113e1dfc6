import { Hono } from "hono";
import { actorOf, type HttpContext, type HttpEnv } from "../../../lib/http/environment.ts";
import type { ForRoom, PersonChoice } from "../../../lib/moving/import/choices.ts";
import { PERSON_CHOICES, ROOM_CHOICES } from "../../../lib/protocol/administration.ts";
import { ChatError } from "../../../lib/protocol/errors.ts";
import { ACTIONS, ADMIN, importPath } from "../../../lib/ui/administration/paths.ts";
import { readForm, readFormList } from "../form.ts";
import type { PageServices } from "../services.ts";
import { answerFailure, handleForm } from "./page.ts";

/** What is decided of an export before it is brought in, and taking it back. */
export function importForms(services: PageServices): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const { imports } = services;

  app.post(ACTIONS.importChoose, async (c) => {
    const actor = actorOf(c);
    const { next, id, then } = await readForm(c, "next", "id", "then");
    const posted = { action: ACTIONS.importChoose, about: [id], typed: {}, next };
    const choices = await choicesIn(c);
    if (then !== "start") {
      return await handleForm(c, services, posted, async () => {
        await imports.choose(actor, id, { ...choices(), sameNames: then === "names" });
        return { done: "import-saved" };
      });
    }
    try {
      await imports.choose(actor, id, choices());
      const { id: started } = await imports.start(actor, id);
      return c.redirect(importPath(started), 303);
    } catch (error) {
      return await answerFailure(c, services, posted, error);
    }
  });

  app.post(ACTIONS.importUndo, async (c) => {
    const actor = actorOf(c);
    const { next, id, sure } = await readForm(c, "next", "id", "sure");
    const posted = { action: ACTIONS.importUndo, about: [id], typed: {}, next };
    return await handleForm(c, services, posted, async () => {
      if (sure !== "on") throw new ChatError("invalid-field", { field: "sure" });
      await imports.undo(actor, id);
      return { done: "import-undone" };
    });
  });

  app.post(ACTIONS.importAgain, async (c) => {
    const actor = actorOf(c);
    const { next, id } = await readForm(c, "next", "id");
    const posted = { action: ACTIONS.importAgain, about: [id], typed: {}, next };
    return await handleForm(c, services, posted, async () => {
      await imports.start(actor, id);
      return { done: "import-again" };
    });
  });

  app.post(ACTIONS.importForget, async (c) => {
    const actor = actorOf(c);
    const { id } = await readForm(c, "id");
    const posted = { action: ACTIONS.importForget, about: [id], typed: {}, next: ADMIN.moving };
    return await handleForm(c, services, posted, async () => {
      await imports.forget(actor, id);
      return { done: "import-forgotten" };
    });
  });

  return app;
}

/** What was chosen; throws `invalid-field` when it is asked for and does not fit. */
async function choicesIn(c: HttpContext) {
  const [people, as] = [await readFormList(c, "person"), await readFormList(c, "as")];
  const [rooms, roomAs] = [await readFormList(c, "room"), await readFormList(c, "roomAs")];
  return () => ({
    people: people.map((key, n) => personChoice(key, as[n] ?? "")),
    rooms: rooms.map((key, n): ForRoom => ({ key, as: oneOf(ROOM_CHOICES, roomAs[n], "roomAs") })),
  });
}

function personChoice(key: string, chosen: string): PersonChoice {
  const [, user] = /^member:(.+)$/.exec(chosen) ?? [];
  return { key, as: oneOf(PERSON_CHOICES, user === undefined ? chosen : "member", "as"), user };
}

function oneOf<T extends string>(all: readonly T[], value: string | undefined, field: string): T {
  const found = all.find((one) => one === value);
  if (found === undefined) throw new ChatError("invalid-field", { field });
  return found;
}
