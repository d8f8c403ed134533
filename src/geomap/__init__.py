"""geomap: from news text to an honest map of what happened where."""
__version__ = "0.1.0"
