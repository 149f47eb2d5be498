"""The invented city of seeds/: founded and brought to life through the same acts as a real one."""
