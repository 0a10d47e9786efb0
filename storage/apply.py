"""Every effect becomes rows and an audit row, in the turn's transaction. One match, no decision."""

from collections.abc import Iterable
from typing import assert_never

from flows import effects as e
from storage.acting import Acting
from storage.apply_helping import apply_help
from storage.apply_later import apply_later
from storage.apply_messages import apply_message, retire_answered
from storage.apply_money import apply_money
from storage.apply_people import apply_person
from storage.apply_requests import apply_request
from storage.apply_telling import apply_telling


def apply(acting: Acting, effects: Iterable[e.Effect]) -> None:
    """Make all of them true, in order. LostRace when the world has moved on meanwhile."""
    for effect in effects:
        _apply(acting, effect)
    retire_answered(acting)
    acting.finish()


def _apply(  # noqa: C901, PLR0912 - one match over the whole union
    acting: Acting, effect: e.Effect
) -> None:
    match effect:
        case e.Reply() | e.Send() | e.Prompt():
            apply_message(acting, effect)
        case e.OpenRequest() | e.MoveRequest() | e.Revise() | e.Restage() | e.Decide():
            apply_request(acting, effect)
        case e.PassOn() | e.Ask() | e.Answer() | e.SetFlag() | e.Hold() | e.Arrive():
            apply_request(acting, effect)
        case e.SetTold() | e.SaveAnswer() | e.SetChange() | e.RaiseFlags():
            apply_request(acting, effect)
        case e.SetHandling() | e.StepBack():
            apply_request(acting, effect)
        case e.Reserve() | e.Release() | e.Pay() | e.TopUp() | e.EndLine():
            apply_money(acting, effect)
        case e.AddPerson() | e.ConfirmPerson() | e.CloseAccess() | e.SetMessages() | e.SetWishes():
            apply_person(acting, effect)
        case e.GrantRole() | e.EndRoles():
            apply_person(acting, effect)
        case e.SetCarer() | e.MakeInvite() | e.UseInvite() | e.WrongCode() | e.MakeLink():
            apply_person(acting, effect)
        case (
            e.AddTie()
            | e.ConfirmTie()
            | e.SetLeave()
            | e.EndTie()
            | e.KeepDraft()
            | e.SettleDraft()
        ):
            apply_help(acting, effect)
        case (
            e.SetEquality()
            | e.ForgetEquality()
            | e.KeepStory()
            | e.OpenStory()
            | e.TakeBackStory()
            | e.AskStory()
            | e.SettleUse()
        ):
            apply_telling(acting, effect)
        case (
            e.SetTimer()
            | e.ClearTimers()
            | e.DropTimer()
            | e.OpenTask()
            | e.CloseTask()
            | e.HandTask()
            | e.Note()
        ):
            apply_later(acting, effect)
        case e.Result(name, value):
            acting.results.append((name, value))
        case _:
            assert_never(effect)
