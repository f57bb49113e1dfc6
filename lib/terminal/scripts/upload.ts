import * as v from "valibot";
import { Refused } from "../../client/model.ts";
import { Lost } from "../../client/requests.ts";
import { ERROR_CODES } from "../../protocol/errors.ts";
import { ExitCode, Failure } from "../exit_codes.ts";
import type { Server } from "../server.ts";
import { asked } from "./ask_server.ts";

const Upload = v.object({ id: v.string() });
const Problem = v.object({ code: v.picklist(ERROR_CODES), detail: v.string() });

/** Brings a file to the server (docs/files.md); resolves with its id, for the message that it goes with. */
export async function upload(server: Server, path: string): Promise<string> {
  const { own } = server.speech;
  const unreadable = (error: unknown): never => {
    const why = error instanceof Error ? error.message : String(error);
    throw new Failure(own.t("failure.file", { path, why }), ExitCode.usage);
  };
  const file = await Deno.open(path).catch(unreadable);
  try {
    const { size, isFile } = await file.stat();
    if (!isFile) unreadable("not a file");
    const name = path.split(/[\\/]/).at(-1) ?? path;
    const { id } = await asked(server, Upload, "POST", "/files", { name, size });
    const response = await server.fetch(`/api/v1/files/${id}`, {
      method: "PATCH",
      headers: {
        "upload-offset": "0",
        "content-type": "application/offset+octet-stream",
        "content-length": String(size),
      },
      body: file.readable,
    }).catch((cause) => {
      throw new Lost("No answer", { cause });
    });
    if (response.ok) return id;
    const problem = v.safeParse(Problem, await response.json().catch(() => undefined));
    if (!problem.success) throw new Lost(`Answered with ${response.status}`);
    throw new Refused({ code: problem.output.code, message: problem.output.detail });
  } finally {
    try {
      file.close();
    } catch {
      // the body was read to its end, which closed it
    }
  }
}
