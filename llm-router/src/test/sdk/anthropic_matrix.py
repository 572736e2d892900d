"""The Python SDK of Anthropic against the router."""
import anthropic
from pydantic import BaseModel

from harness import CITY, MODELS, PNG, ROME, ROUTER, SDK, ZURICH, both, case, equal, limited, once, raises, run


def make(key="ql-sdk", kind=anthropic.Anthropic, retries=0):
    return kind(base_url=ROUTER, api_key=key, max_retries=retries, timeout=20)


client = make()
TOOLS = [{"name": "weather", "description": "Weather of a city", "input_schema": CITY}]


class Person(BaseModel):
    name: str
    age: int


def user(text):
    return [{"role": "user", "content": text}]


def ask(model, text, it=client, **more):
    return it.messages.create(model=MODELS.get(model, model), messages=user(text), max_tokens=100, **more)


def uses(message):
    return [(b.name, b.input) for b in message.content if b.type == "tool_use"]


@both("plain answer")
def _(p):
    answer = ask(p, "Hello")
    equal([(b.type, b.text) for b in answer.content], [("text", "Hello, wörld!")])
    equal((answer.role, answer.stop_reason), ("assistant", "end_turn"))
    equal((answer.usage.input_tokens, answer.usage.output_tokens), (11, 7))


@both("system prompt")
def _(p):
    equal(ask(p, "[system]", system="Be brief.").content[0].text, "system: Be brief.")
    equal(ask(p, "[system]", system=[{"type": "text", "text": "Be kind."}]).content[0].text, "system: Be kind.")


@both("stream")
def _(p):
    with client.messages.stream(model=MODELS[p], messages=user("Hello"), max_tokens=100) as stream:
        equal("".join(stream.text_stream), "Hello, wörld!")
        last = stream.get_final_message()
    equal((last.stop_reason, last.usage.output_tokens), ("end_turn", 7))


@both("stream of raw events")
def _(p):
    types = [e.type for e in ask(p, "Hello", stream=True)]
    equal((types[0], types[-2:]), ("message_start", ["message_delta", "message_stop"]))
    equal((types.count("content_block_start"), types.count("content_block_stop")), (1, 1))


@both("tools")
def _(p):
    answer = ask(p, "[tool]", tools=TOOLS, tool_choice={"type": "auto"})
    equal((answer.stop_reason, uses(answer)), ("tool_use", [("weather", ROME)]))


@both("parallel tools")
def _(p):
    answer = ask(p, "[parallel]", tools=TOOLS)
    equal(uses(answer), [("weather", ROME), ("weather", ZURICH)])
    equal(len({b.id for b in answer.content}), 2)


@both("tool results")
def _(p):
    first = ask(p, "[parallel]", tools=TOOLS)
    results = [{"type": "tool_result", "tool_use_id": b.id, "content": f"{i} degrees"} for i, b in enumerate(first.content)]
    messages = user("[parallel]") + [{"role": "assistant", "content": first.content}, {"role": "user", "content": results}]
    answer = client.messages.create(model=MODELS[p], messages=messages, tools=TOOLS, max_tokens=100)
    equal(answer.content[0].text, "results: 0 degrees;1 degrees;")


@both("streamed tool arguments")
def _(p):
    with client.messages.stream(model=MODELS[p], messages=user("[parallel]"), tools=TOOLS, max_tokens=100) as stream:
        pieces = [e for e in stream if e.type == "input_json"]
        equal(uses(stream.get_final_message()), [("weather", ROME), ("weather", ZURICH)])
    assert len(pieces) >= 4, f"only {len(pieces)} pieces"


@both("JSON schema parsed")
def _(p):
    answer = client.messages.parse(model=MODELS[p], messages=user("[schema]"), max_tokens=100, output_format=Person)
    equal(answer.parsed_output, Person(name="Ada", age=36))


@both("image")
def _(p):
    source = {"type": "base64", "media_type": "image/png", "data": PNG}
    content = [{"type": "image", "source": source}, {"type": "text", "text": "[image]"}]
    equal(ask(p, content).content[0].text, "image: image/png 70")


@both("many turns")
def _(p):
    messages = [{"role": "assistant" if i % 2 else "user", "content": f"turn {i}"} for i in range(40)] + user("[turns]")
    equal(client.messages.create(model=MODELS[p], messages=messages, max_tokens=9).content[0].text, "turns: 41")


@both("limit of tokens")
def _(p):
    equal(ask(p, "[long]").stop_reason, "max_tokens")


@both("refusal")
def _(p):
    equal(ask(p, "[refuse]").stop_reason, "refusal")


@both("thinking")
def _(p):
    answer = ask(p, "[think]")
    equal([b.type for b in answer.content], ["thinking", "text"])
    equal((answer.content[0].thinking, answer.content[1].text), ("Let me see.", "Thought about it."))


@both("thinking streamed")
def _(p):
    with client.messages.stream(model=MODELS[p], messages=user("[think]"), max_tokens=100) as stream:
        last = stream.get_final_message()
    equal((last.content[0].thinking, last.content[1].text), ("Let me see.", "Thought about it."))


@case("unknown model")
def _():
    equal(raises(anthropic.NotFoundError, lambda: ask("nobody", "Hello")).body["error"]["type"], "not_found_error")


@both("bad request names the member")
def _(p):
    error = raises(anthropic.BadRequestError, lambda: client.messages.create(model=MODELS[p], messages="Hello", max_tokens=9))
    equal(error.body["error"]["type"], "invalid_request_error")
    assert "messages" in error.body["error"]["message"], error.body


@both("wrong key")
def _(p):
    error = raises(anthropic.AuthenticationError, lambda: ask(p, "Hello", make("ql-wrong")))
    equal(error.body["error"]["type"], "authentication_error")


@case("key as a bearer token")
def _():
    it = anthropic.Anthropic(base_url=ROUTER, auth_token="ql-sdk", api_key=None, max_retries=0)
    equal(ask("anthropic", "Hello", it).content[0].text, "Hello, wörld!")


@case("key that may not use the model")
def _():
    raises(anthropic.PermissionDeniedError, lambda: ask("anthropic", "Hello", make("ql-narrow")))


@both("429 of the provider")
def _(p):
    error = raises(anthropic.RateLimitError, lambda: ask(limited(p, "limited"), "[429]"))
    assert 5 <= float(error.response.headers["retry-after"]) <= 7, error.response.headers
    equal(error.body["error"]["type"], "rate_limit_error")


@case("429 of the key")
def _():
    few = make("ql-few-" + SDK)
    error = raises(anthropic.RateLimitError, lambda: [ask("anthropic", "Hello", few) for _ in range(3)])
    assert float(error.response.headers["retry-after"]) > 0, error.response.headers


@both("the SDK asks again after 429")
def _(p):
    raw = make(retries=2).messages.with_raw_response.create(
        model=limited(p, "once"), messages=user(once()), max_tokens=100
    )
    equal(raw.parse().content[0].text, "Hello, wörld!")
    assert raw.retries_taken >= 1, raw.retries_taken


@both("500 of the provider")
def _(p):
    raises(anthropic.InternalServerError, lambda: ask(limited(p, "broken"), "[500]"))


@case("count of tokens", "anthropic")
def _(p):
    equal(client.messages.count_tokens(model=MODELS[p], messages=user("Hello")).input_tokens, 23)


@both("headers of the answer")
def _(p):
    raw = client.messages.with_raw_response.create(model=MODELS[p], messages=user("Hello"), max_tokens=9)
    equal(raw.headers["x-ql-provider"], "openlike" if p == "openai" else "claudelike")
    equal(raw.headers["x-ql-model"], MODELS[p])
    assert float(raw.headers["x-ql-overhead-ms"]) >= 0


@both("async client")
async def _(p):
    async with make(kind=anthropic.AsyncAnthropic) as it:
        answer = await it.messages.create(model=MODELS[p], messages=user("Hello"), max_tokens=9)
        equal(answer.content[0].text, "Hello, wörld!")


@both("async stream")
async def _(p):
    async with make(kind=anthropic.AsyncAnthropic) as it:
        async with it.messages.stream(model=MODELS[p], messages=user("Hello"), max_tokens=9) as stream:
            equal("".join([t async for t in stream.text_stream]), "Hello, wörld!")


@both("stream that is left, and the next call")
def _(p):
    stream = ask(p, "[endless]", stream=True)
    for number, _ in enumerate(stream):
        if number > 5:
            break
    stream.close()
    equal(ask(p, "Hello").content[0].text, "Hello, wörld!")


run()
