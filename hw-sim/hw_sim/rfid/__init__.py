"""Contactless tags, and the chips that read them, as the standards and data sheets have them."""
