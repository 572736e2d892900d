create table tasks (
    id                text primary key,
    role              text             not null,
    pattern           text             not null,
    context_id        text,
    model             text             not null,
    request_sha256    text             not null,
    state             text             not null check (state in ('working', 'completed', 'failed')),
    -- Whoever holds the lease works on the task; after its end anybody may take the task over.
    lease_holder      uuid             not null,
    lease_until       timestamptz      not null,
    created_at        timestamptz      not null default now(),
    completed_at      timestamptz,
    -- Of all attempts, failed ones included.
    calls             integer          not null default 0,
    prompt_tokens     bigint           not null default 0,
    completion_tokens bigint           not null default 0,
    cost_usd          double precision not null default 0,
    result            json,
    error_type        text,
    error             text
);

create index tasks_newest on tasks (created_at desc, id);
create index tasks_context on tasks (context_id, created_at desc);
