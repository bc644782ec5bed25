"""Words compared with words: what is the same, what has changed, and where something stands."""
