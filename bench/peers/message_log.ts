// The log of the servers beside Palabre: one row a message in SQLite, one commit each, synced to the
// disk before it is acknowledged, as Palabre's are. Runs on Node and on Bun.

/** What both `node:sqlite` and `bun:sqlite` have. */
interface Database {
  exec(sql: string): void;
  prepare(sql: string): { run(...values: (string | number)[]): unknown };
}

/** Appends a message; its number in the conversation. */
export type Append = (conversation: string, by: string, id: string, text: string) => number;

/** Opens the log at `path`. */
export async function openLog(path: string): Promise<Append> {
  const database = await openDatabase(path);
  database.exec("PRAGMA journal_mode = WAL");
  database.exec("PRAGMA synchronous = FULL");
  database.exec(
    "CREATE TABLE message (conversation TEXT, seq INTEGER, by TEXT, at INTEGER, id TEXT, text TEXT, " +
      "PRIMARY KEY (conversation, seq)) WITHOUT ROWID",
  );
  const insert = database.prepare("INSERT INTO message VALUES (?, ?, ?, ?, ?, ?)");
  const heads = new Map<string, number>();
  return (conversation, by, id, text) => {
    const seq = (heads.get(conversation) ?? 0) + 1;
    insert.run(conversation, seq, by, Date.now(), id, text);
    heads.set(conversation, seq);
    return seq;
  };
}

async function openDatabase(path: string): Promise<Database> {
  // Names in variables: whoever checks or builds Palabre has neither of the two.
  const [node, bun] = ["node:sqlite", "bun:sqlite"];
  if ("Bun" in globalThis) {
    const { Database }: { Database: new (path: string) => Database } = await import(bun);
    return new Database(path);
  }
  const { DatabaseSync }: { DatabaseSync: new (path: string) => Database } = await import(node);
  return new DatabaseSync(path);
}
