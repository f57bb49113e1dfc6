import { kvContract } from "../contracts/kv_contract.ts";
import { MemoryKv } from "./memory_kv.ts";

kvContract("memory", () => {
  const kv = new MemoryKv();
  return Promise.resolve({ kv, close: () => kv.close() });
});
