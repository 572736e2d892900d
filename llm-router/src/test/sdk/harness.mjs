// Runs cases and prints one line of JSON for each.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';

export const ROUTER = process.env.QL_ROUTER;
export const SDK = process.env.QL_SDK;
export const MODELS = { openai: 'gpt-test', anthropic: 'claude-test' };
const FAMILY = { openai: 'gpt', anthropic: 'claude' };
export const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
export const CITY = {
  type: 'object',
  properties: { city: { type: 'string' }, unit: { type: 'string' } },
  required: ['city', 'unit'],
  additionalProperties: false,
};
export const ROME = { city: 'Rome', unit: 'celsius' };
export const ZURICH = { city: 'Zürich', unit: 'kelvin' };
// The SDKs are not beside these scripts.
export const load = createRequire(join(process.env.QL_SDKS, 'node', 'x.js'));
const cases = [];

export function once(name, run) {
  cases.push([name, run]);
}

export function on(protocol, name, run) {
  cases.push([`${name} on ${protocol}`, () => run(protocol)]);
}

export function both(name, run) {
  on('openai', name, run);
  on('anthropic', name, run);
}

export const limited = (protocol, what) => `${FAMILY[protocol]}-${what}-${SDK}`;
export const marker = () => `[429-once:${randomUUID()}]`;
export const equal = assert.deepEqual;
export const ok = assert.ok;
export const user = (text) => [{ role: 'user', content: text }];

export async function raises(kind, run) {
  let found;
  try {
    found = await run();
  } catch (error) {
    if (error instanceof kind) return error;
    throw error;
  }
  throw new Error(`no ${kind.name}, but ${JSON.stringify(found)}`);
}

export async function run() {
  for (const [name, go] of cases) {
    let told = { case: name, ok: true };
    try {
      await go();
    } catch (error) {
      const line = /_matrix\.mjs:(\d+)/.exec(error.stack ?? '');
      told = { case: name, ok: false, error: `${error.name}: ${error.message} (line ${line?.[1] ?? '?'})` };
    }
    console.log(JSON.stringify(told));
  }
}
