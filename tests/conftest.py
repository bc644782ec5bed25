"""What every test shares: patience on a busy machine, and the same examples at every run of CI."""

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "evtrack",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="CI" in os.environ,
)
settings.load_profile("evtrack")
