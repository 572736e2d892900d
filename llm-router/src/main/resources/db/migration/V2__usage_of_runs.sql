-- What the calls of a run have used, by step and round; written as usage_day is.
create table usage_run (
    run               text    not null,
    step              text    not null,
    round             integer not null,
    day               date    not null,
    key_id            text    not null,
    owner             text    not null,
    provider          text    not null,
    model             text    not null,
    router            uuid    not null,
    calls             bigint  not null,
    estimated_calls   bigint  not null,
    unpriced_calls    bigint  not null,
    failed_calls      bigint  not null,
    prompt_tokens     bigint  not null,
    cached_tokens     bigint  not null,
    completion_tokens bigint  not null,
    cost_nanos        bigint  not null,
    primary key (run, step, round, day, key_id, owner, provider, model, router)
);
