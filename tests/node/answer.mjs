// Runs the core through its JavaScript API: one JSON line out for each JSON line in.
//
//   node answer.mjs dagu_chart.js dagu_chart.wasm
//
// {"stream": base64, "strict": bool} is post-rendered, {"request": …} is rendered.
// An answer is {"ok", "stream": base64, "text", "report"} or {"error"}.

import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [glue, wasm] = process.argv.slice(2);

// The glue is an ES module whose folder need not say so.
const source = readFileSync(glue, "utf8");
const url = glue.endsWith(".mjs")
  ? pathToFileURL(glue).href
  : `data:text/javascript;base64,${Buffer.from(source).toString("base64")}`;
const core = await import(url);
core.initSync({ module: readFileSync(wasm) });

function answer(job) {
  if (job.request !== undefined) {
    const { ok, manifests, objects, diagnostics, text } = core.render(job.request);
    const stream = Buffer.from(manifests).toString("base64");
    return { ok, stream, text, report: { format: 1, ok, objects, diagnostics } };
  }
  const input = Buffer.from(job.stream, "base64");
  const { ok, stream, text, report } = core.postRender(input, { strict: job.strict });
  return { ok, stream: Buffer.from(stream).toString("base64"), text, report };
}

for await (const line of createInterface({ input: process.stdin })) {
  let told;
  try {
    told = answer(JSON.parse(line));
  } catch (error) {
    told = { error: String(error?.stack ?? error) };
  }
  process.stdout.write(`${JSON.stringify(told)}\n`);
}
