// The sessions that are kept between starts, in a file that its owner alone reads.
import * as v from "valibot";

const Saved = v.object({
  name: v.string(),
  token: v.string(),
  /** When it was last used, milliseconds UTC: without a name, the last one is taken. */
  usedAt: v.number(),
});
/** By server, and by the key of the name. */
const SavedSessions = v.record(v.string(), v.record(v.string(), Saved));
type SavedSessions = v.InferOutput<typeof SavedSessions>;
export type SavedSession = v.InferOutput<typeof Saved>;

/** Reads and writes as the platform does; a test gives its own folder. */
export interface SessionFiles {
  /** Absent where the process may not write: nothing is kept then. */
  folder: string | undefined;
}

const FILE = "sessions.json";

/** The folder of the configuration, by the customs of the system. */
export function configFolder(
  env: (name: string) => string | undefined,
  os: string,
): string | undefined {
  const own = env("PALABRE_CONFIG");
  if (own) return own;
  if (os === "windows") {
    const data = env("APPDATA");
    return data && `${data}\\palabre`;
  }
  const base = env("XDG_CONFIG_HOME");
  if (base) return `${base}/palabre`;
  const home = env("HOME");
  return home && `${home}/.config/palabre`;
}

/** The folder, where the process was given leave to read and write it; nobody is asked for it. */
export function allowedFolder(path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  const isGiven = (name: "read" | "write") =>
    Deno.permissions.querySync({ name, path }).state === "granted";
  return isGiven("read") && isGiven("write") ? path : undefined;
}

/** The sessions of one user of the computer. Where nothing can be read or written, none is kept. */
export class Sessions {
  constructor(readonly files: SessionFiles) {}

  /** The one of that name, or the last used. */
  async find(server: string, name: string | undefined): Promise<SavedSession | undefined> {
    const own = (await this.#read())[server] ?? {};
    if (name !== undefined) return own[name.toLowerCase()];
    return Object.values(own).sort((a, b) => b.usedAt - a.usedAt)[0];
  }

  /** The server that was used last. */
  async lastServer(): Promise<string | undefined> {
    const last = (own: Record<string, SavedSession>) =>
      Math.max(0, ...Object.values(own).map(({ usedAt }) => usedAt));
    return Object.entries(await this.#read()).sort(([, a], [, b]) => last(b) - last(a))[0]?.[0];
  }

  async keep(server: string, session: SavedSession): Promise<void> {
    await this.#change((all) => ({
      ...all,
      [server]: { ...all[server], [session.name.toLowerCase()]: session },
    }));
  }

  async forget(server: string, name: string): Promise<void> {
    await this.#change((all) => {
      const { [name.toLowerCase()]: _, ...own } = all[server] ?? {};
      const { [server]: __, ...others } = all;
      return Object.keys(own).length > 0 ? { ...others, [server]: own } : others;
    });
  }

  async #read(): Promise<SavedSessions> {
    const { folder } = this.files;
    if (folder === undefined) return {};
    try {
      return v.parse(SavedSessions, JSON.parse(await Deno.readTextFile(`${folder}/${FILE}`)));
    } catch {
      return {}; // none yet, not ours to read, or damaged: one comes in anew
    }
  }

  /**
   * One after the other, whichever process: none takes back what another wrote. Written beside and
   * renamed, so that who reads meanwhile finds a whole file.
   */
  async #change(change: (all: SavedSessions) => SavedSessions): Promise<void> {
    const { folder } = this.files;
    if (folder === undefined) return;
    await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
    using lock = await Deno.open(`${folder}/.${FILE}.lock`, {
      create: true,
      write: true,
      mode: 0o600,
    });
    await lock.lock(true); // until it is closed
    const beside = `${folder}/.${FILE}.${crypto.randomUUID()}`;
    const text = JSON.stringify(change(await this.#read()), null, 2);
    await Deno.writeTextFile(beside, text, { mode: 0o600 });
    await Deno.rename(beside, `${folder}/${FILE}`);
  }
}
