"""What holds for suggestions, without a table or a clock: phases, thresholds, who may support, the words of a state."""
