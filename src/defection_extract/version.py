"""The version of the package, and of the record contract it writes."""

__version__ = "0.1.0"
SCHEMA_VERSION = "1.0"
