package io.quantumlayer.llmrouter.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a model can be held to a JSON Schema. */
public enum SchemaForm {
    /** It takes any schema. */
    @JsonProperty("any")
    ANY,
    /** The subset of OpenAI's strict mode, in which every member of an object is required. */
    @JsonProperty("openai")
    OPENAI,
    /** OpenAI's strict mode as Azure has it: without any limits of values. */
    @JsonProperty("azure")
    AZURE,
    /** The same for models that are not asked to be strict, too, as Groq has it. */
    @JsonProperty("groq")
    GROQ,
    /** The subset of Anthropic's structured outputs. */
    @JsonProperty("anthropic")
    ANTHROPIC,
    /** The subset of Gemini's structured output. */
    @JsonProperty("gemini")
    GEMINI,
    /** The subset of Mistral's custom structured outputs. */
    @JsonProperty("mistral")
    MISTRAL,
    /** None: it is made to call a tool that has the schema. */
    @JsonProperty("tool")
    TOOL,
    /** {@code {"type":"json_object","schema":…}}, as llama.cpp's server has it. */
    @JsonProperty("json-object-schema")
    JSON_OBJECT_SCHEMA,
    /** JSON of any shape: the schema goes into the prompt. */
    @JsonProperty("json-object")
    JSON_OBJECT,
    /** Nothing: the schema goes into the prompt. */
    @JsonProperty("prompt")
    PROMPT
}
