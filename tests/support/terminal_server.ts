import { postJson } from "./post_json.ts";
import { runServer } from "./running.ts";
import { TcpProxy } from "./tcp_proxy.ts";
import { runTerminal, TerminalProcess } from "./terminal_process.ts";

const SETUP_CODE = "opensesame-opensesame";

/** One server behind a proxy that can cut, an administrator, and a folder for sessions. */
export async function openTerminalServer() {
  const folder = await Deno.makeTempDir({ prefix: "palabre_terminal_" });
  const env = { PALABRE_KV: `${folder}/palabre.kv`, PALABRE_SETUP_CODE: SETUP_CODE };
  let server = await runServer(env);
  const proxy = new TcpProxy(Number(new URL(server.url).port)).start();
  const url = `http://127.0.0.1:${proxy.port}`;
  const processes: TerminalProcess[] = [];
  const post = (path: string, body: object, token?: string) =>
    postJson(server.url, path, body, token);
  const account = { code: SETUP_CODE, name: "Chief", password: "baobab and rain" };
  const { token: chief } = await post("/setup", account);
  const own = { PALABRE_CONFIG: `${folder}/config` };
  return {
    url,
    folder,
    post,
    chief,
    proxy,
    start(...args: string[]) {
      const made = new TerminalProcess([...args, "--server", url], own);
      processes.push(made);
      return made;
    },
    run: (args: string[], input = "") => runTerminal([...args, "--server", url], own, input),
    /** The server goes as on SIGTERM, and another one stands on its store. */
    async restart() {
      await server.close();
      server = await runServer(env);
      proxy.retarget(Number(new URL(server.url).port));
    },
    async close() {
      for (const one of processes) one.kill();
      for (const one of processes) await one.ended;
      await proxy.stop();
      await server.close();
      await Deno.remove(folder, { recursive: true });
    },
  };
}
