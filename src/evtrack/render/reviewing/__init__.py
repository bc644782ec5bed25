"""What `review` shows: where the reviews stand, what was recorded, and one link a screen."""
