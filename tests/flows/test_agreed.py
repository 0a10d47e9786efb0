"""What a person reads when it is a yes."""

from dataclasses import replace

from flows.moves.sign import agreed_lines
from tests.flows.samples import CARER, PLAN, facts, programme, request, words


def test_a_plan_that_names_no_way_to_pay_goes_the_programmes_first_way() -> None:
    """Not every list of questions asks for it."""
    about = request(plan=replace(PLAN, payment=""))
    said = [words().render("en-GB", one) for one in agreed_lines(about, facts(CARER, about))]
    first = request(plan=replace(PLAN, payment=programme().payment.routes[0]))
    assert said == [
        words().render("en-GB", one) for one in agreed_lines(first, facts(CARER, first))
    ]
    assert said[-1] == "Next, we buy it."
