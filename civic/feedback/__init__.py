"""The resident after the answer: rating and appeal, and the office that reviews."""
