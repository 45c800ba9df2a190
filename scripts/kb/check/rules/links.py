"""Rules on links and images with an address of their own, as far as one file shows what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from kb.check.engine import Finding, _, document_rule
from kb.models.base import is_script
from kb.read.document import Document
from kb.read.links import Link, has_space, scheme_of

_WEB = ("http", "https")
_OTHERS = ("mailto", "tel")
_MISSPELT = re.compile(r"(?:h?t{1,3}ps?|https?)[:;,.]?/{0,3}", re.I)


_NO_WORDS = re.compile(r"\[\s{0,80}\]\[")


@document_rule()
def empty_link(document: Document) -> Iterator[Finding]:
    """A link has no words or no address: nobody can see it, or it leads nowhere.

    Bad:
        [](about.md) or [how we work]()
    Good:
        [how we work](about.md)
    Fix:
        Write the words to click on, and the address that they lead to.
    """
    for link in document.links:
        if not link.address.strip():
            yield Finding(link.start, _("the link has no address"), _("write the address between the round brackets"))
        elif not link.words.strip() and link.kind == "link":
            yield Finding(link.start, _("the link has no words"), _("write between the square brackets where it leads"))
    for item in document.brackets if _NO_WORDS.search(document.masked) else ():
        if item.form == "full" and not item.image and not item.words(document.masked).strip():
            hint = _("write words between the first brackets, or only [{label}]")
            label = item.target(document.masked).strip()
            yield Finding(item.start, _("the link has no words"), hint, {"label": label[:60]})


@document_rule()
def image_without_alternative(document: Document) -> Iterator[Finding]:
    """An image has no text in its place for those who cannot see it, or whose connection does not load it.

    Bad:
        ![](route.png)
    Good:
        ![The four steps from first contact to a decision](route.png)
    Fix:
        Say between the brackets what the image shows to whoever sees it.
    """
    for item in document.brackets if "![" in document.masked else ():
        if item.image and not item.words(document.masked).strip():
            yield Finding(
                item.start - 1,
                _("the image has no text that could stand in its place"),
                _("say between the square brackets what it shows"),
            )


@document_rule()
def remote_image(document: Document) -> Iterator[Finding]:
    """An image comes from another site, which would learn who reads the page, and it is missing without a connection.

    Bad:
        ![The route](https://example.org/route.png)
    Good:
        ![The route](../assets/route.png)
    Fix:
        Put the file into docs/assets, if its licence allows it, and link that.
    """
    for link in document.links:
        if link.kind == "image" and (scheme_of(link.address) in _WEB or link.address.startswith("//")):
            yield Finding(
                link.address_start,
                _("the image {address} would be fetched from another site, which learns who reads the page"),
                _("put the image into docs/assets, if its licence allows it, and link to it there"),
                {"address": link.address[:80]},
            )


@document_rule()
def bare_mailto(document: Document) -> Iterator[Finding]:
    """An e-mail link names nobody, or an address stands in a text, where it has no source and no date.

    Bad:
        [Write to us](mailto:) or <office@example.org>
    Good:
        Write to [mx-comar].
    Fix:
        Cite the institution, whose card has the address, its source and its date: [mx-comar].
    """
    for link in document.links:
        address = link.address.strip()
        if scheme_of(address) == "mailto" and "@" not in address:
            message, hint = _("the e-mail link names no address"), _("write the address after mailto:")
            yield Finding(link.address_start, message, hint)
        elif link.kind == "autolink" and "@" in address and scheme_of(address) not in _WEB:
            yield Finding(
                link.address_start,
                _("the e-mail address {address} stands in a text, without a source or a date"),
                _("put it into the institution's file in the directory, and name the institution here by its id"),
                {"address": address[:80]},
            )
    yield from _plain_addresses(document)


_E_MAIL = re.compile(r"(?<![\w.+@-])[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}(?![\w@-])")


def _plain_addresses(document: Document) -> Iterator[Finding]:
    """E-mail addresses that stand in a text just as words do."""
    if "@" not in document.masked or document.kind not in ("section", "page"):
        return
    linked = [range(link.start, link.address_start + len(link.address)) for link in document.links]
    for region in document.regions:
        for match in _E_MAIL.finditer(document.masked, region.start, region.end):
            if not any(match.start() in span for span in linked):
                message = _("the e-mail address {address} stands in a text, without a source or a date")
                hint = _("put it into the institution's file in the directory, and name the institution here by its id")
                yield Finding(match.start(), message, hint, {"address": match.group()[:80]})


@document_rule()
def malformed_url(document: Document) -> Iterator[Finding]:
    """An address cannot work as it is written: a space, no host, a port that does not exist, an unknown beginning.

    Bad:
        [the report](htp://example.org/report)
    Good:
        [the report](https://example.org/report)
    Fix:
        Copy the address again from the browser's address bar.
    """
    for link in document.links:
        address = link.address.strip()
        elsewhere = not address or is_script(address) or (link.kind == "image" and address.startswith("//"))
        problem = None if elsewhere else _fault(link, address)
        if problem:
            yield Finding(link.address_start, *problem, {"address": address[:80], "scheme": scheme_of(address)[:30]})


def _fault(link: Link, address: str) -> tuple[str, str] | None:
    scheme = scheme_of(address)
    if link.kind == "autolink" and not scheme:
        return None
    if has_space(link):
        return _("the address “{address}” has a space in it"), _(
            "write %20 for the space; if this is no link, put a space before the round bracket"
        )
    if address.startswith(("//", "www.")):
        return _("the address “{address}” does not begin with https://"), _("put https:// before the name of the host")
    if "\\" in address:
        return _("the address “{address}” has a backslash in it"), _("write / instead of \\")
    if not scheme:
        return None
    if scheme not in (*_WEB, *_OTHERS):
        if _MISSPELT.match(address):
            return _("the address begins with {scheme}:, which does not exist"), _("write https://")
        return _("the address begins with {scheme}:, which no reader can follow"), _("use an address with https://")
    return _web_fault(address) if scheme in _WEB else None


def _web_fault(address: str) -> tuple[str, str] | None:
    try:
        parts = urlsplit(address)
        host, possible = parts.hostname or "", parts.port != 0
    except ValueError:
        possible = False
    if not possible:
        return _("the address “{address}” has a host or a port that cannot exist"), _("copy the address again")
    if "." not in host.strip(".") or not address[len(parts.scheme) + 1 :].startswith("//"):
        return _("the address “{address}” has no host"), _("write the whole address, as in https://example.org/page")
    if re.search(r"%(?![0-9A-Fa-f]{2})|[<>\"^`{|}]", address):
        return _("the address “{address}” has signs that an address cannot have"), _("copy the address again")
    return None


@document_rule()
def link_out_of_tree(document: Document) -> Iterator[Finding]:
    """A link names a file by its place on a machine, or outside this collection, where no reader has it.

    Bad:
        [the form](/home/ana/form.pdf) or [the form](../../../form.pdf)
    Good:
        [the form](../assets/form.pdf)
    Fix:
        Put the file into docs, or link the page on the web where everybody can read it.
    """
    for link, path in document.file_links:
        if link.address.strip()[0] in "/~" or path.startswith(".."):
            yield Finding(
                link.address_start,
                _("the link {address} leads out of the collection"),
                _("put the file into docs/assets and link to it from there; name a section by its id"),
                {"address": link.address.strip()[:80]},
            )
