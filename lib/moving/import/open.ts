import { createHash } from "node:crypto";
import { bytesOf, type ImportInput, openArchive } from "./input.ts";
import { openPalabre } from "./palabre.ts";
import { isSlack, openSlack } from "./slack.ts";
import { type ImportSource, NotAnExport } from "./source.ts";

/** The digest of an export: what is brought in twice is found by it. */
export async function importId(input: ImportInput): Promise<string> {
  const hash = createHash("sha256");
  for await (const part of bytesOf(input)) hash.update(part);
  return hash.digest().subarray(0, 16).toString("base64url");
}

/** Opens an export, of whatever kind, by what it holds. Throws `NotAnExport`. */
export async function openExport(input: ImportInput): Promise<ImportSource> {
  const head = await input.read(0, Math.min(512, input.size));
  if (head[0] === 0x1f && head[1] === 0x8b) return await openPalabre(input, true);
  if (head[0] === 0x50 && head[1] === 0x4b) {
    const archive = await openArchive(input);
    if (isSlack(archive)) return await openSlack(archive);
    throw new NotAnExport(`Nothing in the zip is an export that is known (${archive.size} files).`);
  }
  const text = new TextDecoder().decode(head);
  if (text.includes('"palabre":"export"')) return await openPalabre(input, false);
  throw new NotAnExport("This is no export that is known.");
}
