-- The last call that led to an answer of an input, good or not: what is asked anew thereafter has higher numbers, and what
-- is asked again since its answer was lost has the same, by which the router gives the answer that is paid for.
create table answered_calls (
    -- The run with its step and round, or the task where it belongs to none.
    question     text    not null,
    input_sha256 text    not null,
    call         integer not null,
    primary key (question, input_sha256)
);
