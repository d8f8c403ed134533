"""What can go wrong, as one tree.

```
GeomapError
├── UsageError            the request itself makes no sense (a bad date, an unknown format)
├── InputError            an input cannot be read
│   ├── EncodingError     its bytes are not text in any encoding we know
│   ├── EmptyInputError   there is no text in it
│   └── FormatError       it is not what its name says (broken JSON, no such column)
├── OutputError           a result cannot be written
├── GeocoderError        a service on the network, asked for a name, did not answer
├── WorkerError           a process that shared the work ended without an answer
├── GazetteerError        the place index is missing, damaged or of another version
└── FrontLineError        a front line file cannot be understood
```

Every message says what was wrong (with the value), where, what is allowed and what to do.
The command line catches ``GeomapError`` once and prints the message on one line.
"""

from __future__ import annotations


class GeomapError(Exception):
    """The root of everything geomap raises on purpose."""


class UsageError(GeomapError):
    """The request makes no sense: a date that is no date, a format nobody writes."""


class InputError(GeomapError):
    """An input cannot be read."""


class EncodingError(InputError):
    """The bytes of an input are not text in any encoding we know."""


class EmptyInputError(InputError):
    """An input holds no text."""


class FormatError(InputError):
    """An input is not what its name says."""


class OutputError(GeomapError):
    """A result cannot be written; nothing that existed was touched."""


class WorkerError(GeomapError):
    """A process that shared the work ended without an answer."""


class GazetteerError(GeomapError):
    """The place index is missing, damaged or made for another version."""


class GeocoderError(GeomapError):
    """A service on the network, asked for a name, did not answer."""


class FrontLineError(GeomapError):
    """A front line file cannot be understood."""
