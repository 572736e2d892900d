-- Responses that a provider makes while nobody waits, until what they used is known; then their rows go.
create table background_response (
    -- The account's mark and the provider's id.
    id                text        primary key,
    begun             timestamptz not null,
    key_id            text        not null,
    owner             text        not null,
    provider          text        not null,
    model             text        not null,
    -- What it was asked for; null for none.
    run               text,
    step              text,
    round             integer,
    -- What was counted when it began.
    prompt_tokens     bigint      not null,
    completion_tokens bigint      not null,
    cost_nanos        bigint      not null
);

create index background_response_begun on background_response (begun);
