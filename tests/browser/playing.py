"""People at the pages: what they type, press and see. By mouse, by keyboard, without a script."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

FARTHEST = 150
"""More tab stops than any page has."""

_BEHIND = "(wanted) => Boolean(document.activeElement.compareDocumentPosition(wanted) & 2)"
_HERE = "(wanted) => document.activeElement === wanted"
SHOWN = """() => {
  const at = document.activeElement, style = getComputedStyle(at);
  const seen = at.getBoundingClientRect();
  return at !== document.body && seen.width > 0 && seen.bottom > 0 && seen.top < innerHeight
    && (style.outlineStyle !== "none" || style.boxShadow !== "none");
}"""


@dataclass
class Mouse:
    """Somebody with a mouse. `who` is a name in the demo, or empty on the page of one chat."""

    page: Page

    def pane(self, who: str) -> Locator:
        """The chat of this person."""
        name = f"Chat of {who} (sample)" if who else "Your chat"
        return self.page.get_by_role("region", name=name, exact=True)

    def button(self, who: str, label: str) -> Locator:
        """The newest button with this label."""
        log = self.pane(who).get_by_role("log")
        return log.get_by_role("button", name=label, exact=True).last

    def composer(self, who: str) -> Locator:
        """Where they write."""
        return self.pane(who).get_by_role("textbox")

    def says(self, who: str, words: str) -> None:
        """Type and send."""
        self.composer(who).fill(words)
        self.pane(who).get_by_role(
            "button", name="Send" + (f" as {who} (sample)" if who else ""), exact=True
        ).click()
        self.sees(who, words, side="in")

    def taps(self, who: str, label: str) -> None:
        """Press a button."""
        self.button(who, label).click()
        self.used(who)

    def sees(self, who: str, words: str, *, side: str = "out") -> Locator:
        """The newest message with these words, which is in view."""
        found = self.pane(who).locator(f".msg--{side}", has_text=words).last
        expect(found).to_be_visible()
        return found

    def used(self, who: str) -> None:
        """Wait until what was sent is through."""
        expect(self.pane(who)).not_to_have_attribute("aria-busy", "true")

    def moves_clock(self, label: str, times: int = 1) -> None:
        """Press a button of the clock; the page comes again."""
        for _ in range(times):
            before = self.page.locator("[data-clock]").inner_text()
            with self.page.expect_navigation(wait_until="load"):
                self._press_clock(label)
            expect(self.page.locator("[data-clock]")).not_to_have_text(before)

    def _press_clock(self, label: str) -> None:
        self.page.get_by_role("button", name=label, exact=True).click()


@dataclass
class Plain(Mouse):
    """A browser without JavaScript: every press loads the page again."""

    def says(self, who: str, words: str) -> None:
        """Type and send; the answer is the page."""
        with self.page.expect_navigation(wait_until="load"):
            self.composer(who).fill(words)
            self.pane(who).locator(".composer button").click()
        self.sees(who, words, side="in")

    def taps(self, who: str, label: str) -> None:
        """Press a button; the answer is the page."""
        with self.page.expect_navigation(wait_until="load"):
            self.button(who, label).click()

    def sees(self, who: str, words: str, *, side: str = "out") -> Locator:
        """It is on the page already: nothing else will bring it."""
        found = self.pane(who).locator(f".msg--{side}", has_text=words).last
        assert found.is_visible(), words
        return found


@dataclass
class Keyboard(Mouse):
    """Somebody without a mouse. Each stop of the focus must show."""

    presses: int = 0

    def says(self, who: str, words: str) -> None:
        """Go to the field, type, Enter."""
        self.reach(self.composer(who))
        self.page.keyboard.type(words)
        self.page.keyboard.press("Enter")
        self.sees(who, words, side="in")
        expect(self.composer(who)).to_have_value("")
        expect(self.composer(who)).to_be_focused()

    def taps(self, who: str, label: str) -> None:
        """Go to the button and press it; the focus is in the field of this chat afterwards."""
        expect(self.button(who, label)).to_be_visible()
        self.reach(self.button(who, label))
        self.presses += 1
        self.page.keyboard.press("Enter" if self.presses % 2 else "Space")
        expect(self.composer(who)).to_be_focused()
        self.used(who)

    def reach(self, wanted: Locator) -> None:
        """Tab, or Shift+Tab, until the focus is there."""
        key = "Shift+Tab" if wanted.evaluate(_BEHIND) else "Tab"
        for _ in range(FARTHEST):
            if wanted.evaluate(_HERE):
                assert self.page.evaluate(SHOWN), "the focus does not show"
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"no key leads to {wanted}")

    def _press_clock(self, label: str) -> None:
        self.reach(self.page.get_by_role("button", name=label, exact=True))
        self.page.keyboard.press("Enter")


def asks(hand: Mouse) -> None:
    """Sam asks for a phone, and answers the one question that comes after."""
    hand.sees("Sam", "What would help you to get and stay well?")
    hand.says("Sam", "A phone, so I can ring my sister")
    hand.taps("Sam", "Phone and SIM")
    hand.sees("Sam", "How shall we get it to you?")
    hand.taps("Sam", "I'll collect it")
    hand.sees("Sam", "Could anything make this hard or unsafe for you?")
    hand.taps("Sam", "No")
    hand.sees("Sam", "Please check.")
    hand.taps("Sam", "Send")
    hand.sees("Sam", "Your number is FH-0001. This is not a yes yet.")


def answers_first_question(hand: Mouse) -> None:
    """The round at the start."""
    hand.taps("Sam", "One quick question")
    hand.sees("Sam", "How close do you feel now?")
    hand.taps("Sam", "3")


def looks(hand: Mouse) -> None:
    """Ali opens the card."""
    hand.taps("Ali", "Look")
    hand.sees("Ali", "In their words: A phone, so I can ring my sister")


def signs(hand: Mouse) -> None:
    """Ali looks and says yes."""
    looks(hand)
    hand.taps("Ali", "Approve")
    hand.sees("Ali", "Fund left after this: £4,865.00.")
    hand.taps("Ali", "Yes, approve £135.00")
    hand.sees("Sam", "Your phone and SIM are agreed.")


def pays(hand: Mouse) -> None:
    """Kim buys it two days later, and it comes."""
    hand.moves_clock("+1 day", 2)
    hand.taps("Kim", "Mark paid")
    hand.says("Kim", "£135.00 INV-7")
    hand.sees("Sam", "Did your phone and SIM come?")
    hand.taps("Sam", "Yes")


def checks_in(hand: Mouse) -> None:
    """Three months later Sam is asked whether it helped."""
    hand.moves_clock("+1 month", 3)
    hand.sees("Sam", "Has it helped?")
    hand.taps("Sam", "A lot")
    hand.sees("Sam", "How close do you feel now?")
    hand.taps("Sam", "8")
    hand.sees("Sam", "At the start you said 3. Now you say 8.")


def whole_journey(hand: Mouse) -> None:
    """From the first words to the answer about them."""
    asks(hand)
    answers_first_question(hand)
    signs(hand)
    pays(hand)
    checks_in(hand)
