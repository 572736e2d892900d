create table templates (
    name text primary key
);

-- A version is never changed: what an answer was made from stays readable.
create table template_versions (
    name       text        not null references templates,
    version    integer     not null check (version > 0),
    sha256     text        not null check (length(sha256) = 64),
    text       text        not null,
    created_at timestamptz not null default now(),
    primary key (name, version),
    unique (name, sha256)
);

create table template_labels (
    name    text    not null,
    label   text    not null,
    version integer not null,
    primary key (name, label),
    foreign key (name, version) references template_versions
);
