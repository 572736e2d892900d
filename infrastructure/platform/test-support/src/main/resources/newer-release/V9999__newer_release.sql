-- What an expanding migration may do, to every table: this release has to work with it.
do $$
declare
    target record;
begin
    for target in
        select table_name
        from information_schema.tables
        where table_schema = current_schema() and table_type = 'BASE TABLE' and table_name <> 'flyway_schema_history'
    loop
        execute format('alter table %I add column newer_text text', target.table_name);
        execute format('alter table %I add column newer_count integer not null default 0', target.table_name);
    end loop;
end $$;

create table newer_table (id integer primary key);
