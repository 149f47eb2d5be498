"""The phone desk: calls that come in, callers who ring again, calls the city owes, messages that reached nobody."""
