"""A few rules on tariffs, loaded into durable_rules once for each file of tests."""

import pytest

from engine.inference.durable import Engine


@pytest.fixture(scope="module")
def tariff() -> Engine:
    from tests.inference.chaining import CONCLUDES, TARIFF  # skips the tests where durable_rules is not there

    return Engine(TARIFF, CONCLUDES)
