"""The vector index: Chroma in immutable generation folders, made from the vectors in the catalogue.

An embedded Chroma folder is for one process at a time and is ruined by a kill while it is written.
So a folder is built aside, checked in a process of its own, renamed, and only then pointed at from the
catalogue; after that nobody adds to it. Passages newer than the folder are searched exactly, from the
catalogue.
"""

from dateline.index.vectors.build import publish
from dateline.index.vectors.generation import Generation, Pointer, RuinedGeneration, is_whole
from dateline.index.vectors.search import VectorSearch, cosines_of

__all__ = ["Generation", "Pointer", "RuinedGeneration", "VectorSearch", "cosines_of", "is_whole", "publish"]
