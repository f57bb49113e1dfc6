import { Hono } from "hono";
import { actorOf, type HttpContext, type HttpEnv } from "../../../lib/http/environment.ts";
import type { ForRoom, PersonChoice } from "../../../lib/moving/import/choices.ts";
import { ROOM_CHOICES } from "../../../lib/protocol/administration.ts";
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
    const { typed, choices } = await choicesIn(c);
    const posted = { action: ACTIONS.importChoose, about: [id], typed, next };
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

/** What was typed, by row; and what was chosen, which throws `invalid-field` where it does not fit. */
async function choicesIn(c: HttpContext) {
  const [people, as] = [await readFormList(c, "person"), await readFormList(c, "as")];
  const skipped = await readFormList(c, "skip");
  const [rooms, roomAs] = [await readFormList(c, "room"), await readFormList(c, "roomAs")];
  const typed = Object.fromEntries([
    ...people.map((key, n) => [`as ${key}`, as[n] ?? ""]),
    ...skipped.map((key) => [`skip ${key}`, "on"]),
    ...rooms.map((key, n) => [`roomAs ${key}`, roomAs[n] ?? ""]),
  ]) as Record<string, string>;
  const choices = () => ({
    people: people.map((key, n) => personChoice(key, as[n] ?? "", skipped.includes(key))),
    rooms: rooms.map((key, n): ForRoom => ({ key, as: oneOf(ROOM_CHOICES, roomAs[n], "roomAs") })),
  });
  return { typed, choices };
}

function personChoice(key: string, name: string, isSkipped: boolean): PersonChoice {
  if (isSkipped) return { key, as: "skip" };
  const called = name.trim();
  return called === "" ? { key, as: "name" } : { key, as: "member", called };
}

function oneOf<T extends string>(all: readonly T[], value: string | undefined, field: string): T {
  const found = all.find((one) => one === value);
  if (found === undefined) throw new ChatError("invalid-field", { field });
  return found;
}
