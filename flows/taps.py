"""What a button means. A button carries one of these values; the wire carries only its token."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from flows.model import PersonId, RequestId


class Verb(StrEnum):
    """Everything a button can do besides answering the question being asked."""

    # the person
    ASK = "ask"
    DRAFT = "draft"
    IDEAS = "ideas"
    TALK = "talk"
    LATER = "later"
    CARRY_ON = "carry_on"
    PLAN = "plan"
    STATUS = "status"
    START_ROUND = "start_round"
    LOOK_AGAIN = "look_again"
    PLACES = "places"
    WITHDRAW = "withdraw"
    ARRIVED = "arrived"
    NOT_YET = "not_yet"
    PROBLEM = "problem"
    HELPED = "helped"
    CHECK_IN_LATER = "check_in_later"
    PAUSE = "pause"
    STOP_CHECK_INS = "stop_check_ins"
    START_MESSAGES = "start_messages"
    START_CHECK_INS = "start_check_ins"
    REPLY = "reply"
    NO_WHEN = "no_when"
    RIGHTS = "rights"
    ASSURANCES = "assurances"
    CHOOSE_OPTION = "choose_option"
    NO_OPTION = "no_option"
    EQUALITY = "equality"
    STORY = "story"
    STORY_SEE = "story_see"
    STORY_BACK = "story_back"
    STORY_READ = "story_read"
    STORY_YES = "story_yes"
    STORY_NO = "story_no"
    STORIES = "stories"
    STORY_ASK = "story_ask"
    ANSWER_NOW = "answer_now"
    MORE = "more"
    STOP = "stop"
    HELP = "help"
    # who helps whom
    WHO_HELPS = "who_helps"
    ADD_HELPER = "add_helper"
    CHOOSE_PEER = "choose_peer"
    SET_LEAVE = "set_leave"
    END_TIE = "end_tie"
    CONFIRM_TIE = "confirm_tie"
    CONFIRM_PERSON = "confirm_person"
    REFUSE_PERSON = "refuse_person"
    READ_DRAFT = "read_draft"
    HELP_ASK = "help_ask"
    SEE_FOR = "see_for"
    ADD_REPRESENTATIVE = "add_representative"
    CHANGED = "changed"
    GO_ON = "go_on"
    KEEP_OLD = "keep_old"
    ABOUT = "about"
    # the signer
    INBOX = "inbox"
    LOOK = "look"
    APPROVE = "approve"
    CONFIRM = "confirm"
    QUESTION = "question"
    DECLINE = "decline"
    PASS_ON = "pass_on"
    PRICE = "price"
    CLEAR_FLAG = "clear_flag"
    UPHOLD_FLAG = "uphold_flag"
    TELL_NOW = "tell_now"
    WRITE_DOWN = "write_down"
    FINE = "fine"
    SET_UP = "set_up"
    MET = "met"
    DISCHARGE = "discharge"
    INVITE = "invite"
    DONE = "done"
    IN_TOUCH = "in_touch"
    # the planner, and whoever else has tasks
    TAKE_TASK = "take_task"
    HAND_ON = "hand_on"
    OPTION = "option"
    ASK_ADVISER = "ask_adviser"
    ADVISE = "advise"
    NEAR = "near"
    RELEASE = "release"
    RELEASE_HOLD = "release_hold"
    RELEASE_RESUME = "release_resume"
    KNOW = "know"
    SHOW_OPTIONS = "show_options"
    NEW_LINK = "new_link"
    # the payer
    MARK_PAID = "mark_paid"
    PAYMENT_FAILED = "payment_failed"
    HOLD = "hold"
    RESUME = "resume"
    END_SUPPORT = "end_support"
    # a plan that staff write with a person
    WRITE = "write"
    WRITE_ON = "write_on"
    MY_PLAN = "my_plan"
    MY_PLAN_CHANGE = "my_plan_change"
    PAYABLE = "payable"


VIEWS = frozenset(
    {
        Verb.LOOK,
        Verb.PLAN,
        Verb.STATUS,
        Verb.INBOX,
        Verb.PAYABLE,
        Verb.PLACES,
        Verb.MORE,
        Verb.STOP,
        Verb.HELP,
        Verb.ABOUT,
        Verb.RIGHTS,
        Verb.ASSURANCES,
        Verb.EQUALITY,
        Verb.STORIES,
        Verb.STORY_SEE,
        Verb.STORY_READ,
    }
)
"""Verbs that only show something: their button stays usable."""


@dataclass(frozen=True, slots=True)
class Choose:
    """Answers the question that this chat is being asked, and only that one."""

    value: str
    kind: Literal["choose"] = "choose"


@dataclass(frozen=True, slots=True)
class Do:
    """Does something, often to a request, as it was at `version` (0: any version)."""

    verb: Verb
    request: RequestId = RequestId("")
    version: int = 0
    value: str = ""
    kind: Literal["do"] = "do"


Tap = Annotated[Choose | Do, Field(discriminator="kind")]


def named_in(tap: Tap | None) -> PersonId:
    """The person whom a helper's button names; empty for every other button."""
    if isinstance(tap, Do) and tap.verb in (Verb.HELP_ASK, Verb.SEE_FOR):
        return PersonId(tap.value)
    return PersonId("")
