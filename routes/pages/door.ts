import { Hono } from "hono";
import type { Entered } from "../../lib/chat/identity.ts";
import type { HttpContext, HttpEnv } from "../../lib/http/environment.ts";
import { clearSessionCookie, setSessionCookie } from "../../lib/http/session.ts";
import { ChatError, type Refusal } from "../../lib/protocol/errors.ts";
import { GENERAL } from "../../lib/protocol/events.ts";
import type { DoorPageProps, DoorWay } from "../../lib/ui/pages/props.ts";
import { PATHS, roomPath } from "../../lib/ui/paths.ts";
import { visitorOf } from "../api/sessions.ts";
import { answer } from "./answer.tsx";
import { answerChat } from "./conversation.ts";
import { doorFace } from "./faces.tsx";
import { readForm } from "./form.ts";
import { nextPath } from "./next_path.ts";
import { readerOf } from "./reader.ts";
import { say } from "./refused.tsx";
import type { PageServices } from "./services.ts";

const WAYS: readonly DoorWay[] = ["guest", "sign-in", "register"];

/** The door for strangers, the list of conversations for who is in; the ways in and out. */
export function doorRoutes(services: PageServices): Hono<HttpEnv> {
  const { identity } = services;
  const app = new Hono<HttpEnv>();

  app.get(PATHS.home, async (c) => {
    const { actor } = c.var;
    const { next, invite } = c.req.query();
    if (actor) return next ? c.redirect(nextPath(next, PATHS.home), 303) : answerChat(c, services);
    const way = WAYS.find((way) => way === c.req.query("way"));
    if (!invite) return answerDoor(c, services, { way, next });
    const invited = await services.administration.invites(invite);
    if (invited) return answerDoor(c, services, { way, next, invite, invited });
    const { message } = say(c, services, new ChatError("invite-invalid"));
    return answerDoor(c, services, { way, next, error: { field: "form", message } });
  });

  app.get(`${PATHS.join}/:code`, (c) => {
    const invite = c.req.param("code");
    const { actor } = c.var;
    if (actor?.user.role === "guest") {
      return c.redirect(`${PATHS.account}?${new URLSearchParams({ invite })}`, 303);
    }
    if (actor) return c.redirect(PATHS.home, 303);
    return c.redirect(`${PATHS.home}?${new URLSearchParams({ way: "register", invite })}`, 303);
  });

  app.post(
    PATHS.enterAsGuest,
    comeIn(
      services,
      "guest",
      async (c, { name }) => identity.enter(await visitorOf(c), name, c.var.actor),
    ),
  );
  app.post(
    PATHS.signIn,
    comeIn(
      services,
      "sign-in",
      async (c, { name, password }) => identity.signIn(await visitorOf(c), { name, password }),
    ),
  );
  app.post(
    PATHS.register,
    comeIn(
      services,
      "register",
      async (c, { name, password, invite }) =>
        identity.register(await visitorOf(c), { name, password, invite }),
    ),
  );

  app.post(PATHS.signOut, async (c) => {
    if (c.var.actor) await identity.signOut(c.var.actor);
    clearSessionCookie(c);
    return c.redirect(PATHS.home, 303);
  });

  return app;
}

type Typed = Record<"name" | "password" | "invite" | "next", string>;

/** Lets somebody in and on to where they were going; or shows the door again, with what they typed. */
function comeIn(
  services: PageServices,
  way: DoorWay,
  enter: (c: HttpContext, typed: Typed) => Promise<Entered>,
) {
  return async (c: HttpContext) => {
    const typed = await readForm(c, "name", "password", "invite", "next");
    try {
      setSessionCookie(c, (await enter(c, typed)).token);
    } catch (error) {
      const { refusal, status, message } = say(c, services, error);
      const { name, invite, next } = typed;
      const failed = { way, name, invite, next, error: { field: fieldOf(refusal), message } };
      return answerDoor(c, services, failed, status);
    }
    return c.redirect(nextPath(typed.next, roomPath(GENERAL)), 303);
  };
}

async function answerDoor(
  c: HttpContext,
  services: PageServices,
  shown: Partial<Pick<DoorPageProps, "way" | "name" | "invite" | "invited" | "next" | "error">>,
  status?: ReturnType<typeof say>["status"],
): Promise<Response> {
  const { community, presence, administration } = services;
  const { guests, registration } = await administration.settings();
  const open = (way: DoorWay) =>
    way === "guest" ? guests : way === "sign-in" || registration !== "closed";
  const way = [shown.way, ...WAYS].find((one) => one !== undefined && open(one)) ?? "sign-in";
  const face = doorFace(services.Island, {
    reader: readerOf(c, services),
    community,
    here: presence.everyone().length,
    ...{ guests, registration, ...shown, way },
    next: shown.next && nextPath(shown.next, PATHS.home),
  });
  return answer(c, services, { ...face, status });
}

function fieldOf(refusal: Refusal): NonNullable<DoorPageProps["error"]>["field"] {
  if (refusal.startsWith("name-")) return "name";
  if (refusal.startsWith("password-") || refusal === "wrong-credentials") return "password";
  return refusal.startsWith("invite-") ? "invite" : "form";
}
