import { useEffect } from "preact/hooks";
import { watchProofs } from "./watch_proofs.ts";

/** Brings passkeys, as proofs, to a page that needs no other script. */
export function ProofApp() {
  useEffect(watchProofs, []);
  return null;
}
