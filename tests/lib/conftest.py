"""How the property tests run: never failed by a slow machine, never leaving files behind."""

from hypothesis import HealthCheck, settings

settings.register_profile("calm", deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("calm")
