"""An Oxigraph store directory as a location."""
