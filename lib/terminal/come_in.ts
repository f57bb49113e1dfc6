import * as v from "valibot";
import { solveChallenge } from "altcha-lib";
import type { Challenge } from "altcha-lib/types";
import { deriveKey } from "altcha-lib/algorithms/web/pbkdf2";
import { Person } from "../protocol/events.ts";
import type { Access } from "./arguments.ts";
import { ExitCode, Failure } from "./exit_codes.ts";
import type { Problem, Server } from "./server.ts";
import type { Sessions } from "./sessions.ts";

const Entered = v.object({ token: v.string(), user: Person });
const Me = v.object({ user: Person });

/** Longer work than this is given up, in milliseconds. */
const WORK_MS = 60_000;

/** What is asked of whoever sits before the program; both absent where nobody does. */
export interface Questions {
  name?(): Promise<string | undefined>;
  /** Asked without an echo. */
  password?(name: string): Promise<string | undefined>;
}

/** Who came in. */
export interface Come {
  name: string;
  id: string;
}

export interface WayIn {
  server: Server;
  sessions: Sessions;
  access: Pick<Access, "name">;
  /** Given with `--password-stdin`. */
  password: string | undefined;
  questions: Questions;
  now(): number;
}

/** Lets the user in by the session that was kept, or by name; throws a `Failure` with the server's words. */
export async function comeIn({ server, sessions, access, password, questions, now }: WayIn) {
  const { origin } = server;
  const saved = password === undefined ? await sessions.find(origin, access.name) : undefined;
  if (saved) {
    const known = await resume(server, saved.token);
    if (known) {
      await sessions.keep(origin, { ...saved, usedAt: now() });
      return known;
    }
    await sessions.forget(origin, saved.name);
  }
  const name = access.name ?? await questions.name?.();
  if (!name) throw new Failure(server.speech.own.t("usage.no-name"), ExitCode.usage);
  const { token, user } = await enter(server, name, password, questions);
  server.token = token;
  await sessions.keep(origin, { name, token, usedAt: now() });
  return { name: user.name, id: user.id };
}

/** Who the session is of; `undefined` where it has ended. */
async function resume(server: Server, token: string): Promise<Come | undefined> {
  server.token = token;
  const said = await server.ask(Me, "GET", "/me");
  if ("answer" in said) return { name: said.answer.user.name, id: said.answer.user.id };
  if (said.status !== 401) throw refusedAtDoor(said.problem);
  server.token = undefined;
  return undefined;
}

async function enter(
  server: Server,
  name: string,
  password: string | undefined,
  questions: Questions,
): Promise<v.InferOutput<typeof Entered>> {
  const id = crypto.randomUUID(); // a repeat lets the same person in
  const asked = { name, id, ...(password !== undefined && { password }) };
  let said = await server.ask(Entered, "POST", "/sessions", asked);
  if ("problem" in said && said.problem.challenge !== undefined) {
    const proof = await work(server, said.problem.challenge);
    said = await server.ask(Entered, "POST", "/sessions", { ...asked, proof });
  }
  if ("answer" in said) return said.answer;
  const { problem } = said;
  if (problem.code === "name-taken" && password === undefined) {
    const typed = await questions.password?.(name);
    if (typed) return enter(server, name, typed, {});
    throw new Failure(
      server.speech.own.t("failure.name-taken", { detail: problem.detail }),
      ExitCode.notLetIn,
    );
  }
  throw refusedAtDoor(problem);
}

/** The work that is asked of many who come at once. */
async function work(server: Server, challenge: string): Promise<string> {
  const asked: Challenge = JSON.parse(challenge);
  const solution = await solveChallenge({ challenge: asked, deriveKey, timeout: WORK_MS });
  if (solution) return JSON.stringify({ challenge: asked, solution });
  throw new Failure(server.speech.own.t("failure.proof"), ExitCode.notLetIn);
}

/** Why somebody may not come in: the server's words say until when. */
function refusedAtDoor({ type, detail }: Problem): Failure {
  const code = type.endsWith(":kicked")
    ? ExitCode.kicked
    : type.endsWith(":banned")
    ? ExitCode.banned
    : ExitCode.notLetIn;
  return new Failure(detail, code);
}
