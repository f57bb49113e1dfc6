import { createHash } from "node:crypto";
import { type Archive, bytesOf, type ImportInput, openArchive } from "./input.ts";
import { looksLikeDiscord, openDiscord } from "./discord.ts";
import { mattermostLines, openMattermost } from "./mattermost.ts";
import { openPalabre } from "./palabre.ts";
import { isSlack, openSlack } from "./slack.ts";
import { type ImportSource, NotAnExport } from "./source.ts";

/** Keeps bytes where they can be read in parts. */
export type Spool = (bytes: AsyncIterable<Uint8Array>) => Promise<ImportInput>;

/** What is looked at to find out what a file is. */
const HEAD_BYTES = 4_096;

/** The digest of an export: what is brought in twice is found by it. */
export async function importId(input: ImportInput): Promise<string> {
  const hash = createHash("sha256");
  for await (const part of bytesOf(input)) hash.update(part);
  return hash.digest().subarray(0, 16).toString("base64url");
}

/** Opens an export, of whatever kind, by what it holds. Throws `NotAnExport`. */
export async function openExport(input: ImportInput, spool: Spool): Promise<ImportSource> {
  const head = await input.read(0, Math.min(HEAD_BYTES, input.size));
  if (head[0] === 0x1f && head[1] === 0x8b) return await openPalabre(input, true);
  if (head[0] === 0x50 && head[1] === 0x4b) return await openZip(await openArchive(input), spool);
  const text = new TextDecoder().decode(head);
  if (text.includes('"palabre":"export"')) return await openPalabre(input, false);
  if (/^\s*\{\s*"type"\s*:\s*"version"/.test(text)) return await openMattermost(input, undefined);
  if (looksLikeDiscord(text)) {
    const file = { path: input.name, open: () => bytesOf(input) };
    return await openDiscord([file], undefined);
  }
  throw new NotAnExport("unknown");
}

async function openZip(zip: Archive, spool: Spool): Promise<ImportSource> {
  const archive = withoutLitter(zip);
  for (const files of [archive, withoutFolder(archive)]) {
    if (isSlack(files)) return await openSlack(files);
    const lines = mattermostLines(files);
    if (lines) return await openMattermost(await spool(lines.open()), files);
  }
  const channels = [];
  for (const file of archive.values()) {
    if (file.path.endsWith(".json") && looksLikeDiscord(await headOf(file.open()))) {
      channels.push(file);
    }
  }
  if (channels.length > 0) return await openDiscord(channels, archive);
  throw new NotAnExport("nothing-in-zip", String(archive.size));
}

/** Without what some systems put beside the files of a zip, which is no part of an export. */
function withoutLitter(zip: Archive): Archive {
  const litter = /^__MACOSX\/|(?:^|\/)(?:\.DS_Store|Thumbs\.db|desktop\.ini)$/;
  return new Map([...zip].filter(([path]) => !litter.test(path)));
}

/** Of an export that was unpacked and packed again with its folder: what is in that. */
function withoutFolder(archive: Archive): Archive {
  const folders = new Set([...archive.keys()].map((path) => path.slice(0, path.indexOf("/") + 1)));
  const [folder = ""] = folders;
  if (folders.size !== 1) return archive;
  const inside = [...archive.values()].map((file) => ({
    ...file,
    path: file.path.slice(folder.length),
  }));
  return new Map(inside.map((file) => [file.path, file]));
}

async function headOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  for await (const part of bytes) return new TextDecoder().decode(part.subarray(0, HEAD_BYTES));
  return "";
}
