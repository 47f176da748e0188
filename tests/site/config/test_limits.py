"""An address of megabytes gets a sentence at once, a long one its answer; a crowd is taken in turn."""

import asyncio
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from config.limits import AT_ONCE, LONGEST_QUERY, few_at_once


@pytest.mark.django_db
@pytest.mark.parametrize(("extra", "status"), [(0, 200), (1, 400)])
def test_a_query_is_answered_up_to_a_length(extra, status):
    query = "q=" + "a" * (LONGEST_QUERY - 2 + extra)
    response = Client().get(f"/instituciones/?{query}")
    assert response.status_code == status
    assert ("No pudimos entender la solicitud" in response.content.decode()) == (status == 400)


@pytest.mark.asyncio
async def test_of_a_crowd_so_many_are_at_work_and_all_are_answered():
    at_work, most, open_the_door = 0, 0, asyncio.Event()

    async def page(_request: Any) -> HttpResponse:
        nonlocal at_work, most
        at_work += 1
        most = max(most, at_work)
        await open_the_door.wait()
        at_work -= 1
        return HttpResponse("lista")

    in_turn, request = few_at_once(page), RequestFactory().get("/")
    crowd = [asyncio.create_task(in_turn(request)) for _one in range(AT_ONCE + 5)]
    await asyncio.sleep(0.05)
    assert (at_work, most) == (AT_ONCE, AT_ONCE)
    open_the_door.set()
    assert [one.status_code for one in await asyncio.gather(*crowd)] == [200] * (AT_ONCE + 5)
    assert most == AT_ONCE


@pytest.mark.asyncio
async def test_a_page_that_fails_leaves_its_turn_to_the_next():
    async def fails(_request: Any) -> HttpResponse:
        raise ValueError("lista")

    in_turn, request = few_at_once(fails), RequestFactory().get("/")
    for _one in range(AT_ONCE + 1):
        with pytest.raises(ValueError, match="lista"):
            await asyncio.wait_for(in_turn(request), 1)


def test_a_server_that_takes_one_page_at_a_time_is_left_as_it_is():
    def page(_request: Any) -> HttpResponse:
        return HttpResponse()

    assert few_at_once(page) is page
