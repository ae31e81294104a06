"""For all tests: how long an example takes is no matter of right or wrong."""

from hypothesis import settings

settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")
