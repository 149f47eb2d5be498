"""Pages of volunteers, their guardians, organisations and coordinators."""
