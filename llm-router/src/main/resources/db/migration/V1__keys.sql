create table virtual_key (
    id            text primary key,
    sha256        text        not null unique,
    owner         text        not null,
    name          text,
    -- Globs; none for all models.
    models        text[]      not null,
    rpm           bigint,
    tpm           bigint,
    concurrency   integer,
    budget_nanos  bigint,
    budget_period text check (budget_period in ('day', 'week', 'month', 'total')),
    expires       timestamptz,
    revoked       timestamptz,
    created       timestamptz not null default now(),
    -- Grows with every change: the sum over all keys tells routers whether to read them anew.
    version       bigint      not null default 1
);

create table router (
    id   uuid primary key,
    seen timestamptz not null
);

-- What each router holds of a budget: spent, reserved or free. Together never more than the budget.
create table budget_lease (
    key_id        text        not null,
    period_start  timestamptz not null,
    router        uuid        not null,
    granted_nanos bigint      not null,
    spent_nanos   bigint      not null,
    primary key (key_id, period_start, router)
);

-- Which part of a key's limits a minute each router gives out. Together never more than 1.
create table rate_share (
    key_id text             not null,
    router uuid             not null,
    share  double precision not null,
    demand double precision not null,
    primary key (key_id, router)
);

-- Each router writes its own sums over and over, so that writing them twice counts them once.
create table usage_day (
    day               date   not null,
    key_id            text   not null,
    owner             text   not null,
    provider          text   not null,
    model             text   not null,
    router            uuid   not null,
    calls             bigint not null,
    estimated_calls   bigint not null,
    unpriced_calls    bigint not null,
    failed_calls      bigint not null,
    prompt_tokens     bigint not null,
    cached_tokens     bigint not null,
    completion_tokens bigint not null,
    cost_nanos        bigint not null,
    primary key (day, key_id, owner, provider, model, router)
);
