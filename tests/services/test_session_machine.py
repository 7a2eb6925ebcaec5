"""Short sessions of everything a desk does; long ones are ``tests/endurance/sessions.py``."""

from hypothesis import HealthCheck, settings

from services.session_desk import Session

Session.TestCase.settings = settings(
    max_examples=2,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestSession = Session.TestCase
