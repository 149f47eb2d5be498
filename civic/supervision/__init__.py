"""The checking side: accept, decline, ask, publish, withhold, verify, send back."""
