"""One of every conversation state and question, for tests that go through them all."""

from datetime import date
from typing import get_args

from flows.assisting import Confirming, Helping, Joining, Tying
from flows.conversations.about import ONE_BY_ONE, AboutMe, at_the_start
from flows.conversations.advise import Advising
from flows.conversations.answer import Answering, LookingAgain
from flows.conversations.arrive import TellingProblem
from flows.conversations.ask import Asking
from flows.conversations.change import Changing
from flows.conversations.checkin import START, Rating
from flows.conversations.decline import Declining
from flows.conversations.discharge import Discharging
from flows.conversations.end_support import EndingSupport
from flows.conversations.enrol import Welcoming
from flows.conversations.home import Home
from flows.conversations.invite import Inviting
from flows.conversations.near import Nearing
from flows.conversations.own_plan import ChangingPlan
from flows.conversations.pay import Paying
from flows.conversations.planner import Planning
from flows.conversations.release import Releasing
from flows.conversations.sign import Signing
from flows.conversations.track import Withdrawing
from flows.conversations.write import Writing
from flows.conversations.write.lines import LINE_STEPS
from flows.lines import Every, PlanLine, Repeat
from flows.model import Need, PersonId, Plan, RequestId
from flows.session import ConversationState
from flows.telling import AskingStory, Describing, Storytelling

R1 = RequestId("r1")
GOAL = Plan(goal="A phone, so I can ring my sister")
OFFER = Plan(
    goal=GOAL.goal,
    offer="stay-connected",
    choice="phone",
    item="phone",
    price_pence=12_000,
    payment="we_buy",
    delivery="post",
)
SWIM = Repeat(Every.WEEK, date(2026, 11, 30), date(2027, 3, 31))
ONE = PlanLine("1", "Swimming", 2_000, "we_buy", "The pool", SWIM)
LINES = Plan(goal="Get out", item="Swimming", price_pence=36_000, payment="we_buy", lines=(ONE,))
TENT = Plan(
    goal="Get out",
    item="A bike",
    extras="and a lock",
    price_pence=32_000,
    better="seeing people",
    payment="bank",
    worry="no shed",
    files=("file1",),
)
ASKING = (
    Asking(),
    Asking("choice", Plan(goal=GOAL.goal, offer="stay-connected"), ("delivery", "worry")),
    Asking("delivery", OFFER, ("worry",)),
    Asking("item", GOAL, ("extras", "price", "better", "payment", "worry")),
    Asking("extras", TENT, ("price", "better", "payment", "worry")),
    Asking("price", TENT, ("better", "payment", "worry")),
    Asking("better", TENT, ("payment", "worry")),
    Asking("payment", TENT, ("worry",)),
    Asking("worry", TENT),
    Asking("worry_words", TENT),
    Asking("review", TENT),
    Asking("review", OFFER),
    Asking("change", TENT),
    Asking("change", OFFER),
    Asking("goal", OFFER, ("review",)),
)
CHANGING = (
    "kind",
    "item",
    "goal",
    "goal_words",
    "price",
    "sure",
    "words",
    "else",
    "remedy",
    "again",
)
PERSONS: tuple[ConversationState, ...] = (
    *ASKING,
    Answering(R1),
    LookingAgain(R1),
    LookingAgain(R1, 2),
    Withdrawing(R1),
    TellingProblem(R1),
    *(Rating(R1, START, q) for q in ("goal", "offer", "satisfied", "anxious", "words")),
    Rating(R1, "end"),
)
STAFFS: tuple[ConversationState, ...] = (
    *(Signing(doing, R1, 1, "alcohol") for doing in ("question", "pass_on", "clear_flag", "price")),
    Declining("reason", R1, 1),
    Declining("words", R1, 1, "It may not be safe just now"),
    Declining("words", R1, 1, upheld="alcohol"),
    Declining("preview", R1, 1, "It may not be safe just now", "Let us wait.", "alcohol"),
    *(Paying(doing, R1, 1) for doing in ("paid", "failed", "hold")),
    Paying("sure", R1, 1, "£90.00 INV-1"),
    Inviting(),
    Inviting("Kim", (("in_treatment", True),)),
)
HELPERS: tuple[ConversationState, ...] = (
    Helping(),
    Helping(PersonId("Sam"), Asking("price", TENT, ("better",))),
    *(
        Helping(PersonId("Sam"), Asking("review", TENT), step)
        for step in ("how", "present", "paper")
    ),
    Helping(PersonId("Sam"), Asking("change", TENT), draft="d1"),
    Confirming("d1"),
    *(Tying("supporter", step, PersonId("Sam"), name="Kim") for step in ("name", "leave", "until")),
    *(Tying("peer_supporter", step, PersonId("Sam")) for step in ("name", "until")),
    Tying("representative", "person"),
    *(
        Tying("representative", step, PersonId("Sam"), name="Kim", authority="nominee")
        for step in ("name", "authority", "leave", "until")
    ),
    Tying("supporter", "leave", PersonId("Sam"), PersonId("Kim"), "Kim", "", ("ask",), "t1"),
    Joining("hash"),
)
CHANGES: tuple[ConversationState, ...] = (
    Discharging(),
    Discharging(PersonId("Sam"), PersonId("Leader")),
    *(Changing(R1, 1, asking, "swap", "A bike", "Get out", 7000) for asking in CHANGING),
)
LATER: tuple[ConversationState, ...] = (
    at_the_start(),
    AboutMe("needs", (Need.VOICE,), ("quiet",), start=True),
    *(AboutMe(question) for question in ONE_BY_ONE),
    *(Storytelling(R1, step, "public", "It got me out.") for step in ("who", "words", "check")),
    AskingStory("s1", PersonId("Sam")),
    *(Describing(question) for question in ("age", "gender", "ethnicity")),
)
WORK: tuple[ConversationState, ...] = (
    Planning("hand_on", R1, "price:r1"),
    Writing(),
    Writing("whom", typed="sa"),
    Writing("goal", PersonId("Sam")),
    *(Writing(doing, PersonId("Sam"), R1, LINES, ONE) for doing in LINE_STEPS),
    *(Writing(doing, PersonId("Sam"), R1, LINES) for doing in ("review", "change", "out")),
    Writing("review", PersonId("Sam"), plan=LINES),
    ChangingPlan(R1),
    EndingSupport(R1, "1"),
    EndingSupport(R1, "1", date(2027, 1, 4)),
    EndingSupport(R1, "1", date(2027, 1, 4), "The club has closed"),
    Planning("option", R1),
    Planning("option_price", R1, words="A used tent"),
    Advising("ask", R1),
    Advising("reply", R1, 0),
    Releasing("release", R1, 1),
    Releasing("hold", R1, 1),
    *(Nearing(doing, R1, 1) for doing in ("near", "know", "other")),
)
STATES: tuple[ConversationState, ...] = (
    Home(),
    Welcoming("hash"),
    *PERSONS,
    *STAFFS,
    *HELPERS,
    *CHANGES,
    *LATER,
    *WORK,
)


def kinds(union: object) -> set[type]:
    """The classes of an annotated union."""
    return set(get_args(get_args(union)[0]))
