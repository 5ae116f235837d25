"""What all tests share: no test fails because the machine is slow."""

from hypothesis import settings

settings.register_profile("archive", deadline=None)
settings.load_profile("archive")
