import type { Clock } from "../../lib/runtime/clock.ts";
import { formPaths } from "./form_paths.ts";
import { runServer } from "./running.ts";

const SETUP_CODE = "the-code-of-these-tests";
const PASSWORD = "qzj xk vbw 12";

/** Every address that takes a form: one of each that the routes know. */
export const FORMS = (await formPaths()).map((path) =>
  path.replace("/direct/:name", "/direct/ada").replace("/groups/:name", "/groups/none")
    .replace(":name", "general").replace(/:seq(\{[^/]*\})?/, "1").replace(":code", "none")
);

/** Who asks: what proves it, if anything. */
type Proof = Record<string, string>;

/**
 * A whole server with a store of the platform, its first administrator, a member and a guest, and ways
 * to ask it what no page of ours asks.
 */
export async function attackServer(env: Record<string, string> = {}, clock?: Clock) {
  const server = await runServer({ PALABRE_SETUP_CODE: SETUP_CODE, ...env }, clock);
  const { url } = server;

  async function ask(method: string, path: string, init: RequestInit = {}): Promise<Response> {
    return await fetch(url + path, { redirect: "manual", ...init, method });
  }

  const withJson = (json: unknown, proof: Proof = {}): RequestInit => ({
    headers: { ...proof, "content-type": "application/json" },
    body: JSON.stringify(json),
  });

  /** Comes in; gives the cookie and the bearer token. */
  async function come(path: string, json: unknown) {
    const response = await ask("POST", `/api/v1${path}`, withJson(json));
    const { token, user, detail } = await response.json();
    if (!token) throw new Error(`Not let in: ${detail}`);
    return {
      user,
      bearer: { authorization: `Bearer ${token}` },
      cookie: { cookie: (response.headers.get("set-cookie") ?? "").split(";")[0] ?? "" },
      token: String(token),
    };
  }

  const register = (name: string) => come("/users", { name, password: PASSWORD });
  return {
    ...server,
    ask,
    withJson,
    register,
    signIn: (name: string) => come("/sessions", { name, password: PASSWORD }),
    guest: (name: string) => come("/sessions", { name }),
    administrator: await come("/setup", { code: SETUP_CODE, name: "root", password: PASSWORD }),
    member: await register("ada"),
  };
}

/** Reads an answer to its end and gives its status: what is not read stays open. */
export async function statusOf(answer: Promise<Response>): Promise<number> {
  const response = await answer;
  await response.body?.cancel();
  return response.status;
}

/** What a server says that limits nobody. */
export const isNoise = (line: string) => line.startsWith("PALABRE_RATES=off");
