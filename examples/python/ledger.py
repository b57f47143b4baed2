"""Effects in Postgres: one row an effect, once however often it is tried; one row an attempt."""

import json
import os

import psycopg
from temporalio import activity

SCHEMA = """
create table if not exists order_effects (
    effect_key    text primary key,
    workflow_id   text not null,
    activity_type text not null,
    content       jsonb not null,
    recorded_at   timestamptz not null default clock_timestamp()
);
create table if not exists order_attempts (
    id            bigint generated always as identity primary key,
    effect_key    text not null,
    workflow_id   text not null,
    activity_type text not null,
    attempt       integer not null,
    applied       boolean not null,
    recorded_at   timestamptz not null default clock_timestamp()
);
"""

# One statement is one transaction. A second attempt at the same time waits on the primary key until
# the first has committed, and then finds its row.
RECORD = """
with effect as (
    insert into order_effects (effect_key, workflow_id, activity_type, content)
    values (%(key)s, %(workflow_id)s, %(type)s, %(content)s)
    on conflict (effect_key) do nothing
    returning effect_key
)
insert into order_attempts (effect_key, workflow_id, activity_type, attempt, applied)
values (%(key)s, %(workflow_id)s, %(type)s, %(attempt)s, exists (select from effect))
"""

# Any number, as long as nobody else's.
SCHEMA_LOCK = 0x6F726465727379


async def connect() -> psycopg.AsyncConnection:
    return await psycopg.AsyncConnection.connect(
        os.environ["DATABASE_URL"], autocommit=True, connect_timeout=3
    )


async def create_schema() -> None:
    """Makes the tables; of several workers that start at once, one does and the others wait."""
    async with await connect() as connection, connection.transaction():
        await connection.execute("select pg_advisory_xact_lock(%s)", [SCHEMA_LOCK])
        await connection.execute(SCHEMA)


async def record(content: dict[str, object]) -> None:
    """Records the effect of the running activity, once over all its attempts.

    The activity's id is the same for every attempt and no other activity's in the run, so with the
    workflow's id and the run's it makes the key.
    """
    info = activity.info()
    async with await connect() as connection:
        await connection.execute(
            RECORD,
            {
                "key": f"{info.workflow_id}/{info.workflow_run_id}/{info.activity_id}",
                "workflow_id": info.workflow_id,
                "type": info.activity_type,
                "content": json.dumps(content),
                "attempt": info.attempt,
            },
        )
