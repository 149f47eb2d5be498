"""The outbox of messages to people, and their delivery."""
