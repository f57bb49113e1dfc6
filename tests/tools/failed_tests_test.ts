import { assertEquals } from "@std/assert";
import { failedTests, filterFor } from "../../tools/test/failed_tests.ts";

const report = `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="deno test" tests="5" failures="3" errors="1" time="0.1">
    <testsuite name="./tests/a_test.ts" tests="3" disabled="0" errors="0" failures="2">
        <testcase name="a - passes" classname="./tests/a_test.ts" time="0.0" line="1" col="6">
        </testcase>
        <testcase name="a - it&apos;s &lt;ours&gt; (D4)?" classname="./tests/a_test.ts" time="0.0">
            <failure message="1 test step failed">1 test step failed.</failure>
        </testcase>
        <testcase name="a - it&apos;s &lt;ours&gt; (D4)? &gt; one" classname="./tests/a_test.ts">
            <failure message="Uncaught Error: y">Error: y</failure>
        </testcase>
    </testsuite>
    <testsuite name="./tests/b_test.ts" tests="1" disabled="0" errors="1" failures="0">
        <testcase name="b - two" classname="./tests/b_test.ts" time="0.0" line="2" col="6">
            <error message="Cancelled"/>
        </testcase>
    </testsuite>
</testsuites>`;

Deno.test("test runner - names what failed and what was cancelled, without steps", () => {
  assertEquals(failedTests(report), ["a - it's <ours> (D4)?", "b - two"]);
});

Deno.test("test runner - what no test explains is no failed test", () => {
  assertEquals(failedTests(`<testsuites name="deno test" tests="0"></testsuites>`), []);
});

Deno.test("test runner - a filter fits one name alone", () => {
  const pattern = new RegExp(filterFor("a - b/c (D4)? [x]").slice(1, -1));
  assertEquals(["a - b/c (D4)? [x]", "a - b/c (D4)? [x] too"].map((name) => pattern.test(name)), [
    true,
    false,
  ]);
});
