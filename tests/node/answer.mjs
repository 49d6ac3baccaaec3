// Runs the core through its JavaScript API, and through the byte ABI for what that does not tell:
// one JSON line out for each JSON line in.
//
//   node answer.mjs dagu_chart.js dagu_chart.wasm
//
// {"stream": base64, "strict": bool} is post-rendered, {"request": …} is rendered, {"values": …, "view": number} are shown,
// so are the values in a {"carrier": text},
// {"edit": …} is changed, {"diff": …} is compared, {"inventory": stream} is listed, {"keys": path} is looked up,
// {"pools": …} are described, {"route": …} is answered.
// An answer is {"ok", "stream": base64, "text", "report"} or {"error"}; a report of the byte ABI is its text.

import assert from "node:assert/strict";
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
const exports = core.initSync({ module: readFileSync(wasm) });

const PAGE = 1 << 16;
const STRICT = 1;
const REPORT = 2;

// What dagu-chart-host does: the input lies in pages that are added here, the answer in a record of seven numbers.
function ask(name, input, ...flags) {
  const start = exports.memory.buffer.byteLength;
  exports.memory.grow(Math.ceil(input.length / PAGE));
  Buffer.from(exports.memory.buffer).set(input, start);
  const record = exports[name](start, input.length, ...flags);
  const memory = Buffer.from(exports.memory.buffer);
  const number = (at) => memory.readUInt32LE(at);
  const bytes = (at) => memory.subarray(number(at), number(at) + number(at + 4));
  const segments = Array.from({ length: number(record + 8) }, (_, index) => bytes(number(record + 4) + 8 * index));
  const report = bytes(record + 20).toString();
  return {
    ok: number(record) === 0,
    stream: Buffer.concat(segments).toString("base64"),
    text: bytes(record + 12).toString(),
    // As text: a number of JSON may have more digits than one of JavaScript.
    report: report === "" ? null : report,
  };
}

// The answer of the byte ABI, whose text the JavaScript API lacks, if both have the same report.
function both(name, ofJavaScript, request) {
  const answered = ask(name, Buffer.from(typeof request === "string" ? request : JSON.stringify(request)));
  if (answered.report === null) assert.throws(() => ofJavaScript(request));
  else assert.deepEqual(ofJavaScript(request), JSON.parse(answered.report));
  return answered;
}

function answer(job) {
  if (job.request !== undefined) {
    const { ok, manifests, objects, diagnostics } = core.render(job.request);
    const stream = Buffer.from(manifests).toString("base64");
    const { text } = ask("dagu_render", Buffer.from(JSON.stringify(job.request)));
    return { ok, stream, text, report: { format: 1, ok, objects, diagnostics } };
  }
  if (job.values !== undefined) {
    const shown = ask("dagu_values", Buffer.from(JSON.stringify(job.values)), job.view);
    if (job.view === 0) {
      const values = core.effectiveValues(job.values);
      assert.equal(values ?? "", Buffer.from(shown.stream, "base64").toString());
    }
    return shown;
  }
  if (job.carrier !== undefined) {
    return ask("dagu_carried_values", Buffer.from(job.carrier));
  }
  if (job.edit !== undefined) {
    try {
      const stream = Buffer.from(core.edit(job.edit)).toString("base64");
      return { ok: true, stream, text: "", report: null };
    } catch (error) {
      return { ok: false, stream: "", text: `${error.message}\n`, report: null };
    }
  }
  if (job.diff !== undefined) {
    return both("dagu_diff", core.diff, job.diff);
  }
  if (job.inventory !== undefined) {
    return both("dagu_inventory", core.inventory, job.inventory);
  }
  if (job.pools !== undefined) {
    return both("dagu_pools", core.pools, job.pools);
  }
  if (job.route !== undefined) {
    return both("dagu_route", core.route, job.route);
  }
  if (job.keys !== undefined) {
    const known = core.keys(job.keys);
    return { ok: job.keys === "" || known.key !== null, stream: "", text: "", report: known };
  }
  return ask("dagu_post_render", Buffer.from(job.stream, "base64"), (job.strict ? STRICT : 0) | REPORT);
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
