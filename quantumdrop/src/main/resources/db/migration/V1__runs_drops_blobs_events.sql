-- The row of a run is also its lock: whoever changes drops or journal of a run holds it until the commit. Versions and
-- journal numbers are therefore consecutive, and they become visible in their order.
CREATE TABLE runs (
    workflow_id varchar(255) PRIMARY KEY,
    run_id      varchar(255),
    request_id  varchar(255),
    name        varchar(255),
    language    varchar(100),
    type        varchar(100),
    state       varchar(20),
    verdict     varchar(20),
    last_seq    bigint      NOT NULL DEFAULT 0,
    created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_at  timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX runs_newest ON runs (created_at DESC, workflow_id);

CREATE TABLE blobs (
    sha256             text        PRIMARY KEY,
    size               bigint      NOT NULL,
    stored_size        bigint      NOT NULL,
    created_at         timestamptz NOT NULL DEFAULT clock_timestamp(),
    unreferenced_since timestamptz
);
CREATE INDEX blobs_unreferenced ON blobs (unreferenced_since) WHERE unreferenced_since IS NOT NULL;

CREATE TABLE blob_chunks (
    sha256 text    NOT NULL REFERENCES blobs ON DELETE CASCADE,
    seq    integer  NOT NULL,
    data   bytea    NOT NULL,
    PRIMARY KEY (sha256, seq)
);
-- The chunks are compressed already; EXTERNAL saves PostgreSQL from trying again.
ALTER TABLE blob_chunks ALTER COLUMN data SET STORAGE EXTERNAL;

-- Outlives the drops, so that a version number never comes back after its drop was deleted.
CREATE TABLE stage_versions (
    workflow_id  varchar(255) NOT NULL REFERENCES runs ON DELETE CASCADE,
    stage        varchar(100) NOT NULL,
    last_version integer      NOT NULL,
    PRIMARY KEY (workflow_id, stage)
);

-- json, not jsonb: metadata comes back as it was sent, with its order.
CREATE TABLE drops (
    id              varchar(255) PRIMARY KEY,
    ordinal         bigint GENERATED ALWAYS AS IDENTITY,
    workflow_id     varchar(255) NOT NULL REFERENCES runs ON DELETE CASCADE,
    request_id      varchar(255) NOT NULL,
    run_id          varchar(255),
    stage           varchar(100) NOT NULL,
    type            varchar(50)  NOT NULL,
    version         integer      NOT NULL,
    parent          varchar(255),
    idempotency_key varchar(255),
    artifact        text         NOT NULL REFERENCES blobs,
    artifact_size   bigint       NOT NULL,
    metadata        json,
    stale           boolean      NOT NULL DEFAULT false,
    created_at      timestamptz  NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (workflow_id, stage, version),
    UNIQUE (workflow_id, idempotency_key)
);
CREATE INDEX drops_in_order ON drops (workflow_id, ordinal);
CREATE INDEX drops_newest ON drops (ordinal DESC);
CREATE INDEX drops_by_stage ON drops (stage, ordinal DESC);
CREATE INDEX drops_by_type ON drops (type, ordinal DESC);
CREATE INDEX drops_by_artifact ON drops (artifact);

CREATE TABLE drop_files (
    drop_id varchar(255) NOT NULL REFERENCES drops ON DELETE CASCADE,
    path    text COLLATE "C" NOT NULL,
    sha256  text         NOT NULL REFERENCES blobs,
    size    bigint       NOT NULL,
    PRIMARY KEY (drop_id, path)
);
CREATE INDEX drop_files_by_content ON drop_files (sha256);

CREATE TABLE events (
    workflow_id varchar(255) NOT NULL REFERENCES runs ON DELETE CASCADE,
    seq         bigint       NOT NULL,
    at          timestamptz  NOT NULL DEFAULT clock_timestamp(),
    type        varchar(100) NOT NULL,
    key         varchar(255),
    payload     json         NOT NULL,
    PRIMARY KEY (workflow_id, seq),
    UNIQUE (workflow_id, key)
);
