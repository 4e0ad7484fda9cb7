# ruff: noqa: E501 (markup in one line shows its shape)
"""Made pages in the shapes that news sites use, each with the lines that are its article and those that are not.

The texts are put together from small parts by a counter, so that every paragraph of every page is another one.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

WHO = (
    "Die Hafenmeisterin", "Ein Sprecher der Werft", "Der Rat der Uferstadt", "Die Vorsitzende des Ruderclubs",
    "Ein Fischer aus Sandau", "Die Leiterin des Archivs", "Der Kapitän der Fähre", "Eine Anwohnerin", "Das Amt für Brücken",
    "Der Lehrer Anton Grabow",
)  # fmt: skip
DID = (
    "erklärte am Abend", "schrieb in einem Brief", "sagte vor der Sitzung", "teilte auf Nachfrage mit",
    "räumte nach langem Zögern ein", "wiederholte beim Rundgang", "hielt in einem Vermerk fest", "bestritt mit Nachdruck",
    "versprach den Gästen",
)  # fmt: skip
THAT = (
    "dass die neue Schleuse erst im nächsten Frühjahr geöffnet werde", "dass niemand den Wasserstand so hoch erwartet habe",
    "dass die alten Kähne am Kai bleiben dürften", "dass für den Umbau noch drei Gutachten fehlten",
    "dass der Fährplan im Winter nur zweimal am Tag gelte", "dass die Zahl der Besucher sich verdoppelt habe",
    "dass man die Glocke im Turm wieder hören könne", "dass die Rechnung höher sei als geplant",
)  # fmt: skip
THEN = (
    "Zuvor hatten mehrere Vereine gegen die Pläne Einspruch erhoben.", "Eine Entscheidung soll bis zum Monatsende fallen.",
    "Am Ufer standen zu dieser Zeit mehr als vierzig Menschen.", "Die Unterlagen liegen seit Montag öffentlich aus.",
    "Was daraus folgt, ist offen.", "Den Beschluss tragen alle Fraktionen mit.", "Ob das Geld reicht, wird sich zeigen.",
    "Im Rathaus sieht man das anders.", "Die Kosten trägt zur Hälfte das Land.", "Auch die Nachbarorte wurden gefragt.",
    "Im vergangenen Jahr war derselbe Plan noch gescheitert.",
)  # fmt: skip


class Words:
    """Gives new sentences and paragraphs for ever."""

    def __init__(self, seed: int) -> None:
        self._at = seed * 97

    def _next(self, of: tuple[str, ...], stride: int) -> str:
        self._at += 1
        return of[self._at * stride % len(of)]

    def sentence(self) -> str:
        return f"{self._next(WHO, 3)} {self._next(DID, 5)}, {self._next(THAT, 7)} (Vermerk {self._at})."

    def paragraph(self, sentences: int = 2) -> str:
        return " ".join(part for _ in range(sentences) for part in (self.sentence(), self._next(THEN, 1)))

    def title(self) -> str:
        return f"{self._next(WHO, 3)} und der Streit um Schleuse {self._at}"


@dataclass
class Made:
    """A page, what is its article (lines, in order) and what is not."""

    name: str
    source: str = ""
    title: str = ""
    published: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    body: list[str] = field(default_factory=list)
    around: list[str] = field(default_factory=list)


class Writer:
    """Writes a page and keeps account of what in it is what."""

    def __init__(self, name: str, seed: int) -> None:
        self.words = Words(seed)
        self.made = Made(name)

    def body(self, words: str) -> str:
        self.made.body.append(words)
        return html.escape(words, quote=False)

    def around(self, words: str) -> str:
        self.made.around.append(words)
        return html.escape(words, quote=False)

    def paragraphs(self, count: int, tag: str = "p", sentences: int = 2) -> str:
        return "\n".join(f"<{tag}>{self.body(self.words.paragraph(sentences))}</{tag}>" for _ in range(count))

    def head(self, more: str = "", stamp: str = "2023-10-05T12:30:11+02:00") -> str:
        self.made.title, self.made.outlet = self.words.title(), "Uferpost"
        if stamp:
            self.made.published = "2023-10-05T12:30"
        meta = f'<meta property="article:published_time" content="{stamp}">' if stamp else ""
        return (
            f'<!doctype html><html lang="de"><head><meta charset="utf-8"><title>{self.made.title} | Uferpost</title>{meta}'
            f'<meta property="og:title" content="{self.made.title}"><meta property="og:site_name" content="Uferpost">'
            f"{more}<style>.x{{color:red}}</style><script>var a = '<p>nein</p>';</script></head>"
        )

    def menu(self) -> str:
        items = "".join(f'<li><a href="/{n}">{self.around(n)}</a></li>' for n in ("Start", "Hafen", "Umland", "Kultur"))
        return f'<header class="site-header"><nav class="main-nav"><ul>{items}</ul></nav></header>'

    def foot(self) -> str:
        rights = self.around("Alle Inhalte dieser Seite sind geschützt und dürfen nur mit Erlaubnis verwendet werden.")
        return f'<footer><a href="/i">{self.around("Impressum")}</a> <p>{rights}</p></footer></body></html>'

    def teasers(self, count: int, tag: str = "article", cls: str = "teaser", prose: bool = True) -> str:
        def one() -> str:
            said = f"<p>{self.around(self.words.sentence()[:90].strip() + ' …')}</p>" if prose else ""
            return f'<{tag} class="{cls}"><h3><a href="/x">{self.around(self.words.title())}</a></h3>{said}</{tag}>'

        return "".join(one() for _ in range(count))


def _article_tag(w: Writer) -> Iterator[str]:
    yield w.head('<meta name="author" content="Anna Muster">')
    yield f"<body>{w.menu()}<main><article><header><h1>{w.made.title}</h1><p class='meta'>Von Anna Muster</p></header>"
    yield w.paragraphs(3) + f"<h2>{w.body('Wie es dazu kam')}</h2>" + w.paragraphs(3)
    yield f"<blockquote><p>{w.body('Wir haben das Wasser kommen sehen und nichts getan.')}</p></blockquote>"
    yield w.paragraphs(2) + "</article></main>" + w.foot()
    w.made.authors = ("Anna Muster",)


def _div_soup(w: Writer) -> Iterator[str]:
    yield w.head()
    yield f"<body><div id='a1'><div class='c3'>{w.around('Menü')} <a href='/'>{w.around('Zur Startseite')}</a></div>"
    yield f"<div class='c7'><div><h1>{w.made.title}</h1></div><div class='z'>"
    yield w.paragraphs(6, "div") + "</div></div><div class='c9'><div>"
    yield "".join(f"<div><a href='/k{n}'>{w.around(w.words.title())}</a></div>" for n in range(6))
    yield "</div></div></div>" + w.foot()


def _break_soup(w: Writer) -> Iterator[str]:
    yield w.head()
    yield f"<body>{w.menu()}<table><tr><td width=150><a href=/>{w.around('Archiv')}</a></td><td><h1>{w.made.title}</h1>"
    yield "<br><br>\n".join(w.body(w.words.paragraph()) for _ in range(7))
    yield "<br><br></td></tr></table>" + w.foot()


def _two_containers(w: Writer) -> Iterator[str]:
    yield w.head()
    yield f"<body>{w.menu()}<div class='page'><h1>{w.made.title}</h1><div class='article__chunk'>{w.paragraphs(2)}</div>"
    yield f"<div class='ad-slot'>{w.around('Anzeige')}</div><div class='article__chunk'>{w.paragraphs(5)}</div>"
    yield f"<div class='article__chunk'>{w.paragraphs(1)}</div></div>" + w.foot()


def _json_only(w: Writer) -> Iterator[str]:
    text = [w.body(w.words.paragraph()) for _ in range(6)]
    head = w.head()
    stated = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "Organization", "@id": "#o", "name": "Uferpost"},
            {"@type": "Person", "@id": "#p", "name": "Ben Beispiel"},
            {"@type": ["NewsArticle"], "headline": w.made.title, "datePublished": "2023-10-05T12:30:11+02:00",
             "author": [{"@id": "#p"}], "publisher": {"@id": "#o"}, "articleBody": "\n\n".join(text)},
        ],
    }  # fmt: skip
    yield head + f"<script type='application/ld+json'>{json.dumps(stated)}</script>"
    yield f"<body>{w.menu()}<div id='app'><h1>{w.made.title}</h1></div>" + w.foot()
    w.made.authors = ("Ben Beispiel",)


def _live_blog(w: Writer) -> Iterator[str]:
    yield w.head()
    yield f"<body>{w.menu()}<main><h1>{w.made.title}</h1><p>{w.body(w.words.paragraph(1))}</p><div class='liveblog'>"
    for n in range(14):
        yield f"<article class='post'><time datetime='2023-10-05T{20 - n:02}:15:00+02:00'>{20 - n}:15 Uhr</time>"
        yield f"<h3>{w.body(w.words.title())}</h3>{w.paragraphs(1 + n % 2)}</article>"
    yield f"</div></main><aside><h2>{w.around('Mehr zum Thema')}</h2>{w.teasers(3)}</aside>" + w.foot()


def _tables(w: Writer) -> Iterator[str]:
    yield w.head()
    yield f"<body>{w.menu()}<div class='content'><h1>{w.made.title}</h1>{w.paragraphs(3)}<table class='data'>"
    yield f"<tr><th>{w.body('Ort')}</th><th>{w.body('Pegel')}</th></tr>"
    for n in range(12):
        yield f"<tr><td>{w.body(f'Sandau {n}')}</td><td>{w.body(f'{n * 7} cm')}</td></tr>"
    yield f"</table>{w.paragraphs(3)}<ul><li>{w.body('Der erste Punkt betrifft die Schleuse.')}</li>"
    yield f"<li>{w.body('Der zweite Punkt betrifft den Kai.')}</li></ul>{w.paragraphs(1)}</div>" + w.foot()


def _comments(w: Writer) -> Iterator[str]:
    yield w.head()
    yield f"<body>{w.menu()}<div class='story'><h1>{w.made.title}</h1>{w.paragraphs(4)}</div>"
    yield f"<section id='comments'><h2>{w.around('24 Kommentare')}</h2>"
    for n in range(24):
        yield f"<div class='comment'><b>{w.around(f'leser{n}')}</b><p>{w.around(w.words.paragraph())}</p></div>"
    yield "</section>" + w.foot()


def _teasers_inside(w: Writer) -> Iterator[str]:
    yield w.head()
    yield f"<body>{w.menu()}<article class='article'><h1>{w.made.title}</h1>{w.paragraphs(3)}"
    yield f"<div class='inline-box'>{w.teasers(1, 'div', 'x-item')}</div>{w.paragraphs(2)}"
    yield f"<p><a href='/y'>{w.around('Lesen Sie auch: ' + w.words.title())}</a></p>{w.paragraphs(2)}</article>"
    yield f"<section><h2>{w.around('Das könnte Sie interessieren')}</h2>{w.teasers(6)}</section>" + w.foot()


def _cookie_banner(w: Writer) -> Iterator[str]:
    yield w.head()
    consent = "Wir und unsere Partner verwenden Cookies, um Inhalte zu messen und die Seite zu verbessern. " * 2
    yield f"<body class='cookie-banner-shown'><div id='cmp-wrapper' class='consent'><p>{w.around(consent.strip())}</p>"
    yield f"<button>{w.around('Alle akzeptieren')}</button></div>{w.menu()}<main><h1>{w.made.title}</h1>"
    yield w.paragraphs(6) + "</main>" + w.foot()


def _paywall(w: Writer) -> Iterator[str]:
    yield w.head()
    yield f"<body>{w.menu()}<article><h1>{w.made.title}</h1>{w.paragraphs(2)}<div class='paywall-teaser'>"
    offer = "Jetzt vier Wochen kostenlos testen und alle Artikel der Uferpost ohne Grenzen lesen."
    yield f"<p>{w.around(offer)}</p><a href='/abo'>{w.around('Zum Angebot')}</a></div></article>"
    yield f"<div class='newsletter-box'><p>{w.around('Unser Brief am Morgen bringt Ihnen das Wichtigste vom Ufer.')}</p>"
    yield f"<form><input><button>{w.around('Anmelden')}</button></form></div>" + w.foot()


def _gallery(w: Writer) -> Iterator[str]:
    yield w.head()
    yield f"<body>{w.menu()}<article><h1>{w.made.title}</h1>{w.paragraphs(2)}<div class='gallery'>"
    for n in range(5):
        yield f"<figure><img src='{n}.jpg' alt='Bild'><figcaption>Die Werft im Jahr {1990 + n}. Foto: A. Muster</figcaption></figure>"
    yield f"</div>{w.paragraphs(4)}</article>" + w.foot()


def _page_in_form(w: Writer) -> Iterator[str]:
    yield w.head()
    yield f"<body><form id='aspnetForm' class='page-with-sidebar'>{w.menu()}<div class='left sidebar-layout'>"
    yield f"<h1>{w.made.title}</h1><div class='teaser-text'><p>{w.body(w.words.sentence())}</p></div>"
    yield w.paragraphs(5) + f"</div><div class='sidebar'>{w.teasers(4, 'div', 'box')}</div></form>" + w.foot()


def _aside_quotes(w: Writer) -> Iterator[str]:
    yield w.head()
    yield f"<body>{w.menu()}<article><h1>{w.made.title}</h1><p class='lead'>{w.body(w.words.sentence())}</p>"
    yield f"<div class='article-body' itemprop='articleBody'>{w.paragraphs(3)}"
    yield f"<h2>{w.body('Was nun geschieht')}</h2>{w.paragraphs(3)}<ol><li>{w.body('Zuerst wird gezählt.')}</li>"
    yield f"<li>{w.body('Dann wird gebaut.')}</li></ol>{w.paragraphs(2)}</div>"
    yield f"<div class='author-bio'><p>{w.around('Anna Muster schreibt seit vielen Jahren über das Leben am Fluss und seine Leute.')}</p>"
    yield f"</div><div class='tags'><a href='/t'>{w.around('Schleuse')}</a></div></article>" + w.foot()


def _custom_elements(w: Writer) -> Iterator[str]:
    yield w.head()
    yield f"<body><app-root><app-nav><a href='/'>{w.around('Zur Übersicht')}</a></app-nav><app-story><h1>{w.made.title}</h1>"
    yield w.paragraphs(6, "story-paragraph") + "</app-story><app-related>"
    yield w.teasers(4, "app-card", "c") + "</app-related></app-root>" + w.foot()


def _broken(w: Writer) -> Iterator[str]:
    yield w.head()
    yield f"<body>{w.menu()}<div class=content><h1>{w.made.title}</h1>"
    yield "".join(f"<p>{w.body(w.words.paragraph())}" for _ in range(7))
    yield f"</div></div></span><ul><li><a href=/a>{w.around('Nach oben')}</a><li><a href=/b>{w.around('Drucken')}</a></ul>"
    yield w.foot()


def _hashed_names(w: Writer) -> Iterator[str]:
    yield w.head()
    yield f"<body><div id='root'><div class='css-1x'><div class='css-nav9'><a href='/'>{w.around('Zum Anfang')}</a></div></div>"
    yield f"<div class='css-88'><div class='css-a1'><span>Hafen</span><h1 class='css-t'>{w.made.title}</h1></div>"
    yield f"<div class='css-m'><div><p>{w.body(w.words.paragraph())}</p></div><div><p>{w.body(w.words.paragraph())}</p></div>"
    yield f"<div class='css-q'><div><div><a href='/1'><h4>{w.around(w.words.title())}</h4></a></div></div></div>"
    yield (
        "".join(f"<div><p>{w.body(w.words.paragraph())}</p></div>" for _ in range(5))
        + "</div></div><div class='css-x7'>"
    )
    for _ in range(8):
        yield f"<div><a href='/2'><span>{w.around(w.words.title())}</span><span>{w.around(w.words.sentence())}</span></a></div>"
    yield "</div></div>" + w.foot()


def _weblog(w: Writer) -> Iterator[str]:
    yield w.head()
    yield f"<body class='single has-sidebar'><div id='page'>{w.menu()}<div id='primary'><article class='post hentry category-hafen tag-kai'>"
    yield f"<h1 class='entry-title'>{w.made.title}</h1><div class='entry-content'>{w.paragraphs(5)}"
    yield f"<div class='sharedaddy'><h3>{w.around('Teilen mit:')}</h3><ul><li><a href='#'>{w.around('Drucken')}</a></ul></div>"
    yield f"</div></article><div id='comments' class='comments-area'><ol class='comment-list'><li>{w.around(w.words.paragraph())}</li>"
    yield f"<li>{w.around(w.words.paragraph())}</li></ol></div></div><div id='secondary' class='widget-area'>"
    yield f"<div class='widget'><h2>{w.around('Letzte Beiträge')}</h2><ul><li><a href='/z'>{w.around(w.words.title())}</a></ul></div>"
    yield "</div></div>" + w.foot()


def _interview(w: Writer) -> Iterator[str]:
    yield w.head()
    yield f"<body>{w.menu()}<section class='o-story'><div><h1>{w.made.title}</h1><div class='o-intro'>{w.body(w.words.sentence())}</div></div>"
    for _ in range(7):
        yield f"<p><strong>{w.body('Und was sagen Sie den Leuten am Kai?')}</strong></p><p>{w.body(w.words.paragraph(1))}</p>"
        yield f"<p>{w.body('Nichts davon.')}</p>"
    yield f"</section><section class='o-list'>{w.teasers(5, 'li', 'o-item', prose=False)}</section>" + w.foot()


def _word_export(w: Writer) -> Iterator[str]:
    w.made.title = w.words.title()
    yield f"<html xmlns:o='urn:x'><head><title>{w.made.title}</title><style>p.MsoNormal {{margin:0}}</style></head><body><div class=WordSection1>"
    yield f"<p class=MsoTitle><b>{w.made.title}</b><o:p></o:p></p>"
    yield "".join(
        f"<p class=MsoNormal><span>{w.body(w.words.paragraph())}</span><o:p>&nbsp;</o:p></p>" for _ in range(6)
    )
    yield "</div></body></html>"


def _short_notice(w: Writer) -> Iterator[str]:
    yield w.head()
    yield f"<body>{w.menu()}<div class='main'><div class='article'><h1>{w.made.title}</h1><p>{w.body(w.words.paragraph())}</p></div>"
    yield f"<div class='right'><h3>{w.around('Kontakt')}</h3><p>{w.around('Redaktion Uferpost, Am Kai 3, Sandau')}</p></div>"
    yield f"<div class='more-stories'>{w.teasers(6)}</div></div>" + w.foot()


def _in_sections(w: Writer) -> Iterator[str]:
    yield w.head()
    yield f"<body>{w.menu()}<main><header><h1>{w.made.title}</h1><p>{w.body(w.words.sentence())}</p></header>"
    for n in range(4):
        yield f"<section data-part='{n}'><h2>{w.body(w.words.title())}</h2>{w.paragraphs(2)}"
        yield f"<figure><img><figcaption>Der Kai. Foto: Muster</figcaption></figure>{w.paragraphs(1)}</section>"
    yield f"<section class='newsletter'><h2>{w.around('Unser Brief')}</h2><p>{w.around(w.words.sentence())}</p></section></main>"
    yield w.foot()


def _link_rich(w: Writer) -> Iterator[str]:
    yield w.head()
    yield f"<body>{w.menu()}<div class='content'><h1>{w.made.title}</h1>"
    for _ in range(6):
        said, rest = w.words.sentence(), w.words.paragraph(1)
        w.made.body.append(f"{said} {rest}")
        yield f"<p><a href='/q'>{said}</a> {rest}</p>"
    yield f"<ul class='tag-list'><li><a href='/t'>{w.around('Hafenbau')}</a></li><li><a href='/u'>{w.around('Umland')}</a></li></ul>"
    yield "</div>" + w.foot()


def _nested_tables(w: Writer) -> Iterator[str]:
    yield w.head()
    yield f"<body><table><tr><td><table><tr><td><a href=/>{w.around('Zur Startseite')}</a></td></tr><tr><td><a href=/p>"
    yield f"{w.around('Politik und Umland')}</a></td></tr></table></td><td><table><tr><td><font size=5>{w.made.title}</font></td></tr>"
    yield "".join(f"<tr><td><font>{w.body(w.words.paragraph())}</font></td></tr>" for _ in range(6))
    yield (
        f"</table></td><td width=120>{w.around('Hier könnte Ihre Anzeige stehen, rufen Sie uns an.')}</td></tr></table>"
        + w.foot()
    )


def _hidden_parts(w: Writer) -> Iterator[str]:
    yield w.head()
    yield f"<body>{w.menu()}<div style='display: none'><p>{w.around(w.words.paragraph())}</p></div><main>"
    yield f"<h1>{w.made.title}</h1>{w.paragraphs(5)}<div role='dialog'><p>{w.around(w.words.sentence())}</p></div></main>"
    yield f"<div aria-hidden='true'>{w.around(w.words.sentence())}</div>" + w.foot()


def _lists_only(w: Writer) -> Iterator[str]:
    yield w.head()
    yield f"<body>{w.menu()}<article><h1>{w.made.title}</h1><p>{w.body(w.words.sentence())}</p><ol>"
    yield "".join(f"<li><b>Nummer {n}:</b> {w.body(w.words.paragraph(1))}</li>" for n in range(8))
    yield f"</ol></article><div class='footer-links'><a href=/a>{w.around('Datenschutz')}</a></div>" + w.foot()


SHAPES: dict[str, Callable[[Writer], Iterator[str]]] = {
    "article element": _article_tag,
    "soup of divs": _div_soup,
    "soup of breaks": _break_soup,
    "two containers": _two_containers,
    "JSON-LD only": _json_only,
    "live blog": _live_blog,
    "tables and lists": _tables,
    "comments": _comments,
    "teasers inside": _teasers_inside,
    "cookie banner": _cookie_banner,
    "paywall": _paywall,
    "gallery": _gallery,
    "page in a form": _page_in_form,
    "lead outside": _aside_quotes,
    "custom elements": _custom_elements,
    "broken markup": _broken,
}
LATER: dict[str, Callable[[Writer], Iterator[str]]] = {
    "hashed names": _hashed_names,
    "weblog": _weblog,
    "interview": _interview,
    "word export": _word_export,
    "short notice": _short_notice,
    "sections": _in_sections,
    "many links": _link_rich,
    "nested tables": _nested_tables,
    "hidden parts": _hidden_parts,
    "lists only": _lists_only,
}
"""Shapes that were made after the reader was; its rules were looked at with the others."""


def pages(shapes: dict[str, Callable[[Writer], Iterator[str]]], variants: int = 1) -> list[Made]:
    """Each shape, ``variants`` times with other words."""
    made = []
    for number in range(variants):
        for at, (name, shape) in enumerate(shapes.items()):
            writer = Writer(name, 1 + number * len(shapes) + at)
            writer.made.source = "\n".join(shape(writer))
            made.append(writer.made)
    return made
