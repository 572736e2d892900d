"""The Python SDK of OpenAI against the router."""
import json

import openai
from pydantic import BaseModel

from harness import CITY, MODELS, PNG, ROME, ROUTER, SDK, ZURICH, both, case, equal, limited, once, raises, run


def make(key="ql-sdk", kind=openai.OpenAI, retries=0):
    return kind(base_url=ROUTER + "/v1", api_key=key, max_retries=retries, timeout=20)


client = make()
TOOLS = [{"type": "function", "function": {"name": "weather", "description": "Weather of a city", "parameters": CITY}}]
FLAT = [{"type": "function", "name": "weather", "parameters": CITY, "strict": True}]


class Person(BaseModel):
    name: str
    age: int


def user(text):
    return [{"role": "user", "content": text}]


def ask(protocol, text, **more):
    return client.chat.completions.create(model=MODELS[protocol], messages=user(text), max_tokens=100, **more)


def call(one):
    return one.function.name, json.loads(one.function.arguments)


@both("plain answer")
def _(p):
    answer = ask(p, "Hello")
    equal(answer.choices[0].message.content, "Hello, wörld!")
    equal(answer.choices[0].finish_reason, "stop")
    equal(answer.object, "chat.completion")
    equal((answer.usage.prompt_tokens, answer.usage.completion_tokens, answer.usage.total_tokens), (11, 7, 18))


@both("system prompt")
def _(p):
    messages = [{"role": "system", "content": "Be brief."}] + user("[system]")
    answer = client.chat.completions.create(model=MODELS[p], messages=messages)
    equal(answer.choices[0].message.content, "system: Be brief.")


@both("stream without usage")
def _(p):
    chunks = list(ask(p, "Hello", stream=True))
    equal("".join(c.choices[0].delta.content or "" for c in chunks), "Hello, wörld!")
    equal(chunks[-1].choices[0].finish_reason, "stop")
    assert all(c.usage is None for c in chunks), "usage that nobody asked for"


@both("stream with usage")
def _(p):
    chunks = list(ask(p, "Hello", stream=True, stream_options={"include_usage": True}))
    equal(chunks[-1].choices, [])
    equal((chunks[-1].usage.prompt_tokens, chunks[-1].usage.completion_tokens), (11, 7))


@both("tools")
def _(p):
    answer = ask(p, "[tool]", tools=TOOLS, tool_choice="auto")
    equal(answer.choices[0].finish_reason, "tool_calls")
    equal([call(c) for c in answer.choices[0].message.tool_calls], [("weather", ROME)])


@both("parallel tools")
def _(p):
    calls = ask(p, "[parallel]", tools=TOOLS, parallel_tool_calls=True).choices[0].message.tool_calls
    equal([call(c) for c in calls], [("weather", ROME), ("weather", ZURICH)])
    equal(len({c.id for c in calls}), 2)


@both("tool results")
def _(p):
    first = ask(p, "[parallel]", tools=TOOLS).choices[0].message
    messages = user("[parallel]") + [first.model_dump(exclude_none=True)]
    messages += [{"role": "tool", "tool_call_id": c.id, "content": f"{i} degrees"} for i, c in enumerate(first.tool_calls)]
    answer = client.chat.completions.create(model=MODELS[p], messages=messages, tools=TOOLS)
    equal(answer.choices[0].message.content, "results: 0 degrees;1 degrees;")


@both("streamed tool arguments")
def _(p):
    with client.chat.completions.stream(model=MODELS[p], messages=user("[parallel]"), tools=TOOLS) as stream:
        pieces = [e for e in stream if e.type == "tool_calls.function.arguments.delta"]
        calls = stream.get_final_completion().choices[0].message.tool_calls
    assert len(pieces) >= 4, f"only {len(pieces)} pieces"
    equal([call(c) for c in calls], [("weather", ROME), ("weather", ZURICH)])


@both("JSON schema parsed")
def _(p):
    answer = client.chat.completions.parse(model=MODELS[p], messages=user("[schema]"), response_format=Person)
    equal(answer.choices[0].message.parsed, Person(name="Ada", age=36))


@both("JSON schema streamed")
def _(p):
    with client.chat.completions.stream(model=MODELS[p], messages=user("[schema]"), response_format=Person) as stream:
        equal(stream.get_final_completion().choices[0].message.parsed, Person(name="Ada", age=36))


@both("image")
def _(p):
    content = [{"type": "text", "text": "[image]"}, {"type": "image_url", "image_url": {"url": "data:image/png;base64," + PNG}}]
    equal(ask(p, content).choices[0].message.content, "image: image/png 70")


@both("many turns")
def _(p):
    messages = [{"role": "assistant" if i % 2 else "user", "content": f"turn {i}"} for i in range(40)] + user("[turns]")
    equal(client.chat.completions.create(model=MODELS[p], messages=messages).choices[0].message.content, "turns: 41")


@both("limit of tokens")
def _(p):
    equal(ask(p, "[long]").choices[0].finish_reason, "length")


@both("refusal")
def _(p):
    equal(ask(p, "[refuse]").choices[0].finish_reason, "content_filter")


@both("reasoning")
def _(p):
    message = ask(p, "[think]").choices[0].message
    equal((message.content, message.reasoning_content), ("Thought about it.", "Let me see."))


@both("reasoning streamed")
def _(p):
    deltas = [c.choices[0].delta for c in ask(p, "[think]", stream=True)]
    equal("".join(getattr(d, "reasoning_content", None) or "" for d in deltas), "Let me see.")
    equal("".join(d.content or "" for d in deltas), "Thought about it.")


@case("unknown model")
def _():
    error = raises(openai.NotFoundError, lambda: client.chat.completions.create(model="nobody", messages=user("Hello")))
    equal(error.code, "model_not_found")


@both("bad request names the member")
def _(p):
    error = raises(openai.BadRequestError, lambda: client.chat.completions.create(model=MODELS[p], messages="Hello"))
    assert "messages" in str(error.param), error.body


@both("wrong key")
def _(p):
    error = raises(
        openai.AuthenticationError,
        lambda: make("ql-wrong").chat.completions.create(model=MODELS[p], messages=user("Hello")),
    )
    equal(error.code, "invalid_api_key")


@case("key that may not use the model")
def _():
    raises(
        openai.PermissionDeniedError,
        lambda: make("ql-narrow").chat.completions.create(model="gpt-test", messages=user("Hello")),
    )


@both("429 of the provider")
def _(p):
    error = raises(
        openai.RateLimitError,
        lambda: client.chat.completions.create(model=limited(p, "limited"), messages=user("[429]")),
    )
    assert 5 <= float(error.response.headers["retry-after"]) <= 7, error.response.headers


@case("429 of the key")
def _():
    few = make("ql-few-" + SDK)

    def twice():
        for _ in range(3):
            few.chat.completions.create(model="gpt-test", messages=user("Hello"))

    error = raises(openai.RateLimitError, twice)
    assert float(error.response.headers["retry-after"]) > 0, error.response.headers


@both("the SDK asks again after 429")
def _(p):
    answer = make(retries=2).chat.completions.with_raw_response.create(model=limited(p, "once"), messages=user(once()))
    equal(answer.parse().choices[0].message.content, "Hello, wörld!")
    assert answer.retries_taken >= 1, answer.retries_taken


@both("500 of the provider")
def _(p):
    raises(
        openai.InternalServerError,
        lambda: client.chat.completions.create(model=limited(p, "broken"), messages=user("[500]")),
    )


@case("embeddings in base64, as the SDK asks")
def _():
    answer = client.embeddings.create(model="embed-test", input=["a", "b"])
    equal([d.embedding for d in answer.data], [[0.5, -0.25, 0.0], [0.5, -0.25, 1.0]])


@case("embeddings as floats")
def _():
    answer = client.embeddings.create(model="embed-test", input="a", encoding_format="float")
    equal(answer.data[0].embedding, [0.5, -0.25, 0.0])


@case("embeddings in base64, kept so")
def _():
    answer = client.embeddings.create(model="embed-test", input="a", encoding_format="base64")
    assert isinstance(answer.data[0].embedding, str), answer.data[0]


@case("list of models")
def _():
    found = {m.id for m in client.models.list()}
    assert {"gpt-test", "claude-test", "embed-test"} <= found, found


@case("one model")
def _():
    equal(client.models.retrieve("claude-test").id, "claude-test")


@both("responses")
def _(p):
    answer = client.responses.create(model=MODELS[p], input="Hello", instructions="Be brief.", max_output_tokens=100)
    equal((answer.output_text, answer.status), ("Hello, wörld!", "completed"))
    equal((answer.usage.input_tokens, answer.usage.output_tokens), (11, 7))


@both("responses streamed")
def _(p):
    with client.responses.stream(model=MODELS[p], input="Hello") as stream:
        text = "".join(e.delta for e in stream if e.type == "response.output_text.delta")
        equal((text, stream.get_final_response().output_text), ("Hello, wörld!", "Hello, wörld!"))


@both("responses with tools")
def _(p):
    answer = client.responses.create(model=MODELS[p], input="[parallel]", tools=FLAT)
    calls = [o for o in answer.output if o.type == "function_call"]
    equal([json.loads(c.arguments) for c in calls], [ROME, ZURICH])
    items = [{"role": "user", "content": "[parallel]"}] + [o.model_dump(exclude_none=True) for o in calls]
    items += [{"type": "function_call_output", "call_id": c.call_id, "output": c.call_id} for c in calls]
    equal(client.responses.create(model=MODELS[p], input=items, tools=FLAT).output_text, "results: call_1;call_2;")


@both("responses with tools streamed")
def _(p):
    with client.responses.stream(model=MODELS[p], input="[tool]", tools=FLAT) as stream:
        for _ in stream:
            pass
        equal(json.loads(stream.get_final_response().output[0].arguments), ROME)


@both("responses parsed")
def _(p):
    equal(client.responses.parse(model=MODELS[p], input="[schema]", text_format=Person).output_parsed, Person(name="Ada", age=36))


@both("headers of the answer")
def _(p):
    raw = client.chat.completions.with_raw_response.create(model=MODELS[p], messages=user("Hello"))
    equal(raw.headers["x-ql-provider"], "openlike" if p == "openai" else "claudelike")
    equal(raw.headers["x-ql-model"], MODELS[p])
    assert float(raw.headers["x-ql-overhead-ms"]) >= 0
    equal(raw.parse()._request_id, raw.headers["x-request-id"])


@both("async client")
async def _(p):
    async with make(kind=openai.AsyncOpenAI) as it:
        answer = await it.chat.completions.create(model=MODELS[p], messages=user("Hello"))
        equal(answer.choices[0].message.content, "Hello, wörld!")


@both("async stream")
async def _(p):
    async with make(kind=openai.AsyncOpenAI) as it:
        text = ""
        async for chunk in await it.chat.completions.create(model=MODELS[p], messages=user("Hello"), stream=True):
            text += chunk.choices[0].delta.content or ""
        equal(text, "Hello, wörld!")


@both("stream that is left, and the next call")
def _(p):
    stream = ask(p, "[endless]", stream=True)
    for number, _ in enumerate(stream):
        if number > 5:
            break
    stream.close()
    equal(ask(p, "Hello").choices[0].message.content, "Hello, wörld!")


run()
