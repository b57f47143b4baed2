-- What the activities did to the world. An effect is there once, however often its activity was tried; each attempt that
-- reached its commit leaves a row beside it, in the same transaction. An attempt that died before its commit leaves none.

create table effects (
    effect_key    text primary key,     -- workflow id / run id / activity id, for a step of a long task followed by #step-N
    workflow_id   text not null,
    run_id        text not null,
    activity_id   text not null,        -- stays the same over the retries of one activity
    activity_type text not null,
    content       jsonb not null,       -- what was done; the same for every attempt, so that effects compare by content
    recorded_at   timestamptz not null default clock_timestamp()
);

create table attempts (
    id            bigint generated always as identity primary key, -- the order in which attempts were written
    effect_key    text not null,
    workflow_id   text not null,
    run_id        text not null,
    activity_id   text not null,
    activity_type text not null,
    attempt       integer not null check (attempt >= 1),           -- as Temporal counts, from 1
    applied       boolean not null,     -- true: this attempt wrote the effect; false: it found it written
    worker        text not null,        -- the identity of the worker that made the attempt
    recorded_at   timestamptz not null default clock_timestamp()
);

create index effects_of_workflow on effects (workflow_id);
create index attempts_of_workflow on attempts (workflow_id);

comment on table effects is 'One row an effect that an activity had on the world';
comment on column effects.effect_key is 'workflow id / run id / activity id, for a step of a long task followed by #step-N';
comment on column effects.content is 'What was done; the same for every attempt';
comment on table attempts is 'One row an attempt at an effect that reached its commit';
comment on column attempts.attempt is 'The activity''s attempt as Temporal counts, from 1';
comment on column attempts.applied is 'Whether this attempt wrote the effect, or found it written';
comment on column attempts.worker is 'The identity of the worker that made the attempt';
