"""What must become true: the outbound union. `storage.apply` makes each durable, in one commit.

Nothing here performs anything. Every effect leaves an audit row, derived, never remembered.
"""

from flows.effects.handling import Apart, Handled, HandTask, SetHandling, StepBack
from flows.effects.helping import (
    AddTie,
    ConfirmTie,
    EndTie,
    KeepDraft,
    SetLeave,
    SettleDraft,
)
from flows.effects.later import ClearTimers, CloseTask, DropTimer, Note, OpenTask, Result, SetTimer
from flows.effects.money import Pay, Release, Reserve, TopUp
from flows.effects.people import (
    AddPerson,
    CloseAccess,
    ConfirmPerson,
    EndRoles,
    GrantRole,
    MakeInvite,
    MakeLink,
    SetCarer,
    SetMessages,
    SetWishes,
    UseInvite,
    WrongCode,
)
from flows.effects.requests import (
    Answer,
    Arrive,
    Ask,
    Decide,
    EndLine,
    Hold,
    MoveRequest,
    OpenRequest,
    PassOn,
    RaiseFlags,
    Restage,
    Revise,
    SaveAnswer,
    SetChange,
    SetFlag,
    SetTold,
)
from flows.effects.saying import Prompt, Reply, Send
from flows.effects.voice import (
    AskStory,
    ForgetEquality,
    KeepStory,
    OpenStory,
    SetEquality,
    SettleUse,
    TakeBackStory,
)

__all__ = [
    "AddPerson",
    "AddTie",
    "Answer",
    "Apart",
    "Arrive",
    "Ask",
    "AskStory",
    "ClearTimers",
    "CloseAccess",
    "CloseTask",
    "ConfirmPerson",
    "ConfirmTie",
    "Decide",
    "DropTimer",
    "Effect",
    "EndLine",
    "EndRoles",
    "EndTie",
    "ForgetEquality",
    "GrantRole",
    "HandTask",
    "Handled",
    "Hold",
    "KeepDraft",
    "KeepStory",
    "MakeInvite",
    "MakeLink",
    "MoveRequest",
    "Note",
    "OpenRequest",
    "OpenStory",
    "OpenTask",
    "PassOn",
    "Pay",
    "Prompt",
    "RaiseFlags",
    "Release",
    "Reply",
    "Reserve",
    "Restage",
    "Result",
    "Revise",
    "SaveAnswer",
    "Send",
    "SetCarer",
    "SetChange",
    "SetEquality",
    "SetFlag",
    "SetHandling",
    "SetLeave",
    "SetMessages",
    "SetTimer",
    "SetTold",
    "SetWishes",
    "SettleDraft",
    "SettleUse",
    "StepBack",
    "TakeBackStory",
    "TopUp",
    "UseInvite",
    "WrongCode",
]

Effect = (
    Reply
    | Send
    | Prompt
    | OpenRequest
    | MoveRequest
    | Revise
    | SetChange
    | RaiseFlags
    | Decide
    | Restage
    | PassOn
    | Ask
    | Answer
    | SetFlag
    | Hold
    | SetTold
    | Reserve
    | Release
    | Pay
    | TopUp
    | SetTimer
    | ClearTimers
    | DropTimer
    | SaveAnswer
    | SetEquality
    | ForgetEquality
    | KeepStory
    | OpenStory
    | TakeBackStory
    | AskStory
    | SettleUse
    | Arrive
    | EndLine
    | AddPerson
    | ConfirmPerson
    | CloseAccess
    | GrantRole
    | EndRoles
    | SetCarer
    | SetMessages
    | SetWishes
    | MakeInvite
    | UseInvite
    | WrongCode
    | MakeLink
    | SetHandling
    | StepBack
    | HandTask
    | OpenTask
    | CloseTask
    | AddTie
    | ConfirmTie
    | SetLeave
    | EndTie
    | KeepDraft
    | SettleDraft
    | Note
    | Result
)
