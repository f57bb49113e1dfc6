import { useEffect, useState } from "preact/hooks";
import { SignOutPage, type SignOutPageProps } from "../lib/ui/pages/sign_out_page.tsx";
import { tellTimeZone } from "./tell_time_zone.ts";

/** The page that asks whoever leaves: says how much waits in this browser to be sent. */
export function SignOutApp(props: SignOutPageProps) {
  const [unsent, setUnsent] = useState(0);
  useEffect(() => {
    tellTimeZone(props.reader.preferences);
    import("../lib/client/idb_storage.ts").then(({ countStored }) => countStored(props.me.id))
      .then(setUnsent, () => {}); // where nothing can be stored, nothing waits
  }, []);
  return <SignOutPage {...props} unsent={unsent} />;
}
