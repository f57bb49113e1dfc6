import { kvContract } from "../contracts/kv_contract.ts";
import { openTemporaryKv } from "../support/temporary_kv.ts";

kvContract("a SQLite file", openTemporaryKv);
