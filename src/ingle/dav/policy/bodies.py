"""XML of requests. No document type is taken, so there are no entities to expand; what is nested deeper than anybody means is refused."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from ingle.base.units import KIB
from ingle.dav.errors import BadRequestError
from ingle.dav.model import LockWish, Patch, Wanted

MAX_BODY = 256 * KIB
MAX_DEPTH = 50
_D = "{DAV:}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def read_wanted(body: bytes) -> Wanted:
    """Of a PROPFIND; no body means everything. Raises BadRequestError."""
    if not body.strip():
        return Wanted(every=True)
    root = _root(body, "propfind")
    if root.find(f"{_D}propname") is not None:
        return Wanted(names=True)
    listed = root.find(f"{_D}prop")
    if listed is not None:
        return Wanted(tuple(each.tag for each in listed))
    if root.find(f"{_D}allprop") is None:
        raise BadRequestError("propfind has prop, allprop or propname in it")
    included = root.find(f"{_D}include")
    return Wanted(tuple(each.tag for each in included) if included is not None else (), every=True)


def read_patch(body: bytes) -> Patch:
    """Of a PROPPATCH. Raises BadRequestError."""
    root = _root(body, "propertyupdate")
    changed: dict[str, str | None] = {}
    for step in root:
        if step.tag not in {f"{_D}set", f"{_D}remove"}:
            continue
        for each in _properties(step):
            changed.pop(each.tag, None)
            changed[each.tag] = _text(each) if step.tag == f"{_D}set" else None
    if not changed:
        raise BadRequestError("propertyupdate sets or removes something")
    return Patch(changed)


def _properties(step: Element) -> Iterator[Element]:
    """Each with the language that was said for all of them."""
    for listed in step.iter(f"{_D}prop"):
        for each in listed:
            language = each.get(_LANGUAGE) or listed.get(_LANGUAGE) or step.get(_LANGUAGE)
            if language:
                each.set(_LANGUAGE, language)
            yield each
        return  # a property may have something called prop in it


def read_lock(body: bytes) -> LockWish:
    """Of a LOCK. Raises BadRequestError."""
    root = _root(body, "lockinfo")
    scope, kind = root.find(f"{_D}lockscope"), root.find(f"{_D}locktype")
    if scope is None or kind is None or kind.find(f"{_D}write") is None:
        raise BadRequestError("lockinfo has a lockscope, and the locktype write")
    shared = scope.find(f"{_D}shared") is not None
    if not shared and scope.find(f"{_D}exclusive") is None:
        raise BadRequestError("a lock is shared or exclusive")
    owner = root.find(f"{_D}owner")
    return LockWish(shared, "" if owner is None else _text(owner))


def _root(body: bytes, name: str) -> Element:
    try:
        root: Element = fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise BadRequestError("the body is not well-formed XML without a document type") from error
    if root.tag != _D + name:
        raise BadRequestError(f"the body is a {name} of the namespace DAV:")
    _check_depth(root)
    return root


def _check_depth(root: Element) -> None:
    level, depth = list(root), 1
    while level:
        depth += 1
        if depth > MAX_DEPTH:
            raise BadRequestError("the body is nested too deeply")
        level = [below for each in level for below in each]


def _text(each: Element) -> str:
    """All of the element, with the namespaces that it needs; not what stood behind it."""
    each.tail = None
    return tostring(each, encoding="unicode")
