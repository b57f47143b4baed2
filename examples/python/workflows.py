"""The workflows: deterministic, and without any import that is not."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy


@dataclass
class Order:
    """What is ordered."""

    item: str
    quantity: int
    cents: int


@dataclass
class Receipt:
    """What came of an order."""

    item: str
    charged: int
    sent: str


# What a dead worker holds is tried again after this time, so it is short.
SHORT = {
    "start_to_close_timeout": timedelta(seconds=5),
    "retry_policy": RetryPolicy(
        initial_interval=timedelta(milliseconds=200), maximum_interval=timedelta(seconds=5)
    ),
}


@workflow.defn
class OrderWorkflow:
    """Reserves the stock, waits a second for second thoughts, charges the card, sends the receipt."""

    @workflow.run
    async def run(self, order: Order) -> Receipt:
        await workflow.execute_activity("reserve_stock", order, **SHORT)
        await asyncio.sleep(1)
        charged: int = await workflow.execute_activity(
            "charge_card", order, result_type=int, **SHORT
        )
        sent: str = await workflow.execute_activity(
            "send_receipt", args=[order, charged], result_type=str, **SHORT
        )
        return Receipt(order.item, charged, sent)


@workflow.defn
class StockTakeWorkflow:
    """Reserves several items at once."""

    @workflow.run
    async def run(self, orders: list[Order]) -> int:
        await asyncio.gather(
            *(workflow.execute_activity("reserve_stock", order, **SHORT) for order in orders)
        )
        return sum(order.quantity for order in orders)
