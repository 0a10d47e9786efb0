"""A programme file as a whole."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import Field, ValidationError, model_validator

from flows.errors import BadProgramme
from flows.exclusions import Exclusion, flags
from flows.programme.asking import Bar, Eligibility, Offer, QuestionId
from flows.programme.assuring import Assurances
from flows.programme.caring import Changes, CheckIns, Crisis, Waking
from flows.programme.deciding import Payment, Pot, Signing
from flows.programme.distress import Distress
from flows.programme.ideas import Catalogue, Idea, Theme, check
from flows.programme.mistakes import mistakes
from flows.programme.owning import Tasks
from flows.programme.part import Part
from flows.programme.voice import Equality, Stories


class Programme(Part):
    """One version of one programme."""

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    version: str
    name: str
    organisation: str
    sources: tuple[str, ...] = ()
    valid_from: date
    valid_to: date | None = None
    zone: str = "Europe/London"
    locale: str = "en-GB"
    sample: bool = False
    default_facts: dict[str, bool | int | str] = Field(default_factory=dict)
    assurances: Assurances = Assurances()
    questions: tuple[QuestionId, ...] = Field(min_length=1)
    eligibility: Eligibility
    offers: tuple[Offer, ...] = ()
    ideas_from: tuple[str, ...] = ()
    themes: tuple[Theme, ...] = ()
    ideas: tuple[Idea, ...] = ()
    exclusions: tuple[Bar, ...] = ()
    other_places: tuple[str, ...] = ()
    signing: Signing
    payment: Payment
    pots: tuple[Pot, ...] = ()
    tasks: Tasks = Tasks()
    check_ins: CheckIns
    changes: Changes = Changes()
    distress: Distress
    crisis: Crisis
    equality: Equality | None = None
    stories: Stories | None = None
    waking: Waking

    @model_validator(mode="after")
    def _names_are_said_once_and_known(self) -> "Programme":
        named = {
            "questions": self.questions,
            "offers": tuple(offer.id for offer in self.offers),
            "ideas_from": self.ideas_from,
            "exclusions": tuple(bar.id for bar in self.exclusions),
            "pots": self.funds,
            "check_ins.rounds": tuple(known.id for known in self.check_ins.rounds),
        }
        for key, ids in named.items():
            if len(set(ids)) != len(ids):
                raise ValueError(f"{key}: each may stand there once")
        free = any(not choice.price_pence for offer in self.offers for choice in offer.choices)
        if free and self.signing.without_money is None:
            raise ValueError("offers: one costs nothing, but signing.without_money says not who")
        for offer in self.offers:
            if offer.payment not in self.payment.routes:
                raise ValueError(
                    f"offers: {offer.id} is paid by {offer.payment}, which is no route"
                )
        return self

    def with_ideas(self, catalogues: Mapping[str, Catalogue]) -> "Programme":
        """This programme with the ideas of the catalogues that it names, its own first.

        What it may not pay for is left out: nobody is shown what will be turned down. Raises
        BadProgramme for a catalogue that is not there, or an idea without its theme.
        """
        missing = [name for name in self.ideas_from if name not in catalogues]
        if missing:
            raise BadProgramme((f"ideas_from: there is no catalogue {', '.join(missing)}",))
        shared = [catalogues[name] for name in self.ideas_from]
        found = (*self.ideas, *(idea for one in shared for idea in one.ideas))
        themes: dict[str, Theme] = {}
        for theme in (*self.themes, *(theme for one in shared for theme in one.themes)):
            themes.setdefault(theme.id, theme)
        ideas = tuple(idea for idea in found if not self._bars(idea))
        used = {idea.theme for idea in ideas}
        shown = tuple(theme for theme in themes.values() if theme.id in used)
        try:
            check(shown, ideas)
        except ValueError as wrong:
            raise BadProgramme((str(wrong),)) from None
        return self.model_copy(update={"ideas": ideas, "themes": shown})

    def _bars(self, idea: Idea) -> bool:
        bars = tuple(Exclusion(b.id, b.words, b.reason, b.elsewhere) for b in self.exclusions)
        return bool(flags("\n".join((idea.label, idea.with_it, *idea.words)), bars))

    @property
    def funds(self) -> tuple[str, ...]:
        """The ids of the funds it pays from, its own first."""
        return (self.id, *(pot.id for pot in self.pots))

    def offer(self, offer_id: str) -> Offer | None:
        """The offer of this id, if there is one."""
        return next((offer for offer in self.offers if offer.id == offer_id), None)


def parse_programme(table: Mapping[str, Any]) -> Programme:
    """A programme from a parsed TOML table, or BadProgramme with one line for each mistake."""
    try:
        return Programme.model_validate(table)
    except ValidationError as wrong:
        raise BadProgramme(mistakes(wrong)) from None
