"""Suggestions: rounds that ask for them, who stands behind them, and how many oblige an answer."""
