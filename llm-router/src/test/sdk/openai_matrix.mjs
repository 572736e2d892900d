// The Node SDK of OpenAI against the router.
import { CITY, MODELS, PNG, ROME, ROUTER, SDK, ZURICH, both, equal, limited, load, marker, ok, once, raises, run, user } from './harness.mjs';

const OpenAI = load('openai').default;
const { zodResponseFormat, zodTextFormat } = load('openai/helpers/zod');
const { z } = load('zod');

const make = (apiKey = 'ql-sdk', maxRetries = 0) =>
  new OpenAI({ baseURL: `${ROUTER}/v1`, apiKey, maxRetries, timeout: 20_000 });
const client = make();
const TOOLS = [{ type: 'function', function: { name: 'weather', description: 'Weather of a city', parameters: CITY } }];
const FLAT = [{ type: 'function', name: 'weather', parameters: CITY, strict: true }];
const Person = z.object({ name: z.string(), age: z.number() });
const ADA = { name: 'Ada', age: 36 };
const ask = (p, text, more = {}) =>
  client.chat.completions.create({ model: MODELS[p] ?? p, messages: user(text), ...more });
const calls = (message) => message.tool_calls.map((c) => [c.function.name, JSON.parse(c.function.arguments)]);
const all = async (stream) => {
  const found = [];
  for await (const one of stream) found.push(one);
  return found;
};
const BOTH = [['weather', ROME], ['weather', ZURICH]];

both('plain answer', async (p) => {
  const answer = await ask(p, 'Hello', { max_tokens: 100 });
  equal(answer.choices[0].message.content, 'Hello, wörld!');
  equal(answer.choices[0].finish_reason, 'stop');
  equal([answer.usage.prompt_tokens, answer.usage.completion_tokens, answer.usage.total_tokens], [11, 7, 18]);
});
both('system prompt', async (p) => {
  const messages = [{ role: 'developer', content: 'Be brief.' }, ...user('[system]')];
  const answer = await client.chat.completions.create({ model: MODELS[p], messages });
  equal(answer.choices[0].message.content, 'system: Be brief.');
});
both('stream without usage', async (p) => {
  const chunks = await all(await ask(p, 'Hello', { stream: true }));
  equal(chunks.map((c) => c.choices[0].delta.content ?? '').join(''), 'Hello, wörld!');
  equal(chunks.at(-1).choices[0].finish_reason, 'stop');
  ok(chunks.every((c) => c.usage == null), 'usage that nobody asked for');
});
both('stream with usage', async (p) => {
  const chunks = await all(await ask(p, 'Hello', { stream: true, stream_options: { include_usage: true } }));
  equal(chunks.at(-1).choices, []);
  equal([chunks.at(-1).usage.prompt_tokens, chunks.at(-1).usage.completion_tokens], [11, 7]);
});
both('tools', async (p) => {
  const answer = await ask(p, '[tool]', { tools: TOOLS, tool_choice: 'auto' });
  equal(answer.choices[0].finish_reason, 'tool_calls');
  equal(calls(answer.choices[0].message), [['weather', ROME]]);
});
both('parallel tools', async (p) => {
  const message = (await ask(p, '[parallel]', { tools: TOOLS, parallel_tool_calls: true })).choices[0].message;
  equal(calls(message), BOTH);
  equal(new Set(message.tool_calls.map((c) => c.id)).size, 2);
});
both('tool results', async (p) => {
  const first = (await ask(p, '[parallel]', { tools: TOOLS })).choices[0].message;
  const results = first.tool_calls.map((c, i) => ({ role: 'tool', tool_call_id: c.id, content: `${i} degrees` }));
  const messages = [...user('[parallel]'), first, ...results];
  const answer = await client.chat.completions.create({ model: MODELS[p], messages, tools: TOOLS });
  equal(answer.choices[0].message.content, 'results: 0 degrees;1 degrees;');
});
both('streamed tool arguments', async (p) => {
  const stream = client.chat.completions.stream({ model: MODELS[p], messages: user('[parallel]'), tools: TOOLS });
  const pieces = (await all(stream)).flatMap((c) => c.choices[0]?.delta?.tool_calls ?? []);
  ok(pieces.length >= 4, `only ${pieces.length} pieces`);
  equal(calls((await stream.finalChatCompletion()).choices[0].message), BOTH);
});
both('runTools', async (p) => {
  const asked = [];
  const tool = { type: 'function', function: { name: 'weather', parameters: CITY, parse: JSON.parse, function: (a) => (asked.push(a), `${a.city}: 20`) } };
  const runner = client.chat.completions.runTools({ model: MODELS[p], messages: user('[parallel]'), tools: [tool] });
  equal(await runner.finalContent(), 'results: Rome: 20;Zürich: 20;');
  equal(asked, [ROME, ZURICH]);
});
both('JSON schema parsed', async (p) => {
  const answer = await client.chat.completions.parse({ model: MODELS[p], messages: user('[schema]'), response_format: zodResponseFormat(Person, 'person') });
  equal(answer.choices[0].message.parsed, ADA);
});
both('image', async (p) => {
  const content = [{ type: 'text', text: '[image]' }, { type: 'image_url', image_url: { url: `data:image/png;base64,${PNG}` } }];
  equal((await ask(p, content)).choices[0].message.content, 'image: image/png 70');
});
both('many turns', async (p) => {
  const turns = Array.from({ length: 40 }, (_, i) => ({ role: i % 2 ? 'assistant' : 'user', content: `turn ${i}` }));
  const answer = await client.chat.completions.create({ model: MODELS[p], messages: [...turns, ...user('[turns]')] });
  equal(answer.choices[0].message.content, 'turns: 41');
});
both('limit of tokens', async (p) => equal((await ask(p, '[long]', { max_completion_tokens: 5 })).choices[0].finish_reason, 'length'));
both('refusal', async (p) => equal((await ask(p, '[refuse]')).choices[0].finish_reason, 'content_filter'));
once('unknown model', async () => equal((await raises(OpenAI.NotFoundError, () => ask('nobody', 'Hello'))).code, 'model_not_found'));
both('bad request names the member', async (p) => {
  const error = await raises(OpenAI.BadRequestError, () => client.chat.completions.create({ model: MODELS[p], messages: 'Hello' }));
  ok(error.param?.includes('messages'), JSON.stringify(error.error));
});
both('wrong key', async (p) => {
  const asked = () => make('ql-wrong').chat.completions.create({ model: MODELS[p], messages: user('Hello') });
  equal((await raises(OpenAI.AuthenticationError, asked)).code, 'invalid_api_key');
});
once('key that may not use the model', async () => {
  await raises(OpenAI.PermissionDeniedError, () => make('ql-narrow').chat.completions.create({ model: 'gpt-test', messages: user('Hello') }));
});
both('429 of the provider', async (p) => {
  const error = await raises(OpenAI.RateLimitError, () => ask(limited(p, 'limited'), '[429]'));
  const wait = Number(error.headers.get('retry-after'));
  ok(wait >= 5 && wait <= 7, `retry-after ${wait}`);
});
once('429 of the key', async () => {
  const few = make(`ql-few-${SDK}`);
  const error = await raises(OpenAI.RateLimitError, async () => {
    for (let i = 0; i < 3; i++) await few.chat.completions.create({ model: 'gpt-test', messages: user('Hello') });
  });
  ok(Number(error.headers.get('retry-after')) > 0);
});
both('the SDK asks again after 429', async (p) => {
  const answer = await make('ql-sdk', 2).chat.completions.create({ model: limited(p, 'once'), messages: user(marker()) });
  equal(answer.choices[0].message.content, 'Hello, wörld!');
});
both('500 of the provider', async (p) => {
  await raises(OpenAI.InternalServerError, () => ask(limited(p, 'broken'), '[500]'));
});
once('embeddings in base64, as the SDK asks', async () => {
  const answer = await client.embeddings.create({ model: 'embed-test', input: ['a', 'b'] });
  equal(answer.data.map((d) => Array.from(d.embedding)), [[0.5, -0.25, 0], [0.5, -0.25, 1]]);
});
once('embeddings as floats', async () => {
  const answer = await client.embeddings.create({ model: 'embed-test', input: 'a', encoding_format: 'float' });
  equal(answer.data[0].embedding, [0.5, -0.25, 0]);
});
once('list of models', async () => {
  const found = (await all(client.models.list())).map((m) => m.id);
  ok(['gpt-test', 'claude-test', 'embed-test'].every((m) => found.includes(m)), `${found}`);
});
both('responses', async (p) => {
  const answer = await client.responses.create({ model: MODELS[p], input: 'Hello', instructions: 'Be brief.' });
  equal([answer.output_text, answer.status, answer.usage.output_tokens], ['Hello, wörld!', 'completed', 7]);
});
both('responses streamed', async (p) => {
  const stream = client.responses.stream({ model: MODELS[p], input: 'Hello' });
  const text = (await all(stream)).filter((e) => e.type === 'response.output_text.delta').map((e) => e.delta).join('');
  equal([text, (await stream.finalResponse()).output_text], ['Hello, wörld!', 'Hello, wörld!']);
});
both('responses with tools', async (p) => {
  const answer = await client.responses.create({ model: MODELS[p], input: '[parallel]', tools: FLAT });
  const found = answer.output.filter((o) => o.type === 'function_call');
  equal(found.map((c) => JSON.parse(c.arguments)), [ROME, ZURICH]);
  const results = found.map((c) => ({ type: 'function_call_output', call_id: c.call_id, output: c.call_id }));
  const next = await client.responses.create({ model: MODELS[p], input: [...user('[parallel]'), ...found, ...results], tools: FLAT });
  equal(next.output_text, 'results: call_1;call_2;');
});
both('responses parsed', async (p) => {
  const answer = await client.responses.parse({ model: MODELS[p], input: '[schema]', text: { format: zodTextFormat(Person, 'person') } });
  equal(answer.output_parsed, ADA);
});
both('headers of the answer', async (p) => {
  const { data, response } = await ask(p, 'Hello').withResponse();
  equal(response.headers.get('x-ql-provider'), p === 'openai' ? 'openlike' : 'claudelike');
  equal(response.headers.get('x-ql-model'), MODELS[p]);
  equal(data._request_id, response.headers.get('x-request-id'));
});
both('stream that is left, and the next call', async (p) => {
  const stream = await ask(p, '[endless]', { stream: true });
  let seen = 0;
  for await (const _ of stream) if (++seen > 5) break;
  ok(stream.controller.signal.aborted);
  equal((await ask(p, 'Hello')).choices[0].message.content, 'Hello, wörld!');
});

await run();
