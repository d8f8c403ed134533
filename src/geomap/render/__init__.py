"""Renderers: a scene in, text or bytes out; the caller writes."""
