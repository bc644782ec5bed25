"""What `evtrack review` does: which links are meant, what is written, and the walk through them."""
