"""Pictures: what stands in them is exact, nothing lies on anything else, and a derivation carries its own."""

from itertools import combinations
from random import Random
from xml.etree import ElementTree

import pytest

from workings.probability import contingency_table, probability, tree, unit_square

Box = tuple[float, float, float, float]
SVG = "{http://www.w3.org/2000/svg}"
LECTURE = (["P(click)=20/100", "P(click|mobile)=15/50", "P(mobile)=0.5", "laptop = not mobile"], "P(mobile|click)")


def boxes(picture: str) -> list[tuple[str, Box]]:
    """Where each text of the picture stands, for letters of 7 pixels."""
    found = []
    for node in ElementTree.fromstring(picture).iter(f"{SVG}text"):
        said, x, y = node.text or "", float(node.attrib["x"]), float(node.attrib["y"])
        width = 7 * len(said)
        left = {"start": x, "middle": x - width / 2, "end": x - width}[node.attrib["text-anchor"]]
        found.append((said, (left, y - 10, left + width, y + 3)))
    return found


def together(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


@pytest.mark.parametrize("draw", [unit_square, tree])
@pytest.mark.parametrize("seed", range(8))
def test_no_text_lies_on_another(draw: object, seed: int) -> None:
    random = Random(seed)
    names = ["a", "laptop", "not mobile", "machine B", "X = 3", "ham", "fr"][: random.randint(2, 7)]
    parts = [random.choice([1, 1, 2, 40, 900]) for _ in names]
    cases = {
        n: (f"{p}/{sum(parts)}", random.choice(["0", "1", "0.001", "1/3", "0.5"]))
        for n, p in zip(names, parts, strict=True)
    }
    picture = draw("late", cases)  # type: ignore[operator]
    placed = boxes(picture)
    assert not [(one[0], other[0]) for one, other in combinations(placed, 2) if together(one[1], other[1])]
    width = float(ElementTree.fromstring(picture).attrib["width"])
    assert all(box[2] <= width + 2 for _, box in placed)


def test_the_square_is_to_scale() -> None:
    picture = ElementTree.fromstring(
        unit_square("click", {"mobile": ("0.5", "0.3"), "laptop": ("0.5", "0.1")}, size=200)
    )
    sizes = [(float(r.attrib["width"]), float(r.attrib["height"])) for r in picture.iter(f"{SVG}rect")]
    assert sizes[:4] == [(100, 200), (100, 60), (100, 200), (100, 20)]
    said = [text for text, _ in boxes(unit_square("click", {"mobile": ("0.5", "0.3"), "laptop": ("0.5", "0.1")}))]
    assert {"0.15", "0.75", "P(click) = 0.2"} <= set(said)


def test_names_are_escaped() -> None:
    for picture in (
        unit_square("<b>", {"a < b": (0.5, 0.1), '"q"': (0.5, 1)}),
        tree("a&b", {"<": (0.5, 0.1), ">": (0.5, 1)}),
    ):
        ElementTree.fromstring(picture)
    assert "<script" not in contingency_table("<script>", {"a": (1, 0)})


def test_a_derivation_carries_its_pictures() -> None:
    html = probability(*LECTURE).to_html()
    assert html.count("<svg") == 2
    assert "P(click) = 0.2" in html
    assert html.count('class="contingency"') == 1
    total = probability(["a, b, c partition", "P(a)=0.5", "P(b)=0.3", "P(E|a)=0.1", "P(E|b)=0.2", "P(E|c)=1"], "P(E)")
    assert total.cases()[0] == "E"  # type: ignore[attr-defined]
    assert [str(p) for p, _ in total.cases()[1].values()] == ["1/2", "3/10", "1/5"]  # type: ignore[attr-defined]
    assert "<svg" not in probability(["P(A) = 0.3"], "P(not A)").to_html()
    assert "<svg" not in probability(["P(A)=p", "P(B|A)=q", "P(B|not A)=r"], "P(A|B)").to_html()


def test_figures_of_matplotlib() -> None:
    pytest.importorskip("matplotlib")
    from workings.probability import contingency_table_figure, tree_figure, unit_square_figure

    cases = {"mobile": ("0.5", "0.3"), "laptop": ("0.5", "0.1")}
    square = unit_square_figure("click", cases)
    assert [round(bar.get_height() * bar.get_width(), 3) for bar in square.axes[0].patches] == [0.5, 0.15, 0.5, 0.05]
    assert any("0.35" in text.get_text() for text in tree_figure("click", cases).axes[0].texts)
    assert len(contingency_table_figure("click", cases).axes[0].tables) == 1
