// Addresses that the service worker and the system know: it imports no more than them.

/** GET: the page that a service worker keeps, to open the chat with while there is no connection. */
export const SHELL_PATH = "/offline";

/**
 * GET: asks where to put what another app shares (`title`, `text`, `url`). POST: the same, as systems
 * send it; pictures come by the service worker.
 */
export const SHARE_PATH = "/share";

/** GET: leads where a `web+palabre:` address (`link`) names a path of ours. */
export const OPEN_PATH = "/open";
