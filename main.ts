// Palabre. `deno task dev` and `deno task start` run this file, Deno Deploy too; so does
// `deno serve --parallel`, which serves the default export itself.
import { runProcess } from "./lib/instance/process.ts";
import { openAssets } from "./lib/islands/server/assets.ts";
import { startServer } from "./routes/server.ts";

const root = new URL(".", import.meta.url);

export default runProcess((config, runtime) =>
  startServer(config, { ...runtime, root, assets: openAssets(root) })
);
