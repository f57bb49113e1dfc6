// Sends an export, a part after the other: what is there is not sent again, also after a reload.
import * as v from "valibot";
import { BroughtIn } from "../../lib/protocol/administration.ts";
import { sleep, systemClock } from "../../lib/runtime/clock.ts";

const PATH = "/api/v1/admin/imports";
/** Tries of one request, and the wait before the next one in milliseconds: longer each time. */
const TRIES = 6;
const WAIT_MS = 1_000;

const Announced = v.object({ import: BroughtIn });
const Found = v.object({ import: BroughtIn, missing: v.array(v.number()) });
const Problem = v.object({ detail: v.string() });

/** The server said no: the message is for people. */
export class Refused extends Error {}

/** Sends it, or what is missing of one of `known`; gives its id. Throws `Refused`. */
export async function sendExport(
  file: File,
  known: readonly BroughtIn[],
  told: (here: number) => void,
): Promise<string> {
  const begun = known.find(({ state, upload, file: name }) =>
    state === "coming" && upload?.size === file.size && name === file.name
  );
  const { import: one } = begun ? { import: begun } : await ask(Announced, "POST", "", {
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ file: file.name, size: file.size }),
  });
  const path = `/${encodeURIComponent(one.id)}`;
  const { missing } = await ask(Found, "GET", path);
  const partBytes = one.upload!.partBytes;
  for (const part of missing) {
    const body = file.slice(part * partBytes, (part + 1) * partBytes);
    const headers = { "content-type": "application/octet-stream" };
    const sent = await ask(Announced, "PUT", `${path}/parts/${part}`, { headers, body });
    told(sent.import.upload?.here ?? file.size);
  }
  return one.id;
}

async function ask<S extends v.GenericSchema>(
  schema: S,
  method: string,
  path: string,
  init: RequestInit = {},
): Promise<v.InferOutput<S>> {
  for (let tries = 1;; tries++) {
    const response = await fetch(PATH + path, { method, ...init }).catch(() => undefined);
    if (response?.ok) return v.parse(schema, await response.json());
    const isNo = response && response.status < 500 && response.status !== 429;
    if (isNo) throw new Refused(v.parse(Problem, await response.json()).detail);
    if (tries === TRIES) throw new Error("The server does not answer");
    await sleep(systemClock, tries * WAIT_MS);
  }
}
