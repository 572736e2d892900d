-- The calls of runs and their answers, which are given again to whoever repeats a call.
create table call_journal (
    key_id         text        not null,
    run            text        not null,
    step           text        not null,
    round          integer     not null,
    call           integer     not null,
    request_sha256 text        not null,
    -- Who makes the call. While it has no answer, only that router may give it one.
    router         uuid        not null,
    begun          timestamptz not null,
    -- When it has ended at the latest.
    given_up       timestamptz not null,
    -- From here on null as long as there is no answer.
    answered       timestamptz,
    content_type   text,
    provider       text,
    model          text,
    dropped        text[],
    adapted        text[],
    cost_usd       numeric,
    body           bytea,
    primary key (key_id, run, step, round, call, request_sha256)
);

create index call_journal_begun on call_journal (begun);

-- Those of the calls whose answer came from the journal; they cost nothing.
alter table usage_day add column replayed_calls bigint not null default 0;
alter table usage_run add column replayed_calls bigint not null default 0;
