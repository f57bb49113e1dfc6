import { jobCosts, jobsContract } from "../contracts/jobs_contract.ts";
import { MemoryKv } from "../support/memory_kv.ts";
import { openRemoteKv } from "../support/remote_kv.ts";
import { openTemporaryKv } from "../support/temporary_kv.ts";

jobsContract("memory", () => {
  const kv = new MemoryKv();
  return Promise.resolve({ kv, close: () => kv.close() });
});
jobsContract("a SQLite file", openTemporaryKv);
jobsContract("a remote store", openRemoteKv);
jobCosts();
