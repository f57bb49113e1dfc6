import { logContract } from "../contracts/log_contract.ts";
import { MemoryKv } from "../support/memory_kv.ts";
import { openRemoteKv } from "../support/remote_kv.ts";
import { openTemporaryKv } from "../support/temporary_kv.ts";

function openMemoryKv(maxChecks: number) {
  const kv = new MemoryKv({ maxChecks });
  return Promise.resolve({ kv, close: () => kv.close() });
}

logContract("memory", () => openMemoryKv(100));
logContract("memory with 10 checks", () => openMemoryKv(10));
logContract("a SQLite file", openTemporaryKv);
logContract("a remote store", openRemoteKv);
