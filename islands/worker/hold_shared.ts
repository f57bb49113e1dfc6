// What another app shares with the installed one: words go on in the address, files wait on the device.
import { KeptStorage } from "../../lib/client/kept_storage.ts";
import { SHARE_PATH } from "../../lib/ui/app_paths.ts";
import { worker } from "./service_worker.ts";

const WORDS = ["title", "text", "url"];

/** Holds the files for whoever uses this device, and leads to the page that asks where to put them. */
export async function holdShared(request: Request): Promise<Response> {
  const form = await request.formData();
  const asked = new URLSearchParams();
  for (const name of WORDS) asked.set(name, String(form.get(name) ?? "").slice(0, 2_000));
  const files = form.getAll("files").filter((one) => one instanceof File && one.size > 0) as File[];
  const storage = files.length > 0 ? await KeptStorage.find() : undefined;
  if (storage) {
    await storage.hold(files);
    storage.close();
    asked.set("held", String(files.length));
  }
  return Response.redirect(new URL(`${SHARE_PATH}?${asked}`, worker.location.origin), 303);
}
