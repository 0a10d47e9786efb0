"""Fear is answered: what the deployer promises before anybody starts, written and dated (CARE 7).

Each of the five is named, so that none is forgotten. A live service does not start while one is
blank; the words that are shipped are samples and say so.
"""

from datetime import date

from pydantic import Field

from flows.programme.part import Part

NAMES = ("care", "discharge", "benefits", "refusal", "who_sees_it")
"""Will my care change? Will I be discharged? My benefits? What if it is a no? Who sees it?"""


class Assurance(Part):
    """One answer to one fear, in the deployer's words, and the day they stood by it."""

    words: str = Field(default="", max_length=300)
    dated: date | None = None


class Assurances(Part):
    """All five. `sample`: these are ours, for a demo; the deployer writes their own."""

    care: Assurance = Assurance()
    discharge: Assurance = Assurance()
    benefits: Assurance = Assurance()
    refusal: Assurance = Assurance()
    who_sees_it: Assurance = Assurance()
    sample: bool = False

    def named(self) -> tuple[tuple[str, Assurance], ...]:
        """Each with its name, in the order they are shown."""
        return tuple((name, getattr(self, name)) for name in NAMES)

    def shown(self) -> tuple[str, ...]:
        """The words that are written."""
        return tuple(one.words.strip() for _, one in self.named() if one.words.strip())

    def oldest(self) -> date | None:
        """The oldest day among them: every one was stood by then or later."""
        return min((one.dated for _, one in self.named() if one.dated), default=None)


def missing(programme: str, assurances: Assurances) -> tuple[str, ...]:
    """One plain sentence for each that keeps a live service from starting."""
    said = []
    for name, one in assurances.named():
        key = f"{programme}: assurances.{name}"
        if not one.words.strip():
            said.append(f"{key}.words is blank: write what people are told about it.")
        elif one.dated is None:
            said.append(f"{key}.dated is missing: say on which day you stood by its words.")
    return tuple(said)
