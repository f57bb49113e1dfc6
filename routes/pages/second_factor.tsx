import { Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { actorOf, type HttpContext, type HttpEnv } from "../../lib/http/environment.ts";
import { proofOf } from "../../lib/http/proof.ts";
import { visitorOf } from "../../lib/http/visitor.ts";
import type { en } from "../../lib/i18n/account/en.ts";
import { ACCOUNT_CATALOGS } from "../../lib/i18n/catalogs.ts";
import { translatorOf } from "../../lib/i18n/translator.ts";
import { ChatError } from "../../lib/protocol/errors.ts";
import {
  FACTOR_ACTS,
  type FactorAct,
  SecondFactorPage,
  type SecondFactorPageProps,
} from "../../lib/ui/pages/second_factor_page.tsx";
import { ACCOUNT_PATHS } from "../../lib/ui/paths.ts";
import { readingOf } from "../../lib/ui/reading.ts";
import { answer } from "./answer.tsx";
import { communityOf } from "./community.ts";
import { errorMessage } from "./error_pages.tsx";
import { readForm } from "./form.ts";
import { framedSettings } from "./frame.tsx";
import { readerOf } from "./reader.ts";
import type { PageServices } from "./services.ts";
import { SAID_ID } from "../../lib/ui/elements/said.tsx";

const FIELDS = ["do", "password", "signed", "code", "device", "name"] as const;
type Form = Record<(typeof FIELDS)[number], string>;
/** What is shown once, in the answer itself; or where to go on. */
type Outcome = Pick<SecondFactorPageProps, "codes" | "token"> | { next: string };

/** One's own second factor: each form of it posted to the page. */
export function secondFactorRoutes(services: PageServices): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();

  app.get(ACCOUNT_PATHS.secondFactor, (c) => {
    const done = (["off", "forget"] as const).find((one) => one === c.req.query("done"));
    return answerFactor(c, services, { done });
  });

  app.post(ACCOUNT_PATHS.secondFactor, async (c) => {
    actorOf(c);
    const form = await readForm(c, ...FIELDS);
    const act = FACTOR_ACTS.find((one) => one === form.do);
    if (!act) throw new ChatError("invalid-field", { field: "do" });
    try {
      const outcome = await carryOut(c, services, act, form);
      if ("next" in outcome) return c.redirect(outcome.next, 303);
      return await answerFactor(c, services, outcome);
    } catch (error) {
      if (error instanceof ChatError && error.refusal === "not-signed-in") throw error;
      const { refusal, status, message } = errorMessage(c, services, error);
      const failed = { act, field: fieldOf(refusal), message, name: form.name };
      return await answerFactor(c, services, { failed }, status);
    }
  });

  return app;
}

async function carryOut(
  c: HttpContext,
  { identity, administration }: PageServices,
  act: FactorAct,
  { code, device, name, ...proof }: Form,
): Promise<Outcome> {
  const actor = actorOf(c);
  const here = ACCOUNT_PATHS.secondFactor;
  const password = proofOf(c, proof);
  switch (act) {
    case "start":
      await identity.proposeSecondFactor(actor, password, administration.profile().name);
      return { next: here };
    case "confirm":
      return { codes: await identity.confirmSecondFactor(actor, code) };
    case "codes":
      return { codes: await identity.renewRecoveryCodes(actor, password) };
    case "off":
      await identity.removeSecondFactor(actor, password);
      return { next: `${here}?done=off#${SAID_ID}` };
    case "forget":
      await identity.forgetDevice(actor, device); // one that is forgotten already is as wished
      return { next: `${here}?done=forget#${SAID_ID}` };
    case "token": {
      const visitor = await visitorOf(c);
      return {
        token: { name, text: await identity.makeToken(actor, visitor, { name, password }) },
      };
    }
  }
}

function fieldOf(refusal: ChatError["refusal"]): string | undefined {
  if (refusal === "wrong-password") return "password";
  if (refusal === "code-wrong") return "code";
  return refusal === "passkey-name" ? "name" : undefined;
}

async function answerFactor(
  c: HttpContext,
  services: PageServices,
  shown: Pick<SecondFactorPageProps, "codes" | "token" | "done" | "failed">,
  status?: ContentfulStatusCode,
): Promise<Response> {
  const { identity, administration, Island } = services;
  const actor = actorOf(c);
  const signInName = await identity.signInName(actor);
  if (signInName === undefined) throw new ChatError("not-allowed"); // guests have no password
  const reader = readerOf(c, services);
  const { locale } = reader.preferences;
  const words = ACCOUNT_CATALOGS[locale];
  const community = communityOf(services);
  const [factor, devices, hasPassword, passkeys, setUp] = await Promise.all([
    identity.secondFactor(actor),
    identity.knownDevices(actor),
    identity.hasPassword(actor),
    identity.passkeys(actor),
    identity.proposedSecondFactor(actor, administration.profile().name),
  ]);
  const hasPasskey = passkeys.length > 0;
  const page = translatorOf<typeof en>(locale, words).t("factor.title");
  const props = {
    reader,
    ...community,
    words,
    factor,
    devices,
    signInName,
    hasPassword,
    hasPasskey,
    ...(hasPasskey && { script: <Island name="ProofApp" props={{}} /> }),
    setUp,
    ...shown,
  };
  return answer(c, services, {
    ...await framedSettings(c, services, {
      title: readingOf(reader).words.t("title.page", { page, community: community.community }),
      ...(hasPasskey && { islands: ["ProofApp"] }),
      sheets: ["second_factor"],
      body: <SecondFactorPage {...props} />,
    }),
    ...(status && { status }),
  });
}
