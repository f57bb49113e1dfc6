const WORKER = "/worker.js";

/** The one policy of trusted types that the headers allow: it gives this address, whatever is asked. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(): string }): {
    createScriptURL(url: string): string;
  };
}
let workerUrl: string | undefined;

function trustedWorker(): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }; // not everywhere
  return workerUrl ??= trustedTypes
    ?.createPolicy("service-worker", { createScriptURL: () => WORKER })
    .createScriptURL(WORKER) ?? WORKER;
}

/** Has this browser use the service worker of this origin. Rejects with what the browser says. */
export async function registerWorker(): Promise<ServiceWorkerRegistration> {
  // An answer of the HTTP cache would be the worker of an earlier version.
  return await navigator.serviceWorker.register(trustedWorker(), {
    scope: "/",
    updateViaCache: "none",
  });
}
