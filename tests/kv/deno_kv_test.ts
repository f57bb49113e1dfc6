import { kvContract } from "../contracts/kv_contract.ts";
import { openRemoteKv } from "../support/remote_kv.ts";
import { openTemporaryKv } from "../support/temporary_kv.ts";

kvContract("a SQLite file", openTemporaryKv);
kvContract("a remote store", openRemoteKv);
