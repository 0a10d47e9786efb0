"""An organisation's own name, colour and logo; and pages that are read from right to left."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

import bot.web
from foothold.web.app import build_app
from foothold.web.branding import OUR_COLOUR, Brand, brand_of, stylesheet
from foothold.web.pages import direction
from foothold.web.shell import Look, no_navigation, shell_over
from storage.colours import BLACK, READABLE, WHITE, contrast, mixed
from storage.config import BrandingSection, load_config
from storage.errors import BadConfig
from tests.web.conftest import URL, World

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><rect width="4" height="4"/></svg>'
)


def browser(world: World, brand: Brand) -> TestClient:
    look = Look(brand=brand)
    shell = shell_over(world.store, world.service.writer, ("bot.web",), no_navigation, look)
    app = build_app(shell, bot.web.routes(shell, world.service))
    return TestClient(app, base_url=URL, headers={"sec-fetch-site": "same-origin"})


def test_without_a_brand_it_is_plain(world: World) -> None:
    page = browser(world, Brand()).get("/start").text
    assert "brand.css" not in page
    assert "runs this service" not in page
    assert "Not an NHS website." in page


def test_name_and_colour_are_on_every_page(world: World) -> None:
    visitor = browser(world, Brand("Sample Trust & Friends", "#7a1f5c"))
    page = visitor.get("/nowhere").text
    assert "Sample Trust &amp; Friends runs this service." in page
    for path in ("/start", "/nowhere"):
        page = visitor.get(path).text
        assert "Sample Trust &amp; Friends runs this service. Not an NHS website." in page
    style = page.partition('href="/brand.css')[2].partition('"')[0]
    sheet = visitor.get(f"/brand.css{style}")
    assert sheet.headers["content-type"].startswith("text/css")
    assert "--accent: #7a1f5c;" in sheet.text
    assert "immutable" in sheet.headers["cache-control"]


def test_the_logo_is_shown(world: World, tmp_path: Path) -> None:
    file = tmp_path / "logo.svg"
    file.write_bytes(SVG)
    visitor = browser(world, brand_of(BrandingSection(logo_file=file)))
    address = visitor.get("/start").text.partition('src="/brand-logo')[2].partition('"')[0]
    shown = visitor.get(f"/brand-logo{address}")
    assert (shown.content, shown.headers["content-type"]) == (SVG, "image/svg+xml")
    assert browser(world, Brand()).get("/brand-logo").status_code == 404


@pytest.mark.parametrize(
    ("name", "data"), [("x.svg", None), ("x.exe", b"MZ"), ("x.png", bytes(300_000))]
)
def test_a_logo_that_is_none_is_refused(tmp_path: Path, name: str, data: bytes | None) -> None:
    file = tmp_path / name
    if data is not None:
        file.write_bytes(data)
    with pytest.raises(BadConfig):
        brand_of(BrandingSection(logo_file=file))


@pytest.mark.parametrize("colour", ["#ffd84d", "#888888", "#00a0ff", "#ffffff"])
def test_a_colour_that_nobody_could_read_is_refused(tmp_path: Path, colour: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(f'[branding]\nbrand_colour = "{colour}"')
    with pytest.raises(BadConfig) as refused:
        load_config(file, {})
    assert "branding.brand_colour: must be darker" in refused.value.problems[0]


@pytest.mark.parametrize("colour", ["#00524c", "#005a9c", "#7a1f5c", "#000000"])
def test_every_pair_of_colours_can_be_read(colour: str) -> None:
    assert BrandingSection(brand_colour=colour).brand_colour == colour
    sheet = stylesheet(colour)
    wash, mine = mixed(colour, WHITE, 0.9), mixed(colour, WHITE, 0.85)
    assert wash in sheet
    assert mine in sheet
    for words, behind in ((WHITE, colour), (colour, wash), (colour, mine), ("#1f2a2d", mine)):
        assert contrast(words, behind) >= READABLE


def test_contrast_is_what_the_guidelines_say() -> None:
    assert round(contrast(BLACK, WHITE), 1) == 21
    assert contrast(WHITE, WHITE) == 1
    assert round(contrast("#777777", WHITE), 2) == 4.48


def test_our_own_colour_is_the_settings_default() -> None:
    assert BrandingSection().brand_colour == OUR_COLOUR


@pytest.mark.parametrize(
    ("locale", "way"),
    [("en-GB", "ltr"), ("ur", "rtl"), ("ar-EG", "rtl"), ("fa_IR", "rtl"), ("pl", "ltr")],
)
def test_the_way_a_language_is_read(locale: str, way: str) -> None:
    assert direction(locale) == way


def test_a_page_says_its_language_and_its_way(world: World) -> None:
    page = browser(world, Brand()).get("/start").text
    assert '<html lang="en-GB" dir="ltr">' in page
