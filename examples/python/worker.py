"""A worker in Python that is swept like any other: Crashproof never looks inside."""

import asyncio
import os
import signal
import sys
from datetime import timedelta

from temporalio import activity
from temporalio.client import Client
from temporalio.worker import Worker

import ledger
from workflows import Order, OrderWorkflow, StockTakeWorkflow


@activity.defn
async def reserve_stock(order: Order) -> None:
    await ledger.record({"item": order.item, "quantity": order.quantity})


@activity.defn
async def charge_card(order: Order) -> int:
    cents = order.quantity * order.cents
    await ledger.record({"item": order.item, "cents": cents})
    return cents


@activity.defn
async def send_receipt(order: Order, charged: int) -> str:
    text = f"{order.quantity} x {order.item}: {charged} cents"
    await ledger.record({"text": text})
    return text


async def serve() -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)

    await ledger.create_schema()
    client = await Client.connect(
        os.environ["TEMPORAL_ADDRESS"], namespace=os.environ.get("TEMPORAL_NAMESPACE", "default")
    )
    async with Worker(
        client,
        task_queue=os.environ.get("TASK_QUEUE", "orders"),
        workflows=[OrderWorkflow, StockTakeWorkflow],
        activities=[reserve_stock, charge_card, send_receipt],
        # Activities that run when the worker is told to stop may finish.
        graceful_shutdown_timeout=timedelta(seconds=10),
    ):
        print(f"python worker ready, pid {os.getpid()}", flush=True)
        await stop.wait()


def main() -> None:
    missing = [name for name in ("TEMPORAL_ADDRESS", "DATABASE_URL") if name not in os.environ]
    if missing:
        sys.exit(f"worker.py: set {' and '.join(missing)} in the environment")
    asyncio.run(serve())
    # All is drained. The SDK's native threads may still be about when the interpreter takes itself
    # apart, and then end the process with SIGABRT: it is left as it is.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
