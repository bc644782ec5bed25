"""The windows: what leaves evtrack, one function a format."""
