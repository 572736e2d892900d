// The Node SDK of Anthropic against the router.
import { CITY, MODELS, PNG, ROME, ROUTER, SDK, ZURICH, both, equal, limited, load, marker, ok, on, once, raises, run, user } from './harness.mjs';

const Anthropic = load('@anthropic-ai/sdk').default;
const { zodOutputFormat } = load('@anthropic-ai/sdk/helpers/zod');
const { z } = load('zod');

const make = (apiKey = 'ql-sdk', maxRetries = 0) => new Anthropic({ baseURL: ROUTER, apiKey, maxRetries, timeout: 20_000 });
const client = make();
const TOOLS = [{ name: 'weather', description: 'Weather of a city', input_schema: CITY }];
const Person = z.object({ name: z.string(), age: z.number() });
const body = (model, text, more = {}) => ({ model: MODELS[model] ?? model, messages: user(text), max_tokens: 100, ...more });
const ask = (model, text, more, it = client) => it.messages.create(body(model, text, more));
const uses = (message) => message.content.filter((b) => b.type === 'tool_use').map((b) => [b.name, b.input]);
const BOTH = [['weather', ROME], ['weather', ZURICH]];

both('plain answer', async (p) => {
  const answer = await ask(p, 'Hello');
  equal([answer.content[0].text, answer.stop_reason, answer.role], ['Hello, wörld!', 'end_turn', 'assistant']);
  equal([answer.usage.input_tokens, answer.usage.output_tokens], [11, 7]);
});
both('system prompt', async (p) => equal((await ask(p, '[system]', { system: 'Be brief.' })).content[0].text, 'system: Be brief.'));
both('stream', async (p) => {
  let text = '';
  const last = await client.messages.stream(body(p, 'Hello')).on('text', (piece) => (text += piece)).finalMessage();
  equal([text, last.stop_reason, last.usage.output_tokens], ['Hello, wörld!', 'end_turn', 7]);
});
both('stream of raw events', async (p) => {
  const types = [];
  for await (const event of await ask(p, 'Hello', { stream: true })) types.push(event.type);
  equal([types[0], ...types.slice(-2)], ['message_start', 'message_delta', 'message_stop']);
});
both('tools', async (p) => {
  const answer = await ask(p, '[tool]', { tools: TOOLS, tool_choice: { type: 'auto' } });
  equal([answer.stop_reason, uses(answer)], ['tool_use', [['weather', ROME]]]);
});
both('parallel tools', async (p) => equal(uses(await ask(p, '[parallel]', { tools: TOOLS })), BOTH));
both('tool results', async (p) => {
  const first = await ask(p, '[parallel]', { tools: TOOLS });
  const results = first.content.map((b, i) => ({ type: 'tool_result', tool_use_id: b.id, content: `${i} degrees` }));
  const messages = [...user('[parallel]'), { role: 'assistant', content: first.content }, { role: 'user', content: results }];
  const answer = await client.messages.create({ model: MODELS[p], messages, tools: TOOLS, max_tokens: 9 });
  equal(answer.content[0].text, 'results: 0 degrees;1 degrees;');
});
both('streamed tool arguments', async (p) => {
  let pieces = 0;
  const last = await client.messages.stream(body(p, '[parallel]', { tools: TOOLS })).on('inputJson', () => pieces++).finalMessage();
  ok(pieces >= 4, `only ${pieces} pieces`);
  equal(uses(last), BOTH);
});
both('JSON schema parsed', async (p) => {
  const answer = await client.messages.parse(body(p, '[schema]', { output_config: { format: zodOutputFormat(Person) } }));
  equal(answer.parsed_output, { name: 'Ada', age: 36 });
});
both('image', async (p) => {
  const source = { type: 'base64', media_type: 'image/png', data: PNG };
  equal((await ask(p, [{ type: 'image', source }, { type: 'text', text: '[image]' }])).content[0].text, 'image: image/png 70');
});
both('many turns', async (p) => {
  const turns = Array.from({ length: 40 }, (_, i) => ({ role: i % 2 ? 'assistant' : 'user', content: `turn ${i}` }));
  const answer = await client.messages.create({ model: MODELS[p], messages: [...turns, ...user('[turns]')], max_tokens: 9 });
  equal(answer.content[0].text, 'turns: 41');
});
both('limit of tokens', async (p) => equal((await ask(p, '[long]')).stop_reason, 'max_tokens'));
both('refusal', async (p) => equal((await ask(p, '[refuse]')).stop_reason, 'refusal'));
both('thinking', async (p) => {
  const answer = await ask(p, '[think]');
  equal([answer.content[0].thinking, answer.content[1].text], ['Let me see.', 'Thought about it.']);
});
once('unknown model', async () => equal((await raises(Anthropic.NotFoundError, () => ask('nobody', 'Hello'))).error.error.type, 'not_found_error'));
both('bad request names the member', async (p) => {
  const error = await raises(Anthropic.BadRequestError, () => client.messages.create({ model: MODELS[p], messages: 'Hello', max_tokens: 9 }));
  ok(error.error.error.message.includes('messages'), error.message);
});
both('wrong key', async (p) => {
  const error = await raises(Anthropic.AuthenticationError, () => ask(p, 'Hello', {}, make('ql-wrong')));
  equal(error.error.error.type, 'authentication_error');
});
once('key as a bearer token', async () => {
  const it = new Anthropic({ baseURL: ROUTER, authToken: 'ql-sdk', apiKey: null, maxRetries: 0 });
  equal((await ask('anthropic', 'Hello', {}, it)).content[0].text, 'Hello, wörld!');
});
once('key that may not use the model', async () => {
  await raises(Anthropic.PermissionDeniedError, () => ask('anthropic', 'Hello', {}, make('ql-narrow')));
});
both('429 of the provider', async (p) => {
  const error = await raises(Anthropic.RateLimitError, () => ask(limited(p, 'limited'), '[429]'));
  const wait = Number(error.headers.get('retry-after'));
  ok(wait >= 5 && wait <= 7, `retry-after ${wait}`);
});
once('429 of the key', async () => {
  const few = make(`ql-few-${SDK}`);
  const error = await raises(Anthropic.RateLimitError, async () => {
    for (let i = 0; i < 3; i++) await ask('anthropic', 'Hello', {}, few);
  });
  ok(Number(error.headers.get('retry-after')) > 0);
});
both('the SDK asks again after 429', async (p) => {
  equal((await ask(limited(p, 'once'), marker(), {}, make('ql-sdk', 2))).content[0].text, 'Hello, wörld!');
});
both('500 of the provider', async (p) => {
  await raises(Anthropic.InternalServerError, () => ask(limited(p, 'broken'), '[500]'));
});
on('anthropic', 'count of tokens', async (p) => {
  equal((await client.messages.countTokens({ model: MODELS[p], messages: user('Hello') })).input_tokens, 23);
});
both('headers of the answer', async (p) => {
  const { response } = await ask(p, 'Hello').withResponse();
  equal(response.headers.get('x-ql-provider'), p === 'openai' ? 'openlike' : 'claudelike');
  equal(response.headers.get('x-ql-model'), MODELS[p]);
});
both('stream that is left, and the next call', async (p) => {
  const stream = await ask(p, '[endless]', { stream: true });
  let seen = 0;
  for await (const _ of stream) if (++seen > 5) break;
  ok(stream.controller.signal.aborted);
  equal((await ask(p, 'Hello')).content[0].text, 'Hello, wörld!');
});

await run();
