import type { Access } from "../chat/conversations/access.ts";
import type { Jobs } from "../jobs/jobs.ts";
import type { Kv } from "../kv/kv.ts";
import type { Clock, Random } from "../runtime/clock.ts";
import type { Conversations } from "../store/conversations/conversations.ts";
import type { FileQuotas } from "../store/files/file_quotas.ts";
import type { Users } from "../store/people/users.ts";
import type { FileRows } from "../store/files/file_rows.ts";
import { createDownloads, type Downloads } from "./downloads.ts";
import { createFinish } from "./finish.ts";
import { createKvPieces } from "./kv_pieces.ts";
import { DEFAULT_UPLOAD_LIMITS, type UploadLimits } from "./limits.ts";
import { PieceWriting } from "./piece_writer.ts";
import type { PieceStore } from "./pieces.ts";
import { createReceive } from "./receiving.ts";
import { createRemoveFile, forgetFilesJob, sweepJob } from "./removal.ts";
import { createS3Pieces, type S3Options } from "./s3_pieces.ts";
import type { PieceStores } from "./stored_bytes.ts";
import { createUploads, type Uploads } from "./uploads.ts";

/** Where files go, and how much. */
export interface FileOptions {
  /** S3-compatible storage; without it the bytes are in KV. */
  s3?: S3Options;
  limits?: Partial<UploadLimits>;
}

/** The limits that an instance holds, out of those that somebody set. */
export function uploadLimits({ limits }: FileOptions): UploadLimits {
  return { ...DEFAULT_UPLOAD_LIMITS, ...limits };
}

/** Files of one instance. */
export interface Files {
  uploads: Uploads;
  downloads: Downloads;
  /** Where the bytes of all files are. */
  stores: PieceStores;
  /** Where new ones go. */
  store: PieceStore;
}

/** What files are made over. */
export interface FilesParts {
  kv: Kv;
  tables: {
    rows: FileRows;
    quotas: FileQuotas;
    conversations: Pick<Conversations, "standing">;
    users: Pick<Users, "get">;
  };
  access: Pick<Access, "requireUnmuted">;
  jobs: Pick<Jobs, "register">;
  outside: { clock: Clock; random: Random };
}

/** Composes them, and registers their jobs. */
export function createFiles(
  { kv, tables: { rows, quotas, conversations, users }, access, jobs, outside }: FilesParts,
  options: FileOptions,
): Files {
  const { clock, random } = outside;
  const inKv = createKvPieces(kv);
  const inS3 = options.s3 && createS3Pieces(options.s3, clock);
  const stores = storesOf(inS3 ? [inKv, inS3] : [inKv]);
  const writing = new PieceWriting();
  const removal = { rows, quotas, stores, clock, random };
  const remove = createRemoveFile(removal);
  jobs.register(sweepJob(removal, remove));
  jobs.register(forgetFilesJob(removal, remove));
  return {
    uploads: createUploads({
      rows,
      quotas,
      limits: uploadLimits(options),
      outside,
      store: inS3 ?? inKv,
      requireUnmuted: access.requireUnmuted,
      work: {
        receive: createReceive({ rows, stores, writing, clock }),
        finish: createFinish({ rows, stores, writing, random, now: () => clock.now() }),
        remove,
      },
    }),
    downloads: createDownloads({ kv, rows, stores, conversations, users, clock }),
    stores,
    store: inS3 ?? inKv,
  };
}

/** Both kinds are read, whichever takes what is new: a server may have had another one. */
function storesOf(all: readonly PieceStore[]): PieceStores {
  return (kind) => {
    const store = all.find((one) => one.kind === kind);
    if (!store) throw new Error(`Files are in “${kind}”, which this server was not given`);
    return store;
  };
}
