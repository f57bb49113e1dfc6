// A server in which each request leads to a timer that throws, and to a promise that is forgotten.
import { runProcess } from "../../lib/instance/process.ts";

const wrong = () => {
  throw new Error("a mistake of ours");
};

export default runProcess(() =>
  Promise.resolve({
    fetch() {
      setTimeout(wrong);
      void Promise.resolve().then(wrong);
      return new Response("served");
    },
    close: () => Promise.resolve(),
  })
);
