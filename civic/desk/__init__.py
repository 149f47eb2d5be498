"""The officials' worklist, and make_move(), which finds the hand."""
