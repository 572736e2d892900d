-- On whose behalf a task is done; empty where nobody is known. The id of a caller's own task begins with its owner and a
-- slash, which no id that a caller chooses can have.
alter table tasks add column owner text not null default '';
-- As the other figures: of all attempts.
alter table tasks add column unpriced_calls integer not null default 0;

create index tasks_owner on tasks (owner, created_at desc);
