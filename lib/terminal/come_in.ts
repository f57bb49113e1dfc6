import * as v from "valibot";
import { solveChallenge } from "altcha-lib";
import type { Challenge } from "altcha-lib/types";
import { deriveKey } from "altcha-lib/algorithms/web/pbkdf2";
import { Person } from "../protocol/events.ts";
import type { Access } from "./arguments.ts";
import { ExitCode, Failure } from "./exit_codes.ts";
import { refusedAtDoor } from "./refused_at_door.ts";
import type { Problem, Server } from "./server.ts";
import type { Sessions } from "./sessions.ts";

const Entered = v.object({ token: v.string(), user: Person });
const Me = v.object({ user: Person });

/** Longer work than this is given up, in milliseconds. */
const WORK_MS = 60_000;

/** What is asked of whoever sits before the program; both absent where nobody does. */
export interface Questions {
  /** Nothing is answered by whoever comes in by the browser. */
  name?(): Promise<string | undefined>;
  /** Asked without an echo. */
  password?(name: string): Promise<string | undefined>;
  /** The code of a second factor. */
  code?(): Promise<string | undefined>;
}

/** Who came in. */
export interface Come {
  name: string;
  id: string;
}

export interface WayIn {
  server: Server;
  sessions: Sessions;
  access: Pick<Access, "name" | "pair">;
  /** Given with `--password-stdin`. */
  password: string | undefined;
  questions: Questions;
  /** Comes in by the browser (pair.ts). */
  pair(): Promise<v.InferOutput<typeof Entered>>;
  now(): number;
}

/**
 * Lets the user in by the session that was kept, by the browser or by name; throws a `Failure` with the
 * server's words.
 */
export async function comeIn(way: WayIn): Promise<Come> {
  const { server, sessions, access, password, questions, now } = way;
  const { origin } = server;
  const isAnew = password !== undefined || access.pair;
  const saved = isAnew ? undefined : await sessions.find(origin, access.name);
  if (saved) {
    const known = await resume(server, saved.token);
    if (known) {
      await sessions.keep(origin, { ...saved, usedAt: now() });
      return known;
    }
    await sessions.forget(origin, saved.name);
  }
  const name = access.pair ? "" : access.name ?? await questions.name?.();
  if (name === undefined) throw new Failure(server.speech.own.t("usage.no-name"), ExitCode.usage);
  const { token, user } = name === ""
    ? await way.pair()
    : await enter(server, name, password, questions);
  server.token = token;
  await sessions.keep(origin, { name: name || user.name, token, usedAt: now() });
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
  // Whoever has an account may mean to sign in; a guest's name has no password.
  const isOfMember = problem.code === "name-taken" && !problem.type.endsWith(":name-of-guest");
  if (isOfMember && password === undefined) {
    const typed = await questions.password?.(name);
    if (typed) return enter(server, name, typed, { code: questions.code });
    throw new Failure(
      server.speech.own.t("failure.name-taken", { detail: problem.detail }),
      ExitCode.notLetIn,
    );
  }
  if (problem.ticket !== undefined) return await secondStep(server, problem, questions);
  throw refusedAtDoor(problem);
}

/** How often a code may be typed again. */
const CODES = 3;

/** The code of a second factor, where somebody can be asked; else, the other ways in are named. */
async function secondStep(
  server: Server,
  problem: Problem,
  questions: Questions,
): Promise<v.InferOutput<typeof Entered>> {
  const { ticket } = problem;
  let refused = problem;
  for (let tries = 0; tries < CODES; tries++) {
    const code = await questions.code?.();
    if (!code) break;
    const said = await server.ask(Entered, "POST", "/sessions/second-factor", { ticket, code });
    if ("answer" in said) return said.answer;
    refused = said.problem;
    if (!refused.type.endsWith(":code-wrong")) throw refusedAtDoor(refused);
  }
  if (refused !== problem) throw refusedAtDoor(refused);
  throw new Failure(server.speech.own.t("failure.second-factor"), ExitCode.notLetIn);
}

/** The work that is asked of many who come at once. */
async function work(server: Server, challenge: string): Promise<string> {
  const asked: Challenge = JSON.parse(challenge);
  const solution = await solveChallenge({ challenge: asked, deriveKey, timeout: WORK_MS });
  if (solution) return JSON.stringify({ challenge: asked, solution });
  throw new Failure(server.speech.own.t("failure.proof"), ExitCode.notLetIn);
}
