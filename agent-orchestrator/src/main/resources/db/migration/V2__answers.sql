-- Each answer as it arrives: work that is begun again, under whatever task, takes it from here and pays for it once.
create table answers (
    -- The run and its step and round, or the task where it belongs to none.
    scope        text        not null,
    -- Of role, model and input.
    input_sha256 text        not null,
    answer       json        not null,
    created_at   timestamptz not null default now(),
    primary key (scope, input_sha256)
);
