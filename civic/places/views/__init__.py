"""The pages of the ground: components, their plates, the register."""
